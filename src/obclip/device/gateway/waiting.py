"""Whoever waits for a drawing: an answer begins with the work, and the work ends when they hang up."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from concurrent.futures import Future
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

    def leave(self) -> None:
        self._gone.set()

    def check(self) -> None:
        """Raises BadRequest, which ends a request to the cloud as well as the device's steps."""
        if self._gone.is_set():
            raise BadRequest("Stopped.", code="stopped")

    def pause(self, seconds: float) -> None:
        """Between two attempts at the cloud, of which there is no further one once nobody waits. Raises as `check`, at once."""
        self._gone.wait(seconds)
        self.check()

    def sign(self) -> None:
        """At each step and in the cloud's queue. Raises as `check`."""
        self.check()
        self._on_sign()


async def unless_gone(request: Request, awaited: Awaitable[Made]) -> Made:
    """What is awaited, which is cancelled if whoever asks hangs up. Raises BadRequest then, for nobody."""
    task, gone = asyncio.ensure_future(awaited), asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise BadRequest("Stopped.", code="stopped")
    finally:  # also where the program ends
        gone.cancel()
        task.cancel()
    return task.result()


async def awaited_by(request: Request, submit: Callable[[Waiting], "Future[Made]"]) -> Made:
    """What is drawn for a request. Whoever hangs up has stopped it, in the studio's queue, on the cloud and here."""
    waiting = Waiting()
    future = submit(waiting)
    try:
        return await unless_gone(request, asyncio.wrap_future(future))
    finally:
        waiting.leave()
        future.cancel()  # where it still waits in the studio


async def begun(request: Request, parts: AsyncGenerator[bytes, None], media_type: str) -> StreamingResponse:
    """An answer that begins with its first part: what is refused before is an error as any other."""
    first = await unless_gone(request, anext(parts))

    async def all_parts() -> AsyncIterator[bytes]:
        yield first
        async for part in parts:
            yield part

    return StreamingResponse(all_parts(), media_type=media_type, headers=HEADERS)


def retrieved(done: "asyncio.Future[Any]", queue: "asyncio.Queue[Any]") -> None:
    """A drawing's end, for those who wait. Nobody may be left to take its error, and asyncio would print one that nobody takes."""
    if not done.cancelled():
        done.exception()
    queue.put_nowait(None)
