"""Whose adjective is it: "black dress", "old car", "African elephant" say nothing about a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, MANY, MARK, NOUN, PRONOUN_KINDS, STOP, THING, Kind, Taxonomy

from .units import BREAK, COMMA, HYPHEN, SPACE, Unit

Role = Kind | Literal["pronoun", "plain"]
PRONOUN: Final = "pronoun"
PLAIN: Final = "plain"
PERSON_KINDS: Final[tuple[Kind, ...]] = ("noun", "folk", "person", "name", "known")
_MOST_WORDS_BETWEEN = 3
_FARTHEST = 40
_ONE_OF = frozenset({"a", "an", "one", "another", "this", "that"})
_LINKS = frozenset({"and", "or", "but"})


def classify(units: Sequence[Unit], taxonomy: Taxonomy) -> tuple[list[Role], list[int]]:
    """What each unit is, and for an adjective the unit of the person noun that it belongs to, or -1.

    Works from right to left, for whether a word speaks of a person is decided by what follows.
    """
    roles: list[Role] = [PLAIN] * len(units)
    heads = [-1] * len(units)
    for place in range(len(units) - 1, -1, -1):
        if units[place].forms:
            roles[place], heads[place] = _role(units, roles, place, taxonomy)
    return roles, heads


def _role(units: Sequence[Unit], roles: list[Role], place: int, taxonomy: Taxonomy) -> tuple[Role, int]:
    unit = units[place]
    certain = unit.form("lookalike", MARK, *PRONOUN_KINDS)
    if certain:
        return (MARK if certain.kind == MARK else PLAIN if certain.kind == "lookalike" else PRONOUN), -1
    if unit.form("adjective"):
        head = _head(units, roles, place, taxonomy)
        if head >= 0 and unit.word in taxonomy.bound and not _says_the_same(units[place], units[head], taxonomy):
            return PLAIN, -1
        if head < 0 and _is_nominal(units, roles, place, taxonomy):
            return NOUN, -1
        if head >= 0 or not _can_be_noun(units, roles, place, taxonomy):
            return ADJECTIVE, head
    if unit.form(*PERSON_KINDS):
        other = _is_of_an_animal(units, roles, place, taxonomy) or _is_a_size(units, roles, place)
        return (PLAIN if other else NOUN), -1
    kinds = [form.kind for form in unit.forms if form.kind != CUE]
    return (kinds[0] if kinds else PLAIN), -1


def _is_nominal(units: Sequence[Unit], roles: list[Role], place: int, taxonomy: Taxonomy) -> bool:
    """Whether an adjective without a noun means a person: "an Asian holding a cup", "the elderly"."""
    unit, form = units[place], units[place].form("adjective")
    before = units[place - 1].word if place and unit.before == SPACE else ""
    figure = form is not None and not form.words[0].isalpha()  # an age in figures may be a noun as well
    if form is None or unit.word in taxonomy.narrow or (unit.form(*PERSON_KINDS) and not figure):
        return False
    ends = place + 1 >= len(units) or units[place + 1].before in (COMMA, BREAK) or roles[place + 1] == STOP
    if form.number == MANY or before == "the":
        return ends and form.row != ""
    acts = ends or units[place + 1].word.endswith(("ing", "s"))
    if ends and before == "one":  # "two men, one old and one young"
        return True
    return acts and before in _ONE_OF and (taxonomy.rows[form.row].nominal or unit.word[0].isdigit())


def _can_be_noun(units: Sequence[Unit], roles: list[Role], place: int, taxonomy: Taxonomy) -> bool:
    """Whether a word that may be an adjective is a person here; "an albino lion" and "a senior portrait" are none."""
    unit = units[place]
    noun = unit.form("noun")
    if noun and not noun.words[0].isalpha():  # an age in figures: "a 10-year-old whisky"
        return False
    if noun is None or taxonomy.rows[noun.row].attributes or noun.number == MANY:
        return unit.form(*PERSON_KINDS) is not None
    after = units[place + 1] if place + 1 < len(units) else None
    parted = after is None or after.before in (COMMA, BREAK) or roles[place + 1] in (STOP, PRONOUN)
    return parted or (after is not None and after.word.endswith(("ing", "s")))


def _says_the_same(adjective: Unit, noun: Unit, taxonomy: Taxonomy) -> bool:
    """Whether a noun states the attribute of an adjective itself, with a value of the same block."""
    said, form = adjective.form("adjective"), noun.form("noun")
    if said is None or form is None:
        return False
    return any(taxonomy.block(value) == taxonomy.block(said.values[0]) for value in form.values)


def _is_of_an_animal(units: Sequence[Unit], roles: list[Role], place: int, taxonomy: Taxonomy) -> bool:
    """Whether a person word stands right before or after an animal: "baby elephant", "male lion", "elephant mother"."""
    unit, after = units[place], place + 1
    if unit.word in taxonomy.litter and place:
        beside = unit.before == SPACE and units[place - 1].form("animal") is not None
        if beside or _is_included(units, place):
            return True
    return after < len(units) and units[after].before == SPACE and roles[after] == ANIMAL


def _is_a_size(units: Sequence[Unit], roles: list[Role], place: int) -> bool:
    """Whether the noun says whom things are made for: "men's shoes", "women's jackets"."""
    form, after = units[place].form(*PERSON_KINDS), units[place + 1 : place + 3]
    if form is None or form.number != MANY or len(after) < 2:
        return False
    return after[0].word == "s" and after[0].start == units[place].end + 1 and roles[place + 2] == THING


def _is_included(units: Sequence[Unit], place: int) -> bool:
    """Whether the word stands in "giraffes, including an infant"."""
    words = [unit.word for unit in units[max(0, place - 2) : place]]
    return "including" in words and any(unit.form("animal") for unit in units[max(0, place - 5) : place])


def _head(units: Sequence[Unit], roles: list[Role], place: int, taxonomy: Taxonomy) -> int:
    """The person noun that the adjective at `place` belongs to, or -1."""
    between = 0
    narrow = units[place].word in taxonomy.narrow
    for after in range(place + 1, min(len(units), place + _FARTHEST)):
        unit, role = units[after], roles[after]
        if unit.before == BREAK or (unit.before == HYPHEN and role != ADJECTIVE) or (unit.before == COMMA and between):
            return -1
        if role == NOUN:
            return after
        if role == ADJECTIVE or (role == STOP and unit.word in _LINKS and not between):
            continue
        if (unit.word == "looking" and between) or (role == PLAIN and unit.form(CUE)):
            continue
        between += 1
        most = 1 if narrow else _MOST_WORDS_BETWEEN
        if role not in (PLAIN, MARK) or between > most or _ends_the_phrase(unit.word, between, narrow):
            return -1
    return -1


def _ends_the_phrase(word: str, between: int, narrow: bool) -> bool:
    """Whether an unknown word is more likely a verb or a plural thing than an adjective before a person."""
    if word.endswith(("ing", "ed")):
        return between > 1 or (narrow and word.endswith("ed"))
    return word.endswith("s") and not word.endswith(("ss", "us", "ous", "less"))
