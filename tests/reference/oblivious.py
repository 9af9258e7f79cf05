"""Plain oblivious denoising, slow and obvious: each candidate alone, one row a call, with diffusers' scheduler."""

import torch
from torch import Tensor

from obclip.denoising.handover import Handover
from obclip.denoising.noise import initial_noise
from obclip.denoising.schedule import ScheduleConfig, make_schedule
from obclip.models.stable_diffusion import StableDiffusionModel
from obclip.protocol.request import DenoiseRequest


@torch.no_grad()
def naive_latents(model: StableDiffusionModel, request: DenoiseRequest) -> Tensor:
    """Algorithm 1, lines 2 to 5: [N, C, h, w] after step k - 1."""
    return torch.cat([_one(model, request, prompt) for prompt in request.prompts])


def _one(model: StableDiffusionModel, request: DenoiseRequest, prompt: str) -> Tensor:
    schedule = make_schedule(ScheduleConfig.from_scheduler(model.scheduler_config, request.solver), request.num_inference_steps)
    noise = initial_noise(request.seed, (1, *model.latent_shape(request.height, request.width)))
    latents = noise * schedule.init_noise_sigma
    solver = schedule.solver(model.prediction_type, Handover(latents, None, 0))
    blank, text = model.condition([""]), model.condition([prompt])
    for timestep in solver.timesteps[: request.switch_point]:
        rows = solver.scale_model_input(latents, timestep)
        output = with_text = model.predict(rows, timestep, text)
        if request.guidance_scale > 1:
            without_text = model.predict(rows, timestep, blank)
            output = without_text + request.guidance_scale * (with_text - without_text)
        latents = solver.step(output, timestep, latents, return_dict=False)[0]
    return latents
