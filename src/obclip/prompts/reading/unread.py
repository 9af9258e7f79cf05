"""Words that say a value of a person where the prompt shows nobody: "cute korean, 8k", "age: old", "hijab", "a/s/l 34/f/Seoul".

Nothing hides them, so they are told as not understood: a prompt of them says something of a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, DETAIL, FOLK, PHRASE, STOP, THING
from obclip.prompts.vocabulary.words import things

from .cast import Cast
from .roles import PLAIN
from .units import BREAK

_SAYING = frozenset({ADJECTIVE, DETAIL, FOLK, PHRASE})
_LEADING = frozenset("a an the with in wearing".split())
_FIELDS = re.compile(
    r"\b(?:a/s/l|asl)\b:? ?\d\d ?[/, ] ?[mf]\b|\b(?:self[ -]portrait|selfie|me) (?:at|aged|when i was) (?:age )?\d\d\b(?!%)"
)


def find_unread(cast: Cast, text: str) -> Iterator[tuple[int, int]]:
    """Where such words stand in the text; nothing where somebody is shown."""
    if cast.nouns or cast.nameless >= 0:
        return
    for place, unit in enumerate(cast.units):
        if _is_alone(cast, place) and _says_value(cast, place):
            yield unit.start, unit.end
    for match in _FIELDS.finditer(text.lower()):
        yield match.span()


def _is_alone(cast: Cast, place: int) -> bool:
    """Whether a unit ends an item, or leads on to no thing: "the blind leading the blind"."""
    after = place + 1
    return cast.is_parted(after) or cast.roles[after] == STOP or (cast.units[after].word.endswith("ing") and cast.roles[after] == PLAIN)


def _says_value(cast: Cast, place: int) -> bool:
    unit = cast.units[place]
    if any(form.kind in _SAYING and form.values for form in unit.forms):
        if unit.word in cast.taxonomy.narrow and not _is_pointed_at(cast, place):
            return False
        return unit.word not in cast.taxonomy.lasting or (_is_age(cast, place) and not _shows_thing(cast))
    first = place
    while first and not cast.is_parted(first) and cast.units[first - 1].word in _LEADING:
        first -= 1
    return unit.form(CUE) is not None and cast.is_parted(first) and cast.is_parted(place + 1)


def _is_pointed_at(cast: Cast, place: int) -> bool:
    """Whether nothing else stands before a unit than "the", a field's name or nothing at all: "the blind", "disability: blind"."""
    return len(cast.units) == 1 or (place > 0 and (cast.units[place - 1].word == "the" or cast.units[place].before == BREAK))


def _is_age(cast: Cast, place: int) -> bool:
    ages = {name for _, name in cast.taxonomy.ages}
    return any(not ages.isdisjoint(form.values) for form in cast.units[place].forms)


def _shows_thing(cast: Cast) -> bool:
    """Whether an old thing may be meant: "gothic church, old"."""
    return any(role in (THING, ANIMAL) or unit.word in things() for unit, role in zip(cast.units, cast.roles, strict=True))
