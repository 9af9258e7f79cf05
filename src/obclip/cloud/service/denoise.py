"""`POST /v1/oblivious/denoise`: all N rows, or one error; as a stream of frames for those who ask for it."""

import asyncio
import json
from contextlib import aclosing, suppress
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from obclip.cloud.door import other_protocol
from obclip.cloud.worker import Done
from obclip.errors import ObclipError
from obclip.protocol import DENOISE_PATH, JOB_HEADER, OLD_PATH
from obclip.protocol.fault import fault
from obclip.protocol.frames import REPLY_TYPE, STREAM_TYPE, frame

from .body import ClientGone, read_body, until_gone
from .desk import Desk
from .schema import DENOISE, responses
from .task import Event, Queued, Step, Task


def routes(desk: Desk) -> APIRouter:
    router = APIRouter()

    def told(event: Event) -> bytes:
        if isinstance(event, ObclipError):  # of status 200 by then
            desk.metrics.refusals.labels(event.code).inc()
        return _as_frame(event)

    @router.post(OLD_PATH, include_in_schema=False)
    async def old() -> Response:
        return JSONResponse(fault(other_protocol()), status_code=410)

    @router.post(DENOISE_PATH, openapi_extra=DENOISE, responses=responses(200, REPLY_TYPE, STREAM_TYPE), response_class=Response)
    async def denoise(request: Request) -> Response:
        owner = desk.open(request)
        body = await read_body(request, desk.settings)
        task = desk.accept(owner, body, request.headers.get("idempotency-key"))
        if STREAM_TYPE in request.headers.get("accept", ""):
            return Stream(task, told, STREAM_TYPE, desk.settings.beat_seconds)
        with task.listening():
            outcome = await _end_or_gone(task, request)
        if isinstance(outcome, ObclipError):
            raise outcome
        return Response(outcome.body, media_type=REPLY_TYPE, headers={JOB_HEADER: task.id})

    return router


async def _end_or_gone(task: Task, request: Request) -> Done | ObclipError:
    """Raises ClientGone as soon as nobody waits."""
    end, gone = asyncio.ensure_future(task.end()), asyncio.ensure_future(until_gone(request))
    try:
        await asyncio.wait({end, gone}, return_when=asyncio.FIRST_COMPLETED)
        if end.done():
            return end.result()
        raise ClientGone
    finally:
        end.cancel()
        gone.cancel()


def _as_frame(event: Event) -> bytes:
    if isinstance(event, Queued):
        return frame(b"QUED", json.dumps({"ahead": event.ahead}).encode())
    if isinstance(event, Step):
        return frame(b"STEP", json.dumps({"step": event.step, "of": event.of}).encode())
    if isinstance(event, Done):
        return frame(b"DONE", event.body)
    return frame(b"FAIL", json.dumps(fault(event)).encode())


class Stream(Response):
    """A task's events, each as bytes, for as long as the client is there: the task's listener goes with the connection."""

    def __init__(self, task: Task, tell: Any, media_type: str, beat: float) -> None:
        super().__init__(media_type=media_type, headers={JOB_HEADER: task.id, "Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self.task, self.tell, self.beat = task, tell, beat

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        with self.task.listening():
            sending = asyncio.ensure_future(self._send(send))
            gone = asyncio.ensure_future(until_gone(Request(scope, receive)))
            try:
                await asyncio.wait({sending, gone}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                gone.cancel()
                sending.cancel()
                with suppress(asyncio.CancelledError, OSError):
                    await sending

    async def _send(self, send: Any) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async with aclosing(self.task.events(self.beat)) as events:
            async for event in events:
                await send({"type": "http.response.body", "body": self.tell(event), "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
