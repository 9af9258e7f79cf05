"""Alternatives in the lists of a taxonomy: "(who |)(lost|had lost) (his|her) (arm|leg)" is eight forms with "who " and eight without."""

from __future__ import annotations

import re
from itertools import product

_GROUP = re.compile(r"\(([^()]*)\)")


def spelled_out(entry: str) -> list[str]:
    """All that an entry stands for, each with single blanks: itself where nothing stands in brackets."""
    parts = _GROUP.split(entry)  # what stands in brackets is every second part
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return [" ".join("".join(chosen).split()) for chosen in product(*choices)]
