"""Errors on the wire: {"error": {"message", "type", "code"}}, the shape that OpenAI's clients know."""

from typing import Any

from obclip.errors import CloudRefused, ObclipError, UserError

from .untrusted import read_json, shown


def fault(error: ObclipError) -> dict[str, Any]:
    """The JSON body of an error. Its sentence must hold no word of a prompt: nothing that the cloud raises does."""
    return {"error": {"message": error.message, "type": error.kind, "code": error.code}}


def fault_message(body: bytes) -> str | None:
    """The sentence in an error body, fit to be shown, or None if it is not one of ours."""
    return _said(body, "message")


def given_up(body: bytes) -> CloudRefused:
    """The error of an answer that ends with a FAIL frame; whether the user can mend it is the cloud's to say."""
    error = CloudRefused(f"The cloud gave up: {fault_message(body) or 'it does not say why.'}")
    if _said(body, "type") == UserError.kind:
        error.exit_status = UserError.exit_status
    return error


def _said(body: bytes, name: str) -> str | None:
    try:
        value = read_json(body)["error"][name]
    except (ValueError, KeyError, TypeError):
        return None
    return shown(value) or None if isinstance(value, str) else None
