"""Stage 10: the held-out prompts of `obclip evaluate`, and what the judge sees in renders of the same people.

The people are of seeds that neither generators nor judge have seen. Each prompt states gender, age and ethnicity and one to three more
attributes; only what is certainly stated is written down.

Usage: python -m training.held_out --work work
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from tqdm import tqdm

from obclip.evaluation.features import PEOPLE, unit_scale
from obclip.evaluation.judge import load_judge
from training.captions import caption
from training.data import OFFSETS, SIZE, person
from training.judge import to_pixels
from training.portraits.render import render

MORE = ("hair", "clothes", "color", "accessory", "expression", "background")
PROMPTS = Path(__file__).parents[1] / "src" / "obclip" / "evaluation" / "portraits.jsonl"


def held_out(number: int) -> dict:
    """Prompt `number` and what it states."""
    someone, rng = person(OFFSETS["held-out"] + number), random.Random(f"prompt {number}")
    visible = [name for name in MORE if someone[name] != "none"]
    keep = (*PEOPLE, *rng.sample(visible, rng.choice((1, 2, 3))))
    return {"prompt": caption(someone, rng, keep=keep), "attributes": {name: someone[name] for name in keep}}


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--count", type=int, default=2_000)
    args = parser.parse_args()
    PROMPTS.write_text("".join(json.dumps(held_out(number)) + "\n" for number in range(args.count)))
    judge, parts = load_judge(args.work / "judge"), []
    for start in tqdm(range(0, args.count, 50)):
        numbers = range(start, min(start + 50, args.count))
        images = np.stack([render(person(OFFSETS["held-out"] + n), OFFSETS["held-out"] + n, SIZE) for n in numbers])
        parts.append(unit_scale(judge(to_pixels(images)).embedding).half())
    save_file({"appearance": torch.cat(parts)}, args.work / "judge" / "reference.safetensors")


if __name__ == "__main__":
    main()
