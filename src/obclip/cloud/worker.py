"""One compute thread owns the model: pipelines are not thread safe. Requests wait in a bounded queue before it."""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from obclip.denoising.loop import OnStep
from obclip.errors import MachineError, ObclipError, QueueFull
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest

from .engine import Engine

log = logging.getLogger(__name__)


class Abandoned(Exception):
    """Raised between two steps when nobody waits for the reply any more."""


class Worker:
    """Runs requests one after the other, in the order of their arrival."""

    def __init__(self, engine: Engine, *, most_waiting: int = 16) -> None:
        self.engine = engine
        self._places = threading.BoundedSemaphore(most_waiting)
        self._unfinished: set[Future[DenoiseReply]] = set()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="obclip-compute")

    def submit(self, request: DenoiseRequest, on_step: OnStep = lambda step: None) -> "Future[DenoiseReply]":
        """Raises QueueFull at once rather than let a client wait without end; BadRequest for what the model cannot do."""
        with nothing_told():
            self.engine.check(request)
        if not self._places.acquire(blocking=False):
            raise QueueFull("The cloud has as many requests waiting as it accepts: try again in a minute.")
        future = self._thread.submit(self._run, request, on_step)
        self._unfinished.add(future)
        future.add_done_callback(self._done)
        return future

    @property
    def waiting(self) -> int:
        """Requests that are computed or wait to be."""
        return len(self._unfinished)

    def _done(self, future: "Future[DenoiseReply]") -> None:
        self._unfinished.discard(future)
        self._places.release()

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _run(self, request: DenoiseRequest, on_step: OnStep) -> DenoiseReply:
        with nothing_told():
            return self.engine.denoise(request, on_step)


@contextmanager
def nothing_told() -> Iterator[None]:
    """Turns what is not ours into a MachineError: the text of a foreign exception may hold words of a prompt, and must go nowhere."""
    try:
        yield
    except ObclipError:
        raise
    except Abandoned:
        raise MachineError("The client has gone.") from None
    except Exception as error:  # noqa: BLE001 - whatever it is
        log.error("denoising failed: %s", type(error).__name__)
        raise MachineError(f"The cloud's model failed ({type(error).__name__}): try fewer candidates or a smaller picture.") from None
