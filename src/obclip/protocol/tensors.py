"""A reply's bytes, safetensors, taken apart and checked: the same on a device and in a browser's tab. Standard library only.

Every row is checked in the same way before any is used, so that a spoilt row tells nothing about the choice (selective failure).
"""

import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, prod
from typing import Any

from obclip.errors import BadReply, BadRequest

from .agreement import Agreement, agreement_of
from .untrusted import read_json
from .work import Work, work_of

# Of a number on the wire: its name in safetensors, its letter in `struct`, its bytes.
FORMATS = {"float32": ("F32", "f", 4), "float16": ("F16", "e", 2)}
HEADER_ROOM = 1 << 17
MOST_SIDES = 8
# Far above the noisiest state of any schedule, and what every number format can still be computed with.
LARGEST_LATENT = 1e5
_NAMES = {"latents", "previous_x0"}


@dataclass(frozen=True)
class Stored:
    """Numbers as they came: `numbers` names their format, little-endian, of `shape` [N, C, h, w]."""

    numbers: str
    shape: tuple[int, ...]
    data: memoryview

    def row(self, index: int) -> "Stored":
        """One candidate's, [1, C, h, w]."""
        size = len(self.data) // self.shape[0]
        return Stored(self.numbers, (1, *self.shape[1:]), self.data[index * size : (index + 1) * size])

    def values(self) -> Sequence[float]:
        """Read as Python's floats."""
        if self.numbers == "float32" and sys.byteorder == "little":
            return self.data.cast("f")
        return struct.unpack(f"<{prod(self.shape)}{FORMATS[self.numbers][1]}", self.data)


@dataclass(frozen=True)
class StoredReply:
    """What a reply holds, checked: as many rows of the shape asked for, all finite."""

    latents: Stored
    previous_x0: Stored | None
    agreement: Agreement
    work: Work | None


def largest_reply(rows: int, shape: tuple[int, int, int]) -> int:
    """Bytes that a reply of N rows of latents [C, h, w] can have at most."""
    return 2 * 4 * rows * prod(shape) + HEADER_ROOM


def read_reply(body: bytes, rows: int, shape: tuple[int, int, int], numbers: str) -> StoredReply:
    """A reply of `rows` latents of `shape` [C, h, w], sent in `numbers`. Raises BadReply."""
    try:
        told, data = _parts(body)
        metadata = told.pop("__metadata__")
        agreement = agreement_of(read_json(metadata["agreement"]))
        work = work_of(read_json(metadata["work"])) if "work" in metadata else None
        stored = {name: _stored(entry, data) for name, entry in told.items()}
    except (BadRequest, ValueError, KeyError, TypeError, AttributeError):
        raise BadReply(
            "The cloud's answer is not an obclip reply: check the URL and the server's version.", code="unreadable_reply"
        ) from None
    if set(stored) - _NAMES or "latents" not in stored:
        raise BadReply("The cloud's answer holds other tensors than latents and their history: check the server's version.")
    for name, (kind, tensor) in sorted(stored.items()):
        _check(name, kind, tensor, (rows, *shape), numbers)
    return StoredReply(stored["latents"][1], stored["previous_x0"][1] if "previous_x0" in stored else None, agreement, work)


def _parts(body: bytes) -> tuple[dict[str, Any], memoryview]:
    length = int.from_bytes(body[:8], "little")
    if not 0 < length <= min(HEADER_ROOM, len(body) - 8):
        raise ValueError("no header")
    return read_json(body[8 : 8 + length]), memoryview(body)[8 + length :]


def _stored(entry: dict[str, Any], data: memoryview) -> tuple[str, Stored]:
    """The format as it is told, and the numbers; what is said of them must be true of the bytes."""
    kind, shape, (start, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
    if (
        not all(type(whole) is int and whole >= 0 for whole in (*shape, start, end))
        or not start <= end <= len(data)
        or len(shape) > MOST_SIDES
    ):
        raise ValueError("no place")
    numbers = next((name for name, (told, _, _) in FORMATS.items() if told == kind), "")
    if numbers and end - start != prod(shape) * FORMATS[numbers][2]:
        raise ValueError("another size")
    return str(kind), Stored(numbers, tuple(shape), data[start:end])


def _check(name: str, kind: str, tensor: Stored, expected: tuple[int, ...], numbers: str) -> None:
    if len(tensor.shape) == 4 and tensor.shape[0] < expected[0]:
        raise BadReply(
            f"The cloud returned {tensor.shape[0]} {name} for {expected[0]} candidates: try again, or use another cloud.",
            code="too_few_latents",
        )
    if tensor.shape != expected or tensor.numbers != numbers:
        raise BadReply(
            f"The cloud returned {name} of shape {list(tensor.shape)} and type {tensor.numbers or kind[:20]} instead of {list(expected)} "
            f"and {numbers}: its model is of another family; choose a device model that fits it."
        )
    values = tensor.values()
    if not isfinite(sum(values)):  # no sum of so few float32 numbers is too large for a float
        raise BadReply(
            f"The cloud returned {name} that are not finite numbers: its model overflowed; try another number format there.",
            code="not_finite",
        )
    if max(max(values), -min(values)) > LARGEST_LATENT:
        raise BadReply(f"The cloud returned {name} far out of range: its model overflowed; try another number format there.")
