"""The frames of one answer, in the order in which an honest cloud sends them, and no more of them."""

from collections.abc import Callable, Iterator

from obclip.denoising.levels import MOST_STEPS
from obclip.denoising.loop import OnStep
from obclip.errors import BadReply
from obclip.protocol.fault import given_up
from obclip.protocol.frames import cut_short
from obclip.protocol.untrusted import read_json, whole

# Frames that say that a request waits; a cloud sends one every quarter of a minute.
MOST_WAITING = 4_096
MOST_AHEAD = 1 << 20

# So many requests are computed before this one.
OnAhead = Callable[[int], None]


def no_ahead(ahead: int) -> None:
    """For those who do not ask how many wait."""


def reply_in(frames: Iterator[tuple[bytes, bytes]], steps: int, on_step: OnStep, on_ahead: OnAhead = no_ahead) -> bytes:
    """The reply's bytes, after how many wait before it and the progress of `steps` steps. What may follow the reply is not read.

    Raises CloudRefused if the cloud gave up, BadReply for steps out of order and whatever else is no answer.
    """
    done, waited = 0, 0
    for tag, body in frames:
        if tag == b"DONE":
            return body
        if tag == b"FAIL":
            raise given_up(body)
        if tag == b"STEP":
            step = _number(body, "step")
            if not done < step <= steps:
                raise _unreadable("reports steps that cannot be")
            done = step
            on_step(step - 1)
        else:
            waited += 1
            if waited > MOST_WAITING:
                raise _unreadable("reports without end that others come first")
            on_ahead(_number(body, "ahead"))
    raise cut_short()


def _number(body: bytes, name: str) -> int:
    try:
        return whole(read_json(body)[name], MOST_STEPS if name == "step" else MOST_AHEAD)
    except (ValueError, KeyError, TypeError):
        raise _unreadable("reports progress that cannot be read") from None


def _unreadable(what: str) -> BadReply:
    return BadReply(f"The cloud {what}: check the server's version.", code="unreadable_reply")
