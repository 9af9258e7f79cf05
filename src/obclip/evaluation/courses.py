"""Who runs which steps with which words: the modes of obclip, and the controls that could make them pointless."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from torch import Tensor

from obclip.errors import BadRequest

from .items import CANONICAL, NEUTRAL, OWN, WRONG

CLOUD, DEVICE = "cloud", "device"
MODES = ("cloud-only", "device-only", "hybrid", "oblivious", "client-first")


class Drawable(Protocol):
    """A row of a table: how its pictures are drawn, told by a lab that knows its class."""

    @property
    def mode(self) -> str: ...

    @property
    def switch_point(self) -> int | None: ...

    @property
    def name(self) -> str:
        """Its own among the rows; a file name."""

    def basics(self, measured: dict[str, Tensor], steps: int, /) -> dict[str, Any]:
        """n, server_multiple and whatever else is no metric, from what was counted while drawing."""


@dataclass(frozen=True)
class Leg:
    """Steps up to `stop` by one side with one wording; `restart`: the solver forgets its memory at the end."""

    side: str
    words: str
    stop: int
    restart: bool = False


@dataclass(frozen=True)
class Course:
    """One row of a table. switch_point: k of T, or None; halved: the steps before it are run two at a time (0: none)."""

    mode: str
    switch_point: int | None
    legs: tuple[Leg, ...]
    halved: int = 0

    @property
    def name(self) -> str:
        return self.mode if self.switch_point is None else f"{self.mode}-{self.switch_point}"

    def server_steps(self) -> int:
        """Steps that the cloud runs, for one candidate."""
        done, steps = 0, 0
        for leg in self.legs:
            begin, end = (self._count(place) for place in (done, leg.stop))
            steps += (end - begin) if leg.side == CLOUD else 0
            done = leg.stop
        return steps

    def _count(self, place: int) -> int:
        return (min(place, self.halved) + 1) // 2 + max(0, place - self.halved)

    def basics(self, measured: dict[str, Tensor], steps: int, /) -> dict[str, Any]:
        """n (candidates that the cloud runs, mean) and server_multiple (its evaluations, in plain generations of `steps`)."""
        n = float(measured["n"].float().mean()) if self.mode == "oblivious" else 1.0
        return {"n": round(n, 2), "server_multiple": round(n * self.server_steps() / steps, 4)}


def check_switch_points(switch_points: Sequence[int], steps: int) -> None:
    """Raises BadRequest unless each leaves both sides at least one step."""
    for k in switch_points:
        if not 1 <= k < steps:
            raise BadRequest(f"switch points must be 1 to {steps - 1} (got {k}).", code="bad_switch_point")


def utility_courses(modes: tuple[str, ...], switch_points: tuple[int, ...], steps: int) -> list[Course]:
    """The rows of `obclip evaluate utility`. Raises BadRequest for a mode or a switch point that there is not."""
    for mode in modes:
        if mode not in MODES:
            raise BadRequest(f'There is no mode "{mode}": choose from {", ".join(MODES)}.', code="bad_mode")
    check_switch_points(switch_points, steps)
    alone = {"cloud-only": CLOUD, "device-only": DEVICE}
    courses = [Course(mode, None, (Leg(side, OWN, steps),)) for mode, side in alone.items() if mode in modes]
    for mode, words in (("hybrid", OWN), ("oblivious", CANONICAL)):
        courses += [Course(mode, k, (Leg(CLOUD, words, k), Leg(DEVICE, OWN, steps))) for k in switch_points if mode in modes]
    return courses + [_client_first(k, steps) for k in switch_points if "client-first" in modes]


def _client_first(k: int, steps: int) -> Course:
    """The paper's other order: the device begins and the cloud runs the last k steps."""
    return Course("client-first", k, (Leg(DEVICE, OWN, steps - k), Leg(CLOUD, OWN, steps)))


def claim_courses(switch_points: tuple[int, ...], steps: int) -> list[Course]:
    """The paper's Figures 3 and 4, history at the switch point, and the controls: neutral start (A) and half the steps (h)."""
    quarter = [round(steps * share) for share in (0.2, 0.4, 0.6, 0.8)]
    courses = utility_courses(("cloud-only", "device-only"), (), steps)
    courses += [Course("server-first", k, (Leg(CLOUD, OWN, k), Leg(DEVICE, OWN, steps))) for k in quarter]
    courses += [_client_first(k, steps) for k in quarter]
    wrong = sorted({max(1, round(steps * share)) for share in (0.08, 0.2, 0.32, 0.48)})
    courses += [Course("wrong-prompt", k, (Leg(CLOUD, WRONG, k), Leg(CLOUD, OWN, steps))) for k in wrong]
    for k in switch_points:
        finish = Leg(DEVICE, OWN, steps)
        courses.append(Course("restarted", k, (Leg(CLOUD, OWN, k, restart=True), finish)))
        courses.append(Course("neutral-start", k, (Leg(CLOUD, NEUTRAL, k), finish)))
        courses.append(Course("half-steps", k, (Leg(CLOUD, OWN, k), finish), halved=k))
    return courses
