"""Pictures as bytes, and those that an answer points to by a name: in memory only, for ten minutes."""

import io
import secrets
import time
from collections.abc import Callable

import numpy as np
from PIL import Image

FORMATS = ("png", "jpeg", "webp")
SECONDS = 600.0
# All of them together, in bytes.
MOST = 256 << 20


def encoded(image: Image.Image, kind: str = "png", compression: int | None = None) -> bytes:
    """The pixels and nothing else: no prompt, no seed. compression: of jpeg and webp, 0 to 100, where 100 keeps most, as OpenAI has it."""
    file = io.BytesIO()
    options = {} if kind == "png" or compression is None else {"quality": max(1, compression)}
    Image.fromarray(np.asarray(image.convert("RGB"))).save(file, kind.upper(), **options)
    return file.getvalue()


class Shelf:
    """Names of 128 random bits -> pictures. clock: seconds, never set back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, str, bytes]] = {}

    def put(self, body: bytes, kind: str) -> str:
        """The name under which it is found for ten minutes; the oldest go where there are too many."""
        self._clear()
        name = f"{secrets.token_hex(16)}.{kind}"
        self._kept[name] = self._clock() + SECONDS, f"image/{kind}", body
        while sum(len(body) for _, _, body in self._kept.values()) > MOST and len(self._kept) > 1:
            del self._kept[next(iter(self._kept))]
        return name

    def get(self, name: str) -> tuple[str, bytes] | None:
        """Its media type and bytes, or None once it is gone."""
        self._clear()
        found = self._kept.get(name)
        return None if found is None else found[1:]

    def _clear(self) -> None:
        now = self._clock()
        self._kept = {name: kept for name, kept in self._kept.items() if kept[0] > now}
