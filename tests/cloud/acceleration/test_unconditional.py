"""Sharing the unconditional prediction: what is held is held, whatever the network predicts, and a fit finds what is linear."""

import pytest
import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, EulerDiscreteScheduler
from hypothesis import given
from hypothesis import strategies as st

from obclip.cloud.acceleration.unconditional import fitted_between, shared_prediction

LEVEL = (0.6, 0.8)
SOLVERS = {"dpmsolver++": DPMSolverMultistepScheduler, "ddim": DDIMScheduler, "euler": EulerDiscreteScheduler}


def parts(prediction: torch.Tensor, latents: torch.Tensor, prediction_type: str) -> dict[str, torch.Tensor]:
    """x0 and epsilon that a prediction at `latents` stands for."""
    alpha, sigma = LEVEL
    if prediction_type == "epsilon":
        x0, epsilon = (latents - sigma * prediction) / alpha, prediction
    elif prediction_type == "sample":
        x0, epsilon = prediction, (latents - alpha * prediction) / sigma
    else:
        x0, epsilon = alpha * latents - sigma * prediction, sigma * latents + alpha * prediction
    return {"x0": x0, "epsilon": epsilon}


@pytest.mark.parametrize("prediction_type", ["epsilon", "v_prediction", "sample"])
@pytest.mark.parametrize("sharing", ["x0", "epsilon"])
def test_what_is_shared_is_the_pivots(prediction_type: str, sharing: str) -> None:
    generator = torch.Generator().manual_seed(0)
    latents = torch.randn(3, 4, 2, 2, generator=generator)
    pivot = torch.randn(1, 4, 2, 2, generator=generator)
    got = shared_prediction(pivot, latents - latents[:1], sharing, prediction_type, LEVEL)
    expected = parts(pivot, latents[:1], prediction_type)[sharing]
    assert torch.equal(got[:1], pivot)
    assert (parts(got, latents, prediction_type)[sharing] - expected).abs().max() < 1e-5


def drawn(count: int, seed: int) -> torch.Tensor:
    return torch.randn(count, 4, 3, 3, generator=torch.Generator().manual_seed(seed))


@given(a=st.floats(-5, 5), b=st.floats(-5, 5), candidates=st.integers(2, 7), seed=st.integers(0, 2**16))
def test_what_moves_with_latents_and_predictions_is_found_from_two(a: float, b: float, candidates: int, seed: int) -> None:
    latents, with_text = drawn(candidates, seed), drawn(candidates, seed + 1)
    truth = drawn(1, seed + 2) + a * latents + b * with_text
    assert (fitted_between(truth[[0, -1]], latents, with_text) - truth).abs().max() < 1e-3


@given(candidates=st.integers(2, 7), seed=st.integers(0, 2**16))
def test_the_ends_keep_what_was_computed_for_them(candidates: int, seed: int) -> None:
    ends = drawn(2, seed)
    got = fitted_between(ends, drawn(candidates, seed + 1), drawn(candidates, seed + 2))
    assert (got[[0, -1]] - ends).abs().max() < 1e-4


@pytest.mark.parametrize("rows", [1, 2])
def test_equal_latents_have_equal_unconditional_predictions(rows: int) -> None:
    """Where candidates part: the predictions with text differ already, the latents not yet."""
    ends = drawn(1, 0).expand(rows, -1, -1, -1)
    got = fitted_between(ends, drawn(1, 1).expand(5, -1, -1, -1), drawn(5, 2))
    assert torch.equal(got, ends[:1].expand(5, -1, -1, -1))
