"""The SD 1.x and 2.x family: SD, Realistic Vision, BK-SDM, small-sd, and the bundled pair, around diffusers' StableDiffusionPipeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from obclip.errors import BadRequest

from .model import Conditioning

if TYPE_CHECKING:
    from diffusers import StableDiffusionPipeline

# Channels and scaling factor of the autoencoders that whole families share: their latents have one shape and other meanings.
KNOWN_SPACES = {(4, 0.18215): "sd1", (4, 0.13025): "sdxl"}


class StableDiffusionModel:
    """A loaded pipeline, used for its parts only: its own loop would decode, and log words of a prompt that is too long."""

    def __init__(
        self, pipeline: StableDiffusionPipeline, *, name: str, latent_space: str | None = None, guidance_scale: float = 7.5
    ) -> None:
        self.pipeline = pipeline
        self.name = name
        self.guidance_scale = guidance_scale
        self.unet, self.vae = pipeline.unet.eval(), pipeline.vae.eval()
        self.text_encoder, self.tokenizer = pipeline.text_encoder.eval(), pipeline.tokenizer
        self.scheduler_config: dict[str, Any] = dict(pipeline.scheduler.config)
        self.prediction_type: str = self.scheduler_config.get("prediction_type", "epsilon")
        self.latent_space = latent_space or space_of(self.vae)
        self.factor = 2 ** (len(self.vae.config.block_out_channels) - 1)

    @property
    def network(self) -> torch.nn.Module:
        network: torch.nn.Module = self.unet
        return network

    @property
    def device(self) -> torch.device:
        device: torch.device = self.unet.device
        return device

    @property
    def dtype(self) -> torch.dtype:
        dtype: torch.dtype = self.unet.dtype
        return dtype

    def latent_shape(self, height: int | None = None, width: int | None = None) -> tuple[int, int, int]:
        size = self.unet.config.sample_size
        own_height, own_width = (size, size) if isinstance(size, int) else size
        step = self.factor * 2 ** (len(self.unet.config.block_out_channels) - 1)
        sides = (own_height * self.factor if height is None else height, own_width * self.factor if width is None else width)
        for name, side in zip(("height", "width"), sides, strict=True):
            if side < step or side % step:
                raise BadRequest(f'{name} must be a multiple of {step} for the model "{self.name}" (got {side}).', code="bad_size")
        return (self.unet.config.in_channels, sides[0] // self.factor, sides[1] // self.factor)

    def check_length(self, prompts: Sequence[str]) -> None:
        window = self._window()
        longest = max(len(ids) for ids in self.tokenizer(list(prompts), truncation=False, verbose=False).input_ids)
        if longest > window:
            raise BadRequest(
                f'The prompt is too long: it has {longest} tokens in its longest form, and the model "{self.name}" reads {window}; '
                "shorten it, for what would be cut off could tell the candidates apart.",
                code="prompt_too_long",
            )

    @torch.no_grad()
    def condition(self, prompts: Sequence[str]) -> Conditioning:
        tokens = self.tokenizer(list(prompts), padding="max_length", max_length=self._window(), truncation=True, return_tensors="pt")
        attends = getattr(self.text_encoder.config, "use_attention_mask", False)
        mask = tokens.attention_mask.to(self.device) if attends else None
        text = self.text_encoder(tokens.input_ids.to(self.device), attention_mask=mask)[0]
        return Conditioning(text.to(self.dtype))

    @torch.no_grad()
    def predict(self, rows: Tensor, timestep: Tensor, text: Conditioning) -> Tensor:
        output: Tensor = self.unet(
            rows.to(self.device, self.dtype), timestep.to(self.device), encoder_hidden_states=text.text, return_dict=False
        )[0]
        return output.float().to(rows.device)

    @torch.no_grad()
    def decode(self, latents: Tensor) -> Tensor:
        scaled = latents.to(self.device, self.vae.dtype) / self.vae.config.scaling_factor
        pixels: Tensor = self.vae.decode(scaled, return_dict=False)[0]
        return (pixels.float() / 2 + 0.5).clamp(0, 1).cpu()

    def _window(self) -> int:
        return min(int(self.tokenizer.model_max_length), int(self.text_encoder.config.max_position_embeddings))


def space_of(vae: Any) -> str:
    """The identifier of an autoencoder's latent space, from its class, channels and scaling factor."""
    channels, scaling = vae.config.latent_channels, vae.config.scaling_factor
    known = KNOWN_SPACES.get((channels, round(float(scaling), 5)))
    return known or f"{type(vae).__name__.lower()}-{channels}-{scaling:g}"
