"""Timesteps and solvers: the same on both sides, told apart by a digest."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import diffusers
import torch
from torch import Tensor

from obclip.errors import BadRequest

from .handover import Handover

SOLVERS = {
    "dpmsolver++": ("DPMSolverMultistepScheduler", {"algorithm_type": "dpmsolver++", "solver_order": 2}),
    "ddim": ("DDIMScheduler", {}),
    "euler": ("EulerDiscreteScheduler", {}),
}
# What decides the noise levels and timesteps; all that a schedule takes over from a model's scheduler config.
LEVELS = (
    "num_train_timesteps",
    "beta_start",
    "beta_end",
    "beta_schedule",
    "trained_betas",
    "timestep_spacing",
    "steps_offset",
    "rescale_betas_zero_snr",
    "set_alpha_to_one",
    "use_karras_sigmas",
    "use_exponential_sigmas",
    "use_beta_sigmas",
    "final_sigmas_type",
    "clip_sample",
    "clip_sample_range",
)


@dataclass(frozen=True)
class ScheduleConfig:
    """A solver's name and the scheduler settings that decide its noise levels: plain data, sent with the reply."""

    solver: str = "dpmsolver++"
    levels: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_scheduler(cls, config: dict[str, Any], solver: str = "dpmsolver++") -> "ScheduleConfig":
        """Take the noise levels over from a diffusers scheduler config, whatever its class.

        Raises BadRequest for a solver that is not one of `SOLVERS`.
        """
        if solver not in SOLVERS:
            raise BadRequest(f'There is no solver "{solver}": choose one of {", ".join(SOLVERS)}.', code="unknown_solver")
        scheduler_class = _scheduler_class(solver)
        known, taken = scheduler_class().config, scheduler_class.from_config(config).config
        return cls(solver, {name: taken[name] for name in LEVELS if name in known and taken[name] is not None})


@dataclass(frozen=True)
class Schedule:
    """T steps: their timesteps, a digest that both sides compare, and fresh solvers.

    timesteps: [T], as the UNet takes them. digest: hexadecimal SHA-256 of solver, settings and timesteps.
    """

    config: ScheduleConfig
    num_inference_steps: int
    timesteps: Tensor
    init_noise_sigma: float
    digest: str

    def solver(self, prediction_type: str, handover: Handover) -> Any:
        """A diffusers scheduler of its own for each run, standing at `handover.step` with the solver's memory restored."""
        scheduler = _scheduler(self.config, prediction_type)
        scheduler.set_timesteps(self.num_inference_steps)
        if hasattr(scheduler, "set_begin_index"):
            scheduler.set_begin_index(handover.step)
        if handover.previous_x0 is not None and hasattr(scheduler, "model_outputs"):
            scheduler.model_outputs[-1] = handover.previous_x0
            scheduler.lower_order_nums = 1
        return scheduler

    def level_at(self, timestep: Tensor) -> tuple[float, float]:
        """alpha, sigma of z = alpha x0 + sigma epsilon as the network sees it, alpha^2 + sigma^2 = 1; between two training timesteps
        (as Euler's are) sigma / alpha is interpolated, as diffusers does."""
        kept = _scheduler(self.config, "epsilon").alphas_cumprod.double()
        ratios = ((1 - kept) / kept).sqrt()
        below = int(timestep)
        above = min(below + 1, len(ratios) - 1)
        ratio = float(torch.lerp(ratios[below], ratios[above], float(timestep) - below))
        alpha = float((1 + ratio**2) ** -0.5)
        return alpha, float((1 - alpha**2) ** 0.5)


def memory_of(solver: Any) -> Tensor | None:
    """previous_x0 of a solver after its last step: [N, C, h, w], or None if it keeps none."""
    outputs = getattr(solver, "model_outputs", None)
    return outputs[-1] if outputs else None


def make_schedule(config: ScheduleConfig, num_inference_steps: int) -> Schedule:
    """The full schedule of T steps. Raises BadRequest if T is not one that the model's training timesteps allow."""
    scheduler = _scheduler(config, "epsilon")
    most = scheduler.config.num_train_timesteps
    if not 1 <= num_inference_steps <= most:
        raise BadRequest(f"num_inference_steps must be 1 to {most} (got {num_inference_steps}).", code="bad_steps")
    scheduler.set_timesteps(num_inference_steps)
    timesteps = scheduler.timesteps
    told = json.dumps([config.solver, config.levels, [round(float(t), 3) for t in timesteps]], sort_keys=True)
    digest = hashlib.sha256(told.encode()).hexdigest()
    return Schedule(config, num_inference_steps, timesteps, float(torch.as_tensor(scheduler.init_noise_sigma)), digest)


def _scheduler_class(solver: str) -> Any:
    return getattr(diffusers, SOLVERS[solver][0])


def _scheduler(config: ScheduleConfig, prediction_type: str) -> Any:
    settings = {**config.levels, **SOLVERS[config.solver][1], "prediction_type": prediction_type}
    return _scheduler_class(config.solver)(**settings)
