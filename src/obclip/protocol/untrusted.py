"""What a stranger says: JSON whose depth and numbers are bounded, and text that is fit to be shown. Standard library only."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import partial
from math import isfinite
from typing import Any, NoReturn

MOST_DEPTH = 16
MOST_DIGITS = 24
LONGEST_SHOWN = 200
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}
# A text, so that its brackets count for nothing, or a bracket. Of a text whose escaped quotes are gone: with them it would take ten times
# as long. One without an end goes to the last letter: were it none, each of its quotes would be tried as a beginning.
_MARKS = re.compile(r'"[^"]*"?|[\[\]{}]')


class SaidTwice(ValueError):
    """A name that stands twice in one object, so that nobody knows which is meant. Its sentence may be shown."""


def read_json(body: bytes | str, names: Collection[str] = ()) -> Any:
    """The value of a JSON text in UTF-8. Raises ValueError, and nothing else, for what is none, is nested deeper than `MOST_DEPTH`, has a
    number that is not finite or a whole one of more than `MOST_DIGITS` digits, and SaidTwice. Why holds no word of the text. names: those
    that may be repeated in the sentence of SaidTwice; another may be anything, words of a prompt too."""
    text = body if isinstance(body, str) else _in_utf8(body)
    _check_depth(text)
    once = partial(_once_each, names=names)
    return json.loads(text, parse_int=_whole, parse_float=_finite, parse_constant=_no_number, object_pairs_hook=once)


def whole(value: Any, most: int, least: int = 0) -> int:
    """A whole number within bounds, which `true` is not. Raises ValueError for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError("no whole number within bounds")
    return value


def number(value: Any, most: float, least: float = 0.0) -> float:
    """The same of numbers, whole ones or not."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError("no number within bounds")
    return float(value)


def shown(text: str, most: int = LONGEST_SHOWN) -> str:
    """Without what moves a terminal's cursor or turns its writing round (control, format, bidirectional and unassigned characters), on
    one line, and at most `most` characters long."""
    plain = "".join(" " if letter.isspace() else letter for letter in text if letter.isspace() or unicodedata.category(letter)[0] != "C")
    line = " ".join(plain.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _in_utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None


def _check_depth(text: str) -> None:
    """One pass, since the reader of the standard library would go as deep as its stack."""
    depth = 0
    for found in _MARKS.finditer(text.replace("\\\\", "").replace('\\"', "")):
        depth += _STEP.get(found[0], 0)
        if depth > MOST_DEPTH:
            raise ValueError("it is nested too deeply")


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError("a number is too large")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError("a number is too large")
    return number


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _once_each(pairs: list[tuple[str, Any]], names: Collection[str]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        twice = {name for name, count in Counter(name for name, _ in pairs).items() if count > 1}
        known = next((f'"{name}"' for name in names if name in twice), "A name")
        raise SaidTwice(f"{known} stands twice in the request: say it once.")
    return told
