"""Many machines as one queue: each request goes to a replica with a model, and to another one if that dies. Nothing here imports ray."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from concurrent.futures import Future
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Any

from obclip import errors
from obclip.denoising.loop import OnStep
from obclip.errors import MachineError, ObclipError, QueueFull
from obclip.protocol.codec import encode_request
from obclip.protocol.request import DenoiseRequest

from .admission import ModelFacts
from .door import decode_request
from .engine import Abandoned, Engine
from .worker import AGAIN, Done, Gone, Ticket, Worker, queue_full

log = logging.getLogger(__name__)
# Replicas that one request is given to before it is given up.
ATTEMPTS = 5


@dataclass(frozen=True)
class Failed:
    """An error as it travels between machines: ours, by its class."""

    kind: str
    message: str
    code: str

    @classmethod
    def of(cls, error: ObclipError) -> "Failed":
        return cls(type(error).__name__, error.message, error.code)

    def error(self) -> ObclipError:
        kind = getattr(errors, self.kind, MachineError)
        made: ObclipError = kind(self.message, code=self.code)
        return made


Said = int | Done | Failed


class Replica:
    """One model on its machine, with the compute thread that owns it. It knows no keys, no jobs, and no other request than those it has."""

    def __init__(self, engine: Engine, *, most_waiting: int, most_together: int = 1) -> None:
        self.engine = engine
        self.worker = Worker(engine, most_waiting=most_waiting, most_together=most_together)

    def facts(self) -> ModelFacts:
        return self.engine.measured_facts()

    async def denoise(self, body: bytes) -> AsyncGenerator[Said, None]:
        """Each step, and then the end, of the request with these bytes."""
        loop = asyncio.get_running_loop()
        said: asyncio.Queue[int | Future[Done]] = asyncio.Queue()

        def tell(what: "int | Future[Done]") -> None:
            with suppress(RuntimeError):  # the loop has ended, and whoever listened with it
                loop.call_soon_threadsafe(said.put_nowait, what)

        try:
            ticket = self.worker.submit(decode_request(body), tell)
        except ObclipError as error:
            yield Failed.of(error)
            return
        ticket.future.add_done_callback(tell)
        try:
            while isinstance(what := await said.get(), int):
                yield what
            failure = what.exception()
            yield Failed.of(failure) if isinstance(failure, ObclipError) else what.result()
        finally:
            self.worker.drop(ticket)


class ReplicaQueue:
    """The desk's queue before many replicas.

    handle: a streaming handle of theirs, whose `denoise.remote(body)` gives what `Replica.denoise`
    does, or raises one of `lost` where a replica has died, one of `busy` where all have as much as they take."""

    def __init__(
        self, handle: Any, *, most_waiting: int, lost: tuple[type[BaseException], ...], busy: tuple[type[BaseException], ...] = ()
    ) -> None:
        self.handle, self.most_waiting, self.lost, self.busy = handle, most_waiting, lost, busy
        self._under_way: dict[Ticket, asyncio.Task[None]] = {}
        self.alive = True

    @property
    def waiting(self) -> int:
        return len(self._under_way)

    @property
    def full(self) -> bool:
        return self.waiting >= self.most_waiting

    def ahead(self, ticket: Ticket) -> int:
        """As if they were computed one after the other, in the order of their arrival."""
        return list(self._under_way).index(ticket) if ticket in self._under_way else 0

    def submit(self, request: DenoiseRequest, on_step: OnStep = lambda step: None) -> Ticket:
        """Raises QueueFull."""
        if self.full:
            raise queue_full()
        ticket = Ticket(request, on_step)
        self._under_way[ticket] = asyncio.get_running_loop().create_task(self._run(ticket, encode_request(request)))
        return ticket

    def drop(self, ticket: Ticket) -> None:
        ticket.cancel()
        if ticket in self._under_way:
            self._under_way[ticket].cancel()

    def close(self) -> None:
        self.alive = False
        for ticket in list(self._under_way):
            self.drop(ticket)

    async def _run(self, ticket: Ticket, body: bytes) -> None:
        try:
            outcome = await self._outcome(ticket, body)
        except (asyncio.CancelledError, Abandoned):
            outcome = Gone()
        except self.busy:
            outcome = QueueFull(f"All replicas have as much as they take: try again in {AGAIN} s.")
        except Exception as error:  # noqa: BLE001 - whatever it is: its text may hold a prompt
            log.error("a replica failed: %s", type(error).__name__)
            outcome = MachineError("The cloud's machines failed: try again.")
        del self._under_way[ticket]
        ticket.end(outcome)

    async def _outcome(self, ticket: Ticket, body: bytes) -> Done | ObclipError:
        """From a replica, or from another one that computes the same bytes anew where one has died."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._listen(ticket, body)
            except self.lost as error:
                log.warning("a replica was lost (%s), attempt %d", type(error).__name__, attempt)
                await asyncio.sleep(0.1 * 2**attempt)
        return MachineError("The cloud's machines were lost again and again: try later.")

    async def _listen(self, ticket: Ticket, body: bytes) -> Done | ObclipError:
        async with _closing(self.handle.denoise.remote(body)) as said:
            async for what in said:
                if not isinstance(what, int):
                    return what.error() if isinstance(what, Failed) else what
                ticket.step(what)
        return MachineError("A replica ended without an answer: try again.")


class _closing:  # noqa: N801 - as contextlib's
    """A replica's answer, cancelled there when nobody listens any more."""

    def __init__(self, said: Any) -> None:
        self.said = said

    async def __aenter__(self) -> Any:
        return self.said

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and hasattr(self.said, "cancel"):
            self.said.cancel()
        elif hasattr(self.said, "aclose"):
            async with aclosing(self.said):
                pass
