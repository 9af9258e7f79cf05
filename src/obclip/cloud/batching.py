"""Which requests may share calls of the network, and whether it pays: a GPU has room beside few rows, a CPU has none."""

import time
from collections.abc import Sequence
from dataclasses import replace

import torch

from obclip.denoising.solvers import STOCHASTIC
from obclip.models.conditioning import Conditioning
from obclip.models.model import LatentModel
from obclip.protocol.request import DenoiseRequest

# Of time saved for each row, below which waiting for others is not worth it.
LEAST_GAIN = 1.15
FEW_ROWS, MANY_ROWS = 4, 16


def alike(one: DenoiseRequest, other: DenoiseRequest) -> bool:
    """Whether two requests have one plan, one size and one schedule: all but their words and seeds. A solver that draws noise as it goes
    has a generator of its own for each request: it is left alone."""
    return one.solver not in STOCHASTIC and _shape(one) == _shape(other)


def _shape(request: DenoiseRequest) -> DenoiseRequest:
    chosen = request.acceleration
    words = chosen if chosen.neutral_prompt is None else replace(chosen, neutral_prompt="-")
    prompts = tuple(map(str, range(len(request.prompts))))
    return replace(request, prompts=prompts, seed=0, negative_prompt=None, acceleration=words, numbers="float32")


def gain(model: LatentModel, times: int = 3) -> float:
    """How much less time a row takes among many than among few, measured on the model: 1 for none."""
    few, many = (_seconds(model, rows, times) / rows for rows in (FEW_ROWS, MANY_ROWS))
    return few / many


def worth_it(model: LatentModel) -> bool:
    """Whether stacking requests saves enough time here."""
    return gain(model) >= LEAST_GAIN


def _seconds(model: LatentModel, rows: int, times: int) -> float:
    """Of one call of the network with so many rows: the best of several, after one to warm up."""
    latents = torch.zeros(rows, *model.latent_shape())
    text = model.condition(["a"] * rows, guidance_scale=model.guidance_scale)
    return min(_timed(model, latents, text) for _ in range(times + 1))


def _timed(model: LatentModel, latents: torch.Tensor, text: Conditioning) -> float:
    start = time.perf_counter()
    model.predict(latents, torch.tensor(500.0), text)
    return time.perf_counter() - start


def together(first: DenoiseRequest, waiting: Sequence[DenoiseRequest | None], most: int) -> list[int]:
    """Places of those that wait and may be computed with the first, in their order; at most `most` requests in all."""
    fitting = [place for place, other in enumerate(waiting) if other is not None and alike(first, other)]
    return fitting[: most - 1]
