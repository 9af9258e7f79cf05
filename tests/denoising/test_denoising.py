"""Noise, guidance, schedule and hand-over."""

import pytest
import torch
from diffusers.utils.torch_utils import randn_tensor

from obclip.denoising.guidance import guide, needs_guidance
from obclip.denoising.handover import Handover, restart
from obclip.denoising.loop import beginning, denoise
from obclip.denoising.noise import initial_noise
from obclip.denoising.schedule import SOLVERS, ScheduleConfig, make_schedule
from obclip.errors import BadRequest

SHAPE = (1, 4, 8, 8)
LEVELS = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}


def config(solver: str) -> ScheduleConfig:
    return ScheduleConfig.from_scheduler(LEVELS, solver)


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


@pytest.mark.parametrize("solver", SOLVERS)
def test_the_digest_tells_schedules_apart(solver: str) -> None:
    same, again = make_schedule(config(solver), 10), make_schedule(config(solver), 10)
    others = [make_schedule(config(solver), 11), *(make_schedule(config(other), 10) for other in SOLVERS if other != solver)]
    others.append(make_schedule(ScheduleConfig.from_scheduler({**LEVELS, "beta_end": 0.02}, solver), 10))
    assert same.digest == again.digest
    assert same.digest not in {schedule.digest for schedule in others}


@pytest.mark.parametrize("steps", [0, -1, 1001])
def test_steps_out_of_range_are_refused(steps: int) -> None:
    with pytest.raises(BadRequest, match="1 to 1000"):
        make_schedule(config("ddim"), steps)


def test_an_unknown_solver_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadRequest, match="ddim"):
        ScheduleConfig.from_scheduler(LEVELS, "unipc")


def test_every_candidate_starts_from_the_same_noise() -> None:
    noise, schedule = initial_noise(3, SHAPE), make_schedule(config("euler"), 5)
    start = beginning(noise, schedule, 3)
    assert start.step == 0
    assert torch.equal(start.latents, torch.cat([noise * schedule.init_noise_sigma] * 3))


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
    schedule = make_schedule(config(solver), 6)
    start = beginning(initial_noise(0, SHAPE), schedule, 1)
    half = denoise(lambda x, t: x, schedule, start, 2, prediction_type="epsilon", on_step=seen.append)
    denoise(lambda x, t: x, schedule, half, 6, prediction_type="epsilon", on_step=seen.append)
    assert seen == list(range(6))
