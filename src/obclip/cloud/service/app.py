"""The application: its routes, what it answers to errors, and what stands before all of them.

Prompts and seeds come in the body only: never in a URL, a log line or an error.
"""

import logging
import re
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from obclip.cloud.engine import Engine
from obclip.cloud.worker import Worker
from obclip.errors import BadRequest, MachineError, ObclipError, Refusal
from obclip.protocol import DENOISE_PATH, JOB_HEADER
from obclip.protocol.fault import fault

from . import denoise, health, jobs, metrics, models
from .body import ClientGone
from .desk import Desk
from .settings import ServiceSettings

# Of what a browser says in its header; any other would never be met, and shut out in silence the page that was meant.
_ORIGIN = re.compile(
    r"(?!http:.*:80$|https:.*:443$)(?:https?|chrome-extension|moz-extension)://(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?"
)
log = logging.getLogger(__name__)


def create_app(engine: Engine, settings: ServiceSettings | None = None, *, measured: bool = False) -> FastAPI:
    """The application around one model, on a thread of this process. measured: whether a row is computed now, which budgets count by."""
    chosen = settings or ServiceSettings()
    facts = engine.measured_facts() if measured else engine.facts()
    worker = Worker(engine, most_waiting=chosen.most_waiting, most_together=chosen.most_together, window=chosen.window_seconds)
    return app_around(Desk(worker, facts, chosen, metrics.Metrics()))


def app_around(desk: Desk) -> FastAPI:
    """The application before a desk. Its documentation pages are off: they would load scripts from elsewhere."""
    check_origins(desk.settings)
    app = FastAPI(title="obclip cloud", docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.desk = desk
    for error, answer in ((ObclipError, _answer_error), (HTTPException, _answer_http_error), (ClientGone, _answer_nobody)):
        app.add_exception_handler(error, answer)
    app.include_router(denoise.routes(desk))
    app.include_router(jobs.routes(desk))
    app.include_router(models.routes(desk))
    app.include_router(health.routes(desk))
    app.include_router(metrics.routes(desk.metrics, desk.owner, desk.refresh))
    app.add_middleware(Guard, origins=desk.settings.origins)
    if desk.settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=desk.settings.origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Accept", "Idempotency-Key"],
            expose_headers=["Retry-After", JOB_HEADER],
        )
    app.add_middleware(metrics.Timed, metrics=desk.metrics)
    return app


def check_origins(settings: ServiceSettings) -> None:
    """Raises BadRequest for origins that would let any page in."""
    for origin in settings.origins:
        if origin == "*" or (origin == "null" and settings.keys is None):
            raise BadRequest(
                f"--allow-origin {origin} would let the page of any website use this cloud: "
                + ("name each origin, as https://host." if origin == "*" else "allow it together with --keys only."),
                code="bad_origin",
            )
        if origin != "null" and not _ORIGIN.fullmatch(origin):
            raise BadRequest(
                f"--allow-origin takes an origin such as https://host, as browsers say it: small letters, no path, no slash at its end, "
                f'no port that goes without saying (got "{origin}").',
                code="bad_origin",
            )


class Guard:
    """Middleware: refuses pages of origins that are not allowed, and lets no traceback out: the text of an exception may hold a prompt."""

    def __init__(self, app: Any, origins: tuple[str, ...]) -> None:
        self.app = app
        self.origins = {origin.encode() for origin in origins}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        origins = {value for name, value in scope["headers"] if name == b"origin"}
        if strangers := origins - self.origins:
            await answer(_no_page_of(min(strangers).decode("latin-1")))(scope, receive, send)
            return
        begun = False

        async def sent(message: Any) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, sent)
        except Exception as error:  # noqa: BLE001 - whatever it is
            log.error("the application failed: %s", type(error).__name__)
            if not begun:
                failed = MachineError("The cloud failed.")
                await JSONResponse(fault(failed), status_code=500)(scope, receive, send)


def _no_page_of(origin: str) -> Refusal:
    known = origin if origin == "null" or _ORIGIN.fullmatch(origin) else "this origin"
    return Refusal(
        f"Pages of {known} may not use this cloud; whoever runs it lets them in with obclip serve --allow-origin "
        + {"null": "null --keys FILE", "this origin": "ORIGIN"}.get(known, known)
        + ".",
        code="origin",
        status=403,
    )


def answer(error: ObclipError) -> Response:
    """An error as HTTP."""
    headers = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
    if error.http_status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if error.http_status == 408:
        headers["Connection"] = "close"
    return JSONResponse(fault(error), status_code=error.http_status, headers=headers)


async def _answer_error(request: Request, error: Exception) -> Response:
    known = error if isinstance(error, ObclipError) else MachineError("The cloud failed.")
    request.app.state.desk.metrics.refusals.labels(known.code).inc()
    return answer(known)


async def _answer_http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    known = BadRequest(f"HTTP {status}: the routes are /v1/models, {DENOISE_PATH}, and others (/openapi.json).", code="no_such_route")
    request.app.state.desk.metrics.refusals.labels(known.code).inc()
    return JSONResponse(fault(known), status_code=status, headers=dict(headers or {}))


async def _answer_nobody(_: Request, __: Exception) -> Response:
    """nginx's word for it; nobody reads it."""
    log.info("a client has left before its answer")
    return Response(status_code=499)
