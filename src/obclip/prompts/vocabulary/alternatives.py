"""Alternatives in the lists of a taxonomy: "(who |)(lost|had lost) (his|her) (arm|leg)" is eight forms with "who " and eight without."""

from __future__ import annotations

import re
from itertools import product
from math import prod

_GROUP = re.compile(r"\(([^()]*)\)")
_STRAY = re.compile(r"[()|]")
_MOST = 10_000  # forms: each is stored


def spelled_out(entry: str) -> list[str]:
    """All that an entry stands for, each with single blanks: itself where nothing stands in brackets.

    Raises ValueError for a bracket that is not closed, a stroke outside of brackets, and what stands for too many forms.
    """
    parts = _GROUP.split(entry)  # what stands in brackets is every second part
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    if stray := next(filter(None, map(_STRAY.search, parts[::2])), None):
        raise ValueError(f"{entry.strip()!r} has a {stray.group()!r} that belongs to no choice in brackets.")
    if prod(map(len, choices)) > _MOST:
        raise ValueError(f"{entry.strip()!r} stands for more than {_MOST} forms: divide it.")
    return [" ".join("".join(chosen).split()) for chosen in product(*choices)]
