"""Stage 4: encode training portraits once, as float16 latents. A stopped run goes on; later stages take as many as there are.

Usage: python -m training.latents --work work [--count 16000]
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm

from training.autoencoder import as_pixels
from training.corpus import LATENTS
from training.networks import LATENT_SIZE
from training.stretch import half_if_fast

SAVE_SECONDS = 60.0


def keep(file: Path, parts: list[Tensor]) -> list[Tensor]:
    """Write what is encoded so far; the same as one part."""
    whole = torch.cat(parts).contiguous()
    unfinished = file.with_suffix(".writing")
    torch.save(whole, unfinished)
    unfinished.rename(file)
    return [whole]


@torch.no_grad()
def encoded(pair: Path, file: Path, count: int, batch: int, pictures: Callable[[int, int], NDArray[np.uint8]]) -> Tensor:
    """float16 [count, 4, 16, 16] of `pictures(first, last)`, in `file`; those that are in it already stay."""
    encoder = AutoencoderTiny.from_pretrained(pair / "autoencoder").eval().to(memory_format=torch.channels_last).encoder
    parts = [torch.load(file, weights_only=True)] if file.exists() else [torch.empty(0, 4, LATENT_SIZE, LATENT_SIZE, dtype=torch.float16)]
    saved = time.monotonic()
    for start in tqdm(range(len(parts[0]), count, batch), mininterval=10):
        with half_if_fast():
            parts.append(encoder(as_pixels(pictures(start, min(start + batch, count)))).half())
        if time.monotonic() - saved > SAVE_SECONDS:
            parts, saved = keep(file, parts), time.monotonic()
    return keep(file, parts)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--count", type=int, help="only the first so many; all if left out")
    args = parser.parse_args()
    images = np.load(args.work / "train-images.npy", mmap_mode="r")[: args.count]
    wide = encoded(args.work / "pair", args.work / LATENTS, len(images), args.batch, lambda first, last: images[first:last]).float()
    print(f"{len(wide)} latents, channel means {wide.mean((0, 2, 3)).tolist()}, deviations {wide.std((0, 2, 3)).tolist()}")


if __name__ == "__main__":
    main()
