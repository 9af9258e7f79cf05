"""A request's JSON, within bounds."""

from codecs import BOM_UTF8
from collections.abc import Collection
from typing import Any

from starlette.requests import ClientDisconnect, Request

from obclip.errors import BadRequest, UserError
from obclip.protocol.declared import undeclared
from obclip.protocol.untrusted import SaidTwice, read_json

LARGEST = 1 << 20


class Unacceptable(UserError):
    """A body of another type, or too large a one. http_status: 415 or 413."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message, code="unacceptable_body")
        self.http_status = status


async def json_object(request: Request, names: Collection[str] = ()) -> dict[str, Any]:
    """A byte order mark before it is passed over. Raises Unacceptable, and BadRequest for what is no JSON object or says a name twice
    (which one, if it is among these names)."""
    if (wrong := undeclared(request.headers)) is not None:
        raise Unacceptable(wrong[1], 415)
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                raise Unacceptable(f"The request is larger than {LARGEST} bytes.", 413)
        told = read_json(bytes(body).removeprefix(BOM_UTF8), names)
    except SaidTwice as error:
        raise BadRequest(str(error), code="bad_json") from None
    except ValueError as error:
        raise BadRequest(f"The request is no JSON that can be read: {error}.", code="bad_json") from None
    except ClientDisconnect:
        raise BadRequest("Stopped.", code="stopped") from None
    if not isinstance(told, dict):
        raise BadRequest("The request must be a JSON object.", code="bad_json")
    return told
