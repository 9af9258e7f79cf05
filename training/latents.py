"""Stage 4: encode every training portrait once, as float16 latents.

Usage: python -m training.latents --work work
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from tqdm import tqdm

from training.autoencoder import as_pixels
from training.stretch import half_if_fast


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--batch", type=int, default=32)
    args = parser.parse_args()
    encoder = AutoencoderTiny.from_pretrained(args.work / "pair" / "autoencoder").eval().to(memory_format=torch.channels_last).encoder
    images = np.load(args.work / "train-images.npy", mmap_mode="r")
    starts = tqdm(range(0, len(images), args.batch), mininterval=10)
    with half_if_fast():
        parts = [encoder(as_pixels(images[start : start + args.batch])).half() for start in starts]
    latents = torch.cat(parts).contiguous()
    torch.save(latents, args.work / "latents.pt")
    wide = latents.float()
    print(f"{len(latents)} latents, channel means {wide.mean((0, 2, 3)).tolist()}, deviations {wide.std((0, 2, 3)).tolist()}")


if __name__ == "__main__":
    main()
