"""Bytes <-> types: canonical JSON for requests, safetensors for replies. The only code that turns one into the other."""

import json

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

from obclip.denoising.handover import Handover
from obclip.errors import BadReply, BadRequest

from .agreement import Agreement, agreement_of
from .canonical import canonical_json, plain
from .reply import DenoiseReply
from .request import DenoiseRequest
from .work import Work, work_of

LARGEST_REQUEST = 1 << 20
_HEADER_ROOM = 1 << 17
DTYPES = {"float32": torch.float32, "float16": torch.float16}


def encode_request(request: DenoiseRequest) -> bytes:
    """Canonical JSON: the same bytes for the same request, in any process."""
    return canonical_json(plain(request))


def largest_reply(rows: int, shape: tuple[int, int, int]) -> int:
    """Bytes that a reply of N rows of latents [C, h, w] can have at most."""
    channels, height, width = shape
    return 2 * 4 * rows * channels * height * width + _HEADER_ROOM


def encode_reply(reply: DenoiseReply, numbers: str = "float32") -> bytes:
    """safetensors: `latents` and, if the solver has a memory, `previous_x0`, [N, C, h, w] in the numbers asked for; agreement and work in
    the metadata."""
    tensors = {"latents": _sent(reply.handover.latents, numbers)}
    if reply.handover.previous_x0 is not None:
        tensors["previous_x0"] = _sent(reply.handover.previous_x0, numbers)
    told = {"agreement": canonical_json(plain(reply.agreement)).decode()}
    if reply.work is not None:
        told["work"] = canonical_json(plain(reply.work)).decode()
    body: bytes = save_tensors(tensors, told)
    return body


def _sent(tensor: Tensor, numbers: str) -> Tensor:
    return tensor.to("cpu", DTYPES[numbers]).contiguous()


def decode_reply(body: bytes, rows: int, shape: tuple[int, int, int], numbers: str = "float32") -> DenoiseReply:
    """Read a reply of `rows` latents of `shape` [C, h, w], as float32 whatever they were sent in.

    Every row is checked in the same way before any is used, so that a spoilt row tells nothing about the choice (selective failure).
    Raises BadReply.
    """
    try:
        tensors, (agreement, work) = load_tensors(body), _told(body)
    except (SafetensorError, BadRequest, ValueError, KeyError, TypeError, AttributeError):
        raise BadReply(
            "The cloud's answer is not an obclip reply: check the URL and the server's version.", code="unreadable_reply"
        ) from None
    if set(tensors) - {"latents", "previous_x0"} or "latents" not in tensors:
        raise BadReply("The cloud's answer holds other tensors than latents and their history: check the server's version.")
    for name, tensor in tensors.items():
        _check_tensor(name, tensor, (rows, *shape), numbers)
    read = {name: tensor.float() for name, tensor in tensors.items()}
    return DenoiseReply(Handover(read["latents"], read.get("previous_x0"), agreement.switch_point), agreement, work)


def _told(body: bytes) -> tuple[Agreement, Work | None]:
    length = int.from_bytes(body[:8], "little")
    told = json.loads(body[8 : 8 + length])["__metadata__"]
    return agreement_of(json.loads(told["agreement"])), work_of(json.loads(told["work"])) if "work" in told else None


def _check_tensor(name: str, tensor: Tensor, expected: tuple[int, ...], numbers: str) -> None:
    if tensor.ndim == 4 and len(tensor) < expected[0]:
        raise BadReply(
            f"The cloud returned {len(tensor)} {name} for {expected[0]} candidates: try again, or use another cloud.",
            code="too_few_latents",
        )
    if tuple(tensor.shape) != expected or tensor.dtype != DTYPES[numbers]:
        got = f"shape {list(tensor.shape)} and type {str(tensor.dtype).removeprefix('torch.')}"
        raise BadReply(
            f"The cloud returned {name} of {got} instead of {list(expected)} and {numbers}: its model is of another family; "
            "choose a device model that fits it."
        )
    if not torch.isfinite(tensor).all():
        raise BadReply(
            f"The cloud returned {name} that are not finite numbers: its model overflowed; try another number format there.",
            code="not_finite",
        )
