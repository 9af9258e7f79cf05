"""A list of tags that shows somebody though nobody has a noun: "silver hair, lipstick, choker", "twintails, pleated skirt"."""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.vocabulary.instead import instead_of
from obclip.prompts.vocabulary.terms import ANIMAL, CUE, PHRASE, Form

from .cast import Cast

# What stands for a cue of somebody's own body, not of something worn, which may lie on a table.
_BODILY = frozenset({"hair", "hairstyle", "eyes", "lips", "skin", "face", "shown"})
_LEAST = 2
_LIKENESSES = frozenset({"portrait", "selfie", "headshot", "solo"})


def shown_by_tags(cast: Cast) -> Sequence[tuple[int, Form]]:
    """The items that betray somebody where nobody has a noun: two or more, or one in a portrait, of a body one of them. No animal or doll
    is shown."""
    if cast.nouns or cast.nameless >= 0 or ANIMAL in cast.roles:
        return ()
    alone = [(place, unit) for place, unit in enumerate(cast.units) if cast.is_parted(place) and cast.is_parted(place + 1)]
    found = [(place, form) for place, unit in alone if (form := unit.form(CUE, PHRASE)) and (form.kind == CUE or form.values)]
    words, taxonomy = [cast.units[place].word for place, _ in found], cast.taxonomy
    bodily = (instead_of(word, taxonomy.instead) or taxonomy.otherwise.get(word) for word in words)
    least = _LEAST - any(unit.word in _LIKENESSES for unit in cast.units)
    return found if len(found) >= least and not _BODILY.isdisjoint(bodily) else ()
