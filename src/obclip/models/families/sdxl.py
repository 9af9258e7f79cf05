"""The SDXL family: SDXL, KOALA, SSD-1B, Segmind-Vega, and what is distilled from them (LCM, Lightning, Hyper, Turbo)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from obclip.models.conditioning import Conditioning

from .unet import UNetModel, check_window, longest_of, tokens_of


class StableDiffusionXLModel(UNetModel):
    """A StableDiffusionXLPipeline's parts: two CLIP text encoders, a pooled vector, and the size as six numbers."""

    family = "sdxl"

    def __init__(self, pipeline: Any, *, name: str, **known: Any) -> None:
        super().__init__(pipeline, name=name, **known)
        self.encoders = [
            (tokenizer, encoder.eval())
            for tokenizer, encoder in ((pipeline.tokenizer, pipeline.text_encoder), (pipeline.tokenizer_2, pipeline.text_encoder_2))
        ]
        # The unconditional pass is told zeros, not the encoded "", unless the pipeline's config says otherwise (Kolors).
        self.blank_is_zero = bool(pipeline.config.get("force_zeros_for_empty_prompt", True))
        self._keep_range()

    def to(self, *args: Any, **kwargs: Any) -> None:
        super().to(*args, **kwargs)
        self._keep_range()

    def check_length(self, prompts: Sequence[str]) -> None:
        for tokenizer, encoder in self.encoders:
            check_window(self.name, longest_of(tokenizer, self.worded(prompts, tokenizer)), _window(tokenizer, encoder))

    @torch.no_grad()
    def condition(
        self, prompts: Sequence[str], height: int | None = None, width: int | None = None, guidance_scale: float = 1.0
    ) -> Conditioning:
        states: list[Tensor] = []
        pooled = torch.empty(0)
        for tokenizer, encoder in self.encoders:
            tokens = tokens_of(tokenizer, self.worded(prompts, tokenizer), _window(tokenizer, encoder))
            out = encoder(tokens.input_ids.to(self.device), output_hidden_states=True)
            states.append(out.hidden_states[-2])
            pooled = out[0]  # of the last encoder, which has a projection
        rows = {"text": torch.cat(states, dim=-1).to(self.dtype), "pooled": pooled.to(self.dtype)}
        return Conditioning({**rows, "sizes": self._sizes(len(prompts), height, width)}, self._told_scale(guidance_scale))

    def blank(self, height: int | None = None, width: int | None = None) -> Conditioning | None:
        if self.guidance != "classifier-free":
            return None
        empty = self.condition([""], height, width)
        if not self.blank_is_zero:
            return empty
        zeros = {name: torch.zeros_like(empty.rows[name]) for name in ("text", "pooled")}
        return Conditioning({**empty.rows, **zeros}, empty.shared)

    def _keep_range(self) -> None:
        """SDXL's own autoencoder overflows in half precision."""
        if self.vae.dtype == torch.float16 and self.vae.config.force_upcast:
            self.vae.to(torch.float32)

    def _sizes(self, count: int, height: int | None, width: int | None) -> Tensor:
        """Original size, place of the crop, size that is wanted: a whole picture of its own size."""
        size = self.pixels(height, width)
        return torch.tensor([[*size, 0, 0, *size]], device=self.device, dtype=self.dtype).expand(count, -1)

    def _added(self, text: Conditioning) -> Mapping[str, Tensor] | None:
        return {"text_embeds": text.rows["pooled"], "time_ids": text.rows["sizes"]}


def _window(tokenizer: Any, encoder: Any) -> int:
    return min(int(tokenizer.model_max_length), int(encoder.config.max_position_embeddings))
