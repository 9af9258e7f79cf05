"""A request's JSON, within bounds."""

from collections.abc import Collection
from typing import Any

from starlette.requests import ClientDisconnect, Request

from obclip.errors import BadRequest, UserError
from obclip.protocol.untrusted import SaidTwice, read_json

LARGEST = 1 << 20


class Unacceptable(UserError):
    """A body of another type, or too large a one. http_status: 415 or 413."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message, code="unacceptable_body")
        self.http_status = status


async def json_object(request: Request, names: Collection[str] = ()) -> dict[str, Any]:
    """Raises Unacceptable, and BadRequest for what is no JSON object or says a name twice (which one, if it is among these names), and for
    an address that says something itself. A page of another website can send other types than JSON unasked."""
    if request.url.query:
        raise BadRequest(
            'All is said in the request\'s body: leave out what follows the "?" in its address, since addresses are kept in logs.',
            code="query",
        )
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Unacceptable("The request must have the Content-Type application/json.", 415)
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                raise Unacceptable(f"The request is larger than {LARGEST} bytes.", 413)
        told = read_json(bytes(body), names)
    except SaidTwice as error:
        raise BadRequest(str(error), code="bad_json") from None
    except (ValueError, ClientDisconnect):
        raise BadRequest("The request is no JSON that can be read.", code="bad_json") from None
    if not isinstance(told, dict):
        raise BadRequest("The request must be a JSON object.", code="bad_json")
    return told
