"""The one draw of noise from which every candidate starts."""

import torch
from torch import Tensor

LARGEST_SEED = 2**63 - 1


def initial_noise(seed: int, shape: tuple[int, int, int, int]) -> Tensor:
    """z_T of the paper's Algorithm 1: float32 on the CPU, `shape` = [1, C, h, w], to be expanded to N candidates.

    The numbers are those that diffusers draws for `generator=torch.Generator("cpu").manual_seed(seed)`, whatever the
    number format and the device of the model.
    """
    generator = torch.Generator("cpu").manual_seed(seed)
    return torch.randn(shape, generator=generator, device="cpu", dtype=torch.float32)
