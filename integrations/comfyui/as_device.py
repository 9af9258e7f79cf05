"""ComfyUI's loaded model, text encoder and autoencoder, told as obclip's device is told: what its latents mean, and its noise levels.

ComfyUI counts a noisy state as k-diffusion does, x0 + sigma noise (obclip's path "ve"), and keeps latents as the autoencoder gives them:
`latent_format.process_in` turns those into what the network was trained on, `process_out` back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import torch
from torch import Tensor

from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import Levels
from obclip.denoising.schedule import make_levels
from obclip.errors import BadRequest
from obclip.models.latent_space import probe_picture, space_of
from obclip.models.model import LatentModel

# float32 on both sides.
NEARLY = 1e-5
# What the device's solver is called where it is KSampler's, which is none of ours.
SAMPLER = "sampler"
# Widths of the text that a network reads, by the family of which plans were measured.
FAMILIES = {768: "stable_diffusion", 1024: "stable_diffusion", 2048: "sdxl"}


@dataclass(frozen=True)
class ComfyDevice:
    """What `obclip.device.meeting` asks of a device. levels: the sampler's own, which stay: the cloud is asked to end on
    one of them."""

    clip: Any
    family: str
    space: LatentSpace
    ratios: Sequence[float]
    levels: Levels
    guidance_scale: float
    name: str = "ComfyUI"
    guidance: str = "classifier-free"
    solver: str = SAMPLER

    @property
    def factor(self) -> int:
        return self.space.factor

    @property
    def step_distilled(self) -> tuple[int, ...]:
        return (len(self.levels),)

    def schedule(self, steps: int, solver: str) -> Levels:
        """The sampler's levels; those of a solver of ours as this model's training has them, where a cloud does not tell its own."""
        if solver == SAMPLER:
            return self.levels
        kept = [1.0, *(1 / (1 + ratio**2) for ratio in self.ratios)]
        betas = [1 - after / before for before, after in pairwise(kept)]
        return make_levels({"num_train_timesteps": len(betas), "trained_betas": betas}, solver, steps)

    def latent_shape(self, height: int | None = None, width: int | None = None) -> tuple[int, int, int]:
        """[C, h, w]. Raises BadRequest for a size that is no multiple of a latent's."""
        if not height or not width or height % self.factor or width % self.factor:
            raise BadRequest(f"Width and height must be multiples of {self.factor} (got {width} x {height}).", code="bad_size")
        return (self.space.channels, height // self.factor, width // self.factor)

    def check_length(self, prompts: Sequence[str]) -> None:
        """Raises BadRequest for what ComfyUI would read in several pieces: the cloud reads one."""
        if any(len(pieces) > 1 for prompt in prompts for pieces in self.clip.tokenize(prompt).values()):
            raise BadRequest("The prompt is longer than the text encoder reads at once: shorten it.", code="prompt_too_long")


def as_device(model: Any, clip: Any, vae: Any, sigmas: Tensor, guidance_scale: float) -> LatentModel:
    """model, clip, vae: ComfyUI's. sigmas: of the sampler's whole schedule, falling to 0. Raises BadRequest for a model that counts noise
    in another way (flows), whose states mean something else."""
    sampling = model.get_model_object("model_sampling")
    check_counting(sampling, sigmas)
    device = ComfyDevice(
        clip,
        family_of(model),
        comfy_space(model, vae),
        [float(sigma) for sigma in sampling.sigmas],
        comfy_levels(sampling, sigmas),
        guidance_scale,
    )
    return cast(LatentModel, device)  # but for what predicts: that is KSampler's part


def comfy_space(model: Any, vae: Any) -> LatentSpace:
    """By what the autoencoder makes of the probe picture."""
    kind = model.get_model_object("latent_format")
    pixels = (probe_picture() / 2 + 0.5).movedim(1, -1)  # [1, H, W, 3] in 0..1, as ComfyUI has pictures
    probed = kind.process_in(vae.encode(pixels)).float().cpu()
    return space_of(probed, "ComfyUI's", standardised=getattr(kind, "latents_mean", None) is not None)


def comfy_levels(sampling: Any, sigmas: Tensor) -> Levels:
    """The sampler's schedule as data, its timesteps as the model itself takes them."""
    timesteps = sampling.timestep(sigmas[:-1])
    return Levels("ve", SAMPLER, tuple(map(float, sigmas)), tuple(map(float, timesteps)))


def check_counting(sampling: Any, sigmas: Tensor) -> None:
    """Asks the model itself what a state of clean 1 and noise 1 is: x0 + sigma noise, and nothing else, is what is handed over."""
    one, sigma = torch.ones(1), sigmas[:1].float().cpu()
    counted = [float(sampling.noise_scaling(sigma, noise, clean)) for noise, clean in ((one * 0, one), (one.clone(), one * 0))]
    if any(abs(got - due) > NEARLY * max(1.0, due) for got, due in zip(counted, (1.0, float(sigma)), strict=True)):
        raise BadRequest(
            "This model counts noise as flows do: only Stable Diffusion 1.x, 2.x, XL and their like go on from an obclip cloud.",
            code="other_path",
        )


def comfy_latents(model: Any, state: Tensor) -> Tensor:
    """A state [1, C, h, w] as ComfyUI keeps it between nodes: KSampler begins with `process_in` of it."""
    kept: Tensor = model.get_model_object("latent_format").process_out(state)
    return kept


def family_of(model: Any) -> str:
    """ "" where no plan was measured, so that the cloud computes exactly."""
    config = getattr(getattr(model.model, "model_config", None), "unet_config", {})
    return FAMILIES.get(config.get("context_dim") or 0, "")
