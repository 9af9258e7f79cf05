"""Noise levels from a diffusers scheduler's config: the one place where a recipe becomes data."""

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

import diffusers
import torch

from obclip.errors import BadRequest

from .levels import Levels, timestep_of
from .solvers import TIMESTEP_SCALING, check_solver, path_of

# The class of each solver, and what must be so for its steps to be those of the solver.
SCHEDULERS: dict[str, tuple[str, dict[str, Any]]] = {
    "dpmsolver++": ("DPMSolverMultistepScheduler", {"algorithm_type": "dpmsolver++", "solver_order": 2, "solver_type": "midpoint"}),
    "ddim": ("DDIMScheduler", {}),
    "euler": ("EulerDiscreteScheduler", {}),
    "euler-ancestral": ("EulerAncestralDiscreteScheduler", {}),
    "lcm": ("LCMScheduler", {"timestep_scaling": TIMESTEP_SCALING}),
    "tcd": ("TCDScheduler", {}),
}
# Settings that none of our solvers follows, and what they are without them.
UNSUPPORTED = {
    "thresholding": False,
    "clip_sample": False,
    "final_sigmas_type": "zero",
    "use_flow_sigmas": False,
    "use_dynamic_shifting": False,
    "interpolation_type": "linear",
    "timestep_type": "discrete",
}
# Where diffusers notes which of a scheduler's settings are its class's own: another class takes its own there. It saves them all as chosen.
UNCHOSEN = "_use_default_values"
# A schedule without any signal at its first level is given this share of it, as diffusers does.
LEAST_SIGNAL = 2.0**-24
# Its solvers that look signal up by the timestep take none for none: as little as the levels may say.
NO_SIGNAL = 2.0**-39


def make_levels(config: Mapping[str, Any], solver: str, num_inference_steps: int) -> Levels:
    """The levels of T steps of a solver, for a model with that scheduler config, whatever its class.

    Raises BadRequest for a solver or a T that there is not, and for settings that cannot be followed.
    """
    check_solver(solver)
    check_settings(config)
    scheduler = _scheduler(config, solver)
    most = scheduler.config.num_train_timesteps
    if not 1 <= num_inference_steps <= most:
        raise BadRequest(f"num_inference_steps must be 1 to {most} (got {num_inference_steps}).", code="bad_steps")
    try:
        scheduler.set_timesteps(num_inference_steps)
    except ValueError:
        raise BadRequest(
            f"{num_inference_steps} steps are not possible with the solver {solver}: choose fewer.", code="bad_steps"
        ) from None
    # With trailing spacing some counts (61, 103, ...) give one timestep too many, below 0.
    timesteps = tuple(float(timestep) for timestep in scheduler.timesteps[:num_inference_steps])
    if hasattr(scheduler, "sigmas"):
        sigmas = (*(float(sigma) for sigma in scheduler.sigmas[:num_inference_steps]), float(scheduler.sigmas[-1]))
    else:
        sigmas = _sigmas_at(scheduler, timesteps, solver)
    start = float(torch.as_tensor(scheduler.init_noise_sigma))
    return Levels(path_of(solver), solver, sigmas, timesteps, start)


def levels_through(sigmas: Sequence[float], config: Mapping[str, Any], own: Levels) -> Levels:
    """Steps through noise levels that somebody else names: k + 1 of them, counted as `own` are, which is the model's own schedule.

    Raises BadRequest for noise that the model was not trained to meet.
    """
    ratios = training_ratios(config)
    if sigmas[0] > max(own.sigmas[0], ratios[-1]) * (1 + 1e-6) or any(sigma < ratios[0] * (1 - 1e-6) for sigma in sigmas[:-1]):
        raise BadRequest(f"sigmas must lie between the model's own, {ratios[0]:.4g} and {ratios[-1]:.4g}.", code="bad_levels")
    known = dict(zip(own.sigmas, own.timesteps, strict=False))
    timesteps = tuple(known.get(sigma, timestep_of(sigma, ratios)) for sigma in sigmas[:-1])
    start = own.start if sigmas[0] == own.sigmas[0] or own.path != "ve" else (1 + sigmas[0] ** 2) ** 0.5
    return Levels(own.path, own.solver, tuple(sigmas), timesteps, start)


def training_ratios(config: Mapping[str, Any]) -> Sequence[float]:
    """sigma / alpha at each of a model's training timesteps, rising."""
    kept = _scheduler(config, "ddim").alphas_cumprod.double().clamp(min=LEAST_SIGNAL)
    ratios: list[float] = ((1 - kept) / kept).sqrt().tolist()
    return ratios


def _sigmas_at(scheduler: Any, timesteps: Sequence[float], solver: str) -> tuple[float, ...]:
    """Of schedulers that look signal and noise up by the timestep."""
    table = scheduler.alphas_cumprod.double()
    if scheduler.config.prediction_type == "epsilon" and any(table[int(timestep)] == 0 for timestep in timesteps):
        raise BadRequest(
            f"The solver {solver} cannot read noise out of a level without any signal: give the model's scheduler "
            "rescale_betas_zero_snr=False, or the prediction_type that the model was trained with, if that is not epsilon.",
            code="bad_scheduler",
        )
    last = {"ddim": scheduler.final_alpha_cumprod, "tcd": table[0], "lcm": torch.tensor(1.0)}[solver]
    kept = torch.stack([*(table[int(timestep)] for timestep in timesteps), last.double()]).clamp(min=NO_SIGNAL)
    sigmas: list[float] = ((1 - kept) / kept).sqrt().tolist()
    return tuple(sigmas)


def _scheduler(config: Mapping[str, Any], solver: str) -> Any:
    """diffusers knows by a hidden entry which settings were never chosen: another class's own defaults take their place.

    It would log those that a class does not have, as if the user had made a mistake.
    """
    name, fixed = SCHEDULERS[solver]
    kind = getattr(diffusers, name)
    known = {*inspect.signature(kind.__init__).parameters, UNCHOSEN}
    return kind.from_config({**{key: value for key, value in config.items() if key in known}, **fixed})


def check_settings(config: Mapping[str, Any], class_name: str | None = None) -> None:
    """Raises BadRequest for a config that none of our solvers follows, with the settings at fault, and first of all its class, if that is
    none of theirs."""
    wrong = ", ".join(f"{name}={plain!r}" for name, plain in UNSUPPORTED.items() if config.get(name, plain) != plain)
    ours = [name for name, _ in SCHEDULERS.values()]
    if wrong and class_name not in (None, *ours):
        raise BadRequest(
            f"A {class_name} is none of the schedulers that can be split, nor is what it is set to: give the pipeline one of "
            f"{', '.join(ours)}, with {wrong}.",
            code="bad_scheduler",
        )
    if wrong:
        raise BadRequest(
            f"The model's scheduler is set up in a way that cannot be split: give it {wrong}.",
            code="bad_scheduler",
        )
