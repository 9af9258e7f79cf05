"""The frames of one answer, in the order in which an honest cloud sends them, and no more of them."""

from collections.abc import Iterator

from obclip.denoising.loop import OnStep
from obclip.errors import BadReply, CloudRefused
from obclip.protocol.fault import fault_message
from obclip.protocol.untrusted import read_json

# Frames that say that a request waits; a cloud sends one every quarter of a minute.
MOST_WAITING = 4_096


def reply_in(frames: Iterator[tuple[bytes, bytes]], steps: int, on_step: OnStep) -> bytes:
    """The reply's bytes, after the progress of `steps` steps. What may follow the reply is not read.

    Raises CloudRefused if the cloud gave up, BadReply for steps out of order and whatever else is no answer.
    """
    done, waited = 0, 0
    for tag, body in frames:
        if tag == b"DONE":
            return body
        if tag == b"FAIL":
            raise CloudRefused(f"The cloud gave up: {fault_message(body) or 'it does not say why.'}")
        if tag == b"STEP":
            step = _step(body)
            if not done < step <= steps:
                raise _unreadable("reports steps that cannot be")
            done = step
            on_step(step - 1)
        else:
            waited += 1
            if waited > MOST_WAITING:
                raise _unreadable("reports without end that others come first")
    raise cut_short()


def cut_short() -> BadReply:
    """The error of an answer that ends before it is whole; the same bytes may be sent again."""
    return BadReply("The cloud's answer ended too early: try again.", code="reply_cut_short")


def _step(body: bytes) -> int:
    try:
        step = read_json(body)["step"]
    except (ValueError, KeyError, TypeError):
        step = None
    if not isinstance(step, int) or isinstance(step, bool):
        raise _unreadable("reports progress that cannot be read")
    return step


def _unreadable(what: str) -> BadReply:
    return BadReply(f"The cloud {what}: check the server's version.", code="unreadable_reply")
