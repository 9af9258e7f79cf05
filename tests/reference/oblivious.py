"""Plain oblivious denoising, slow and obvious: each candidate alone, one row a call, with diffusers' scheduler."""

import diffusers
import torch
from torch import Tensor

from obclip.denoising.schedule import SCHEDULERS
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.protocol.request import DenoiseRequest


@torch.no_grad()
def naive_latents(model: StableDiffusionModel, request: DenoiseRequest) -> Tensor:
    """Algorithm 1, lines 2 to 5: [N, C, h, w] after step k - 1."""
    return torch.cat([_one(model, request, prompt) for prompt in request.prompts])


def _one(model: StableDiffusionModel, request: DenoiseRequest, prompt: str) -> Tensor:
    name, settings = SCHEDULERS[request.solver]
    solver = getattr(diffusers, name).from_config({**model.scheduler_config, **settings})
    solver.set_timesteps(request.num_inference_steps)
    shape = (1, *model.latent_shape(request.height, request.width))
    latents: Tensor = torch.randn(shape, generator=torch.Generator("cpu").manual_seed(request.seed)) * solver.init_noise_sigma
    blank, text = model.condition([""]), model.condition([prompt])
    for timestep in solver.timesteps[: request.switch_point]:
        rows = solver.scale_model_input(latents, timestep)
        output = with_text = model.predict(rows, timestep, text)
        if request.guidance_scale > 1:
            without_text = model.predict(rows, timestep, blank)
            output = without_text + request.guidance_scale * (with_text - without_text)
        latents = solver.step(output, timestep, latents, return_dict=False)[0]
    return latents
