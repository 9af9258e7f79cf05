"""The same work as a job, which lives without a connection: until it is deleted, or ten minutes after its end."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from obclip.cloud.worker import Done
from obclip.errors import ObclipError
from obclip.protocol import JOBS_PATH
from obclip.protocol.fault import fault
from obclip.protocol.frames import REPLY_TYPE
from obclip.protocol.server_sent import EVENTS_TYPE, server_sent

from .body import read_body
from .denoise import Stream
from .desk import Desk
from .schema import DENOISE, responses
from .task import Event, Queued, Step


def routes(desk: Desk) -> APIRouter:
    router = APIRouter(prefix=JOBS_PATH)

    @router.post("", status_code=202, openapi_extra=DENOISE, responses=responses(202), response_class=JSONResponse)
    async def begin(request: Request) -> Response:
        owner = desk.open(request)
        body = await read_body(request, desk.settings)
        task = desk.accept(owner, body, request.headers.get("idempotency-key"), job=True)
        where = _place(request, task.id)
        told = {"id": task.id, "events": f"{where}/events", "result": f"{where}/result"}
        return JSONResponse(told, status_code=202, headers={"Location": where})

    @router.get("/{job_id}/events", responses=responses(200, EVENTS_TYPE), response_class=Response)
    async def events(job_id: str, request: Request) -> Response:
        task = desk.find(desk.owner(request), job_id)
        result = f"{_place(request, task.id)}/result"
        return Stream(task, lambda event: _as_server_sent(event, result), EVENTS_TYPE, desk.settings.beat_seconds)

    @router.get("/{job_id}/result", responses=responses(200, REPLY_TYPE, also=(202,)), response_class=Response)
    async def result(job_id: str, request: Request) -> Response:
        task = desk.find(desk.owner(request), job_id)
        if task.outcome is None:
            return JSONResponse({"ahead": task.ahead(), "step": task.step, "of": task.steps}, status_code=202, headers={"Retry-After": "1"})
        task.fetched = True
        if isinstance(task.outcome, ObclipError):
            raise task.outcome
        return Response(task.outcome.body, media_type=REPLY_TYPE)

    @router.delete("/{job_id}", status_code=204, responses=responses(204), response_class=Response)
    async def delete(job_id: str, request: Request) -> Response:
        desk.remove(desk.find(desk.owner(request), job_id))
        return Response(status_code=204)

    return router


def _place(request: Request, task_id: str) -> str:
    """A job's path, below whatever the application is mounted at."""
    return f"{request.scope.get('root_path', '')}{JOBS_PATH}/{task_id}"


def _as_server_sent(event: Event, result: str) -> bytes:
    told: tuple[str, dict[str, Any]]
    if isinstance(event, Queued):
        told = "queued", {"ahead": event.ahead}
    elif isinstance(event, Step):
        told = "step", {"step": event.step, "of": event.of}
    elif isinstance(event, Done):
        told = "done", {"result": result}
    else:
        told = "failed", fault(event)
    return server_sent(*told)
