"""The SD 1.x and 2.x family: SD, Realistic Vision, BK-SDM, small-sd, LCM, and the bundled pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from obclip.models.conditioning import Conditioning

from .unet import UNetModel, check_window, longest_of, tokens_of


class StableDiffusionModel(UNetModel):
    """A StableDiffusionPipeline's parts: one CLIP text encoder, whose last layer the network reads."""

    family = "stable_diffusion"

    def __init__(self, pipeline: Any, *, name: str, **known: Any) -> None:
        super().__init__(pipeline, name=name, **known)
        self.text_encoder, self.tokenizer = pipeline.text_encoder.eval(), pipeline.tokenizer

    def check_length(self, prompts: Sequence[str]) -> None:
        check_window(self.name, longest_of(self.tokenizer, self.worded(prompts, self.tokenizer)), self._window())

    @torch.no_grad()
    def condition(
        self, prompts: Sequence[str], height: int | None = None, width: int | None = None, guidance_scale: float = 1.0
    ) -> Conditioning:
        tokens = tokens_of(self.tokenizer, self.worded(prompts, self.tokenizer), self._window())
        mask = tokens.attention_mask.to(self.device) if getattr(self.text_encoder.config, "use_attention_mask", False) else None
        text = self.text_encoder(tokens.input_ids.to(self.device), attention_mask=mask)[0].to(self.dtype)
        return Conditioning({"text": text}, self._told_scale(guidance_scale))

    def blank(self, height: int | None = None, width: int | None = None) -> Conditioning | None:
        return self.condition([""]) if self.guidance == "classifier-free" else None

    def _window(self) -> int:
        return min(int(self.tokenizer.model_max_length), int(self.text_encoder.config.max_position_embeddings))
