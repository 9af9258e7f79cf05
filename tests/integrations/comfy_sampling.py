"""How ComfyUI samples, written after k-diffusion's formulae (Karras et al. 2022, arXiv 2206.00364): a tiny pipeline of diffusers as its
MODEL, CLIP and VAE, its schedules, and its KSampler (Advanced). States are x0 + sigma noise; latents between nodes are the
autoencoder's own."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import expm1, log
from types import SimpleNamespace
from typing import Any

import torch
from diffusers import StableDiffusionPipeline
from torch import Tensor

Denoised = Callable[[Tensor, Tensor], Tensor]


class Sampling:
    """`model_sampling` of a model that predicts noise."""

    def __init__(self, kept: Tensor) -> None:
        self.sigmas = ((1 - kept) / kept).sqrt().float()

    def timestep(self, sigma: Tensor) -> Tensor:
        """The nearest of the training's."""
        return (sigma.log()[None] - self.sigmas.log()[:, None]).abs().argmin(0)

    def sigma(self, timestep: Tensor) -> Tensor:
        low, high, share = timestep.floor().long(), timestep.ceil().long(), timestep.frac()
        return ((1 - share) * self.sigmas.log()[low] + share * self.sigmas.log()[high]).exp()

    def noise_scaling(self, sigma: Tensor, noise: Tensor, clean: Tensor, max_denoise: bool = False) -> Tensor:
        return noise * ((1 + sigma**2).sqrt() if max_denoise else sigma) + clean


class FlowSampling(Sampling):
    """Of a model that counts as flows do."""

    def noise_scaling(self, sigma: Tensor, noise: Tensor, clean: Tensor, max_denoise: bool = False) -> Tensor:
        return sigma * noise + (1 - sigma) * clean


@dataclass(frozen=True)
class LatentFormat:
    """The autoencoder's latents, and those that the network was trained on."""

    scale_factor: float

    def process_in(self, latents: Tensor) -> Tensor:
        return latents * self.scale_factor

    def process_out(self, latents: Tensor) -> Tensor:
        return latents / self.scale_factor


class Model:
    """MODEL."""

    load_device = torch.device("cpu")

    def __init__(self, pipeline: StableDiffusionPipeline, sampling: type[Sampling] = Sampling) -> None:
        self.unet, self.model_options = pipeline.unet, dict[str, Any]()
        self.objects: dict[str, Any] = {
            "model_sampling": sampling(pipeline.scheduler.alphas_cumprod),
            "latent_format": LatentFormat(pipeline.vae.config.scaling_factor),
        }
        width = pipeline.unet.config.cross_attention_dim
        self.model = SimpleNamespace(model_config=SimpleNamespace(unet_config={"context_dim": width}))

    def get_model_object(self, name: str) -> Any:
        return self.objects[name]

    @torch.no_grad()
    def denoised(self, state: Tensor, sigma: Tensor, text: Tensor) -> Tensor:
        seen = state / (sigma**2 + 1) ** 0.5
        timestep = self.objects["model_sampling"].timestep(sigma[None])[0]
        noise: Tensor = self.unet(seen, timestep, encoder_hidden_states=text, return_dict=False)[0]
        return state - sigma * noise


class Clip:
    """CLIP: text in pieces of what the encoder reads at once."""

    def __init__(self, pipeline: StableDiffusionPipeline) -> None:
        self.words, self.encoder = pipeline.tokenizer, pipeline.text_encoder

    def tokenize(self, text: str) -> dict[str, list[list[int]]]:
        tokens = self.words(text, add_special_tokens=False, verbose=False).input_ids
        room = self.words.model_max_length - 2
        pieces = [tokens[place : place + room] for place in range(0, max(1, len(tokens)), room)]
        first, last = self.words.bos_token_id, self.words.eos_token_id
        return {"l": [[first, *piece, last, *[self.words.pad_token_id] * (room - len(piece))] for piece in pieces]}

    @torch.no_grad()
    def encode_from_tokens_scheduled(self, tokens: dict[str, list[list[int]]]) -> list[list[Any]]:
        return [[self.encoder(torch.tensor(tokens["l"]))[0], {}]]


class Vae:
    """VAE: pictures [B, H, W, 3] in 0..1, latents as they come."""

    def __init__(self, pipeline: StableDiffusionPipeline) -> None:
        self.vae = pipeline.vae

    @torch.no_grad()
    def encode(self, pixels: Tensor) -> Tensor:
        latents: Tensor = self.vae.encode(pixels.movedim(-1, 1) * 2 - 1).latent_dist.mode()
        return latents

    @torch.no_grad()
    def decode(self, latents: Tensor) -> Tensor:
        pixels: Tensor = self.vae.decode(latents, return_dict=False)[0]
        return (pixels.movedim(1, -1) / 2 + 0.5).clamp(0, 1)


def normal(sampling: Sampling, steps: int) -> Tensor:
    return torch.cat([sampling.sigma(torch.linspace(float(len(sampling.sigmas) - 1), 0.0, steps)), torch.zeros(1)])


def simple(sampling: Sampling, steps: int) -> Tensor:
    apart = len(sampling.sigmas) / steps
    return torch.tensor([*(float(sampling.sigmas[-(1 + int(step * apart))]) for step in range(steps)), 0.0])


def karras(sampling: Sampling, steps: int, rho: float = 7.0) -> Tensor:
    low, high = float(sampling.sigmas[0]) ** (1 / rho), float(sampling.sigmas[-1]) ** (1 / rho)
    return torch.cat([(high + torch.linspace(0, 1, steps) * (low - high)) ** rho, torch.zeros(1)])


def euler(denoised: Denoised, state: Tensor, sigmas: Tensor) -> Tensor:
    for sigma, after in pairwise(sigmas):
        state = state + (after - sigma) * (state - denoised(state, sigma)) / sigma
    return state


def dpmpp_2m(denoised: Denoised, state: Tensor, sigmas: Tensor) -> Tensor:
    before: Tensor | None = None
    for step, (sigma, after) in enumerate(zip(sigmas.tolist(), sigmas.tolist()[1:], strict=False)):
        clean = denoised(state, sigmas[step])
        data, length = clean, log(sigma / after) if after else 0.0
        if before is not None and after:
            share = log(float(sigmas[step - 1]) / sigma) / length
            data = (1 + 1 / (2 * share)) * clean - before / (2 * share)
        state = after / sigma * state - expm1(-length) * data if after else data
        before = clean
    return state


SCHEDULES: dict[str, Callable[[Sampling, int], Tensor]] = {"normal": normal, "simple": simple, "karras": karras}
SOLVERS = {"euler": euler, "dpmpp_2m": dpmpp_2m, "dpm_2": euler}


class KSampler:
    """`comfy.samplers.KSampler`, as far as its schedule goes."""

    SAMPLERS, SCHEDULERS = list(SOLVERS), list(SCHEDULES)
    DISCARD_PENULTIMATE_SIGMA_SAMPLERS = frozenset({"dpm_2"})

    def __init__(
        self,
        model: Model,
        steps: int,
        device: Any,
        sampler: str,
        scheduler: str,
        denoise: float | None = None,
        model_options: dict[str, Any] | None = None,
    ) -> None:
        drops = sampler in self.DISCARD_PENULTIMATE_SIGMA_SAMPLERS
        sigmas = SCHEDULES[scheduler](model.get_model_object("model_sampling"), steps + drops)
        self.sigmas = torch.cat([sigmas[:-2], sigmas[-1:]]) if drops else sigmas


def ksampler_advanced(
    model: Model,
    positive: Any,
    negative: Any,
    latent: dict[str, Tensor],
    *,
    steps: int,
    cfg: float,
    sampler_name: str,
    scheduler: str,
    start_at_step: int,
) -> dict[str, Tensor]:
    """The node, with add_noise disabled and no leftover."""
    kind, sampling = model.get_model_object("latent_format"), model.get_model_object("model_sampling")
    sigmas = KSampler(model, steps, None, sampler_name, scheduler).sigmas[start_at_step:]
    given = kind.process_in(latent["samples"])
    state = sampling.noise_scaling(sigmas[0], torch.zeros_like(given), given)

    def denoised(seen: Tensor, sigma: Tensor) -> Tensor:
        without, with_text = (model.denoised(seen, sigma, text[0][0]) for text in (negative, positive))
        return without + cfg * (with_text - without)

    return {"samples": kind.process_out(SOLVERS[sampler_name](denoised, state, sigmas))}
