"""The server's door: bytes from anybody -> a request, or one sentence. The only place where pydantic stands."""

import re
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from obclip.denoising.levels import MOST_STEPS
from obclip.errors import BadRequest
from obclip.protocol import DENOISE_PATH, PROTOCOL
from obclip.protocol.acceleration import NOTHING, Acceleration
from obclip.protocol.request import MOST_PROMPTS, DenoiseRequest
from obclip.protocol.untrusted import SaidTwice, read_json

_STRICT = ConfigDict(strict=True, extra="forbid")
_KEY = re.compile(r"[A-Za-z0-9_-]{16,128}")
# Before any of it is read: texts, and bytes that are not within one. A megabyte of empty lists would keep the event loop for a second.
MOST_TEXTS = MOST_PROMPTS + 256
MOST_BARE = 1 << 16
# Of a body whose escaped quotes are gone: with them it would take ten times as long. One without an end goes to the last byte.
_TEXT = re.compile(rb'"[^"]*"?')
LONGEST_SENTENCE = 300
# Of fields: what else is called something may be called anything.
NAMES = (*DenoiseRequest.__dataclass_fields__, *Acceleration.__dataclass_fields__)


@dataclass(frozen=True, config=_STRICT)
class _Acceleration(Acceleration):
    """Its types checked, unknown fields refused."""


@dataclass(frozen=True, config=_STRICT, kw_only=True)
class _Request(DenoiseRequest):
    """Its types checked, unknown fields refused."""

    acceleration: _Acceleration = _Acceleration()


_ADAPTER = TypeAdapter(_Request)


def decode_request(body: bytes) -> DenoiseRequest:
    """Raises BadRequest with a sentence that names the field and never repeats its content."""
    _check_protocol(body)
    try:
        return _plain(_ADAPTER.validate_json(body))
    except ValidationError as error:
        raise BadRequest(_sentence(error), code="bad_request") from None


def _check_protocol(body: bytes) -> None:
    """Raises BadRequest for what is no JSON, and for a request of another version: its other fields would be refused for no good reason."""
    _check_shape(body)
    try:
        told = read_json(body, NAMES)
    except SaidTwice as error:
        raise BadRequest(str(error), code="bad_request") from None
    except ValueError as error:
        raise BadRequest(f"The request is not JSON as {PROTOCOL} has it: {error}.", code="bad_request") from None
    if not isinstance(told, dict):
        return
    if told.get("protocol", PROTOCOL) != PROTOCOL:
        raise other_protocol()
    parts = (told, told.get("acceleration"))
    if any(isinstance(value, list) and len(value) > MOST_STEPS + 1 for part in parts if isinstance(part, dict) for value in part.values()):
        raise _too_many_values()


def _check_shape(body: bytes) -> None:
    """Raises BadRequest for more texts, or more beside them, than any request has: what a reader of JSON takes time for."""
    plain = body.replace(rb"\\", b"").replace(rb"\"", b"")
    if plain.count(b'"') > 2 * MOST_TEXTS or len(_TEXT.sub(b"", plain)) > MOST_BARE:
        raise _too_many_values()


def _too_many_values() -> BadRequest:
    return BadRequest("The request has more values in it than any request needs: send fewer.", code="bad_request")


def other_protocol() -> BadRequest:
    """The error of a device that speaks another version."""
    return BadRequest(f"This cloud speaks {PROTOCOL} at {DENOISE_PATH}: use a device of the same version.", code="other_protocol")


def check_key(key: str | None) -> None:
    """Raises BadRequest for an idempotency key of a form that nobody would send by chance twice."""
    if key is not None and not _KEY.fullmatch(key):
        raise BadRequest(
            "An Idempotency-Key is 16 to 128 letters, digits, hyphens and underscores: send a random one, or leave it out.",
            code="bad_idempotency_key",
        )


def request_schema() -> dict[str, Any]:
    """The JSON schema of what is read here, as pydantic knows it: types and names."""
    return _ADAPTER.json_schema()


def _plain(asked: _Request) -> DenoiseRequest:
    """The same values in the types that everything else knows."""
    told = {name: getattr(asked, name) for name in DenoiseRequest.__dataclass_fields__}
    accelerated = {name: getattr(asked.acceleration, name) for name in Acceleration.__dataclass_fields__}
    return DenoiseRequest(**{**told, "acceleration": Acceleration(**accelerated) if asked.acceleration != NOTHING else NOTHING})


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    parts = [str(part) for part in first["loc"] if not isinstance(part, int)]
    if first["type"] == "unexpected_keyword_argument":
        return f"There is a field in {parts[0] if parts[1:] else 'the request'} that {PROTOCOL} does not know: leave it out."
    place = ".".join(parts)
    said = first["msg"].removeprefix("Value error, ")
    return (f"{place}: {said}" if place else said)[:LONGEST_SENTENCE]
