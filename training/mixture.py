"""Two worlds in one work folder: captions, latents and pictures one after the other, and the labels of the first world.

Stages that ask for labels read them of as many pictures as have some, and leave the others.

Usage: python -m training.mixture --work work/mixed work work/emoji      (after stages 1 and 4 in each; `pair` is the first one's)
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch

from training.corpus import LATENTS, latents

PART = 1000


def mix(work: Path, worlds: list[Path]) -> list[int]:
    """Write `train-captions.json`, `latents.pt`, `train-images.npy` and `train-labels.npy` to `work`; how many are from each world.

    Of each world as many as have latents.
    """
    work.mkdir(parents=True, exist_ok=True)
    clean = [latents(world) for world in worlds]
    counts = [len(one) for one in clean]
    torch.save(torch.cat(clean), work / LATENTS)
    told = [json.loads((world / "train-captions.json").read_text())[:count] for world, count in zip(worlds, counts, strict=True)]
    (work / "train-captions.json").write_text(json.dumps([rows for one in told for rows in one]))
    sources = [np.load(world / "train-images.npy", mmap_mode="r")[:count] for world, count in zip(worlds, counts, strict=True)]
    images = np.lib.format.open_memmap(work / "train-images.npy", "w+", np.uint8, (sum(counts), *sources[0].shape[1:]))
    np.save(work / "train-labels.npy", np.load(worlds[0] / "train-labels.npy")[: counts[0]])
    start = 0
    for source in sources:
        for first in range(0, len(source), PART):
            part = source[first : first + PART]
            images[start : start + len(part)] = part
            start += len(part)
    images.flush()
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="where the mixture goes")
    parser.add_argument("worlds", type=Path, nargs="+", help="work folders")
    args = parser.parse_args()
    counts = mix(args.work, args.worlds)
    if not (args.work / "pair").exists():
        shutil.copytree(args.worlds[0] / "pair", args.work / "pair")
    print(", ".join(f"{count} of {world}" for world, count in zip(args.worlds, counts, strict=True)))


if __name__ == "__main__":
    main()
