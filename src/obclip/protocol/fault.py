"""Errors on the wire: {"error": {"message", "type", "code"}}, the shape that OpenAI's clients know."""

import json
from typing import Any

from obclip.errors import ObclipError


def fault(error: ObclipError) -> dict[str, Any]:
    """The JSON body of an error. Its sentence must hold no word of a prompt: nothing that the cloud raises does."""
    return {"error": {"message": error.message, "type": error.kind, "code": error.code}}


def fault_message(body: bytes) -> str | None:
    """The sentence in an error body, or None if it is not one of ours; at most 300 characters of it."""
    try:
        message = json.loads(body)["error"]["message"]
    except (ValueError, KeyError, TypeError):
        return None
    return message[:300] if isinstance(message, str) else None
