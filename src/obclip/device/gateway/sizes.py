"""Sizes that a client asks for, fitted to what the device's model draws well."""

import re
from math import sqrt

from .order import BadValue

_SIZE = re.compile(r"\s*([1-9]\d{0,4})\s*[x×]\s*([1-9]\d{0,4})\s*", re.A | re.I)
# Of the area of the model's own size: within these, a size is drawn as it was asked for.
LEAST, MOST = 0.5, 2.0
# Of the model's own side: what fitted sides are multiples of.
PART = 8


def read_size(told: object) -> tuple[int, int] | None:
    """(height, width) of "WIDTHxHEIGHT", None for "auto". Raises BadRequest."""
    if told is None or (isinstance(told, str) and told.strip().lower() in ("auto", "")):
        return None
    found = _SIZE.fullmatch(told) if isinstance(told, str) else None
    if found is None:
        raise BadValue('size must be "auto", or like "512x512" (width x height).', "size", code="bad_size")
    return int(found[2]), int(found[1])


def told_fitted(asked: tuple[int, int] | None, drawn: tuple[int, int]) -> str | None:
    """A sentence, where another size (height, width) is drawn than was asked for."""
    if asked in (None, drawn):
        return None
    return f"The model here does not draw {asked[1]}x{asked[0]}: {drawn[1]}x{drawn[0]} is what fits it best."


def fitted(asked: tuple[int, int] | None, own: tuple[int, int], factor: int) -> tuple[int, int]:
    """The size (height, width) to draw: as asked if the model can draw it and it is about as large as its own; else the same proportions
    on the model's own area, as nearly as sides go. factor: pixels a latent, to each side."""
    if asked is None:
        return own
    area, wanted = own[0] * own[1], asked[0] * asked[1]
    if not any(side % factor for side in asked) and LEAST * area <= wanted <= MOST * area:
        return asked
    step = max(factor, min(own) // PART // factor * factor)
    scale = sqrt(area / wanted)
    height, width = (min(max(step, round(side * scale / step) * step), PART * step * 4) for side in asked)
    return height, width
