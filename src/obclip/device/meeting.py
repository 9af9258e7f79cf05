"""How the two halves of a run fit: what the cloud is asked for, and where the device's schedule takes up what it returns.

It is settled from the two models and the settings alone, so it says nothing of the prompt.
"""

import warnings
from dataclasses import dataclass, replace
from functools import partial

from obclip.denoising.guidance import needs_guidance
from obclip.denoising.join import Course, Side, TimeOf, join
from obclip.denoising.levels import Levels, timestep_of
from obclip.errors import BadRequest, SolverWarning
from obclip.protocol.agreement import Agreement
from obclip.protocol.card import ModelCard
from obclip.protocol.request import DenoiseRequest

from .agreement import check_agreement, check_noise, check_space
from .halves import Drawing, Half, halves
from .settings import MODES, RunSettings, usual_switch_point


@dataclass(frozen=True)
class Meeting:
    """settings: as the cloud is asked. planned: the course, where the cloud has to end at one of the device's levels; else None.

    guided: whether the cloud's model has an unconditional pass, which a negative prompt takes the place of. card: what it tells of itself.
    """

    settings: RunSettings
    cloud: Half
    device: Half
    model: Drawing
    guided: bool
    card: ModelCard
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
        return self.own

    @property
    def own(self) -> Levels:
        """Those of the device's model."""
        return self.model.schedule(self.device.steps, self.device.named_solver)


def meeting(settings: RunSettings, card: ModelCard, model: Drawing) -> Meeting:
    """Before anything is sent. Raises Disagreement if the device's model cannot go on from what the cloud's would return, and
    BadRequest for settings that do not fit them."""
    check_space(card.space, model)
    cloud, device = halves(settings, (card.id, card), (model.name, model))
    k = _switch_point(settings, cloud)
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
        family="" if cloud.distilled else model.family,  # its steps are none that a plan was measured on
        cloud_steps=None,
        device_steps=None,
        mode=MODES[0],
    )
    guided = card.guidance == "classifier-free" and needs_guidance(cloud.guidance_scale)
    settled = Meeting(asked, cloud, device, model, guided, card)
    _tell_of_solver(settled)
    if not device.distilled or k == cloud.steps:
        return settled
    expected = join(_expected(card, cloud, model), settled.own, k, distilled=_distilled(settled), time_of=time_of(model))
    return settled if cloud.distilled else replace(settled, planned=expected)


def _tell_of_solver(settled: Meeting) -> None:
    """Warns where the device's own scheduler is not the one that it finishes by: both halves run one schedule, the cloud's."""
    cloud, device = settled.cloud, settled.device
    if not _distilled(settled) and device.steps == cloud.steps and device.solver != cloud.solver:
        own = f"its own, {device.solver}" if device.solver else "its own scheduler"
        warnings.warn(
            f"The device's model \"{device.name}\" goes on with the cloud's solver, {cloud.named_solver}, and not with {own}.",
            SolverWarning,
            stacklevel=3,
        )


def _expected(card: ModelCard, cloud: Half, model: Drawing) -> Levels:
    """The cloud's levels before it has told those of the run: by its card, or else as the device's model would be scheduled.

    Where those of an ordinary cloud lie between the first and the last is of little account: it is told others.
    """
    told = (levels for levels in card.schedules if (levels.solver, len(levels)) == (cloud.solver, cloud.steps))
    return next(told, None) or model.schedule(cloud.steps, cloud.named_solver)


def _switch_point(settings: RunSettings, cloud: Half) -> int:
    """Counted in the steps that the cloud's model takes, which may be others than the user's."""
    if settings.k == settings.whole:
        return cloud.steps
    return usual_switch_point(cloud.steps) if settings.switch_point is None else settings.switch_point


def time_of(model: Drawing) -> TimeOf:
    """At which timestep the model was trained to meet a noise level sigma / alpha."""
    return partial(timestep_of, ratios=model.ratios)


def _distilled(halves: Meeting) -> tuple[Side, ...]:
    sides: tuple[tuple[Side, Half], ...] = (("cloud", halves.cloud), ("device", halves.device))
    return tuple(side for side, half in sides if half.distilled)
