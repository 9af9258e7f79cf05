"""A request's bytes, as they come in: of the right kind, bounded in number and in time."""

import logging

import anyio
from fastapi import Request

from obclip.errors import Refusal
from obclip.protocol.codec import LARGEST_REQUEST
from obclip.protocol.declared import undeclared

from .settings import ServiceSettings

log = logging.getLogger(__name__)


class ClientGone(Exception):
    """The client has left before it had said everything."""


async def read_body(request: Request, settings: ServiceSettings) -> bytes:
    """Raises Refusal for what is no JSON (415), too large (413) or too slow (408), and ClientGone."""
    _check_head(request)
    try:
        with anyio.fail_after(settings.body_seconds):
            return await _read(request, settings.idle_seconds)
    except TimeoutError:
        raise Refusal("The request came too slowly: send it at once.", code="too_slow", status=408) from None


def _check_head(request: Request) -> None:
    if (wrong := undeclared(request.headers)) is not None:
        code, sentence = wrong
        raise Refusal(sentence, code=code, status=415)
    said = request.headers.get("content-length", "0")
    if said.isdigit() and len(said) < 20 and int(said) > LARGEST_REQUEST:
        raise _too_large()


async def _read(request: Request, idle_seconds: float) -> bytes:
    body = bytearray()
    more = True
    while more:
        with anyio.fail_after(idle_seconds):
            message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LARGEST_REQUEST:
            raise _too_large()
    return bytes(body)


def _too_large() -> Refusal:
    return Refusal(
        f"The request is larger than {LARGEST_REQUEST} bytes: send fewer or shorter prompts.", code="request_too_large", status=413
    )


async def until_gone(request: Request) -> None:
    """Returns when the client has closed its connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
