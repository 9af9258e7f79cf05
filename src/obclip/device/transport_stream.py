"""The frames of one answer, in the order in which an honest cloud sends them, and no more of them."""

from collections.abc import Callable, Iterator

from obclip.denoising.loop import OnStep
from obclip.protocol.fault import given_up
from obclip.protocol.frames import cut_short

from .reports import Reports

# So many requests are computed before this one.
OnAhead = Callable[[int], None]


def no_ahead(ahead: int) -> None:
    """For those who do not ask how many wait."""


def reply_in(frames: Iterator[tuple[bytes, bytes]], steps: int, on_step: OnStep, on_ahead: OnAhead = no_ahead) -> bytes:
    """The reply's bytes, after how many wait before it and the progress of `steps` steps. What may follow the reply is not read.

    Raises CloudRefused if the cloud gave up, BadReply for steps out of order and whatever else is no answer.
    """
    reports = Reports(steps)
    for tag, body in frames:
        if tag == b"DONE":
            return body
        if tag == b"FAIL":
            raise given_up(body)
        if tag == b"STEP":
            on_step(reports.step(body) - 1)
        else:
            on_ahead(reports.waits(body))
    raise cut_short()
