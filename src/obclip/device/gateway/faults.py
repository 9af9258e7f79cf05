"""Errors in the shape that each interface's clients know, with a status by which they do not try again on their own."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from obclip.device.transport_faults import BUSY
from obclip.errors import BadReply, BadRequest, CloudRefused, Disagreement, MachineError, ObclipError, UnknownModel

from .order import BadValue
from .wording import for_clients

# What the paths of AUTOMATIC1111's interface begin with.
AUTOMATIC1111 = "/sdapi/"
# The prompt would be drawn anew, with another request to the cloud: the user decides that.
HEADERS = {"x-should-retry": "false"}


def error_response(status: int, code: str, message: str, param: str | None = None, *, path: str = "", **more: str) -> JSONResponse:
    """OpenAI's shape; on AUTOMATIC1111's paths with that one's fields beside, so that a client of either finds it. more: headers."""
    headers = HEADERS | ({"WWW-Authenticate": "Bearer"} if status == 401 else {})
    beside = {"detail": message, "errors": message} if path.startswith(AUTOMATIC1111) else {}
    return JSONResponse(_openai(status, code, message, param) | beside, status, headers | more)


def openai_error(error: ObclipError) -> dict[str, Any]:
    """The same as data, for an event of a stream."""
    return _openai(status_of(error), error.code, for_clients(error.message), _param(error))


def fault_response(error: ObclipError, path: str) -> JSONResponse:
    """In the shape, and in the words, of the interface that the path is of."""
    said = for_clients(error.message, automatic1111=path.startswith(AUTOMATIC1111))
    return error_response(status_of(error), error.code, said, _param(error), path=path, **_again(error))


def status_of(error: ObclipError) -> int:
    """HTTP's word for it: 4xx for what the user can mend, 502 for the cloud's faults, 503 for this machine's; of a busy cloud its own."""
    if isinstance(error, UnknownModel):
        return 404
    if isinstance(error, CloudRefused) and error.status == 422:
        return 400  # what the cloud cannot use of the order: too many steps, too large a picture
    if isinstance(error, CloudRefused) and error.status in BUSY:
        return error.status
    if isinstance(error, BadReply | Disagreement | CloudRefused):
        return 502
    if isinstance(error, MachineError):
        return 503
    return error.http_status if error.http_status in (413, 415, 429) else 400


async def no_edits(_: Request) -> Response:
    """What either interface has for pictures that are to be edited. Raises BadRequest."""
    raise BadRequest("Pictures are not edited here: one would show the cloud who is in it, so describe it in a prompt.", code="no_edits")


def _again(error: ObclipError) -> dict[str, str]:
    return {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}


def _param(error: ObclipError) -> str | None:
    return error.param if isinstance(error, BadValue) else None


def _openai(status: int, code: str, message: str, param: str | None) -> dict[str, Any]:
    kind = "invalid_request_error" if status < 500 else "server_error"
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}
