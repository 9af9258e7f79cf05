"""An accepted request under way, as its listeners see it: its place, its steps, its end. Touched on the event loop only."""

import asyncio
import secrets
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from obclip.cloud.worker import Done
from obclip.errors import ObclipError


@dataclass(frozen=True)
class Queued:
    """So many requests are computed before this one; 0 while it is computed itself."""

    ahead: int


@dataclass(frozen=True)
class Step:
    """Step `step` of `of` is done, for all candidates."""

    step: int
    of: int


Event = Queued | Step | Done | ObclipError
# That a task counts for beside its result, so that no number of small or failed ones fills the memory.
LEAST_BYTES = 1 << 14


class Task:
    """id: 128 random bits. owner: the name of the key that asked. digest: of its bytes. steps: k.

    job: whether it lives without a connection. expected_bytes: of its result. leave: called when the last listener has gone. cancel:
    ends its computation. expiry: what will forget it, once it has ended.
    """

    def __init__(self, owner: str, digest: str, steps: int, *, job: bool, key: str | None = None, expected_bytes: int = 0) -> None:
        self.id = secrets.token_hex(16)
        self.owner, self.digest, self.steps, self.job, self.key = owner, digest, steps, job, key
        self.expected_bytes = expected_bytes
        self.step = 0
        self.outcome: Done | ObclipError | None = None
        self.fetched = False
        self.began = time.monotonic()
        self.ahead: Callable[[], int] = lambda: 0
        self.leave: Callable[[], None] = lambda: None
        self.cancel: Callable[[], None] = lambda: None
        self.expiry: asyncio.TimerHandle | None = None
        self._listeners = 0
        self._change = asyncio.Event()

    @property
    def kept_bytes(self) -> int:
        """That it holds, or will; whatever it is, it takes its place."""
        body = len(self.outcome.body) if isinstance(self.outcome, Done) else 0 if self.outcome else self.expected_bytes
        return LEAST_BYTES + body

    @property
    def listened_to(self) -> bool:
        return self._listeners > 0

    def advance(self, step: int) -> None:
        self.step = step
        self._changed()

    def finish(self, outcome: Done | ObclipError) -> None:
        self.outcome = outcome
        self._changed()

    def forgotten(self) -> None:
        """Nothing leads to it any more, so that what it holds is free at once: neither its timer nor a ring of its own."""
        if self.expiry is not None:
            self.expiry.cancel()
        self.ahead, self.leave, self.cancel = lambda: 0, lambda: None, lambda: None

    def _changed(self) -> None:
        self._change.set()
        self._change = asyncio.Event()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """As long as somebody waits for it."""
        self._listeners += 1
        try:
            yield
        finally:
            self._listeners -= 1
            if not self._listeners:
                self.leave()

    async def events(self, beat: float) -> AsyncGenerator[Event, None]:
        """Its place at once and every `beat` seconds, each step, and its end."""
        told = 0
        yield Queued(self.ahead())
        while True:
            while told < self.step:
                told += 1
                yield Step(told, self.steps)
            if self.outcome is not None:
                yield self.outcome
                return
            change = self._change
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(change.wait(), beat)
            if not change.is_set():
                yield Queued(self.ahead())

    async def end(self) -> Done | ObclipError:
        """Its end, when it comes."""
        while self.outcome is None:
            await self._change.wait()
        return self.outcome
