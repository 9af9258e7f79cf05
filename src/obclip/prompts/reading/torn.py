"""Phrases and clauses that say nothing without a word that is withheld in their middle: "eyeliner accentuates his eyes", "in summer dress
art"."""

from __future__ import annotations

from obclip.prompts.vocabulary.instead import instead_of
from obclip.prompts.vocabulary.terms import CUE, NOUN, STOP

from .acting import acts
from .cast import Cast
from .describing import DETERMINERS
from .units import COMMA, SPACE

_WORN_FOR = frozenset("summer winter spring evening night day wedding party prom ball cocktail sun tea dance".split())
_WEARING = frozenset({"in", "wearing"})
_GARMENTS = frozenset({"garment", "garments"})


def torn(cast: Cast, place: int) -> tuple[int, int, str] | None:
    """The stretch of the clause of which a cue is the subject, or of the thing that is called by a garment, and that nothing stands for
    it; None elsewhere."""
    found = _clause(cast, place) or _called_by_garment(cast, place)
    return (*found, "") if found else None


def _clause(cast: Cast, place: int) -> tuple[int, int] | None:
    """A clause that shows nobody and has the cue as its subject, with the comma before it or what parts it from the next."""
    if place + 2 >= len(cast.units) or not cast.units[place].form(CUE) or not acts(cast, place + 1):
        return None
    left, end = place, place + 2
    while left and not cast.is_parted(left):
        left -= 1
    first = left + (cast.units[left].word in DETERMINERS)
    if not {NOUN, STOP}.isdisjoint(cast.roles[first:place]):
        return None
    while not cast.is_parted(end):
        end += 1
    if NOUN in cast.roles[left:end] or (not left and end >= len(cast.units)):
        return None
    if end < len(cast.units) and (not left or cast.units[left].before != COMMA):
        return cast.units[left].start, cast.units[end].start
    return cast.units[left - 1].end, cast.units[end - 1].end


def _called_by_garment(cast: Cast, place: int) -> tuple[int, int] | None:
    """A phrase in which a garment for an occasion says what the last thing of an item is like, with "in" before it."""
    if instead_of(cast.units[place].word, cast.taxonomy.instead) not in _GARMENTS or place < 3 or place + 1 >= len(cast.units):
        return None
    words = [unit.word for unit in cast.units[place - 2 : place]]
    together = all(unit.before == SPACE for unit in cast.units[place - 2 : place + 2])
    if not together or words[0] not in _WEARING or words[1] not in _WORN_FOR or not cast.is_parted(place + 2):
        return None
    return cast.units[place - 3].end, cast.units[place + 1].end
