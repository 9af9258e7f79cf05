"""By which noise levels each leg of a course is run: one schedule for both sides, or a distilled device's own after the cloud's."""

from collections.abc import Hashable
from dataclasses import dataclass

from obclip.denoising.join import Course as Met
from obclip.denoising.join import Side, join
from obclip.denoising.levels import Levels
from obclip.denoising.schedule import make_levels
from obclip.denoising.solvers import STOCHASTIC, takes_few_steps
from obclip.device.halves import device_half
from obclip.device.meeting import time_of
from obclip.device.settings import RunSettings
from obclip.errors import BadRequest
from obclip.models.model import LatentModel

from .courses import CLOUD, DEVICE, Course

FEW: tuple[Side, ...] = ("device",)


@dataclass(frozen=True)
class Stretch:
    """The steps of one leg: up to `stop` of `levels`. met: how a state of the leg before is taken up, where it had another schedule.

    key: the same for legs that are run alike, if they begin alike.
    """

    levels: Levels
    stop: int
    key: Hashable
    met: Met | None = None


def halved(levels: Levels, head: int) -> Levels:
    """Twice as long steps before step `head`."""
    return levels.without(set(range(1, head, 2)))


class Timetable:
    """One schedule for both sides: the cloud's T steps. own: the device's, where it was distilled for few steps; else None."""

    def __init__(self, cloud: LatentModel, device: LatentModel, steps: int, solver: str) -> None:
        """Raises BadRequest for a model of few steps that an evaluation cannot draw with."""
        if takes_few_steps(cloud.solver, cloud.step_distilled):
            raise BadRequest(
                f'"{cloud.name}" was distilled for few steps, and an evaluation has its cloud take as many as it is told: '
                "choose models that take any number of steps.",
                code="few_steps",
            )
        self.levels, self.own = make_levels(cloud.scheduler_config, solver, steps), own_levels(device, steps)
        self._time_of, self._met = time_of(cloud), dict[int, Met]()

    def of(self, course: Course) -> list[Stretch]:
        """A stretch a leg. Raises BadRequest for a course that a distilled device cannot run."""
        first, k = course.legs[0].side, self._handed_over(course)
        if self.own is None or (first == CLOUD and k is None):
            levels = halved(self.levels, course.halved) if course.halved else self.levels
            skipped = len(self.levels) - len(levels)
            return [Stretch(levels, leg.stop - skipped, course.halved) for leg in course.legs]
        alone = Stretch(self.own, len(self.own), DEVICE)
        if first == DEVICE and len(course.legs) == 1:
            return [alone]
        if k is None:
            raise BadRequest(
                f"{course.mode} cannot be drawn with a device that was distilled for {len(self.own)} steps: it finishes, and begins for no "
                "cloud.",
                code="few_steps",
            )
        met = self._meeting(self.own, k)
        cloud = halved(met.cloud, course.halved) if course.halved else met.cloud
        key = (k, course.halved)
        return [Stretch(cloud, len(cloud), key), Stretch(self.own, len(self.own), key, met)][: len(course.legs)]

    def able(self, course: Course) -> bool:
        """Whether a course tells something here: a distilled device begins for no cloud, and never has a solver's memory to go on with."""
        begins = course.legs[0].side == DEVICE and len(course.legs) > 1
        return self.own is None or not (begins or any(leg.restart for leg in course.legs))

    def _handed_over(self, course: Course) -> int | None:
        """The step at which the device takes over from the cloud, or would."""
        leg, *rest = course.legs
        to_device = leg.stop < len(self.levels) if not rest else rest[0].side == DEVICE
        return leg.stop if leg.side == CLOUD and to_device else None

    def _meeting(self, own: Levels, k: int) -> Met:
        if k not in self._met:
            self._met[k] = join(self.levels, own, k, distilled=FEW, time_of=self._time_of)
        return self._met[k]


def own_levels(device: LatentModel, steps: int) -> Levels | None:
    """Of a device that was distilled for few steps; None for one that takes any. Raises BadRequest where its steps draw noise, or it is
    told its guidance: an evaluation draws pictures of several seeds in one call, and guides both sides alike."""
    if not takes_few_steps(device.solver, device.step_distilled):
        return None
    half = device_half(RunSettings(steps), device.name, device)
    if device.guidance != "none" or half.named_solver in STOCHASTIC:
        raise BadRequest(
            f'"{device.name}" was distilled for few steps and takes guidance, or draws noise at each of them: '
            "choose models that take any number of steps, or a device whose files say is_distilled.",
            code="few_steps",
        )
    return device.schedule(half.steps, half.named_solver)
