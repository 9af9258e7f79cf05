"""Verbs that are also the names of animals: "an old woman does yoga", "a man cranes his neck", but "two does", "the mother bears"."""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, MANY, NAME, PERSON_KINDS, PRONOUN_KINDS, STOP, THING, Taxonomy

from .units import SPACE, Unit

_DOES, _ONE_OF = "does", frozenset("a an one this that each every another".split())
_WHO = frozenset("who which that what how why where when nobody somebody everybody someone everyone it this".split())
# What follows a verb, and never the name of an animal that a word for a person goes before.
_LED_TO = frozenset("a an the his her their its my your our him them me you us it himself herself itself themselves not this that".split())
_AWAY = frozenset("under beneath below down into away out through past over up back".split())
# Who is said of animals: "baby ducks", "male lions", "king cobras", "soldier ants", "monk seals".
_OF_ANIMALS = frozenset(
    "male female mother father mama papa baby infant juvenile king queen emperor prince soldier worker monk hermit nurse".split()
)
_DONE = frozenset(
    "bears ducks cranes crows rams dogs squirrels hawks hounds apes parrots badgers ferrets worms swallows seals fishes".split()
)
_FARTHEST = 6  # words back to an article


def without_named_as_animals(units: Sequence[Unit], taxonomy: Taxonomy) -> list[Unit]:
    """The units in which what somebody does is no animal: "does" is a small word then, and all others are words without a meaning."""
    meant = taxonomy.forms.get(("did",), ())
    read = list(units)
    for place, unit in enumerate(units):
        if place and unit.word.endswith("s") and unit.before == SPACE and unit.form(ANIMAL) and _is_verb(units, place, taxonomy):
            read[place] = unit._replace(forms=meant if unit.word == _DOES else tuple(form for form in unit.forms if form.kind != ANIMAL))
    return read


def _is_verb(units: Sequence[Unit], place: int, taxonomy: Taxonomy) -> bool:
    """Whether one person, or whom a pronoun means, is right before the word, and not of the animals: an article says that it is one, or
    what follows follows a verb."""
    form, before = units[place].form(ANIMAL), units[place - 1]
    if form is None or form.number != MANY:
        return False
    word, after = units[place].word, units[place + 1] if place + 1 < len(units) and units[place + 1].before == SPACE else None
    person = before.form(*PERSON_KINDS)
    if before.form(*PRONOUN_KINDS, NAME) or before.word in _WHO:
        return before.form("his") is None or word == _DOES
    if person is None:
        said = before.form(ADJECTIVE)
        nominal = said is not None and (taxonomy.rows[said.row].nominal or _is_of_one(units, place))  # "the Asian does yoga"
        return word == _DOES and (before.form(THING, ANIMAL) is not None or nominal)
    if all(other.number == MANY for other in before.forms if other.kind in PERSON_KINDS):
        return False
    leads = after is not None and (after.word in _LED_TO or after.word.endswith("ly"))
    if leads or _is_of_one(units, place) or (word == _DOES and before.word not in _OF_ANIMALS):
        return True
    goes = after is not None and after.word in _AWAY
    return goes or (word in _DONE and before.word not in _OF_ANIMALS and _leader(units, place) is not None)


def _is_of_one(units: Sequence[Unit], place: int) -> bool:
    return _leader(units, place) in _ONE_OF


def _leader(units: Sequence[Unit], place: int) -> str | None:
    """The small word that leads to what is right before a place, or None."""
    for left in range(place - 1, max(-1, place - 1 - _FARTHEST), -1):
        if units[left].form(STOP):
            return units[left].word
        if units[left].before != SPACE:
            return None
    return None
