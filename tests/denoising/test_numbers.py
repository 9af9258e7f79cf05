"""Without torch the steps are the same: solvers on plain Python's numbers beside solvers on tensors."""

from typing import Any

import pytest
import torch

from obclip.denoising.handover import Handover
from obclip.denoising.numbers import Numbers
from obclip.denoising.schedule import make_levels
from obclip.denoising.solvers import SOLVERS, STOCHASTIC
from obclip.denoising.step import seen_by_network, stepped

SHAPE = (2, 4, 3, 3)
CONFIG = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}


def plain(tensor: torch.Tensor) -> Numbers:
    return Numbers(tensor.flatten().tolist(), tuple(tensor.shape))


@pytest.mark.parametrize("kind", ["epsilon", "v_prediction", "sample"])
@pytest.mark.parametrize("solver", SOLVERS)
def test_a_run_in_plain_python_is_that_of_torch_to_the_last_digits_of_float32(solver: str, kind: str) -> None:
    levels = make_levels(CONFIG, solver, 6)
    draw = torch.Generator().manual_seed(7)
    start = torch.randn(SHAPE, generator=draw) * levels.start
    tensors, numbers = Handover(start, None, 0), Handover(plain(start), None, 0)  # type: ignore[arg-type]
    for _ in range(len(levels)):
        noise = torch.randn(SHAPE, generator=draw) if solver in STOCHASTIC else None
        seen = seen_by_network(levels, tensors)
        assert close(seen_by_network(levels, numbers), seen)  # type: ignore[arg-type]
        output = torch.tanh(seen) * 0.7
        tensors = stepped(levels, tensors, output, kind, noise)
        numbers = stepped(levels, numbers, plain(output), kind, None if noise is None else plain(noise))  # type: ignore[arg-type]
        assert close(numbers.latents, tensors.latents)  # type: ignore[arg-type]
    assert numbers.step == len(levels)


def close(numbers: Numbers, tensor: torch.Tensor) -> bool:
    apart = (torch.tensor(numbers.values.tolist()).view(SHAPE) - tensor).abs().max()
    return float(apart) <= 4e-6 * max(1.0, float(tensor.abs().max()))


def test_a_row_is_taken_out_whole() -> None:
    numbers = Numbers(range(8), (2, 1, 2, 2))
    row: Any = Handover(numbers, None, 3).row(1).latents  # type: ignore[arg-type]
    assert (row.values.tolist(), row.shape) == ([4.0, 5.0, 6.0, 7.0], (1, 1, 2, 2))


def test_numbers_of_other_shapes_do_not_meet() -> None:
    with pytest.raises(ValueError, match="shapes"):
        Numbers(range(4), (1, 4)) + Numbers(range(4), (4, 1))
    with pytest.raises(ValueError, match="3 numbers"):
        Numbers(range(3), (1, 4))
