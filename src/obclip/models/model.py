"""What a latent diffusion model must offer to either half."""

from collections.abc import Sequence
from typing import Any, Literal, Protocol

import torch
from torch import Tensor, nn

from obclip.denoising.guidance import needs_guidance
from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import Levels
from obclip.errors import BadRequest

from .conditioning import Conditioning
from .layout import Layout

# A second, unconditional pass; a scale that the network is told; neither.
Guidance = Literal["classifier-free", "embedded", "none"]


class LatentModel(Protocol):
    """A family of models behind a few methods. Sizes are pixels (height, width), each None for the model's own.

    name: identifier. family: a file of models/families. scheduler_config: diffusers' own. guidance: how it is guided.
    guidance_scale: what it draws best with. solver: the one that its own scheduler follows, or None if that is none of ours.
    step_distilled: the step counts that it was distilled for, () for a model that takes any. factor: pixels a latent, to each side.
    space: what its latents mean. network: the module that `predict` calls, whose blocks can be accelerated; layout: where they stand.
    """

    name: str
    family: str
    prediction_type: str
    scheduler_config: dict[str, Any]
    guidance: Guidance
    guidance_scale: float
    solver: str | None
    step_distilled: tuple[int, ...]
    factor: int

    @property
    def space(self) -> LatentSpace: ...

    @property
    def network(self) -> nn.Module: ...

    @property
    def layout(self) -> Layout: ...

    def latent_shape(self, height: int | None = None, width: int | None = None) -> tuple[int, int, int]:
        """-> [C, h, w]. Raises BadRequest for a size that the model cannot draw."""

    def check_length(self, prompts: Sequence[str]) -> None:
        """Raises BadRequest if a prompt is longer than a text encoder's window: nothing is cut silently."""

    def condition(
        self, prompts: Sequence[str], height: int | None = None, width: int | None = None, guidance_scale: float = 1.0
    ) -> Conditioning:
        """N strings -> what the network is told of them. guidance_scale: for models that have it embedded."""

    def blank(self, height: int | None = None, width: int | None = None) -> Conditioning | None:
        """What the unconditional pass is told without a negative prompt, one row; None for a model without such a pass."""

    @property
    def ratios(self) -> Sequence[float]:
        """sigma / alpha at each of its training timesteps, rising."""

    def schedule(self, steps: int, solver: str) -> Levels:
        """The model's own noise levels. Raises BadRequest for steps or a solver that it cannot run."""

    def predict(self, rows: Tensor, timestep: Tensor, text: Conditioning) -> Tensor:
        """[B, C, h, w] float32 -> [B, C, h, w] float32: noise, velocity or flow, as `prediction_type` says."""

    def guide(self, with_text: Tensor, without_text: Tensor, scale: float) -> Tensor:
        """Two predictions as one."""

    def decode(self, latents: Tensor) -> Tensor:
        """[B, C, h, w] -> [B, 3, 8h, 8w] float32 in 0..1."""


class LoadedModel(LatentModel, Protocol):
    """A model with weights: what loading returns. pipeline: the loaded pipeline of diffusers whose parts it uses."""

    pipeline: Any

    @property
    def device(self) -> torch.device: ...

    @property
    def dtype(self) -> torch.dtype: ...

    def to(self, *args: Any, **kwargs: Any) -> None:
        """Move or cast all parts, as `to` of diffusers' pipelines does."""

    def follow_scheduler(self) -> None:
        """Draw by the scheduler that the pipeline has now. Raises BadRequest for one that cannot be followed
        and where another part was exchanged."""


def move(model: LoadedModel, *args: Any, **kwargs: Any) -> None:
    """`to` of a loaded model. Raises BadRequest for a device or number format that this machine or the model does not have."""
    try:
        model.to(*args, **kwargs)
    except (RuntimeError, AssertionError, TypeError, ValueError) as error:
        told = ", ".join(str(value) for value in (*args, *kwargs.values()))
        why = str(error).strip().split("\n")[0]
        raise BadRequest(f'The model "{model.name}" cannot be moved to "{told}": {why}', code="bad_device") from None


def passes_twice(model: LatentModel, guidance_scale: float) -> bool:
    """Whether each step takes a second, unconditional evaluation."""
    return model.guidance == "classifier-free" and needs_guidance(guidance_scale)


def without_text(model: LatentModel, negative_prompt: str | None, height: int | None = None, width: int | None = None) -> Conditioning:
    """What the unconditional pass is told: the negative prompt, or the family's blank, which need not be the encoded ""."""
    blank = model.blank(height, width) if negative_prompt is None else None
    return model.condition([negative_prompt or ""], height, width) if blank is None else blank
