"""What an honest cloud reports while it works: steps in their order, and not without end that others come first. Standard library only."""

from obclip.denoising.levels import MOST_STEPS
from obclip.errors import BadReply
from obclip.protocol.untrusted import read_json, whole

# Frames that say that a request waits; a cloud sends one every quarter of a minute.
MOST_WAITING = 4_096
MOST_AHEAD = 10**9


class Reports:
    """The reports of one answer of `steps` steps. Methods raise BadReply for what cannot be."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self._done = 0
        self._waited = 0

    def step(self, body: bytes) -> int:
        """A step is done: which one, from 1; some may be left out, none comes twice."""
        done = _number(body, "step", MOST_STEPS)
        if not self._done < done <= self.steps:
            raise _unreadable("reports steps that cannot be")
        self._done = done
        return done

    def waits(self, body: bytes) -> int:
        """Others come first: so many."""
        self._waited += 1
        if self._waited > MOST_WAITING:
            raise _unreadable("reports without end that others come first")
        return _number(body, "ahead", MOST_AHEAD)


def _number(body: bytes, name: str, most: int) -> int:
    try:
        return whole(read_json(body)[name], most)
    except (ValueError, KeyError, TypeError):
        raise _unreadable("reports progress that cannot be read") from None


def _unreadable(what: str) -> BadReply:
    return BadReply(f"The cloud {what}: check the server's version.", code="unreadable_reply")
