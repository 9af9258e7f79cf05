"""What a latent diffusion model must offer to either half."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from obclip.denoising.latent_space import LatentSpace


@dataclass(frozen=True)
class Conditioning:
    """Encoded prompts. text: [N, S, E] in the model's number format."""

    text: Tensor

    def __len__(self) -> int:
        return len(self.text)

    def joined(self, other: "Conditioning") -> "Conditioning":
        """These prompts, then those."""
        return Conditioning(torch.cat([self.text, other.text]))

    def means(self, groups: Sequence[Sequence[int]]) -> "Conditioning":
        """Row n: the mean of the prompts at places groups[n], itself where there is one only."""
        return Conditioning(torch.stack([_mean(self.text, group) for group in groups]))


def _mean(rows: Tensor, places: Sequence[int]) -> Tensor:
    return rows[places[0]] if len(places) == 1 else rows[list(places)].float().mean(dim=0).to(rows.dtype)


class LatentModel(Protocol):
    """A family of models behind five methods.

    name: identifier. space: what its latents mean. scheduler_config: diffusers' own. guidance_scale: what it draws best with.
    factor: pixels a latent, to each side. network: the module that `predict` calls, whose blocks can be accelerated.
    """

    name: str
    prediction_type: str
    scheduler_config: dict[str, Any]
    guidance_scale: float
    factor: int

    @property
    def space(self) -> LatentSpace: ...

    @property
    def network(self) -> nn.Module: ...

    def latent_shape(self, height: int | None, width: int | None) -> tuple[int, int, int]:
        """Pixels, or None for the model's own size -> [C, h, w]. Raises BadRequest for a size that the model cannot draw."""

    def check_length(self, prompts: Sequence[str]) -> None:
        """Raises BadRequest if a prompt is longer than the text encoder's window: nothing is cut silently."""

    def condition(self, prompts: Sequence[str]) -> Conditioning:
        """N strings -> [N, S, E]."""

    def predict(self, rows: Tensor, timestep: Tensor, text: Conditioning) -> Tensor:
        """[B, C, h, w] float32 -> [B, C, h, w] float32: noise or velocity, as `prediction_type` says."""

    def decode(self, latents: Tensor) -> Tensor:
        """[B, C, h, w] -> [B, 3, 8h, 8w] float32 in 0..1."""
