"""The gateway's application: both interfaces behind one guard."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from obclip.errors import MachineError, ObclipError

from . import automatic1111, openai
from .faults import automatic1111_fault, error_response, openai_fault
from .guard import Guard
from .pictures import Shelf
from .studio import Studio


def create_gateway(studio: Studio, token: str, *, hosts: Iterable[str] = (), shelf: Shelf | None = None) -> Guard:
    """The application, which closes the studio when it ends. hosts: see `Guard`."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        studio.close()

    app = Starlette(
        routes=[*openai.routes(studio, shelf or Shelf()), *automatic1111.routes(studio)],
        exception_handlers={ObclipError: _fault, HTTPException: _no_route, Exception: _fault},
        lifespan=life,
    )
    return Guard(app, token, hosts)


async def _fault(request: Request, error: Exception) -> Response:
    """What is not ours says only what it is: its text may hold words of a prompt."""
    known = error if isinstance(error, ObclipError) else MachineError(f"The gateway failed ({type(error).__name__}): try again.")
    shape = automatic1111_fault if request.url.path.startswith(automatic1111.PREFIX) else openai_fault
    return shape(known)


async def _no_route(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return error_response(status, "no_such_route", "The gateway has no such route: docs/gateway.md lists them.")
