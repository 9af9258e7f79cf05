"""Errors in the shape that each interface's clients know, with a status by which they do not try again on their own."""

from starlette.responses import JSONResponse

from obclip.errors import BadReply, CloudRefused, Disagreement, MachineError, ObclipError, UnknownModel

# The prompt would be drawn anew, with another request to the cloud: the user decides that.
HEADERS = {"x-should-retry": "false", "Cache-Control": "no-store"}


def error_response(status: int, code: str, message: str) -> JSONResponse:
    """OpenAI's shape."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    headers = HEADERS | ({"WWW-Authenticate": "Bearer"} if status == 401 else {})
    return JSONResponse({"error": {"message": message, "type": kind, "param": None, "code": code}}, status, headers)


def openai_fault(error: ObclipError) -> JSONResponse:
    """OpenAI's shape."""
    return error_response(status_of(error), error.code, error.message)


def automatic1111_fault(error: ObclipError) -> JSONResponse:
    """AUTOMATIC1111's shape."""
    told = {"error": error.kind, "detail": error.message, "errors": error.message, "code": error.code}
    return JSONResponse(told, status_of(error), HEADERS)


def status_of(error: ObclipError) -> int:
    """HTTP's word for it: 4xx for what the user can mend, 502 for the cloud's faults, 503 for this machine's."""
    if isinstance(error, UnknownModel):
        return 404
    if isinstance(error, BadReply | Disagreement | CloudRefused):
        return 502
    if isinstance(error, MachineError):
        return 503
    return error.http_status if error.http_status in (413, 415, 429) else 400
