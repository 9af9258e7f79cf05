"""Words that hyphens join to one that is withheld, and that say nothing without it: "a feminine-looking boy", "a gay-friendly bar"."""

from __future__ import annotations

from obclip.prompts.vocabulary.terms import NOUN

from .cast import Cast
from .units import HYPHEN, SPACE


def end_of_compound(cast: Cast, place: int) -> int:
    """The unit after the compound that an unknown word begins, where that is only said of what follows; else the place itself."""
    end = place + 1
    while end < len(cast.units) and cast.units[end].before == HYPHEN and cast.roles[end] != NOUN:
        end += 1
    joined = not cast.units[place].forms and end > place + 1 and end < len(cast.units)
    return end if joined and cast.units[end].before == SPACE else place
