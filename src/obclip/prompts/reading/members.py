"""Lists that tell who is shown one by one: "a family of four: father, mother, son", "left: old man, right: young woman"."""

from __future__ import annotations

from collections.abc import Sequence

from .cast import Cast
from .units import BREAK, COMMA

_GROUPS = frozenset(
    "family families group couple pair trio duo quartet team crew band gang squad party cast crowd people persons friends siblings twins "
    "characters".split()
)
_LABELS = frozenset(
    "left right center centre middle top bottom front back foreground background first second third fourth last one two "
    "three four 1 2 3 4".split()
)
_LETTERS = frozenset("abcd")
_MOST_WORDS = 3


def tells_members(cast: Cast, later: Sequence[int]) -> bool:
    """Whether the nouns after the first, which are items of their own, are other persons: each has a label as the first has, or the first
    is a group of whom two or more are told."""
    first = cast.nouns[0]
    if cast.units[first].word in _GROUPS and sum(cast.is_parted(noun + 1) for noun in later) > 1:
        return True
    labels = [_label(cast, noun) for noun in (first, *later)]
    return len(labels) > 1 and all(labels) and len(set(labels)) == len(labels)


def _label(cast: Cast, noun: int) -> tuple[str, ...]:
    """The words before a colon or the like that say where somebody is or which of them it is: "left", "person 1"."""
    start = noun
    while start and not cast.is_parted(start):
        start -= 1
    if not start or cast.units[start].before != BREAK:
        return ()
    first = start - 1
    while first and cast.units[first].before not in (COMMA, BREAK):
        first -= 1
    words = tuple(unit.word for unit in cast.units[first:start])
    labels = words[-1] in _LETTERS or not _LABELS.isdisjoint(words)
    return words if labels and len(words) <= _MOST_WORDS else ()
