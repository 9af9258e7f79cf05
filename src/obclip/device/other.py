"""Another value of what is hidden, from the latents at hand: the cloud drew every candidate, and is not asked again."""

import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from obclip.errors import BadRequest
from obclip.models.model import LatentModel
from obclip.prompts.another import another
from obclip.prompts.choice import Choice
from obclip.prompts.negative import Negative
from obclip.prompts.safeguard import Safeguarded

from .kept import KeptCloud
from .output import Picture
from .pipeline import Answer, Device, no_progress, pictured
from .settings import RunSettings


class Drawing(Protocol):
    """A pipeline that draws."""

    @property
    def model(self) -> LatentModel:
        """The device's. Raises BadRequest once the pipeline is closed."""


@dataclass(frozen=True)
class OthersAtHand:
    """The rest of a picture's candidates. device: the one that drew it; raises BadRequest once its pipeline is closed."""

    device: Callable[[], Device]
    done: Safeguarded
    answer: Answer
    output_type: str

    def __call__(self, values: Sequence[str], named: Mapping[str, str], person: int | None) -> Picture:
        """The picture of another candidate. Raises BadRequest for one that there is not."""
        choice, words = another(self.done, values, named, person)
        picture = drawn_again(self.device(), self.answer, choice, words, self.output_type)
        return replace(picture, others=self)


def device_of(pipeline: Drawing) -> Callable[[], Device]:
    """The device that goes on with latents at hand. An output does not keep its pipeline's models in memory."""
    known = weakref.ref(pipeline)

    def device() -> Device:
        still = known()
        if still is None:
            raise BadRequest("The pipeline that drew this is gone: keep it open for as long as others are wanted.", code="closed")
        return Device(still.model, None)

    return device


def drawn_again(device: Device, answer: Answer, choice: Choice, words: str, output_type: str) -> Picture:
    """The picture of one candidate from an answer at hand. words: the user's own for it."""
    start = time.perf_counter()
    return pictured(device.model, device.go_on(replace(answer, seconds=0.0), choice, words), answer.request.seed, output_type, start)


def from_kept(device: Device, cloud: KeptCloud, done: Safeguarded, settings: RunSettings, negative: Negative) -> OthersAtHand:
    """The others of a picture whose latents are kept; the device's own cloud is not asked. Raises BadRequest unless the file answers the
    very request that these settings make, and what a meeting raises."""
    cloud.check(done.candidates.prompts)
    at_home = replace(device, client=cloud, on_progress=no_progress)
    return OthersAtHand(lambda: device, done, at_home.answered(done, settings, cloud.seed, negative), settings.output_type)
