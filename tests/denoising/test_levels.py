"""Noise levels are data that both sides compute with, and every solver is diffusers' own, cut anywhere."""

import inspect
from dataclasses import asdict, replace
from math import inf
from typing import Any

import diffusers
import pytest
import torch
from torch import Tensor

from obclip.denoising.levels import Levels, timestep_of
from obclip.denoising.loop import beginning, denoise
from obclip.denoising.noise import initial_noise
from obclip.denoising.schedule import SCHEDULERS, make_levels, training_ratios
from obclip.denoising.solvers import SOLVERS, STOCHASTIC
from obclip.errors import BadRequest

SHAPE = (1, 4, 4, 4)
CONFIG = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "clip_sample": False, "steps_offset": 1}
FEW = Levels("vp", "ddim", (9.0, 4.0, 1.0, 0.0), (999.0, 600.0, 300.0))


def network(latents: Tensor, timestep: Tensor) -> Tensor:
    """Anything smooth that depends on both."""
    return torch.sin(3 * latents) + 0.3 * latents * torch.cos(timestep.float() / 200)


def by_diffusers(solver: str, config: dict[str, object], steps: int) -> Tensor:
    name, fixed = SCHEDULERS[solver]
    scheduler = getattr(diffusers, name).from_config({**config, **fixed})
    scheduler.set_timesteps(steps)
    generator = torch.Generator().manual_seed(3)
    latents: Tensor = torch.randn(SHAPE, generator=generator) * scheduler.init_noise_sigma
    takes = inspect.signature(scheduler.step).parameters
    more: dict[str, Any] = {"generator": generator} if "generator" in takes else {}
    more |= {"eta": 0.0} if "eta" in takes else {}
    for timestep in scheduler.timesteps[:steps]:
        output = network(scheduler.scale_model_input(latents, timestep), timestep)
        latents = scheduler.step(output, timestep, latents, return_dict=False, **more)[0]
    return latents


@pytest.mark.parametrize("prediction_type", ["epsilon", "v_prediction"])
@pytest.mark.parametrize("steps", [1, 2, 4, 8])
@pytest.mark.parametrize(
    ("solver", "spacing"),
    [
        *((solver, "leading") for solver in SOLVERS),
        *((solver, "trailing") for solver in SOLVERS),
        *((solver, "linspace") for solver in ("dpmsolver++", "euler", "euler-ancestral")),
    ],
)
def test_every_solver_takes_diffusers_own_steps_wherever_it_is_cut(solver: str, spacing: str, steps: int, prediction_type: str) -> None:
    config = {**CONFIG, "timestep_spacing": spacing, "prediction_type": prediction_type}
    levels = make_levels(config, solver, steps)
    expected = by_diffusers(solver, config, steps)
    for cut in range(steps + 1):
        state = beginning(initial_noise(3, SHAPE), levels, 1)
        for stop in (cut, steps):
            state = denoise(network, levels, state, stop, prediction_type=prediction_type, seed=3)
        assert (state.latents - expected).abs().max() < 1e-4 * expected.abs().max(), f"cut at {cut}"


@pytest.mark.parametrize("steps", [16, 25])
@pytest.mark.parametrize("settings", [{}, {"use_karras_sigmas": True}, {"use_exponential_sigmas": True}, {"rescale_betas_zero_snr": True}])
def test_the_noise_levels_are_those_that_the_models_config_says(settings: dict[str, bool], steps: int) -> None:
    config = {**CONFIG, **settings, "prediction_type": "v_prediction"}
    levels = make_levels(config, "dpmsolver++", steps)
    got = denoise(network, levels, beginning(initial_noise(3, SHAPE), levels, 1), steps, prediction_type="v_prediction").latents
    expected = by_diffusers("dpmsolver++", config, steps)
    assert (got - expected).abs().max() < 1e-4 * expected.abs().max()


@pytest.mark.parametrize("solver", ["dpmsolver++", "ddim", "euler"])
@pytest.mark.parametrize("steps", [61, 103])
def test_step_counts_that_do_not_divide_the_training_steps_end_clean(solver: str, steps: int) -> None:
    """diffusers gives one timestep too many for these, below 0: a loop of T steps would stop before the last."""
    levels = make_levels({**CONFIG, "timestep_spacing": "trailing", "set_alpha_to_one": True}, solver, steps)
    assert (len(levels), len(levels.sigmas)) == (steps, steps + 1)
    assert min(levels.timesteps) >= 0
    assert (levels.sigmas[-1], levels.lam(steps)) == (0, inf)


@pytest.mark.parametrize("every", [11, pytest.param(1, marks=pytest.mark.slow)])
def test_every_step_count_gives_as_many_levels_with_every_spacing(every: int) -> None:
    for spacing in ("leading", "trailing", "linspace"):
        for steps in range(1, 1001, every):
            assert len(make_levels({**CONFIG, "timestep_spacing": spacing}, "dpmsolver++", steps)) == steps


@pytest.mark.parametrize("steps", [0, -1, 1001])
def test_steps_out_of_range_are_refused(steps: int) -> None:
    with pytest.raises(BadRequest, match="1 to 1000"):
        make_levels(CONFIG, "ddim", steps)


def test_more_steps_than_a_consistency_model_knows_are_refused() -> None:
    with pytest.raises(BadRequest, match="51 steps are not possible with the solver lcm"):
        make_levels(CONFIG, "lcm", 51)


def test_an_unknown_solver_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadRequest, match="ddim"):
        make_levels(CONFIG, "unipc", 5)


@pytest.mark.parametrize(
    "setting",
    [
        {"thresholding": True},
        {"clip_sample": True},
        {"final_sigmas_type": "sigma_min"},
        {"interpolation_type": "log_linear"},
        {"timestep_type": "continuous"},
    ],
)
def test_settings_that_no_solver_follows_are_refused_by_name(setting: dict[str, object]) -> None:
    with pytest.raises(BadRequest, match=next(iter(setting))):
        make_levels({**CONFIG, **setting}, "dpmsolver++", 5)


def test_a_step_between_two_equal_levels_changes_nothing_and_the_next_one_does_not_look_back_at_it() -> None:
    """1000 steps of linspace name some timesteps twice; a cloud may name any level twice."""
    once = Levels("vp", "dpmsolver++", (9.0, 4.0, 1.0, 0.5, 0.0), (999.0, 600.0, 300.0, 100.0))
    twice = replace(once, sigmas=(9.0, 9.0, 4.0, 1.0, 0.5, 0.0), timesteps=(999.0, *once.timesteps))
    noise = initial_noise(3, SHAPE)
    plain, doubled = (
        denoise(network, levels, beginning(noise, levels, 1), len(levels), prediction_type="epsilon").latents for levels in (once, twice)
    )
    assert torch.allclose(plain, doubled, atol=1e-6)
    for steps in (999, 1000):
        levels = make_levels({**CONFIG, "timestep_spacing": "linspace"}, "dpmsolver++", steps)
        assert (len(set(levels.sigmas)) < len(levels.sigmas)) == (steps == 1000)
        assert denoise(network, levels, beginning(noise, levels, 1), steps, prediction_type="epsilon").latents.isfinite().all()


@pytest.mark.parametrize("solver", sorted(STOCHASTIC))
def test_a_solver_that_draws_noise_needs_a_seed(solver: str) -> None:
    levels = make_levels(CONFIG, solver, 4)
    with pytest.raises(BadRequest, match="seed"):
        denoise(network, levels, beginning(initial_noise(3, SHAPE), levels, 1), 4, prediction_type="epsilon")


@pytest.mark.parametrize(
    "changes",
    [
        {"path": "straight"},
        {"sigmas": (4.0, 1.0, 0.0)},
        {"sigmas": (1.0, 4.0, 1.0, 0.0)},
        {"sigmas": (inf, 4.0, 1.0, 0.0)},
        {"sigmas": (9.0, 4.0, 1.0, -1.0)},
        {"sigmas": (9.0, 4.0, 0.0, 0.0)},
        {"sigmas": (1e200, 4.0, 1.0, 0.0)},
        {"timesteps": (999.0, float("nan"), 300.0)},
        {"start": -1.0},
        {"path": "flow"},
        {"timesteps": (), "sigmas": (0.0,)},
    ],
)
def test_numbers_that_are_no_levels_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BadRequest, match="no noise levels"):
        Levels(**{**asdict(FEW), **changes})


@pytest.mark.parametrize(("path", "alpha", "sigma"), [("vp", 0.6, 0.8), ("ve", 1.0, 4 / 3), ("flow", 3 / 7, 4 / 7)])
def test_one_noise_level_is_told_in_three_ways(path: str, alpha: float, sigma: float) -> None:
    levels = Levels(path, "euler", (4 / 7 if path == "flow" else 4 / 3, 0.0), (500.0,))  # type: ignore[arg-type]
    assert levels.counts(0) == pytest.approx((alpha, sigma))
    assert levels.ratio(0) == pytest.approx(4 / 3)
    assert levels.counts(1) == (1, 0)


def test_leaving_steps_out_makes_the_others_longer() -> None:
    thin = FEW.without({1})
    assert (thin.sigmas, thin.timesteps) == ((9.0, 1.0, 0.0), (999.0, 300.0))
    assert replace(thin, sigmas=FEW.sigmas, timesteps=FEW.timesteps) == FEW


def test_a_training_timestep_is_found_by_its_noise() -> None:
    ratios = training_ratios(CONFIG)
    assert [timestep_of(ratios[place], ratios) for place in (0, 1, 500, 999)] == pytest.approx([0, 1, 500, 999])
    assert timestep_of((ratios[7] * ratios[8]) ** 0.5, ratios) == pytest.approx(7.5)
    assert [timestep_of(ratio, ratios) for ratio in (0.0, 1e9)] == [0, 999]
