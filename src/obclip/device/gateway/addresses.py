"""Addresses say where, and nothing else: what follows a "?" is kept in logs and read by no route."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from obclip.errors import BadRequest

# What AUTOMATIC1111's clients say there as a matter of course, and what it says is so in any case.
KNOWN = {"/sdapi/v1/progress": {"skip_current_image"}}


class Bare:
    """An application, asked only by addresses that say nothing beside. Raises BadRequest for others."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if set(request.query_params) - KNOWN.get(request.url.path, set()):
            raise BadRequest(
                'Nothing is read of what follows the "?" in an address, since addresses are kept in logs: leave it out, and say what is '
                "wanted in the request's body.",
                code="query",
            )
        await self._app(scope, receive, send)
