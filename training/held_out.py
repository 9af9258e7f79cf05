"""Stage 10: the held-out prompts of `obclip evaluate`, and what the judge sees in renders of the same people.

The people are of seeds that neither generators nor judge have seen, and in the second world such as no generator has seen at all. Only what
is certainly stated is written down.

Usage: python -m training.held_out --work work      (or --world emoji --work work/emoji)
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from tqdm import tqdm

from obclip.evaluation.features import unit_scale
from obclip.evaluation.judge import load_judge
from training.judge import to_pixels
from training.judged import JUDGED


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--world", choices=JUDGED, default="portraits")
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--count", type=int, help="2,000 portraits, 500 emoji")
    args = parser.parse_args()
    judged = JUDGED[args.world]
    everyone = range(args.count or judged.count)
    judged.world.prompts.write_text("".join(json.dumps(judged.prompt(args.work, number)) + "\n" for number in everyone))
    judge, parts = load_judge(args.work / "judge"), []
    for start in tqdm(everyone[::50]):
        images = np.stack([judged.drawn(args.work, number) for number in everyone[start : start + 50]])
        parts.append(unit_scale(judge(to_pixels(images)).embedding).half())
    save_file({"appearance": torch.cat(parts)}, args.work / "judge" / "reference.safetensors")


if __name__ == "__main__":
    main()
