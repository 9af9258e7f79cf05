"""One compute thread owns model and tokenizer: pipelines are not thread safe. Requests wait in a bounded queue before it."""

import gc
import logging
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import torch

from obclip.denoising.loop import OnStep
from obclip.errors import MachineError, ModelDown, ObclipError, OutOfMemory, QueueFull
from obclip.protocol.codec import encode_reply
from obclip.protocol.request import DenoiseRequest
from obclip.protocol.work import Work

from .batching import alike, together
from .engine import Abandoned, Engine
from .memory import ENOUGH

log = logging.getLogger(__name__)
# Seconds until a place is likely to be free, where nothing better is known.
AGAIN = QueueFull.retry_after


@dataclass(frozen=True)
class Done:
    """A reply as it is sent, what it has cost, the seconds that it was computed, its part of those that were computed `together`."""

    body: bytes
    work: Work | None
    seconds: float
    together: int = 1


class Gone(MachineError):
    """What becomes of a request that nobody waits for. work: what it took until then, None where that is not known."""

    def __init__(self, work: Work | None = None) -> None:
        super().__init__("It was cancelled: its client has gone, or has deleted it.", code="client_gone")
        self.work = work


class Ticket:
    """A request's place before the compute thread. `cancel` may be called from any thread: what waits is dropped, what runs ends after
    the step at hand. `future` gives Done, or raises an ObclipError."""

    def __init__(self, request: DenoiseRequest, on_step: OnStep) -> None:
        self.request: DenoiseRequest | None = request
        self.future: Future[Done] = Future()
        self._on_step = on_step
        self._gone = threading.Event()
        self._told = -1

    @property
    def gone(self) -> bool:
        return self._gone.is_set()

    def cancel(self) -> None:
        self._gone.set()

    def step(self, step: int) -> None:
        """After a step of the computation. Raises Abandoned where it need not go on; the step is told all the same, as it is booked.
        What is computed anew is not told again."""
        if step > self._told:
            self._told = step
            self._on_step(step)
        if self.gone:
            raise Abandoned

    def end(self, outcome: Done | ObclipError) -> None:
        """Give the outcome, once, and let go of the prompts."""
        self.request, self._on_step = None, lambda step: None
        if isinstance(outcome, Done):
            self.future.set_result(outcome)
        else:
            self.future.set_exception(outcome)


class Worker:
    """Runs requests one after the other, in the order of their arrival.

    most_together: requests with one plan that share calls of the network. window: seconds in which the first of them waits for others.
    """

    def __init__(self, engine: Engine, *, most_waiting: int = 16, most_together: int = 1, window: float = 0.0) -> None:
        self._engine: Engine | None = engine
        self.most_waiting, self.most_together, self.window = most_waiting, most_together, window
        self._waiting: deque[Ticket] = deque()
        self._running: tuple[Ticket, ...] = ()
        self._failed = False
        self._lock = threading.Condition()  # told when a ticket comes or goes
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="obclip-compute")

    @property
    def engine(self) -> Engine:
        """Raises MachineError once the worker is closed."""
        if self._engine is None:
            raise MachineError("This cloud is closed: its model has been let go of.", code="closed")
        return self._engine

    @property
    def waiting(self) -> int:
        """Requests that are computed or wait to be."""
        return len(self._waiting) + len(self._running)

    @property
    def full(self) -> bool:
        return self.waiting >= self.most_waiting

    @property
    def alive(self) -> bool:
        """Whether it computes at all: it is not closed, and its GPU has not failed."""
        return self._engine is not None and not self._failed

    def ahead(self, ticket: Ticket) -> int:
        """Requests that are computed before this one; 0 while it is computed itself."""
        with self._lock:
            return self._waiting.index(ticket) + bool(self._running) if ticket in self._waiting else 0

    def submit(self, request: DenoiseRequest, on_step: OnStep = lambda step: None) -> Ticket:
        """Raises QueueFull at once rather than let a client wait without end."""
        ticket = Ticket(request, on_step)
        with self._lock:
            if self.full:
                raise queue_full()
            self._waiting.append(ticket)
            self._lock.notify_all()
        self._thread.submit(self._next)
        return ticket

    def drop(self, ticket: Ticket) -> None:
        """Cancel a ticket; one that still waits ends at once and gives its place free."""
        ticket.cancel()
        with self._lock:
            self._lock.notify_all()
            if ticket not in self._waiting:
                return
            self._waiting.remove(ticket)
        ticket.end(Gone())

    def close(self) -> None:
        """Everything is cancelled, and the model let go of, whoever keeps the worker; a step under way is not waited for."""
        with self._lock:
            tickets = [*self._waiting, *self._running]
        for ticket in tickets:
            self.drop(ticket)
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._engine = None

    def _next(self) -> None:
        """On the compute thread: the first that waits, if one still does, and those that may be computed with it."""
        tickets = self._take()
        try:
            outcomes = self._outcomes(tickets)
        finally:
            self._running = ()
        for ticket, outcome in zip(tickets, outcomes, strict=True):
            ticket.end(outcome)

    def _take(self) -> tuple[Ticket, ...]:
        with self._lock:
            if not self._waiting:
                return ()
            first = self._waiting.popleft()
            self._running = (first,)
            if self.most_together > 1 and self.window:
                self._lock.wait_for(lambda: self._enough(first), self.window)
            others = self._companions(first)
            self._running = (first, *others)
            self._waiting = deque(one for one in self._waiting if one not in others)
            return self._running

    def _companions(self, first: Ticket) -> list[Ticket]:
        """Those that wait and may be computed with the first."""
        if self.most_together < 2 or first.request is None:
            return []
        waiting = list(self._waiting)
        return [waiting[place] for place in together(first.request, [one.request for one in waiting], self.most_together)]

    def _enough(self, first: Ticket) -> bool:
        """Whether a window is over before its time: nobody else can come, or there is nobody to wait for them."""
        alone = first.request is None or not alike(first.request, first.request)
        return first.gone or alone or self.full or len(self._companions(first)) + 1 >= self.most_together

    def _outcomes(self, tickets: Sequence[Ticket]) -> list[Done | ObclipError]:
        """Together; where that fails, each alone, so that none suffers from another's failure."""
        if len(tickets) > 1:
            try:
                with nothing_told():
                    return list(self._compute(tickets))
            except Gone as gone:
                if gone.work is not None:  # all of them, under way
                    return [Gone(gone.work) for _ in tickets]
            except ObclipError:
                pass
            free_memory()
        return [self._outcome(ticket) for ticket in tickets]

    def _outcome(self, ticket: Ticket) -> Done | ObclipError:
        try:
            with nothing_told():
                return self._compute([ticket])[0]
        except ObclipError as error:
            if isinstance(error, OutOfMemory):
                free_memory()
                self.engine.most_rows = max(1, (self.engine.most_rows or ENOUGH) // 2)
            self._failed = self._failed or isinstance(error, ModelDown)
            # What it was raised from holds the frames of the computation: prompts and tensors, which must not outlive it.
            error.__context__ = None
            return error.with_traceback(None)

    def _compute(self, tickets: Sequence[Ticket]) -> list[Done]:
        start = time.perf_counter()
        requests = [ticket.request for ticket in tickets if ticket.request is not None and not ticket.gone]
        if len(requests) < len(tickets):
            raise Abandoned

        def on_step(step: int) -> None:
            for ticket in tickets:
                if len(tickets) == 1 or not ticket.gone:
                    ticket.step(step)
            if all(ticket.gone for ticket in tickets):
                raise Abandoned

        jobs = [self.engine.prepare(request) for request in requests]
        ran = [self.engine.run(jobs[0], on_step)] if len(jobs) == 1 else self.engine.run_together(jobs, on_step)
        replies = [reply for reply, _ in ran]
        bodies = [encode_reply(reply, request.numbers) for reply, request in zip(replies, requests, strict=True)]
        took = (time.perf_counter() - start) / len(bodies)
        return [Done(body, reply.work, took, len(bodies)) for body, reply in zip(bodies, replies, strict=True)]


def free_memory() -> None:
    """What a failed step has left behind."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def out_of_memory(error: Exception) -> bool:
    """Whether a step has failed for want of memory, on a GPU or here: torch's CPU allocator says so in words only."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and "DefaultCPUAllocator" in str(error)


def lost_its_device(error: Exception) -> bool:
    """Whether a GPU has failed under the process, after which nothing is computed on it any more until the process is a new one."""
    return isinstance(error, RuntimeError) and any(name in str(error) for name in ("CUDA error", "HIP error"))


def queue_full(seconds: int = AGAIN) -> QueueFull:
    """What a client is told at once rather than let wait without end. seconds: until it should try again."""
    return QueueFull(f"The cloud has as many requests waiting as it accepts: try again in {seconds} s.", retry_after=seconds)


@contextmanager
def nothing_told() -> Iterator[None]:
    """Turns what is not ours into a MachineError: the text of a foreign exception may hold words of a prompt, and must go nowhere."""
    try:
        yield
    except ObclipError:
        raise
    except Abandoned as end:
        raise Gone(end.work) from None
    except Exception as error:  # noqa: BLE001 - whatever it is
        if out_of_memory(error):
            log.error("denoising ran out of memory")
            raise OutOfMemory(f"The cloud has not enough memory for this request now: ask for less, or try again in {AGAIN} s.") from None
        log.error("denoising failed: %s", type(error).__name__)
        if lost_its_device(error):
            raise ModelDown("The cloud's GPU has failed: it begins anew, try again in a minute.") from None
        raise MachineError(f"The cloud's model failed ({type(error).__name__}): try fewer candidates or a smaller picture.") from None
