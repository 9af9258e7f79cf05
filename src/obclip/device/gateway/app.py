"""The gateway's application: both interfaces. It answers everybody: a `Guard` belongs around it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from obclip.errors import MachineError, ObclipError

from . import automatic1111, openai
from .addresses import Bare
from .faults import error_response, fault_response
from .pictures import Shelf
from .studio import Studio


def create_gateway(studio: Studio, shelf: Shelf | None = None, more: Sequence[Route] = ()) -> Starlette:
    """The application, which closes the studio when it ends. more: routes beside the two interfaces'."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        studio.close()

    routes = [*openai.routes(studio, shelf or Shelf()), *automatic1111.routes(studio), *more]
    for route in routes:
        route.app = Bare(route.app)
    app = Starlette(
        routes=routes,
        exception_handlers={ObclipError: _fault, HTTPException: _no_route, Exception: _fault},
        lifespan=life,
    )
    app.router.redirect_slashes = False  # the answer would say the address again, with whatever a client has put into it
    return app


async def _fault(request: Request, error: Exception) -> Response:
    """What is not ours says only what it is: its text may hold words of a prompt."""
    known = error if isinstance(error, ObclipError) else MachineError(f"Something unexpected failed ({type(error).__name__}): try again.")
    return fault_response(known, request.url.path)


async def _no_route(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    allowed = (error.headers or {}).get("Allow") if isinstance(error, HTTPException) else None
    if allowed is None:
        return error_response(
            status, "no_such_route", "There is no such route: docs/gateway.md and docs/app.md list them.", path=request.url.path
        )
    answer = error_response(
        status, "no_such_route", f"This route is asked with {allowed}: docs/gateway.md and docs/app.md list them.", path=request.url.path
    )
    answer.headers["Allow"] = allowed
    return answer
