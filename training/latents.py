"""Stage 4: encode training portraits once, as float16 latents. A stopped run goes on; later stages take as many as there are.

Usage: python -m training.latents --work work [--count 16000]
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from torch import Tensor
from tqdm import tqdm

from training.autoencoder import as_pixels
from training.corpus import LATENTS
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
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--count", type=int, help="only the first so many; all if left out")
    args = parser.parse_args()
    encoder = AutoencoderTiny.from_pretrained(args.work / "pair" / "autoencoder").eval().to(memory_format=torch.channels_last).encoder
    images, file = np.load(args.work / "train-images.npy", mmap_mode="r"), args.work / LATENTS
    images = images[: args.count]
    parts = [torch.load(file, weights_only=True)] if file.exists() else [torch.empty(0, 4, 16, 16, dtype=torch.float16)]
    saved = time.monotonic()
    for start in tqdm(range(len(parts[0]), len(images), args.batch), mininterval=10):
        with half_if_fast():
            parts.append(encoder(as_pixels(images[start : start + args.batch])).half())
        if time.monotonic() - saved > SAVE_SECONDS:
            parts, saved = keep(file, parts), time.monotonic()
    wide = keep(file, parts)[0].float()
    print(f"{len(wide)} latents, channel means {wide.mean((0, 2, 3)).tolist()}, deviations {wide.std((0, 2, 3)).tolist()}")


if __name__ == "__main__":
    main()
