"""What `/v1/models` tells of a model, so that a device can refuse a cloud before it sends it anything. Standard library only."""

import re
from dataclasses import dataclass
from typing import Any

from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import MOST_STEPS, Levels

from .agreement import levels_of, space_of
from .limits import Limits, limits_of
from .request import LARGEST_GUIDANCE, DenoiseRequest
from .untrusted import number, shown, whole

GUIDANCES = ("classifier-free", "embedded", "none")
# Step counts that a model is distilled for.
MOST_COUNTS = 32
# Pixels of a side.
MOST_SIDE = 1 << 20
_NAME = re.compile(r"[\w.+-]{1,40}", re.A)


@dataclass(frozen=True)
class ModelCard:
    """id: its name. space: what its latents mean. solver: the one that its own scheduler follows, or None. guidance: classifier-free,
    embedded or none; guidance_scale: what it draws best with. step_distilled: step counts that it was distilled for, () for any.
    schedules: the noise levels of each of these counts, which are not the device's to choose; it sees beforehand whether it can meet them.
    height, width: its own size in pixels. limits: the most that one request may ask for. None: not told.
    """

    id: str
    space: LatentSpace
    solver: str | None
    guidance: str
    guidance_scale: float
    step_distilled: tuple[int, ...] = ()
    schedules: tuple[Levels, ...] = ()
    height: int | None = None
    width: int | None = None
    limits: Limits | None = None

    def check(self, request: DenoiseRequest) -> None:
        """Raises BadRequest for what the cloud has told that it would refuse, so that it need not be sent."""
        if self.limits is not None:
            self.limits.check(request, (self.height or request.height or 1, self.width or request.width or 1))


def card_of(told: Any) -> ModelCard:
    """From JSON data. Raises ValueError, KeyError, TypeError or BadRequest for what is none.

    Whatever the device would build from a card is bounded here: a schedule has as many steps as the card says.
    """
    solver, counts, scale = told["solver"], told["step_distilled"], number(told["guidance_scale"], LARGEST_GUIDANCE)
    if told["guidance"] not in GUIDANCES or not isinstance(told["id"], str):
        raise ValueError("no card")
    if solver is not None and not (isinstance(solver, str) and _NAME.fullmatch(solver)):
        raise ValueError("no solver's name")
    if not isinstance(counts, list) or len(counts) > MOST_COUNTS:
        raise ValueError("no step counts")
    distilled = tuple(whole(count, MOST_STEPS, 1) for count in counts)
    schedules = told.get("schedules", [])
    if not isinstance(schedules, list) or len(schedules) > MOST_COUNTS:
        raise ValueError("no schedules")
    levels = tuple(levels_of(one) for one in schedules)
    height, width = (None if told.get(side) is None else whole(told[side], MOST_SIDE, 1) for side in ("height", "width"))
    limits = None if told.get("limits") is None else limits_of(told["limits"])
    space, guidance = space_of(told["space"]), told["guidance"]
    return ModelCard(shown(told["id"]), space, solver, guidance, scale, distilled, levels, height, width, limits)
