"""How the two halves of a run fit: what the cloud is asked for, and where the device's schedule takes up what it returns.

It is settled from the two models and the settings alone, so it says nothing of the prompt.
"""

from dataclasses import dataclass, replace
from functools import partial

from obclip.denoising.join import Course, Side, TimeOf, join
from obclip.denoising.levels import Levels, timestep_of
from obclip.errors import BadRequest
from obclip.protocol.agreement import Agreement
from obclip.protocol.card import ModelCard
from obclip.protocol.request import DenoiseRequest

from .agreement import check_agreement, check_noise, check_space
from .halves import Drawing, Half, halves
from .request import RunSettings


@dataclass(frozen=True)
class Meeting:
    """settings: as the cloud is asked. planned: the course, where the cloud has to end at one of the device's levels; else None."""

    settings: RunSettings
    cloud: Half
    device: Half
    model: Drawing
    planned: Course | None = None

    @property
    def sigmas(self) -> tuple[float, ...] | None:
        """What the cloud is to run through instead of its own levels."""
        return None if self.planned is None else self.planned.cloud.sigmas

    def course(self, agreement: Agreement, request: DenoiseRequest) -> Course:
        """The course after a reply. Raises Disagreement for one that does not fit, BadRequest where the halves cannot meet."""
        check_agreement(agreement, self.model, request)
        if self.planned is not None:
            return self.planned
        followed = agreement.levels
        course = join(followed, self._own(followed), request.switch_point, distilled=_distilled(self), time_of=time_of(self.model))
        if course.device is followed:
            check_noise(followed, self.model)
        return course

    def _own(self, followed: Levels) -> Levels:
        """The device's levels: the cloud's, unless one of them was distilled or the user has the device take another number of steps."""
        if not _distilled(self) and self.device.steps == len(followed):
            return followed
        return self.model.schedule(self.device.steps, self.device.named_solver)


def meeting(settings: RunSettings, card: ModelCard, model: Drawing) -> Meeting:
    """Before anything is sent. Raises Disagreement if the device's model cannot go on from what the cloud's would return, and
    BadRequest for settings that do not fit them."""
    check_space(card.space, model)
    cloud, device = halves(settings, (card.id, card), (model.name, model))
    k = cloud.steps if settings.switch_point == settings.whole else settings.switch_point
    if k > cloud.steps:
        raise BadRequest(
            f'switch_point must be at most {cloud.steps}, the steps of the cloud\'s model "{card.id}" (got {k}).',
            code="switch_point_too_large",
        )
    asked = replace(
        settings,
        num_inference_steps=cloud.steps,
        switch_point=k,
        solver=cloud.named_solver,
        guidance_scale=cloud.guidance_scale,
        cloud_steps=None,
        device_steps=None,
    )
    settled = Meeting(asked, cloud, device, model)
    if device.distilled and not cloud.distilled and k < cloud.steps:
        # As the device's model would be scheduled: where the levels lie between the first and the last is of little account.
        usual, own = model.schedule(cloud.steps, cloud.named_solver), model.schedule(device.steps, device.named_solver)
        return replace(settled, planned=join(usual, own, k, distilled=_distilled(settled), time_of=time_of(model)))
    return settled


def time_of(model: Drawing) -> TimeOf:
    """At which timestep the model was trained to meet a noise level sigma / alpha."""
    return partial(timestep_of, ratios=model.ratios)


def _distilled(halves: Meeting) -> tuple[Side, ...]:
    sides: tuple[tuple[Side, Half], ...] = (("cloud", halves.cloud), ("device", halves.device))
    return tuple(side for side, half in sides if half.distilled)
