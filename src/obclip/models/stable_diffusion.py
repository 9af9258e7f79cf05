"""The SD 1.x and 2.x family: SD, Realistic Vision, BK-SDM, small-sd, and the bundled pair, around diffusers' StableDiffusionPipeline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from obclip.denoising.latent_space import LatentSpace
from obclip.errors import BadRequest

from .latent_space import latent_space, pictured
from .model import Conditioning

if TYPE_CHECKING:
    from diffusers import StableDiffusionPipeline


class StableDiffusionModel:
    """A loaded pipeline, used for its parts only: its own loop would decode, and log words of a prompt that is too long."""

    def __init__(self, pipeline: StableDiffusionPipeline, *, name: str, space: str | None = None, guidance_scale: float = 7.5) -> None:
        self.pipeline = pipeline
        self.name = name
        self.guidance_scale = guidance_scale
        self.unet, self.vae = pipeline.unet.eval(), pipeline.vae.eval()
        self.text_encoder, self.tokenizer = pipeline.text_encoder.eval(), pipeline.tokenizer
        self.scheduler_config: dict[str, Any] = dict(pipeline.scheduler.config)
        self.prediction_type: str = self.scheduler_config.get("prediction_type", "epsilon")
        self._space = space
        self.factor = 2 ** (len(self.vae.config.block_out_channels) - 1)

    @cached_property
    def space(self) -> LatentSpace:
        return latent_space(self.vae, self.factor, self._space)

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
        return pictured(self.vae, latents)

    def _window(self) -> int:
        return min(int(self.tokenizer.model_max_length), int(self.text_encoder.config.max_position_embeddings))
