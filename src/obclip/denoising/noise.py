"""The one draw of noise from which every candidate starts, and those that follow it."""

from collections.abc import Iterator

import torch
from torch import Tensor


def initial_noise(seed: int, shape: tuple[int, int, int, int]) -> Tensor:
    """z_T of the paper's Algorithm 1: float32 on the CPU, `shape` = [1, C, h, w], to be expanded to N candidates.

    The numbers are those that diffusers draws for `generator=torch.Generator("cpu").manual_seed(seed)`, whatever the
    number format and the device of the model.
    """
    return next(draws(seed, shape))


def noise_after(seed: int, shape: tuple[int, int, int, int], drawn: int) -> Iterator[Tensor]:
    """The noise of a stochastic solver: what the same generator draws after z_T and `drawn` draws more, one a step."""
    noises = draws(seed, shape)
    for _ in range(drawn + 1):
        next(noises)
    return noises


def draws(seed: int, shape: tuple[int, int, int, int]) -> Iterator[Tensor]:
    """One draw after the other, [1, C, h, w] each, without end."""
    generator = torch.Generator("cpu").manual_seed(seed)
    while True:
        yield torch.randn(shape, generator=generator, device="cpu", dtype=torch.float32)
