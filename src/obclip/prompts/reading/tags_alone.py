"""A list of tags that shows somebody though nobody has a noun: "silver hair, lipstick, choker", "twintails, pleated skirt"."""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.vocabulary.instead import instead_of
from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, PHRASE, THING, Form
from obclip.prompts.vocabulary.words import things

from .cast import Cast
from .credits import PICTURES

# What stands for a cue of somebody's own body, not of something worn, which may lie on a table.
_BODILY = frozenset({"hair", "hairstyle", "eyes", "lips", "skin", "face", "shown"})
_LEAST = 2
_LIKENESSES = frozenset({"portrait", "selfie", "headshot", "solo"})


_SHOWING = frozenset({"fashion", "model", "modeling", "modelling", "pose", "posing"})  # what only somebody is shown in
# Things of a picture that shows somebody as well.
_OF_PICTURES = (
    PICTURES | _SHOWING | frozenset("photography style background light shot art print film camera lens studio grain lighting".split())
)
_THINGS, _BODY = frozenset({THING, ANIMAL}), "body"


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


def looks_alone(cast: Cast) -> bool:
    """Whether looks of a body that are items of their own show somebody: two or more, or one in a portrait or beside another look; no
    thing is shown."""
    shown = [
        unit.word.rpartition(" ")[2] for unit, role in zip(cast.units, cast.roles, strict=True) if role in _THINGS or unit.word in things()
    ]
    if cast.nouns or not _OF_PICTURES.issuperset(shown):
        return False
    alone = [unit for place, unit in enumerate(cast.units) if cast.is_parted(place) and cast.is_parted(place + 1)]
    told = [form for unit in alone if (form := unit.form(ADJECTIVE, CUE)) and (form.kind == CUE or form.row)]
    bodies = [form for form in told if form.kind == ADJECTIVE and cast.taxonomy.attribute(form.values[0]) == _BODY]
    least = _LEAST - any(unit.word in _LIKENESSES | _SHOWING for unit in cast.units)
    return bool(bodies) and len(told) >= least
