"""The HTTP application: health, models, denoise. The same one answers in process and over a network.

Prompts and seeds come in the body only: never in a URL, a log line or an error.
"""

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.exceptions import HTTPException

from obclip.errors import BadRequest, MachineError, ObclipError
from obclip.protocol import DENOISE_PATH, OLD_PATH, PROTOCOL
from obclip.protocol.canonical import plain
from obclip.protocol.codec import LARGEST_REQUEST, encode_reply
from obclip.protocol.fault import fault
from obclip.protocol.frames import REPLY_TYPE, STREAM_TYPE, frame
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest

from .door import check_key, decode_request, other_protocol
from .engine import Engine
from .worker import Abandoned, Worker

log = logging.getLogger(__name__)


def create_app(engine: Engine, *, most_waiting: int = 16) -> FastAPI:
    """The application around one model. Its documentation pages are off: they would load scripts from elsewhere."""
    app = FastAPI(title="obclip cloud", docs_url=None, redoc_url=None)
    # FastAPI keeps what its routes close over for as long as the process lives: they find the model here instead.
    app.state.engine = engine
    app.state.worker = Worker(engine, most_waiting=most_waiting)
    app.add_exception_handler(ObclipError, _answer_error)
    app.add_exception_handler(HTTPException, _answer_http_error)
    app.get("/v1/health")(_health)
    app.get("/v1/models")(_models)
    app.post(OLD_PATH)(_old)
    app.post(DENOISE_PATH)(_denoise)
    return app


async def _health() -> dict[str, str]:
    return {"status": "ok", "protocol": PROTOCOL}


async def _models(request: Request) -> dict[str, object]:
    return {"object": "list", "data": [{"object": "model", **plain(request.app.state.engine.card())}]}


async def _old() -> Response:
    return JSONResponse(fault(other_protocol()), status_code=410)


async def _denoise(request: Request) -> Response:
    worker: Worker = request.app.state.worker
    body = await _body(request)
    check_key(request.headers.get("idempotency-key"), body)
    asked = decode_request(body)
    if STREAM_TYPE in request.headers.get("accept", ""):
        return StreamingResponse(await _start(worker, asked), media_type=STREAM_TYPE)
    reply = await asyncio.wrap_future(worker.submit(asked))
    return Response(encode_reply(reply, asked.numbers), media_type=REPLY_TYPE)


async def _body(request: Request) -> bytes:
    """The request's bytes, at most `LARGEST_REQUEST` of them."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_REQUEST:
            raise BadRequest(
                f"The request is larger than {LARGEST_REQUEST} bytes: send fewer or shorter prompts.", code="request_too_large"
            )
    return body


async def _start(worker: Worker, asked: DenoiseRequest) -> AsyncIterator[bytes]:
    """Submit now, so that a refusal still has its HTTP status; the iterator gives the frames."""
    events: asyncio.Queue[bytes] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    gone = threading.Event()

    def tell(step: int) -> None:
        if gone.is_set():
            raise Abandoned
        told = json.dumps({"step": step + 1, "of": asked.switch_point}).encode()
        loop.call_soon_threadsafe(events.put_nowait, frame(b"STEP", told))

    ahead = worker.waiting
    future = asyncio.wrap_future(worker.submit(asked, tell))
    if ahead:
        events.put_nowait(frame(b"QUED", json.dumps({"ahead": ahead}).encode()))
    future.add_done_callback(lambda done: events.put_nowait(_last_frame(done, asked.numbers)))
    return _frames(events, gone)


def _last_frame(done: "asyncio.Future[DenoiseReply]", numbers: str) -> bytes:
    try:
        return frame(b"DONE", encode_reply(done.result(), numbers))
    except ObclipError as error:
        return frame(b"FAIL", json.dumps(fault(error)).encode())


async def _frames(events: "asyncio.Queue[bytes]", gone: threading.Event) -> AsyncIterator[bytes]:
    """Frames as they come; when the client has gone, the computation ends after the step at hand."""
    try:
        while True:
            event = await events.get()
            yield event
            if event.startswith((b"DONE", b"FAIL")):
                return
    finally:
        gone.set()


async def _answer_error(_: Request, error: Exception) -> Response:
    known = error if isinstance(error, ObclipError) else MachineError("The cloud failed.")
    return JSONResponse(fault(known), status_code=known.http_status)


async def _answer_http_error(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    known = BadRequest(f"HTTP {status}: the routes are /v1/health, /v1/models and {DENOISE_PATH}.", code="no_such_route")
    return JSONResponse(fault(known), status_code=status)
