"""The denoising loop, run by the cloud for N candidates and by the device for one."""

from collections.abc import Callable

import torch
from torch import Tensor

from .handover import Handover
from .schedule import Schedule, memory_of

Predict = Callable[[Tensor, Tensor], Tensor]
OnStep = Callable[[int], None]


@torch.no_grad()
def denoise(
    predict: Predict, schedule: Schedule, handover: Handover, stop: int, *, prediction_type: str, on_step: OnStep = lambda step: None
) -> Handover:
    """Run steps handover.step .. stop - 1 and return the state before step `stop`.

    predict(latents [N, C, h, w], timestep) -> [N, C, h, w], float32: the model's guided output. on_step(i) is called after step i.
    The full schedule stays in place on both sides: a truncated list of timesteps would change the solver's final order.
    """
    if handover.step >= stop:
        return handover
    solver = schedule.solver(prediction_type, handover)
    latents = handover.latents
    for step in range(handover.step, stop):
        timestep = solver.timesteps[step]
        output = predict(solver.scale_model_input(latents, timestep), timestep)
        latents = solver.step(output, timestep, latents, return_dict=False)[0]
        on_step(step)
    return Handover(latents, memory_of(solver), stop)


def beginning(noise: Tensor, schedule: Schedule, count: int) -> Handover:
    """The state before step 0: one draw of noise [1, C, h, w], scaled for the solver and repeated for `count` candidates."""
    return Handover((noise * schedule.init_noise_sigma).expand(count, -1, -1, -1), None, 0)
