"""Replies <-> safetensors, in torch. Requests are canonical JSON without it; what a reply holds is read and checked in `tensors`."""

import json

import torch
from safetensors.torch import save as save_tensors
from torch import Tensor

from obclip.denoising.handover import Handover

from .canonical import canonical_json, plain
from .reply import DenoiseReply
from .request import encode_request
from .tensors import Stored, largest_reply, read_reply

LARGEST_REQUEST = 1 << 20
_LENGTH = 8
DTYPES = {"float32": torch.float32, "float16": torch.float16}

__all__ = ["LARGEST_REQUEST", "decode_reply", "encode_reply", "encode_request", "largest_reply"]


def encode_reply(reply: DenoiseReply, numbers: str = "float32") -> bytes:
    """safetensors: `latents` and, if the solver has a memory, `previous_x0`, [N, C, h, w] in the numbers asked for; agreement and work in
    the metadata."""
    tensors = {"latents": _sent(reply.handover.latents, numbers)}
    if reply.handover.previous_x0 is not None:
        tensors["previous_x0"] = _sent(reply.handover.previous_x0, numbers)
    told = {"agreement": canonical_json(plain(reply.agreement)).decode()}
    if reply.work is not None:
        told["work"] = canonical_json(plain(reply.work)).decode()
    return _in_order(save_tensors(tensors, told))


def _in_order(body: bytes) -> bytes:
    """The same safetensors with its header as canonical JSON: the library writes the metadata in another order each time."""
    end = _LENGTH + int.from_bytes(body[:_LENGTH], "little")
    head = canonical_json(json.loads(body[_LENGTH:end]))
    head += b" " * (-len(head) % _LENGTH)
    return len(head).to_bytes(_LENGTH, "little") + head + body[end:]


def _sent(tensor: Tensor, numbers: str) -> Tensor:
    return tensor.to("cpu", DTYPES[numbers]).contiguous()


def decode_reply(body: bytes, rows: int, shape: tuple[int, int, int], numbers: str = "float32") -> DenoiseReply:
    """Read a reply of `rows` latents of `shape` [C, h, w], as float32 whatever they were sent in. Raises BadReply."""
    read = read_reply(body, rows, shape, numbers)
    previous = None if read.previous_x0 is None else _read(read.previous_x0)
    return DenoiseReply(Handover(_read(read.latents), previous, read.agreement.switch_point), read.agreement, read.work)


def _read(stored: Stored) -> Tensor:
    return torch.frombuffer(bytearray(stored.data), dtype=DTYPES[stored.numbers]).view(stored.shape).float()
