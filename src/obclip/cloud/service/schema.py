"""What the OpenAPI description says of bodies: the request as the door reads it, with the bounds that its own checks have."""

from typing import Any

from obclip.cloud.door import request_schema
from obclip.denoising.levels import MOST_STEPS, PATHS
from obclip.denoising.solvers import SOLVERS
from obclip.protocol.acceleration import MOST_AXES
from obclip.protocol.acceleration_fields import LEAST, LONGEST_NEUTRAL, SHARINGS
from obclip.protocol.request import LARGEST_GUIDANCE, LARGEST_SEED, LARGEST_SIDE, LONGEST_PROMPT, MOST_PROMPTS, NUMBERS

_WORDS = {"type": "string", "minLength": 1, "maxLength": LONGEST_PROMPT, "pattern": r"\S"}
_STEPS = {"type": "integer", "minimum": 1, "maximum": MOST_STEPS}
_NULL = {"type": "null"}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, _NULL]}


_SIDE = _or_null({"type": "integer", "minimum": 8, "maximum": LARGEST_SIDE})
_AXES = {"type": "array", "maxItems": MOST_AXES, "items": {"type": "integer", "minimum": 0, "maximum": MOST_PROMPTS}}
_STEP_LIST = {"type": "array", "maxItems": MOST_AXES, "items": {"type": "integer", "minimum": 0, "maximum": MOST_STEPS}}
_FIELDS: dict[str, dict[str, Any]] = {
    "prompts": {"type": "array", "minItems": 1, "maxItems": MOST_PROMPTS, "uniqueItems": True, "items": _WORDS},
    "seed": {"type": "integer", "minimum": 0, "maximum": LARGEST_SEED},
    "num_inference_steps": _STEPS,
    "switch_point": _STEPS,
    "guidance_scale": {"type": "number", "minimum": 0, "maximum": LARGEST_GUIDANCE},
    "solver": {"enum": list(SOLVERS)},
    "path": {"enum": [*PATHS, None]},
    "sigmas": _or_null({"type": "array", "minItems": 2, "maxItems": MOST_STEPS + 1, "items": {"type": "number", "minimum": 0}}),
    "negative_prompt": _or_null({"type": "string", "maxLength": LONGEST_PROMPT}),
    "height": _SIDE,
    "width": _SIDE,
    "numbers": {"enum": list(NUMBERS)},
    "model": _or_null({"type": "string", "minLength": 1, "maxLength": 200}),
    "protocol": {"const": "obclip/2"},
}
_ACCELERATION: dict[str, dict[str, Any]] = {
    "shared_unconditional": {"enum": [*SHARINGS, None]},
    "neutral_prompt": _or_null({"type": "string", "minLength": 1, "maxLength": LONGEST_NEUTRAL, "pattern": r"\S"}),
    "axes": _AXES,
    "order": _AXES,
    "partings": _STEP_LIST,
    "full_steps": _STEP_LIST,
    **{name: {"type": "integer", "minimum": least} for name, least in LEAST.items()},
    **{name: _or_null({"type": "integer", "minimum": LEAST[name]}) for name in ("cache_point", "skip_point", "refresh_interval")},
}
FAULT = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["message", "type", "code"],
            "properties": {name: {"type": "string"} for name in ("message", "type", "code")},
        }
    },
}
REFUSALS = {
    400: "not HTTP",
    401: "no key",
    403: "a page of another origin",
    404: "no such model or job",
    405: "another method",
    408: "too slow",
    409: "the Idempotency-Key belongs to another request",
    413: "too large",
    415: "not JSON",
    422: "a value that cannot be used",
    429: "over the key's rate or budget; Retry-After",
    503: "the queue is full, the model is down, or the cloud stops; Retry-After",
}


def bounded_schema() -> dict[str, Any]:
    """The JSON schema of a request's body."""
    schema = request_schema()
    schema["properties"].update({name: {**bounds} for name, bounds in _FIELDS.items()})
    chosen = schema.pop("$defs")["_Acceleration"]
    chosen["properties"].update({name: {**bounds} for name, bounds in _ACCELERATION.items()})
    schema["properties"]["acceleration"] = chosen
    return schema


DENOISE: dict[str, Any] = {
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,128}$"},
            "description": "The same in a retry of the same bytes: they are computed once.",
        }
    ],
    "requestBody": {"required": True, "content": {"application/json": {"schema": bounded_schema()}}},
}


def responses(status: int, *types: str, also: tuple[int, ...] = ()) -> dict[int | str, dict[str, Any]]:
    """The answers of a route: its own, and every refusal in the form of an error."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    own: dict[str, Any] = {"description": "done"}
    if types and types != ("application/json",):
        own["content"] = dict.fromkeys(types, binary)
    refused: dict[int | str, dict[str, Any]] = {
        code: {"description": why, "content": {"application/json": {"schema": FAULT}}} for code, why in REFUSALS.items()
    }
    more: dict[int | str, dict[str, Any]] = {
        code: {"description": "not yet", "content": {"application/json": {"schema": {"type": "object"}}}} for code in also
    }
    return {status: own, **refused, **more}
