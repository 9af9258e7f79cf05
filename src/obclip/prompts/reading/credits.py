"""Who is named for having made the picture or for its style: "by Greg Rutkowski and Artgerm", "in the style of Hokusai"."""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import FOLK, NOUN, PRONOUN_KINDS

from .units import BREAK, COMMA, Unit

_MAKERS = frozenset(["by"])
_STYLES = frozenset(["style", "manner", "inspired"])
_CRAFTS = frozenset(
    "artist illustrator painter photographer director designer sculptor cinematographer animator author mangaka filmmaker studio".split()
)
_PICTURES = frozenset("portrait photo photograph picture image painting drawing headshot selfie closeup".split())
CREDITING = _MAKERS | _STYLES
_SHORT = 8  # units of "by the acclaimed Polish digital artist"


def credits_of(units: Sequence[Unit]) -> list[bool]:
    """For each unit, whether it stands among the names of those who made the picture or gave it its style."""
    credited, inside = [], False
    for place, unit in enumerate(units):
        if unit.before == BREAK or (inside and unit.before == COMMA and not _names_go_on(units, place)):
            inside = False
        credited.append(inside)
        after = units[place + 1] if place + 1 < len(units) else None
        if (unit.word in _MAKERS and after and not after.form("stop")) or unit.word in _STYLES:
            inside = True
        if unit.word in _CRAFTS and any(other.word in _MAKERS for other in units[max(0, place - _SHORT) : place]):
            inside = True
    return credited


def _names_go_on(units: Sequence[Unit], place: int) -> bool:
    """Whether an item after a comma may still be one of the makers: it shows nobody and is no new picture."""
    for other in range(place, len(units)):
        unit = units[other]
        if other > place and unit.before in (COMMA, BREAK):
            return True
        if unit.form(NOUN, FOLK, "person", *PRONOUN_KINDS) or unit.word in _PICTURES:
            return False
    return True
