"""Who is named for having made the picture or for its style: "by Greg Rutkowski and Artgerm", "in the style of Hokusai"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from obclip.prompts.vocabulary.terms import FOLK, KNOWN, NAME, NOUN, PRONOUN_KINDS, STOP, Taxonomy
from obclip.prompts.vocabulary.words import artists, given_names, harmless, surnames

from .plain_persons import is_plain_person
from .units import BREAK, COMMA, HYPHEN, SPACE, Unit

_MAKERS = frozenset(["by"])
_GOES = frozenset("go goes going went".split())
_ACTED = frozenset("played portrayed acted performed embodied impersonated cosplayed voiced".split())  # by who is shown, and is no maker
_STYLES = frozenset(["style", "styles", "manner", "inspired", "cinematography", "direction", "works"])
_CRAFTS = frozenset(
    "artist illustrator painter photographer director designer sculptor cinematographer animator author mangaka filmmaker studio".split()
)
PICTURES = frozenset("portrait photo photograph polaroid picture image painting drawing headshot selfie closeup".split())
CREDITING = _MAKERS | _STYLES
_GENERATIONS = frozenset(["elder", "younger"])
_FIRST_NAMES = frozenset({"guy"})
_MOST_NAMES = 4
_SHORT = 8  # units of "by the acclaimed Polish digital artist"


def credits_of(units: Sequence[Unit]) -> list[bool]:
    """For each unit, whether it stands among the names of those who made the picture or gave it its style."""
    credited, inside = [], False
    for place, unit in enumerate(units):
        dashed = inside and (
            is_dashed(units, place) or is_initialled(units, place)
        )  # "by jacques - louis david", "by james c. christensen"
        if (unit.before == BREAK and not dashed) or (inside and (dashed or unit.before == COMMA) and not _names_go_on(units, place)):
            inside = False
        credited.append(inside)
        of = place + 1 < len(units) and units[place + 1].word in ("of", "by", "from")
        called = place > 0 and units[place - 1].word in _GOES | _ACTED  # "who goes by Max", "played by Max"
        if (unit.word in _MAKERS and not called and _begins_name(units, place + 1)) or (unit.word in _STYLES and of):
            inside = True
        if unit.word in _CRAFTS and any(other.word in _MAKERS for other in units[max(0, place - _SHORT) : place]):
            inside = True
    return credited


def is_dashed(units: Sequence[Unit], place: int) -> bool:
    """Whether a sign with a space on both sides stands before a unit: "lawrence alma - tadema"."""
    return place > 0 and units[place].before == BREAK and units[place].start - units[place - 1].end == len(" - ")


def is_initialled(units: Sequence[Unit], place: int) -> bool:
    """Whether an initial with its full stop stands right before a unit: "r. s. connett"."""
    before = units[place - 1] if place else None
    return before is not None and before.end - before.start == 1 and before.word.isalpha() and units[place].start - before.end <= len(". ")


def _begins_name(units: Sequence[Unit], place: int) -> bool:
    """Whether a maker may be named here: "by wlop" and "by Rose Tyler", but not "by her powers" and "by candlelight"."""
    if place >= len(units):
        return False
    unit = units[place]
    if place + 1 < len(units) and is_initialled(units, place + 1):
        return True
    if unit.form(NAME, KNOWN) or (unit.unknown and unit.word not in harmless()):
        return True
    if unit.form(STOP, *PRONOUN_KINDS):
        return False
    following = units[place + 1] if place + 1 < len(units) and units[place + 1].before in (SPACE, HYPHEN) else None
    if following is None or unit.word == "the":
        return unit.word in artists()
    named = unit.capital or unit.word in given_names() or unit.word in surnames()
    may_go_on = following.unknown or following.form(NAME, KNOWN, "person") is not None
    listed = f"{unit.word} {following.word}" in artists()
    return listed or (named and may_go_on and (following.capital or following.word not in harmless() or following.word in surnames()))


def with_listed(units: Sequence[Unit], credited: Sequence[bool], listed: Collection[int]) -> list[bool]:
    """Those who are credited, with the items of a list between two artists or after two of them: "wlop, ross tran, artgerm".

    listed: places of units that belong to the name of a listed artist.
    """
    items = _items(units)
    sure = [all(place in listed or credited[place] for place in item) for item in items]
    found = list(credited)
    for number, item in enumerate(items):
        after = number + 1 < len(items) and sure[number + 1]
        before = number > 0 and sure[number - 1]
        if not sure[number] and before and (after or (number > 1 and sure[number - 2])) and _is_name_alone(units, item):
            sure[number] = True
            for place in item:
                found[place] = True
    return found


def _items(units: Sequence[Unit]) -> list[range]:
    """The stretches of units between commas and "and"."""
    found, start = [], 0
    for place in range(1, len(units) + 1):
        if place == len(units) or units[place].before in (COMMA, BREAK) or units[place].word == "and":
            if place > start:
                found.append(range(start, place))
            start = place + (place < len(units) and units[place].word == "and")
    return found


def _is_name_alone(units: Sequence[Unit], item: Sequence[int]) -> bool:
    """Whether an item is two to four words none of which says anything: a name, as it may be."""
    if not 1 < len(item) <= _MOST_NAMES:
        return False
    return all(
        units[place].unknown or units[place].form(NAME) or (_may_be_named(units[place]) and is_part_of_name(units, place))
        for place in item
        if not units[place].form(KNOWN)
    ) and not any(units[place].form(KNOWN) for place in item)


def _may_be_named(unit: Unit) -> bool:
    """Whether a noun for persons may be part of a name too: "earl norem"."""
    return " " not in unit.word and unit.form(NOUN, "person") is not None


def _names_go_on(units: Sequence[Unit], place: int) -> bool:
    """Whether an item after a comma may still be one of the makers: it shows nobody and is no new picture."""
    for other in range(place, len(units)):
        unit = units[other]
        if other > place and unit.before in (COMMA, BREAK):
            return True
        somebody = unit.form(NOUN, FOLK, "person", *PRONOUN_KINDS) and not is_part_of_name(units, other)
        if somebody or unit.word in PICTURES:
            return False
    return True


def may_be_surname(unit: Unit, taxonomy: Taxonomy) -> bool:
    """Whether a noun for persons may be part of a name too: "monk", "earl" and "guy", but not "woman" and "child"."""
    if " " in unit.word or (is_plain_person(unit, taxonomy) and unit.word not in _FIRST_NAMES):
        return False
    return unit.form(NOUN, FOLK, "person") is not None


def is_part_of_name(units: Sequence[Unit], place: int) -> bool:
    """Whether a word that may mean a person stands beside a name or a word of no list: "alyssa monk", "amir zand", "ian fisher"."""
    before = units[place - 1] if place and units[place].before == SPACE else None
    after = units[place + 1] if place + 1 < len(units) and units[place + 1].before == SPACE else None
    return any(
        unit is not None and unit.word.isalpha() and (unit.form(NAME) or (unit.unknown and unit.word not in harmless()))
        for unit in (before, after)
    )


def is_first_name(units: Sequence[Unit], place: int) -> bool:
    """Whether a word that is a first name as well stands right before a word of no list: "christian macnevin"."""
    after = units[place + 1] if place + 1 < len(units) and units[place + 1].before == SPACE else None
    return units[place].word in given_names() and after is not None and after.unknown and after.word not in harmless()


def is_generation(units: Sequence[Unit], place: int) -> bool:
    """Whether a word may end the name of a maker: "by Pieter Bruegel the Elder"."""
    return place > 1 and units[place].word in _GENERATIONS and units[place - 1].word == "the" and units[place].before == SPACE
