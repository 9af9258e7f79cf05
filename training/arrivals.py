"""Stage 7c: what arrives at the switch point: the cloud model's guided steps on the words that the cloud is sent, which are not the user's.

The safeguard withholds words that betray a value (a bun, a bald head), so the finisher has to put them in: each row keeps the user's
token ids beside the latents that the candidate's text led to. Every second batch is drawn by the plan `tree`, among all its candidates.

Usage: python -m training.arrivals --work work --prompts 4000
"""

import argparse
import json
import random
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import save_file
from torch import Tensor
from tqdm import tqdm
from transformers import CLIPTokenizer

from obclip.denoising.handover import Handover
from obclip.evaluation.accelerated import Accelerated, AccelerationLab, Plan
from obclip.evaluation.courses import CLOUD, Course, Leg
from obclip.evaluation.items import CANONICAL, OWN, Item, Worded, worded
from obclip.models.loading import load_model
from obclip.protocol.acceleration import Preset
from training.corpus import labels, token_ids
from training.export import export
from training.handovers import GUIDANCE, STEPS, SWITCH_POINTS

FILE = "arrivals.safetensors"


PLANS = ("none", "tree")
MOST = 64  # candidates: all that a prompt has


class Wording(NamedTuple):
    """A caption in the words of each part; whether its picture has labels, as the readers of stage 7d need."""

    worded: Worded
    labelled: bool


def wordings(work: Path, count: int, seed: int) -> list[Wording]:
    """Of so many training captions, each with a seed of its own."""
    rows, rng = json.loads((work / "train-captions.json").read_text()), random.Random(seed)
    chosen, known = [rng.randrange(len(rows)) for _ in range(count)], len(labels(work))
    return [Wording(worded(Item(rng.choice(rows[row]), {}, rng.randrange(2**31))), row < known) for row in chosen]


def lab_of(pair: Path, exported: Path) -> AccelerationLab:
    """The cloud model of the pair on both sides, since only its part is asked for."""
    export(pair, exported)
    cloud = load_model(str(exported / "cloud"), dtype="bfloat16" if torch.ops.mkldnn._is_mkldnn_bf16_supported() else "float32")
    return AccelerationLab(cloud, cloud, steps=STEPS, guidance_scale=GUIDANCE)


def handed_over(lab: AccelerationLab, items: list[Worded], plan: str, switch_point: int) -> Handover:
    """Of a batch of prompts, by the plan `none` or another."""
    if plan == "none":
        return lab.state(items, Course("arrivals", switch_point, (Leg(CLOUD, CANONICAL, switch_point),)))
    return lab.handed_over(items, Accelerated(Plan(plan, Preset(plan)), MOST, switch_point))


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--prompts", type=int, default=4_000)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    tokenizer, lab = CLIPTokenizer.from_pretrained(args.work / "pair" / "tokenizer"), lab_of(args.work / "pair", args.work / "exported")
    prompts = wordings(args.work, args.prompts, args.seed)
    kept: dict[str, list[Tensor]] = {"latents": [], "clean": [], "timesteps": [], "ids": [], "labelled": []}
    for turn, start in enumerate(tqdm(range(0, len(prompts), args.batch), mininterval=10)):
        items, labelled = zip(*prompts[start : start + args.batch], strict=True)
        for switch_point in SWITCH_POINTS:
            state = handed_over(lab, list(items), PLANS[turn % len(PLANS)], switch_point)
            assert state.previous_x0 is not None
            kept["latents"].append(state.latents.half())
            kept["clean"].append(state.previous_x0.half())
            kept["timesteps"].append(torch.full((len(items),), int(lab.levels.timesteps[switch_point])))
            kept["ids"].append(token_ids(tokenizer, [one.words[OWN] for one in items]).to(torch.int16))
            kept["labelled"].append(torch.tensor(labelled))
        if turn % 20 == 0:
            save_file({name: torch.cat(parts) for name, parts in kept.items()}, args.work / FILE)
    save_file({name: torch.cat(parts) for name, parts in kept.items()}, args.work / FILE)


if __name__ == "__main__":
    main()
