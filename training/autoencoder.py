"""Stage 3: the autoencoder, on 64-pixel crops first (convolutions do not care, and the compute goes where the detail is), then whole.

Usage: python -m training.autoencoder --work work --samples 40000     (a sample is one whole picture's worth of pixels)
"""

import argparse
import math
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from torch import Tensor

from training.damage import strayed_cells
from training.networks import autoencoder
from training.stretch import Stretch, half_if_fast

CROP = 64
CROP_PART = 0.75
FACE = slice(40, 88)
SEEN = 2  # places that stray; a single one is not pointed at


def as_pixels(images: np.ndarray) -> Tensor:
    """uint8 [B, H, W, 3] -> float32 [B, 3, H, W] in -1..1."""
    pixels = torch.from_numpy(np.array(images, order="C")).permute(0, 3, 1, 2).float() / 127.5 - 1
    return pixels.contiguous(memory_format=torch.channels_last)


def crops(images: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Crops on the latent grid, half of them on the face: uint8 [count, 64, 64, 3]."""
    out = np.empty((count, CROP, CROP, 3), np.uint8)
    for n, picture in enumerate(rng.integers(0, len(images), count)):
        low, high = (3, 6) if rng.random() < 0.55 else (0, 9)
        top, left = 8 * rng.integers(low, high, 2)
        out[n] = images[picture, top : top + CROP, left : left + CROP]
    return out


def face_weight(size: int = 128) -> Tensor:
    """[1, 1, size, size], mean 1: eyes and mouth count more than the background."""
    y, x = torch.meshgrid(torch.arange(float(size)), torch.arange(float(size)), indexing="ij")
    weight = 1 + 1.6 * torch.exp(-((((x - 64) / 24) ** 2 + ((y - 62) / 28) ** 2) ** 2))
    return (weight / weight.mean())[None, None]


def loss_of(model: AutoencoderTiny, pixels: Tensor, weight: Tensor | float) -> Tensor:
    """L1 + 2 MSE + half the difference of gradients + a pull of the latents to mean 0 and variance 1 (so the scaling factor is 1)."""
    with half_if_fast():
        latents = model.encoder(pixels)
        decoded = model.decoder(latents + 0.05 * torch.randn_like(latents))
    latents, wrong = latents.float(), decoded.float() - pixels
    edges = (wrong[..., 1:, :] - wrong[..., :-1, :]).abs().mean() + (wrong[..., 1:] - wrong[..., :-1]).abs().mean()
    pull = latents.mean((0, 2, 3)).square().mean() + (latents.var((0, 2, 3)) - 1).square().mean()
    return (weight * (wrong.abs() + 2 * wrong.square())).mean() + 0.5 * edges + 0.02 * pull


@torch.no_grad()
def psnr(model: AutoencoderTiny, images: np.ndarray) -> tuple[float, float]:
    """Peak signal-to-noise ratio in dB of [B, 128, 128, 3] held-out portraits: whole, and face only."""
    pixels = as_pixels(images)
    wrong = ((model.decoder(model.encoder(pixels)).clamp(-1, 1) - pixels) / 2).square()
    return -10 * math.log10(wrong.mean()), -10 * math.log10(wrong[:, :, FACE, FACE].mean())


@torch.no_grad()
def broken_share(model: AutoencoderTiny, images: np.ndarray) -> float:
    """The share of [B, 128, 128, 3] held-out portraits that come back with places which a person would point at."""
    drawn = (model.decoder(model.encoder(as_pixels(images))) / 2 + 0.5).clamp(0, 1).permute(0, 2, 3, 1).numpy()
    places = [strayed_cells(one, whole / np.float32(255)).sum() for one, whole in zip(drawn, images, strict=True)]
    return float(np.mean(np.array(places) >= SEEN))


def train(work: Path, samples: int, batch: int, rate: float) -> AutoencoderTiny:
    """Train, or go on training; the moving average is what counts."""
    rng = np.random.default_rng()
    images, held_out = (np.load(work / f"{name}-images.npy", mmap_mode="r") for name in ("train", "test"))
    model = autoencoder().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), rate, weight_decay=1e-4, fused=True)
    stretch = Stretch(work / "autoencoder-state.pt", {"autoencoder": model}, optimizer, samples, batch)
    average, weight = stretch.averages["autoencoder"], face_weight()
    for turn, bar in enumerate(stretch.steps()):
        if stretch.progress < CROP_PART:
            pixels, importance = as_pixels(crops(images, batch * 4, rng)), 1.0
        else:
            pixels, importance = as_pixels(images[np.sort(rng.integers(0, len(images), batch))]), weight
        loss = loss_of(model, pixels.flip(3) if turn % 2 else pixels, importance)
        stretch.descend(loss)
        if turn % 200 == 0:
            whole, face = psnr(average, held_out[:128])
            bar.write(f"{stretch.done} samples: loss {loss.item():.4f}, {whole:.2f} dB, face {face:.2f} dB")
    return average


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--samples", type=int, default=40_000)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-3)
    args = parser.parse_args()
    model = train(args.work, args.samples, args.batch, args.rate)
    held_out = np.load(args.work / "test-images.npy", mmap_mode="r")[:512]
    whole, face = psnr(model, held_out)
    print(f"{whole:.2f} dB on 512 held-out portraits, {face:.2f} dB on their faces, {100 * broken_share(model, held_out):.0f} % broken")
    model.save_pretrained(args.work / "pair" / "autoencoder")


if __name__ == "__main__":
    main()
