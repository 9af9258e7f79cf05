"""What `/v1/models` tells of a model, so that a device can refuse a cloud before it sends it anything. Standard library only."""

from dataclasses import dataclass
from typing import Any

from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import Levels

from .agreement import levels_of, space_of

GUIDANCES = ("classifier-free", "embedded", "none")


@dataclass(frozen=True)
class ModelCard:
    """id: its name. space: what its latents mean. solver: the one that its own scheduler follows, or None. guidance: classifier-free,
    embedded or none; guidance_scale: what it draws best with. step_distilled: step counts that it was distilled for, () for any.
    schedules: the noise levels of each of these counts, which are not the device's to choose; it sees beforehand whether it can meet them.
    """

    id: str
    space: LatentSpace
    solver: str | None
    guidance: str
    guidance_scale: float
    step_distilled: tuple[int, ...] = ()
    schedules: tuple[Levels, ...] = ()


def card_of(told: Any) -> ModelCard:
    """From JSON data. Raises ValueError, KeyError, TypeError or BadRequest for what is none."""
    if told["guidance"] not in GUIDANCES or not isinstance(told["solver"], str | None):
        raise ValueError("no card")
    steps = tuple(int(step) for step in told["step_distilled"])
    schedules = tuple(levels_of(levels) for levels in told.get("schedules", ()))
    space, scale = space_of(told["space"]), float(told["guidance_scale"])
    return ModelCard(str(told["id"])[:200], space, told["solver"], told["guidance"], scale, steps, schedules)
