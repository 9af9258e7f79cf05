"""Latents -> a picture, with what the user's own pipeline does to one after decoding: its safety checker and its watermark."""

from collections.abc import Sequence
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from obclip.denoising.levels import Levels
from obclip.models.model import LatentModel

from .output import to_images


def image_of(model: LatentModel, latents: Tensor, output_type: str) -> tuple[Any, bool | None]:
    """A PIL image, an array [1, H, W, 3], pixels [1, 3, H, W] or latents [1, C, h, w]; and what a safety checker says, if there is one."""
    if output_type == "latent":
        return latents, None
    with torch.no_grad():
        pixels, flagged = _checked(model, model.decode(latents))
    if output_type == "pt":
        return pixels, flagged
    return to_images(pixels)[0] if output_type == "pil" else pixels.permute(0, 2, 3, 1).numpy(), flagged


def preview(model: LatentModel, levels: Levels, place: int, latents: Tensor) -> Image.Image:
    """The latents [1, C, h, w] before step `place`, as a picture with the noise that they still have."""
    image: Image.Image = image_of(model, latents * levels.scale(place), "pil")[0]
    return image


def _checked(model: LatentModel, pixels: Tensor) -> tuple[Tensor, bool | None]:
    """Pixels [1, 3, H, W] in 0..1, black where the loaded pipeline's checker flags them; marked where it marks."""
    pipeline = getattr(model, "pipeline", None)
    flags: Sequence[bool] | None = None
    if getattr(pipeline, "safety_checker", None) is not None:
        shown, flags = pipeline.run_safety_checker(2 * pixels - 1, pipeline.unet.device, pipeline.unet.dtype)  # type: ignore[union-attr]
        pixels = torch.zeros_like(pixels) if flags and flags[0] else (shown / 2 + 0.5).clamp(0, 1).float().cpu()
    if getattr(pipeline, "watermark", None) is not None:
        pixels = (pipeline.watermark.apply_watermark(2 * pixels - 1) / 2 + 0.5).clamp(0, 1)  # type: ignore[union-attr]
    return pixels, None if flags is None else bool(flags[0])
