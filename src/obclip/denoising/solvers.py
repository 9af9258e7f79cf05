"""Solvers by name: one step from one noise level to the next, and all that any of them remembers.

Each is the rule that diffusers' scheduler of that name follows, written for levels that are data. What is remembered is the last
clean prediction (DPM-Solver++) and where the noise generator stands (the stochastic ones), which the seed and the step tell.

Standard library only: a step is sums and products of whatever can be added and multiplied, tensors or `denoising.numbers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import expm1, inf, sqrt
from typing import TYPE_CHECKING

from obclip.errors import BadRequest

from .levels import Levels, Path

if TYPE_CHECKING:
    from torch import Tensor

PREDICTION_TYPES = ("epsilon", "v_prediction", "sample", "flow")
SOLVERS = ("dpmsolver++", "ddim", "euler", "euler-ancestral", "lcm", "tcd")
# For networks that were distilled to jump: they take few large steps.
CONSISTENCY = frozenset({"lcm", "tcd"})
# They draw fresh noise after each step.
STOCHASTIC = frozenset({"euler-ancestral", "lcm"})
# Consistency models are trained with this boundary condition (Song et al. 2023, arXiv 2303.01469, appendix C).
SIGMA_DATA, TIMESTEP_SCALING = 0.5, 10.0


@dataclass(frozen=True)
class Predicted:
    """What a network's output says of a state: its clean latents and its noise, [N, C, h, w]."""

    x0: Tensor
    noise: Tensor


def check_solver(solver: str) -> None:
    """Raises BadRequest that lists the known ones."""
    if solver not in SOLVERS:
        raise BadRequest(f"There is no such solver: choose one of {', '.join(SOLVERS)}.", code="unknown_solver")


def path_of(solver: str) -> Path:
    """The convention in which a solver of a diffusion model counts: Euler's are unscaled. Raises BadRequest for an unknown one."""
    check_solver(solver)
    return "ve" if solver.startswith("euler") else "vp"


def takes_few_steps(solver: str | None, step_distilled: Sequence[int]) -> bool:
    """Whether a model was distilled for few steps, so that its noise levels are not for others to choose."""
    return bool(step_distilled) or solver in CONSISTENCY


def solver_for(asked: str | None, own: str | None, name: str) -> str:
    """The solver asked for, or the model's own. Raises BadRequest if there is neither."""
    if asked or own:
        return asked or own or ""
    raise BadRequest(
        f'The scheduler of the model "{name}" is none that can be split as it is set: name a solver ({", ".join(SOLVERS)}), '
        "or give the pipeline one of those schedulers as diffusers has it (DPMSolverMultistepScheduler with solver_order=2, "
        "algorithm_type='dpmsolver++' and solver_type='midpoint', LCMScheduler with timestep_scaling=10.0, DDIMScheduler without "
        "timestep_spacing='linspace').",
        code="no_solver",
    )


def remembers(solver: str) -> bool:
    """Whether the next step needs the last clean prediction."""
    return solver == "dpmsolver++"


def predicted(levels: Levels, step: int, seen: Tensor, output: Tensor, prediction_type: str) -> Predicted:
    """Read a network's output at step `step` for the state that it was given."""
    alpha, sigma = levels.seen(step)
    if prediction_type == "epsilon":
        return Predicted((seen - sigma * output) / alpha, output)
    if prediction_type == "v_prediction":
        return Predicted(alpha * seen - sigma * output, sigma * seen + alpha * output)
    if prediction_type == "sample":
        return Predicted(output, (seen - alpha * output) / sigma)
    if prediction_type == "flow":
        return Predicted(seen - sigma * output, seen + alpha * output)
    raise BadRequest(f'The model predicts "{prediction_type}": known are {", ".join(PREDICTION_TYPES)}.', code="bad_prediction")


def advance(levels: Levels, step: int, state: Tensor, found: Predicted, memory: Tensor | None, noise: Tensor | None) -> Tensor:
    """The state [N, C, h, w] after step `step`. memory: x0 of the step before, or None; noise: [1, C, h, w] for stochastic solvers."""
    if levels.solver == "dpmsolver++":
        return _dpm(levels, step, state, found.x0, memory)
    if levels.solver == "lcm":
        return _lcm(levels, step, state, found, noise)
    if levels.solver == "euler-ancestral":
        return _ancestral(levels, step, found, noise)
    return _mixed(levels, step + 1, found.x0, found.noise)


def _mixed(levels: Levels, place: int, x0: Tensor, noise: Tensor | None) -> Tensor:
    """The state at a level; by itself the first-order step of ddim, euler and tcd (with eta = 0), which differ in levels only."""
    alpha, sigma = levels.counts(place)
    return alpha * x0 + sigma * noise if sigma and noise is not None else alpha * x0


def _dpm(levels: Levels, step: int, state: Tensor, x0: Tensor, before: Tensor | None) -> Tensor:
    """DPM-Solver++ 2M (Lu et al. 2022, arXiv 2211.01095, algorithm 2); of first order without memory, and where it ends clean."""
    (_, sigma), (alpha_next, sigma_next) = levels.counts(step), levels.counts(step + 1)
    length = levels.lam(step + 1) - levels.lam(step)
    data = x0
    if before is not None and length != inf:
        earlier = levels.lam(step) - levels.lam(step - 1)
        if earlier:  # of many steps two may stand at one level: nothing can be told from that one
            data = x0 + (x0 - before) * (length / (2 * earlier))
    return (sigma_next / sigma) * state - alpha_next * expm1(-length) * data


def _lcm(levels: Levels, step: int, state: Tensor, found: Predicted, noise: Tensor | None) -> Tensor:
    """Multistep consistency sampling (Luo et al. 2023, arXiv 2310.04378, algorithm 4): clean, then noised anew."""
    scaled = levels.timesteps[step] * TIMESTEP_SCALING
    whole = scaled**2 + SIGMA_DATA**2
    clean = (scaled / whole**0.5) * found.x0 + (SIGMA_DATA**2 / whole) * state
    return _mixed(levels, step + 1, clean, noise)


def _ancestral(levels: Levels, step: int, found: Predicted, noise: Tensor | None) -> Tensor:
    """Euler ancestral (Karras et al. 2022, arXiv 2206.00364, as k-diffusion samples it): down too far, and up with fresh noise."""
    sigma, after = levels.sigmas[step], levels.sigmas[step + 1]
    up = sqrt(after**2 * (sigma**2 - after**2) / sigma**2)
    down = sqrt(after**2 - up**2)
    moved = found.x0 + down * found.noise
    return moved + up * noise if up and noise is not None else moved
