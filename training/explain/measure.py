"""How far explanations can be trusted: the share of whole portraits that they call faulty, and of broken ones that they find, by kind.

All go through the autoencoder. Tolerances are to be set on other pictures than those told of: `--first` says where to begin.

Usage: python -m training.explain.measure --data work --work work/explain --first 120 --count 120
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from numpy.typing import NDArray

from obclip.evaluation.metrics import mean_interval
from training.damage import SIZE, broken, strayed_cells
from training.data import OFFSETS, portrait
from training.explain.explanation import Explanation, explanations, load_reader
from training.explain.pictures import write_sheets
from training.faults import FIRST
from training.judge import to_pixels
from training.portraits.attributes import sample
from training.stretch import half_if_fast


@torch.no_grad()
def through(autoencoder: AutoencoderTiny, pictures: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """uint8 [N, 128, 128, 3], encoded and decoded again."""
    parts = []
    for pixels in to_pixels(pictures).split(20):
        with half_if_fast():
            latents = autoencoder.encoder((2 * pixels - 1).contiguous(memory_format=torch.channels_last))
            again = autoencoder.decoder(latents).float()
        parts.append((255 * (again / 2 + 0.5).clamp(0, 1)).round().byte().permute(0, 2, 3, 1).numpy())
    return np.concatenate(parts) if parts else np.zeros((0, SIZE, SIZE, 3), np.uint8)


def found(told: Sequence[Explanation]) -> NDArray[np.float64]:
    return np.array([one.remains.faulty() for one in told], float)


def share(values: NDArray[np.float64]) -> str:
    mean, low, high = (100 * mean_interval(values)[name] for name in ("mean", "low", "high"))
    return f"{mean:.1f} % ({low:.0f}–{high:.0f}) of {len(values)}"


def by_kind(told: Sequence[Explanation], kinds: Sequence[Sequence[str]], strayed: NDArray[np.int_]) -> dict[str, str]:
    """Of broken pictures with these damages: the share found, by the damage where there is one, and by how many places it moved."""
    groups: dict[str, list[float]] = defaultdict(list)
    for hit, names, places in zip(found(told), kinds, strayed, strict=True):
        seen = "fewer than two places strayed" if places < 2 else "two to five" if places < 6 else "six or more"
        for group in ("all", " and ".join(names) if len(names) == 1 else "two damages", seen):
            groups[group].append(hit)
    return {group: share(np.array(hits)) for group, hits in sorted(groups.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("work"))
    parser.add_argument("--work", type=Path, default=Path("work/explain"))
    parser.add_argument("--first", type=int, default=120)
    parser.add_argument("--count", type=int, default=120)
    args = parser.parse_args()
    reader, numbers = load_reader(args.work), range(args.first, args.first + args.count)
    autoencoder = AutoencoderTiny.from_pretrained(args.data / "pair" / "autoencoder").eval().to(memory_format=torch.channels_last)
    whole = through(autoencoder, np.stack([portrait(OFFSETS["test"] + n) for n in numbers]))
    told = list(explanations(reader, whole))
    print(f"whole portraits called faulty: {share(found(told))}")
    write_sheets(args.work / "sheets", "whole", whole, told)
    damaged = [broken(sample(random.Random(FIRST + n)), FIRST + n, random.Random(f"damage of {FIRST + n}")) for n in numbers]
    pictures = through(autoencoder, np.stack([(255 * one.pixels).round().astype(np.uint8) for one in damaged]))
    told = list(explanations(reader, pictures))
    write_sheets(args.work / "sheets", "broken", pictures, told)
    strayed = np.array([strayed_cells(picture / np.float32(255), one.whole).sum() for picture, one in zip(pictures, damaged, strict=True)])
    for group, line in by_kind(told, [one.kinds for one in damaged], strayed).items():
        print(f"broken, {group}: found {line}")


if __name__ == "__main__":
    main()
