"""Guided prediction: the function that the denoising loop calls, made from a model and the encoded prompts."""

import torch
from torch import Tensor

from obclip.denoising.loop import Predict

from .conditioning import Conditioning
from .model import LatentModel, passes_twice


def guided(
    model: LatentModel, text: Conditioning, guidance_scale: float, most_rows: int | None = None, *, blank: Conditioning | None = None
) -> Predict:
    """predict(latents [N, C, h, w], timestep) -> [N, C, h, w] for N encoded prompts.

    With classifier-free guidance each candidate has an unconditional row of its own, 2N rows in all, in calls of at most `most_rows`.
    blank: what those rows are told, one row; the model's own if left out.
    """
    without = (blank or model.blank()) if passes_twice(model, guidance_scale) else None
    if without is None:
        return lambda latents, timestep: _in_parts(model, latents, timestep, text, most_rows)
    both = without.take([0] * len(text)).joined(text)

    def predict(latents: Tensor, timestep: Tensor) -> Tensor:
        rows = _in_parts(model, torch.cat([latents, latents]), timestep, both, most_rows)
        without_text, with_text = rows.chunk(2)
        return model.guide(with_text, without_text, guidance_scale)

    return predict


def _in_parts(model: LatentModel, rows: Tensor, timestep: Tensor, text: Conditioning, most: int | None) -> Tensor:
    most = most or len(rows)
    parts = [list(range(start, min(start + most, len(rows)))) for start in range(0, len(rows), most)]
    return torch.cat([model.predict(rows[part[0] : part[-1] + 1], timestep, text.take(part)) for part in parts])
