"""Whoever waits for a drawing: an answer begins with the work, and the work ends when they hang up."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from concurrent.futures import Future
from functools import partial
from threading import Event
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import StreamingResponse

from obclip.errors import BadRequest

from .faults import HEADERS

Made = TypeVar("Made")


class Waiting:
    """Whether anybody still waits for a drawing. on_sign: is called at each sign that it goes on, on the drawing's thread."""

    def __init__(self, on_sign: Callable[[], None] = lambda: None) -> None:
        self._on_sign, self._gone = on_sign, Event()
        self._on_leave: list[Callable[[], object]] = []

    def leave(self) -> None:
        self._gone.set()
        for call in self._on_leave:
            call()

    def ending(self, future: "asyncio.Future[Made]") -> "asyncio.Future[Made]":
        """The same, cancelled as soon as nobody waits: the thread that draws may take a while to notice."""
        self._on_leave.append(partial(future.get_loop().call_soon_threadsafe, future.cancel))
        if self._gone.is_set():
            future.cancel()
        return future

    def check(self) -> None:
        """Raises BadRequest, which ends a request to the cloud as well as the device's steps."""
        if self._gone.is_set():
            raise _stopped()

    def pause(self, seconds: float) -> None:
        """Between two attempts at the cloud, of which there is no further one once nobody waits. Raises as `check`, at once."""
        self._gone.wait(seconds)
        self.check()

    def sign(self) -> None:
        """At each step and in the cloud's queue. Raises as `check`."""
        self.check()
        self._on_sign()


async def unless_gone(request: Request, awaited: Awaitable[Made]) -> Made:
    """What is awaited, which is cancelled if whoever asks hangs up. Raises BadRequest then, as it does where it was cancelled already."""
    task, gone = asyncio.ensure_future(awaited), asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        task.cancel()
    return made_by(task)


async def awaited_by(request: Request, submit: Callable[[Waiting], "Future[Made]"]) -> Made:
    """What is drawn for a request. Whoever hangs up has stopped it, in the studio's queue, on the cloud and here."""
    waiting = Waiting()
    future = submit(waiting)
    try:
        return await unless_gone(request, waiting.ending(asyncio.wrap_future(future)))
    finally:
        waiting.leave()


async def begun(request: Request, parts: AsyncGenerator[bytes, None], media_type: str) -> StreamingResponse:
    """An answer that begins with its first part: what is refused before is an error as any other."""
    first = await unless_gone(request, anext(parts))

    async def all_parts() -> AsyncIterator[bytes]:
        yield first
        async for part in parts:
            yield part

    return StreamingResponse(all_parts(), media_type=media_type, headers=HEADERS)


def made_by(future: "asyncio.Future[Made]") -> Made:
    """What was drawn. Raises what the drawing has raised, and BadRequest for one that was cancelled or goes on."""
    if future.cancelled() or not future.done():
        raise _stopped()
    return future.result()


def retrieved(done: "asyncio.Future[Any]", queue: "asyncio.Queue[Any]") -> None:
    """A drawing's end, for those who wait. Nobody may be left to take its error, and asyncio would print one that nobody takes."""
    if not done.cancelled():
        done.exception()
    queue.put_nowait(None)


def _stopped() -> BadRequest:
    return BadRequest("Stopped.", code="stopped")
