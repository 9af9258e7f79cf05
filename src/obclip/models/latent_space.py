"""The latent space of an autoencoder: what it makes of one picture that is the same everywhere, normalised as the network sees it."""

from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import adaptive_avg_pool2d

from obclip.denoising.latent_space import MOST_NUMBERS, LatentSpace

SIDE = 64
# Channels and scaling factor of the autoencoders that whole families share: names for show, for the probe decides.
KNOWN_SPACES = {(4, 0.18215): "sd1", (4, 0.13025): "sdxl"}


def probe_picture() -> Tensor:
    """Slopes, checks and a disc, [1, 3, 64, 64] in -1..1: no random draw, no resampling."""
    y, x = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    slope = 2 * x / (SIDE - 1) - 1
    checks = ((x // 8 + y // 8) % 2) * 1.2 - 0.6
    disc = ((x - SIDE / 2) ** 2 + (y - SIDE / 2) ** 2 < (SIDE / 3) ** 2) * 1.6 - 0.8
    return torch.stack([slope, checks, disc * y / SIDE])[None].float()


def latent_space(vae: Any, factor: int, name: str | None = None) -> LatentSpace:
    """The space of a loaded autoencoder. name: for show; a known one, or one made of its class and numbers, if left out."""
    return space_of(normalised(vae, probe_picture()), name or _name(vae), standardised=_statistics(vae) is not None, factor=factor)


def space_of(probed: Tensor, name: str, *, standardised: bool, factor: int | None = None) -> LatentSpace:
    """The space of any autoencoder, by what it makes of the probe picture: latents [1, C, h, w], normalised as the network sees them.

    factor: pixels a latent to each side; by the probe's size if left out.
    """
    kind = "standardised" if standardised else "scaled"
    return LatentSpace(name, probed.shape[1], factor or SIDE // probed.shape[-1], kind, _sketch(probed))


@torch.no_grad()
def normalised(vae: Any, picture: Tensor) -> Tensor:
    """A picture's latents as the network sees them: [B, 3, H, W] -> [B, C, h, w]."""
    coded = vae.encode(picture.to(vae.device, vae.dtype))
    mode: Tensor = (coded.latent_dist.mode() if hasattr(coded, "latent_dist") else coded.latents).float().cpu()
    statistics = _statistics(vae)
    if statistics is not None:
        mean, deviation = statistics
        mode = (mode - mean) / deviation
    else:
        mode = mode - _shift(vae)
    return mode * float(vae.config.scaling_factor)


@torch.no_grad()
def pictured(vae: Any, latents: Tensor) -> Tensor:
    """The other way: [B, C, h, w] -> [B, 3, H, W] float32 in 0..1."""
    statistics = _statistics(vae)
    if statistics is not None:
        mean, deviation = (numbers.to(latents) for numbers in statistics)
        scaled = latents * deviation / vae.config.scaling_factor + mean
    else:
        scaled = latents / vae.config.scaling_factor + _shift(vae)
    pixels: Tensor = vae.decode(scaled.to(vae.device, vae.dtype), return_dict=False)[0]
    return (pixels.float() / 2 + 0.5).clamp(0, 1).cpu()


def _shift(vae: Any) -> float:
    return float(vae.config.get("shift_factor") or 0.0)


def _statistics(vae: Any) -> tuple[Tensor, Tensor] | None:
    """Mean and deviation of each channel, [1, C, 1, 1], for autoencoders that name them."""
    told = [vae.config.get(name) for name in ("latents_mean", "latents_std")]
    if any(numbers is None for numbers in told):
        return None
    mean, deviation = (torch.tensor(numbers).view(1, -1, 1, 1) for numbers in told)
    return mean, deviation


def _sketch(latents: Tensor) -> tuple[float, ...]:
    """Means over squares of the probe's latents, at most `MOST_NUMBERS` in all."""
    side = min(latents.shape[-1], int((MOST_NUMBERS / latents.shape[1]) ** 0.5))
    means = adaptive_avg_pool2d(latents, side).flatten()
    return tuple(round(float(number), 4) for number in means)


def _name(vae: Any) -> str:
    channels, scaling = vae.config.latent_channels, vae.config.scaling_factor
    known = KNOWN_SPACES.get((channels, round(float(scaling), 5)))
    return known or f"{type(vae).__name__.lower()}-{channels}-{scaling:g}"
