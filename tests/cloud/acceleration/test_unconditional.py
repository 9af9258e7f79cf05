"""Sharing the unconditional prediction: what is held is held, whatever the network predicts."""

import pytest
import torch

from obclip.cloud.acceleration.unconditional import shared_prediction
from obclip.denoising.schedule import ScheduleConfig, make_schedule

LEVEL = (0.6, 0.8)


def parts(prediction: torch.Tensor, latents: torch.Tensor, prediction_type: str) -> dict[str, torch.Tensor]:
    """x0, epsilon and velocity that a prediction at `latents` stands for."""
    alpha, sigma = LEVEL
    if prediction_type == "epsilon":
        x0, epsilon = (latents - sigma * prediction) / alpha, prediction
    elif prediction_type == "sample":
        x0, epsilon = prediction, (latents - alpha * prediction) / sigma
    else:
        x0, epsilon = alpha * latents - sigma * prediction, sigma * latents + alpha * prediction
    return {"x0": x0, "epsilon": epsilon, "velocity": alpha * epsilon - sigma * x0}


@pytest.mark.parametrize("prediction_type", ["epsilon", "v_prediction", "sample"])
@pytest.mark.parametrize("sharing", ["velocity", "x0", "epsilon"])
def test_what_is_shared_is_the_pivots(prediction_type: str, sharing: str) -> None:
    generator = torch.Generator().manual_seed(0)
    latents = torch.randn(3, 4, 2, 2, generator=generator)
    pivot = torch.randn(1, 4, 2, 2, generator=generator)
    got = shared_prediction(pivot, latents - latents[:1], sharing, prediction_type, LEVEL)
    expected = parts(pivot, latents[:1], prediction_type)[sharing]
    assert torch.equal(got[:1], pivot)
    assert (parts(got, latents, prediction_type)[sharing] - expected).abs().max() < 1e-5


@pytest.mark.parametrize("solver", ["dpmsolver++", "ddim", "euler"])
def test_a_schedules_levels_are_those_of_its_solver(solver: str) -> None:
    schedule = make_schedule(ScheduleConfig(solver, {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}), 7)
    alpha, sigma = schedule.level_at(schedule.timesteps[2])
    assert alpha**2 + sigma**2 == pytest.approx(1)
    if solver == "euler":
        from diffusers import EulerDiscreteScheduler

        own = EulerDiscreteScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
        own.set_timesteps(7)
        assert sigma / alpha == pytest.approx(float(own.sigmas[2]), rel=1e-4)
