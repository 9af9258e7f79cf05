"""A thing named for somebody of a rank, a trade or the cloth, where nobody is shown: "bishop's palace garden", "journeyman's toolbox";
and a diner that somebody is in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from obclip.prompts.vocabulary.terms import (
    ADJECTIVE,
    CUE,
    DETAIL,
    FOLK,
    KNOWN,
    MANY,
    NAME,
    NOUN,
    PHRASE,
    PRONOUN_KINDS,
    STOP,
    THING,
    Taxonomy,
)
from obclip.prompts.vocabulary.words import things

from .likenesses import COSTUMES, HAIR
from .units import HYPHEN, SPACE, Unit

# One of each row that is meant, whichever value it says.
_TITLES = tuple(
    "king prince emperor duke baron lord sultan bishop monk journeyman fisherman craftsman huntsman coachman woodsman "
    "swordsman headmaster highwayman landlord watchman seaman pharaoh emir archduke maharaja cowboy fireman".split()
)
# Things in which their owner is to be seen.
_LIKENESSES = frozenset(
    "portrait portraits photo photos photograph picture pictures painting paintings statue statues bust busts sculpture mask masks figure "
    "figurine silhouette shadow ghost grave tomb".split()
)

_DINER, _MOST_WORDS = "diner", 5
_WITHIN = frozenset("in at inside outside into near".split())
_PARTS = frozenset("face faces eye eyes skin lips smile hand hands arm arms leg legs body feet portrait selfie".split())


def is_named_for_title(units: Sequence[Unit], place: int, taxonomy: Taxonomy) -> bool:
    """Whether a title only says whose a thing is, and no other word of the prompt speaks of a person."""
    form = units[place].form(NOUN)
    if form is None or form.row not in _rows(taxonomy):
        return False
    described = place > 0 and units[place - 1].form(ADJECTIVE) is not None  # "the old king's castle"
    if not _owns(units, place) or described or not _is_thing_at(units, place + 2):
        return False
    return not any(_speaks_of_somebody(unit, taxonomy) for other, unit in enumerate(units) if other != place)


def is_eating_place(units: Sequence[Unit], place: int) -> bool:
    """Whether a diner is a room: "in a humble NYC diner", not "a Chinese diner at a table"."""
    left = place
    while left and place - left < _MOST_WORDS and units[left].before in (SPACE, HYPHEN) and units[left - 1].word not in _WITHIN:
        left -= 1
    return units[place].word == _DINER and left > 0 and units[left].before == SPACE and units[left - 1].word in _WITHIN


def is_made_for(units: Sequence[Unit], roles: Sequence[str], place: int) -> bool:
    """Whether the noun says whom things are made for: "men's shoes", "women's jackets"."""
    form, made = units[place].form(NOUN, FOLK, "person"), place + 2
    if form is None or form.number != MANY or made >= len(units):
        return False
    return _owns(units, place) and (roles[made] == THING or units[made].word in things())


def _owns(units: Sequence[Unit], place: int) -> bool:
    """Whether "'s" follows a unit."""
    after = units[place + 1 : place + 2]
    return bool(after) and after[0].word == "s" and after[0].start == units[place].end + 1


@lru_cache(maxsize=16)
def _rows(taxonomy: Taxonomy) -> frozenset[str]:
    return frozenset(form.row for word in _TITLES for form in taxonomy.forms.get((word,), ()) if form.kind == NOUN and form.row)


def _is_thing_at(units: Sequence[Unit], start: int) -> bool:
    """Whether the phrase that begins here ends with a thing that is no likeness, no garment and no part of a person."""
    last = start - 1
    while last + 1 < len(units) and units[last + 1].before in (SPACE, HYPHEN) and units[last + 1].form(STOP) is None:
        last += 1
    word = units[last].word.rpartition(" ")[2]
    thing = word in things() or units[last].form(THING) is not None
    return last >= start and thing and word not in _LIKENESSES and word not in COSTUMES | HAIR


def _speaks_of_somebody(unit: Unit, taxonomy: Taxonomy) -> bool:
    if unit.form(NOUN, FOLK, NAME, KNOWN, "person", "they", CUE, DETAIL, PHRASE, *PRONOUN_KINDS) or unit.word in HAIR | _PARTS:
        return True
    if unit.form(ADJECTIVE) and unit.word not in taxonomy.lasting:
        return True
    return unit.word in _LIKENESSES or (unit.word.endswith("ing") and unit.word not in things())
