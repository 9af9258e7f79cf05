"""The denoising loop, run by the cloud for N candidates and by the device for one."""

from collections.abc import Callable, Iterator
from itertools import repeat

import torch
from torch import Tensor

from obclip.errors import BadRequest

from .handover import Handover
from .levels import Levels
from .noise import noise_after
from .solvers import STOCHASTIC
from .step import seen_by_network, stepped

Predict = Callable[[Tensor, Tensor], Tensor]
OnStep = Callable[[int], None]


@torch.no_grad()
def denoise(
    predict: Predict,
    levels: Levels,
    handover: Handover,
    stop: int,
    *,
    prediction_type: str,
    seed: int | None = None,
    drawn: int | None = None,
    on_step: OnStep = lambda step: None,
) -> Handover:
    """Run steps handover.step .. stop - 1 and return the state before step `stop`.

    predict(latents [N, C, h, w] as the network takes them, timestep) -> [N, C, h, w], float32: the model's guided output.
    seed: of the first noise, for solvers that draw more of it; drawn: how many more were drawn before, one a step if left out.
    on_step(i) is called after step i.
    """
    state = handover
    noises = _noises(levels, state.latents, handover.step if drawn is None else drawn, seed)
    for step in range(handover.step, stop):
        output = predict(seen_by_network(levels, state), torch.tensor(levels.timesteps[step]))
        state = stepped(levels, state, output, prediction_type, next(noises))
        on_step(step)
    return state


def beginning(noise: Tensor, levels: Levels, count: int) -> Handover:
    """The state before step 0: one draw of noise [1, C, h, w], scaled for the solver and repeated for `count` candidates."""
    return Handover((noise * levels.start).expand(count, -1, -1, -1), None, 0)


def _noises(levels: Levels, latents: Tensor, drawn: int, seed: int | None) -> Iterator[Tensor | None]:
    if levels.solver not in STOCHASTIC:
        return repeat(None)
    if seed is None:
        raise BadRequest(f"The solver {levels.solver} draws noise at every step and needs a seed: choose another.", code="bad_solver")
    return noise_after(seed, (1, *latents.shape[1:]), drawn)
