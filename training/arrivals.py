"""Stage 7c: what arrives at the switch point: the cloud model's guided steps on the words that the cloud is sent, which are not the user's.

The safeguard withholds words that betray a value (a bun, a bald head), so the finisher has to put them in: each row keeps the user's
token ids beside the latents that the candidate's text led to. Every second batch is drawn by the plan `auto`, among all its candidates, of
which a few others are kept too, for they cost next to nothing then; their words are the candidates' own. Pure noise is a third switch
point, 0, in the other batches: a device that draws alone begins there.

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
from obclip.denoising.noise import initial_noise
from obclip.evaluation.accelerated import Accelerated, AccelerationLab, Plan
from obclip.evaluation.courses import CLOUD, Course, Leg
from obclip.evaluation.items import CANONICAL, OWN, Item, Worded, worded
from obclip.models.loading import load_model
from obclip.protocol.acceleration import Preset
from training.corpus import labels, token_ids
from training.export import export
from training.handovers import GUIDANCE, STEPS, SWITCH_POINTS

FILE = "arrivals.safetensors"


PLAN = "auto"
MOST = 64  # candidates: all that a prompt has
OTHERS = 5  # candidates of a request that are kept beside the real one, at most


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


class Arrival(NamedTuple):
    """One row: the state at a switch point, the words that the device finishes it with, and whether its picture has labels."""

    state: Handover
    words: str
    labelled: bool


def from_noise(lab: AccelerationLab, prompts: list[Wording]) -> list[Arrival]:
    """Where a device begins that no cloud helps: of clean latents nothing is known, and zeros stand for them."""
    shape = (1, *lab.device.latent_shape(None, None))
    noise = [initial_noise(one.worded.item.seed, shape) * lab.levels.start for one in prompts]
    return [
        Arrival(Handover(state, torch.zeros(shape), 0), one.worded.words[OWN], one.labelled)
        for state, one in zip(noise, prompts, strict=True)
    ]


def alone(lab: AccelerationLab, prompts: list[Wording], switch_point: int) -> list[Arrival]:
    """Of a batch of prompts by the plan `none`, in which no candidate touches another."""
    items = [one.worded for one in prompts]
    state = lab.state(items, Course("arrivals", switch_point, (Leg(CLOUD, CANONICAL, switch_point),)))
    return [Arrival(state.row(n), one.worded.words[OWN], one.labelled) for n, one in enumerate(prompts)]


def among_others(lab: AccelerationLab, prompts: list[Wording], switch_point: int, rng: random.Random) -> list[Arrival]:
    """By the plan `auto`: of each prompt its own, and of a few other candidates."""
    found = []
    for one in prompts:
        candidates, state = lab.handed_over_to_all(one.worded, Accelerated(Plan(PLAN, Preset(PLAN)), MOST, switch_point))
        places = [n for n in range(len(candidates.prompts)) if n != candidates.place]
        found.append(Arrival(state.row(candidates.place), one.worded.words[OWN], one.labelled))
        others = rng.sample(places, min(OTHERS, len(places)))
        found += [Arrival(state.row(place), candidates.prompts[place], one.labelled) for place in others]
    return found


def stacked(rows: list[Arrival], tokenizer: CLIPTokenizer, timestep: int) -> dict[str, Tensor]:
    """float16 latents and clean latents [B, 4, 16, 16], timesteps [B], int16 token ids [B, 77], and whether there are labels [B]."""
    clean = [row.state.previous_x0 for row in rows]
    return {
        "latents": torch.cat([row.state.latents for row in rows]).half(),
        "clean": torch.cat([one for one in clean if one is not None]).half(),
        "timesteps": torch.full((len(rows),), timestep),
        "ids": token_ids(tokenizer, [row.words for row in rows]).to(torch.int16),
        "labelled": torch.tensor([row.labelled for row in rows]),
    }


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
    parts: list[dict[str, Tensor]] = []
    rng = random.Random(args.seed)
    for turn, start in enumerate(tqdm(range(0, len(prompts), args.batch), mininterval=10)):
        some = prompts[start : start + args.batch]
        if not turn % 2:
            parts.append(stacked(from_noise(lab, some), tokenizer, int(lab.levels.timesteps[0])))
        for switch_point in SWITCH_POINTS:
            rows = among_others(lab, some, switch_point, rng) if turn % 2 else alone(lab, some, switch_point)
            parts.append(stacked(rows, tokenizer, int(lab.levels.timesteps[switch_point])))
        if turn % 20 == 0 or start + args.batch >= len(prompts):
            parts = [{name: torch.cat([part[name] for part in parts]) for name in parts[0]}]
            save_file(parts[0], args.work / FILE)


if __name__ == "__main__":
    main()
