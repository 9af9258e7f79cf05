"""How long a device waits for a cloud, and when it comes back. Standard library only."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

_CHANCE = random.SystemRandom()
LONGEST_PAUSE = 15.0
# Seconds, some thirty years.
_EVER = 1e9
# Waits so many seconds. What it raises ends the request.
Pause = Callable[[float], None]


@dataclass(frozen=True)
class Patience:
    """attempts: connections tried to a cloud that has never answered; returns: to one that has. busy: answers of "come back later" that
    are borne; wait: seconds that are waited for it in all, and a pause that would end later is not begun. pause: seconds before the second
    attempt, doubled before each further one, up to `LONGEST_PAUSE`. away: seconds after which a cloud whose connections nobody takes is
    given up, whether or not it has ever answered.

    idle: seconds without a byte. overall: seconds for one request with all its attempts, whatever arrives meanwhile.
    """

    attempts: int = 3
    returns: int = 8
    busy: int = 20
    wait: float = 120.0
    pause: float = 0.5
    away: float = 60.0
    connect: float = 10.0
    idle: float = 600.0
    overall: float = 3_600.0


# Of gateway and app: a program that asks gives up sooner than a user at a terminal, also where a host says nothing at all.
ATTENDED = Patience(away=5.0, connect=5.0)
# Of a first look, of which nothing depends.
HASTY = Patience(attempts=1, returns=1, busy=1, away=5.0, connect=5.0, idle=5.0, overall=5.0)


def retry_after(told: str | None) -> float | None:
    """Seconds that a `Retry-After` asks for, or None if it is no whole number. Dates are not read: clocks differ."""
    if told is None or not told.isascii() or not told.isdigit():
        return None
    return min(float(told), _EVER)


class Deadline:
    """The end of one request, by a clock that nothing sets back."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds, self._clock = seconds, clock
        self._end = clock() + seconds

    def sooner(self, seconds: float) -> "Deadline":
        """One of that many seconds from now, by the same clock, and no later than this one."""
        return Deadline(min(seconds, self.left), self._clock)

    @property
    def left(self) -> float:
        """Seconds; 0 once it has passed."""
        return max(0.0, self._end - self._clock())


class Tries:
    """The attempts at one request, and the pauses between them: seconds, or None where patience ends. waited: seconds for a cloud that
    would not take the request yet."""

    def __init__(self, patience: Patience, deadline: Deadline) -> None:
        self._patience, self._deadline = patience, deadline
        self._failures = self._refusals = 0
        self.waited = 0.0
        self._away: Deadline | None = None

    def after_failure(self, *, answered: bool, away: bool = False) -> float | None:
        """Half of the pause is chance's, so that clients of one failure do not come back together. answered: whether the cloud ever has;
        away: whether nobody took this connection."""
        self._failures += 1
        self._away = (self._away or self._deadline.sooner(self._patience.away)) if away else None
        most = self._patience.returns if answered else self._patience.attempts
        pause = self._usual(self._failures)
        return self._allowed(pause, self._failures < most and (self._away is None or pause < self._away.left))

    def after_busy(self, asked: float | None, *, taken: bool = False) -> float | None:
        """No less than the cloud has asked for. taken: whether it computes the request already, which may take long."""
        self._refusals += 1
        self._away = None
        pause = self._usual(self._refusals) if asked is None else asked + self._patience.pause * _CHANCE.random()
        in_time = taken or self.waited + (pause if asked is None else asked) <= self._patience.wait
        allowed = self._allowed(pause, self._refusals < self._patience.busy and in_time)
        self.waited += 0.0 if taken else allowed or 0.0
        return allowed

    def _usual(self, count: int) -> float:
        return min(self._patience.pause * 2.0 ** min(count - 1, 30), LONGEST_PAUSE) * _CHANCE.uniform(0.5, 1.0)

    def _allowed(self, pause: float, again: bool) -> float | None:
        return pause if again and pause < self._deadline.left else None
