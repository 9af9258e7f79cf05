"""Noise, guidance, schedule and hand-over."""

import pytest
import torch
from diffusers.utils.torch_utils import randn_tensor

from obclip.denoising.guidance import guide, needs_guidance
from obclip.denoising.handover import Handover, restart
from obclip.denoising.loop import beginning, denoise
from obclip.denoising.noise import initial_noise
from obclip.denoising.schedule import make_levels
from obclip.denoising.solvers import SOLVERS

SHAPE = (1, 4, 8, 8)
CONFIG = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1])
def test_the_noise_is_that_of_diffusers(seed: int) -> None:
    expected = randn_tensor(SHAPE, generator=torch.Generator("cpu").manual_seed(seed), device=torch.device("cpu"), dtype=torch.float32)
    assert torch.equal(initial_noise(seed, SHAPE), expected)


def test_drawing_noise_leaves_the_global_generator_alone() -> None:
    before = torch.random.get_rng_state()
    initial_noise(1, SHAPE)
    assert torch.equal(torch.random.get_rng_state(), before)


def test_guidance_moves_from_without_text_through_with_text() -> None:
    with_text, without_text = torch.full(SHAPE, 2.0), torch.full(SHAPE, 1.0)
    assert torch.equal(guide(with_text, without_text, 1.0), with_text)
    assert torch.equal(guide(with_text, without_text, 3.0), torch.full(SHAPE, 4.0))
    assert [needs_guidance(scale) for scale in (0.0, 1.0, 1.1)] == [False, False, True]


def test_every_candidate_starts_from_the_same_noise() -> None:
    noise, levels = initial_noise(3, SHAPE), make_levels(CONFIG, "euler", 5)
    start = beginning(noise, levels, 3)
    assert start.step == 0
    assert torch.equal(start.latents, torch.cat([noise * levels.start] * 3))


def test_a_row_keeps_its_history_and_a_restart_drops_it() -> None:
    state = Handover(torch.arange(8.0).view(2, 1, 2, 2), -torch.arange(8.0).view(2, 1, 2, 2), 4)
    row = state.row(1)
    assert row.latents.flatten().tolist() == [4, 5, 6, 7]
    assert row.previous_x0 is not None
    assert row.previous_x0.flatten().tolist() == [-4, -5, -6, -7]
    assert (restart(row).previous_x0, row.step) == (None, 4)


@pytest.mark.parametrize("solver", SOLVERS)
def test_steps_are_reported_in_order(solver: str) -> None:
    seen: list[int] = []
    levels = make_levels(CONFIG, solver, 6)
    start = beginning(initial_noise(0, SHAPE), levels, 1)
    half = denoise(lambda x, t: x, levels, start, 2, prediction_type="epsilon", seed=0, on_step=seen.append)
    denoise(lambda x, t: x, levels, half, 6, prediction_type="epsilon", seed=0, on_step=seen.append)
    assert seen == list(range(6))
