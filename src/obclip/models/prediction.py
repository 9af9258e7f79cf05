"""Guided prediction: the function that the denoising loop calls, made from a model and the encoded prompts."""

import torch
from torch import Tensor

from obclip.denoising.guidance import guide, needs_guidance
from obclip.denoising.loop import Predict

from .model import Conditioning, LatentModel


def guided(model: LatentModel, text: Conditioning, guidance_scale: float, most_rows: int | None = None) -> Predict:
    """predict(latents [N, C, h, w], timestep) -> [N, C, h, w] for N encoded prompts.

    With guidance each candidate has an unconditional row of its own, 2N rows in all, in calls of at most `most_rows`.
    """
    if not needs_guidance(guidance_scale):
        return lambda latents, timestep: _in_parts(model, latents, timestep, text, most_rows)
    blank = model.condition([""]).text.expand(len(text), -1, -1)
    both = Conditioning(torch.cat([blank, text.text]))

    def predict(latents: Tensor, timestep: Tensor) -> Tensor:
        rows = _in_parts(model, torch.cat([latents, latents]), timestep, both, most_rows)
        without_text, with_text = rows.chunk(2)
        return guide(with_text, without_text, guidance_scale)

    return predict


def _in_parts(model: LatentModel, rows: Tensor, timestep: Tensor, text: Conditioning, most: int | None) -> Tensor:
    most = most or len(rows)
    parts = zip(torch.split(rows, most), torch.split(text.text, most), strict=True)
    return torch.cat([model.predict(part, timestep, Conditioning(words)) for part, words in parts])
