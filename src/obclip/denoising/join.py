"""Where two schedules meet: the device takes up the cloud's state at the noise level that it has, not at a number of steps.

What must agree is sigma / alpha; the scale of the state follows from it. The side whose network was distilled for few steps keeps its
levels, the other one moves. Standard library only.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from math import exp, inf, log
from typing import Literal

from obclip.errors import BadRequest

from .levels import Levels, counted, signal_at

Side = Literal["cloud", "device"]
# sigma / alpha -> the timestep at which the device's network was trained to meet it.
TimeOf = Callable[[float], float]
# Two schedules are one if their levels differ by no more than float32 and whole training timesteps do.
SAME_RATIO, SAME_TIME = 1e-3, 1.0


@dataclass(frozen=True)
class Course:
    """A run on two schedules.

    cloud: its levels, whose first `switch_point` steps k it runs; where they were bent, k steps in all. device: its levels, of which it
    runs the steps from `resume` on. scale: what the cloud's state is multiplied by at the seam, where the two count differently.
    keeps_memory: whether both run one schedule, so that the solver's memory is of use.
    """

    cloud: Levels
    switch_point: int
    device: Levels
    resume: int
    scale: float = 1.0
    keeps_memory: bool = True

    @property
    def shift(self) -> int:
        """Positions by which the device's schedule is ahead of the cloud's at the seam: the paper's timestep shift."""
        return self.resume - self.switch_point


def join(cloud: Levels, device: Levels, k: int, *, distilled: Collection[Side], time_of: TimeOf) -> Course:
    """The course of k steps on the cloud's schedule and the rest on the device's.

    One schedule on both sides: the device resumes at k. Device not distilled: its first step begins at exactly the cloud's level. Device
    distilled and cloud not: the cloud's k steps are bent to end on one of the device's levels. Both distilled: the device's nearest level.
    Raises BadRequest where no level of a distilled device can be met.
    """
    if k == len(cloud) or alike(cloud, device):
        return Course(cloud, k, cloud, k)
    if cloud.ratio(k) == inf:
        raise BadRequest(f"After {k} of the cloud's steps there is nothing but noise: choose a larger switch point.", code="no_meeting")
    if "device" not in distilled:
        return _from_the_clouds_level(cloud, device, k, time_of)
    if "cloud" not in distilled:
        return _bent(cloud, device, k, time_of)
    return _at_the_nearest(cloud, device, k)


def alike(one: Levels, other: Levels) -> bool:
    """Whether two schedules are one, up to rounding."""
    if (one.solver, one.path, len(one)) != (other.solver, other.path, len(other)):
        return False
    levels = zip(one.sigmas, other.sigmas, strict=True)
    times = zip(one.timesteps, other.timesteps, strict=True)
    return all(abs(a - b) <= SAME_RATIO * max(a, b) for a, b in levels) and all(abs(a - b) <= SAME_TIME for a, b in times)


def nearest(levels: Levels, lam: float, first: int = 0) -> int:
    """The step from `first` on whose level is nearest to ln(alpha / sigma) = `lam`."""
    return min(range(first, len(levels)), key=lambda step: abs(levels.lam(step) - lam))


def bent(levels: Levels, k: int, ratio: float) -> tuple[float, ...]:
    """k + 1 noise levels sigma / alpha from the schedule's first to `ratio`, spread as the schedule spreads its own."""
    own = [levels.ratio(place) for place in range(len(levels) + 1)]
    reach = _position(own, ratio)
    return (*(_at(own, step * reach / k) for step in range(k)), ratio)


def _from_the_clouds_level(cloud: Levels, device: Levels, k: int, time_of: TimeOf) -> Course:
    """The device's nearest level moves to the cloud's; those below stay."""
    place, ratio = nearest(device, cloud.lam(k)), cloud.ratio(k)
    sigmas, timesteps = list(device.sigmas), list(device.timesteps)
    sigmas[place], timesteps[place] = counted(device.path, ratio), time_of(ratio)
    moved = replace(device, sigmas=tuple(sigmas), timesteps=tuple(timesteps))
    return _course(cloud, k, moved, place)


def _bent(cloud: Levels, device: Levels, k: int, time_of: TimeOf) -> Course:
    """Of the device's levels that the cloud can reach, the one nearest to where it would stop by itself."""
    reachable = next((step for step in range(1, len(device)) if device.ratio(step) < cloud.ratio(0)), None)
    if reachable is None:
        steps = "1 step" if len(device) == 1 else f"{len(device)} steps"
        raise BadRequest(
            f"The device's model begins its {steps} with pure noise, so that there is nothing for the cloud to do: "
            "give it more steps, or let it draw alone (switch_point 0).",
            code="no_meeting",
        )
    place = nearest(device, cloud.lam(k), reachable)
    ratios = bent(cloud, k, device.ratio(place))
    sigmas = tuple(counted(cloud.path, ratio) for ratio in ratios)
    steps_of_cloud = replace(cloud, sigmas=sigmas, timesteps=tuple(time_of(ratio) for ratio in ratios[:-1]))
    return _course(steps_of_cloud, k, device, place)


def _at_the_nearest(cloud: Levels, device: Levels, k: int) -> Course:
    fitting = [step for step in range(1, len(cloud)) if _fits(cloud, step, device)]
    if k not in fitting:
        advice = f"choose switch point {_either(fitting)}" if fitting else "choose other numbers of steps"
        raise BadRequest(
            f"After {k} of the cloud's {len(cloud)} steps the noise is none that the device's model was distilled to meet in its "
            f"{len(device)}: {advice}.",
            code="no_meeting",
        )
    return _course(cloud, k, device, nearest(device, cloud.lam(k)))


def _fits(cloud: Levels, k: int, device: Levels) -> bool:
    """Whether a level of the device is within half a step, as the finer of the two schedules steps there."""
    place = nearest(device, cloud.lam(k))
    lengths = [*_lengths(cloud, k), *_lengths(device, place)]
    return abs(device.lam(place) - cloud.lam(k)) <= min(lengths, default=0.0) / 2


def _lengths(levels: Levels, place: int) -> list[float]:
    """ln(alpha / sigma) that the steps before and after a level cover, where it is finite at both ends."""
    ends = [(levels.lam(before), levels.lam(before + 1)) for before in (place - 1, place) if 0 <= before < len(levels)]
    return [after - before for before, after in ends if -inf < before < after < inf]


def _course(cloud: Levels, k: int, device: Levels, place: int) -> Course:
    scale = signal_at(device.path, cloud.ratio(k)) / cloud.counts(k)[0]
    return Course(cloud, k, device, place, scale, keeps_memory=False)


def _position(ratios: Sequence[float], ratio: float) -> float:
    """Where a falling curve has a level: a place, and a share of the step after it."""
    place = next((place for place in range(len(ratios) - 1) if ratios[place + 1] <= ratio), len(ratios) - 2)
    above, below = ratios[place], ratios[place + 1]
    if above <= below:
        return float(place)
    return place + ((log(above) - log(ratio)) / (log(above) - log(below)) if below > 0 else (above - ratio) / above)


def _at(ratios: Sequence[float], position: float) -> float:
    """The level of a curve at a position between its places; by the logarithm, but down to 0 along a line."""
    place = min(int(position), len(ratios) - 2)
    share = position - place
    above, below = ratios[place], ratios[place + 1]
    return exp((1 - share) * log(above) + share * log(below)) if below > 0 and share else above * (1 - share)


def _either(numbers: Sequence[int]) -> str:
    *rest, last = map(str, numbers)
    return f"{', '.join(rest)} or {last}" if rest else last
