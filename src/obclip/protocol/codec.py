"""Bytes <-> types: canonical JSON for requests, safetensors for replies. The only code that turns one into the other."""

import json

import torch
from pydantic import ValidationError
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

from obclip.denoising.handover import Handover
from obclip.errors import BadReply, BadRequest

from .agreement import Agreement
from .reply import DenoiseReply
from .request import DenoiseRequest
from .work import Work

LARGEST_REQUEST = 1 << 20
_HEADER_ROOM = 1 << 17


def encode_request(request: DenoiseRequest) -> bytes:
    """Canonical JSON, UTF-8, sorted keys, no spaces: the same bytes for the same request, in any process."""
    return json.dumps(request.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def decode_request(body: bytes) -> DenoiseRequest:
    """Raises BadRequest with a sentence that names the field and never repeats its content."""
    try:
        return DenoiseRequest.model_validate_json(body)
    except ValidationError as error:
        raise BadRequest(_sentence(error), code="bad_request") from None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
    said = first["msg"].removeprefix("Value error, ")
    return f"{place}: {said}" if place else said


def largest_reply(rows: int, shape: tuple[int, int, int]) -> int:
    """Bytes that a reply of N rows of latents [C, h, w] can have at most."""
    channels, height, width = shape
    return 2 * 4 * rows * channels * height * width + _HEADER_ROOM


def encode_reply(reply: DenoiseReply) -> bytes:
    """safetensors: `latents` and, if the solver has a memory, `previous_x0`, float32 [N, C, h, w]; agreement and work in the metadata."""
    tensors = {"latents": reply.handover.latents.float().contiguous().cpu()}
    if reply.handover.previous_x0 is not None:
        tensors["previous_x0"] = reply.handover.previous_x0.float().contiguous().cpu()
    told = {"agreement": reply.agreement.model_dump_json()}
    if reply.work is not None:
        told["work"] = reply.work.model_dump_json()
    body: bytes = save_tensors(tensors, told)
    return body


def decode_reply(body: bytes, rows: int, shape: tuple[int, int, int]) -> DenoiseReply:
    """Read a reply of `rows` latents of `shape` [C, h, w].

    Every row is checked in the same way before any is used, so that a spoilt row tells nothing about the choice (selective failure).
    Raises BadReply.
    """
    try:
        tensors, (agreement, work) = load_tensors(body), _told(body)
    except (SafetensorError, ValidationError, BadRequest, ValueError, KeyError, TypeError):
        raise BadReply(
            "The cloud's answer is not an obclip reply: check the URL and the server's version.", code="unreadable_reply"
        ) from None
    if set(tensors) - {"latents", "previous_x0"} or "latents" not in tensors:
        raise BadReply("The cloud's answer holds other tensors than latents and their history: check the server's version.")
    for name, tensor in tensors.items():
        _check_tensor(name, tensor, (rows, *shape))
    return DenoiseReply(Handover(tensors["latents"], tensors.get("previous_x0"), agreement.switch_point), agreement, work)


def _told(body: bytes) -> tuple[Agreement, Work | None]:
    length = int.from_bytes(body[:8], "little")
    told = json.loads(body[8 : 8 + length])["__metadata__"]
    return Agreement.model_validate_json(told["agreement"]), Work.model_validate_json(told["work"]) if "work" in told else None


def _check_tensor(name: str, tensor: Tensor, expected: tuple[int, ...]) -> None:
    if tensor.ndim == 4 and len(tensor) < expected[0]:
        raise BadReply(
            f"The cloud returned {len(tensor)} {name} for {expected[0]} candidates: try again, or use another cloud.",
            code="too_few_latents",
        )
    if tuple(tensor.shape) != expected or tensor.dtype != torch.float32:
        got = f"shape {list(tensor.shape)} and type {str(tensor.dtype).removeprefix('torch.')}"
        raise BadReply(
            f"The cloud returned {name} of {got} instead of {list(expected)} and float32: its model is of another family; "
            "choose a device model that fits it."
        )
    if not torch.isfinite(tensor).all():
        raise BadReply(
            f"The cloud returned {name} that are not finite numbers: its model overflowed; try another number format there.",
            code="not_finite",
        )
