"""Stage 7c: what arrives at the switch point: the cloud model's guided steps on the words that the cloud is sent, which are not the user's.

The safeguard withholds words that betray a value (a bun, a bald head), so the finisher has to put them in: each row keeps the user's
token ids beside the latents that the candidate's text led to. Only the cloud model is run; stage 7e finishes.

Usage: python -m training.arrivals --work work --prompts 4000
"""

import argparse
import json
import random
from pathlib import Path
from typing import NamedTuple

import torch
from diffusers import UNet2DConditionModel
from safetensors.torch import save_file
from torch import Tensor
from tqdm import tqdm
from transformers import CLIPTextModel, CLIPTokenizer

from obclip.denoising.handover import Handover
from obclip.denoising.loop import denoise
from obclip.denoising.schedule import make_levels
from obclip.evaluation.items import CANONICAL, OWN, Item, worded
from training.corpus import labels, token_ids
from training.handovers import STEPS, SWITCH_POINTS, guided
from training.networks import LATENT_CHANNELS, LATENT_SIZE, solver

FILE = "arrivals.safetensors"


class Wording(NamedTuple):
    """A caption as the user writes it, and as the cloud is sent it; whether its picture has labels, as the readers of stage 7d need."""

    own: str
    sent: str
    labelled: bool


def wordings(work: Path, count: int, seed: int) -> list[Wording]:
    """Of so many training captions."""
    rows, rng = json.loads((work / "train-captions.json").read_text()), random.Random(seed)
    chosen, known = [rng.randrange(len(rows)) for _ in range(count)], len(labels(work))
    words = [worded(Item(rng.choice(rows[row]), {}, 0)).words for row in chosen]
    return [Wording(each[OWN], each[CANONICAL], row < known) for row, each in zip(chosen, words, strict=True)]


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--prompts", type=int, default=4_000)
    parser.add_argument("--batch", type=int, default=25)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    pair = args.work / "pair"
    tokenizer, text = CLIPTokenizer.from_pretrained(pair / "tokenizer"), CLIPTextModel.from_pretrained(pair / "text_encoder_joint").eval()
    cloud = UNet2DConditionModel.from_pretrained(pair / "cloud").eval().to(memory_format=torch.channels_last)
    levels = make_levels(dict(solver().config), "dpmsolver++", STEPS)
    blank = text(token_ids(tokenizer, [""])).last_hidden_state
    dice = torch.Generator().manual_seed(args.seed)
    prompts = wordings(args.work, args.prompts, args.seed)
    kept: dict[str, list[Tensor]] = {"latents": [], "clean": [], "timesteps": [], "ids": [], "labelled": []}
    for start in tqdm(range(0, len(prompts), args.batch), mininterval=10):
        own, sent, labelled = zip(*prompts[start : start + args.batch], strict=True)
        predict = guided(cloud, text(token_ids(tokenizer, list(sent))).last_hidden_state, blank)
        noise = torch.randn(len(own), LATENT_CHANNELS, LATENT_SIZE, LATENT_SIZE, generator=dice)
        state = Handover(noise * levels.start, None, 0)
        for switch_point in SWITCH_POINTS:
            state = denoise(predict, levels, state, switch_point, prediction_type="v_prediction")
            kept["latents"].append(state.latents.half())
            kept["clean"].append(state.previous_x0.half())
            kept["timesteps"].append(torch.full((len(own),), int(levels.timesteps[switch_point])))
            kept["ids"].append(token_ids(tokenizer, list(own)).to(torch.int16))
            kept["labelled"].append(torch.tensor(labelled))
        if start % (20 * args.batch) == 0:
            save_file({name: torch.cat(parts) for name, parts in kept.items()}, args.work / FILE)
    save_file({name: torch.cat(parts) for name, parts in kept.items()}, args.work / FILE)


if __name__ == "__main__":
    main()
