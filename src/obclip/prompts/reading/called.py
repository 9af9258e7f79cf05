"""Where the words around it make a name of any word: "a boy called Hunter", "her name is Grace", "Lucy (11)", "Mrs Thatcher", "o'leary"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import ADJECTIVE, FOLK, KNOWN, MARK, NAME, NOUN, PRONOUN_KINDS, STOP, THEY, Kind
from obclip.prompts.vocabulary.words import given_names, harmless, surnames

from .honoured import honoured
from .units import SPACE, Unit

NAMING = frozenset({"named", "called", "nicknamed", "alias", "aka"})
_KNOWN_AS, _WHO = frozenset({("known", "as")}), frozenset({"who", "also", "better"})
_GOES_BY = frozenset((verb, "by") for verb in ("go", "goes", "going", "went")) | frozenset({("answers", "to"), ("name", "of")})
_NO_CALLS = frozenset("train bus car boat ship bike plane ferry taxi foot bicycle horse calls call questions".split())
_BEING = frozenset({"is", "s", "was"})
_PERSONS: tuple[Kind, ...] = (NOUN, "person", FOLK, THEY, ADJECTIVE, NAME, KNOWN)
_NO_NAMES: tuple[Kind, ...] = (STOP, THEY, MARK, *PRONOUN_KINDS)
_TITLES = frozenset({"mr", "mrs", "ms", "mister"})
_LEADING = NAMING | _BEING | _TITLES | {last for _, last in _KNOWN_AS | _GOES_BY}  # the words before what is no first name
_NO_SURNAMES = frozenset("portrait style costume cosplay outfit poster photo art artwork painting drawing doll".split())
_MONTHS, _MOST_WORDS = frozenset({"april", "june", "august", "may"}), 6
_GOING_ON = frozenset("with in wearing holding who".split())
_AND = re.compile(r" (?:and|&|\+) ")
_PORTRAITS = frozenset("portrait portraits headshot selfie bust mugshot".split())
_AGE = re.compile(r" ?\(\d{1,2}\)")
_PREFIXED = re.compile(r"[od]'[a-z]{2,}", re.IGNORECASE)


def is_called(units: Sequence[Unit], text: str, place: int) -> bool:
    """Whether a word is what somebody is called, whatever else it means."""
    unit = units[place]
    if unit.word not in given_names() and (not place or units[place - 1].word not in _LEADING):
        return False
    if unit.form(*_NO_NAMES) or not unit.word.replace(" ", "").isalpha():
        return False
    return (
        _is_told(units, place)
        or _is_aged(unit, text)
        or _is_titled(units, place)
        or _is_paired(units, text, place)
        or _is_portrayed(units, place)
        or _is_in_brackets(units, text, place)
        or _is_described_month(units, place)
    )


def _is_described_month(units: Sequence[Unit], place: int) -> bool:
    """Whether a month's name ends a phrase right after what is said of persons: "a muscular and young april with a braid"."""
    if units[place].word not in _MONTHS or place < 2 or units[place].before != SPACE or not units[place - 1].form(ADJECTIVE):
        return False
    article = any(unit.word in ("a", "an") for unit in units[max(0, place - _MOST_WORDS) : place])
    return article and place + 1 < len(units) and units[place + 1].word in _GOING_ON


def prefixed(units: Sequence[Unit], text: str, place: int) -> int:
    """How many words "o'leary", "d'arcy" or "Tanaka-san" has here, or "April O'Neil" with a first name, whatever else that means; 0
    where none is."""
    if count := 2 if _is_prefixed(units, text, place) else honoured(units, text, place):
        return count
    first = units[place].capital and units[place].word in given_names() and units[place].form(*_NO_NAMES, ADJECTIVE) is None
    led = place + 1 < len(units) and units[place + 1].before == SPACE and units[place + 1].capital
    return 3 if first and led and _is_prefixed(units, text, place + 1) else 0


def may_end_name(units: Sequence[Unit], text: str, place: int) -> bool:
    """Whether a word with a capital may be a surname after a first name: one that is no other, or ends a phrase, "Alfredo Linguini"."""
    word, first = units[place].word, units[place - 1]
    if word in surnames() or word in given_names():
        return True
    if word not in harmless():
        return not word.endswith("ing")
    alone = first.capital and given_names().get(first.word) == "" and place > 1 and not units[place - 2].capital
    written = text[units[place].start : units[place].end].istitle() and units[place].before == first.before == SPACE
    return alone and written and len(word) > 2 and _ends(units, place) and not word.endswith("ing") and word not in _NO_SURNAMES


def _is_prefixed(units: Sequence[Unit], text: str, place: int) -> bool:
    """Whether "o'leary" or "d'arcy" begins here, which is no "o'clock"."""
    if len(units[place].word) > 1 or place + 1 >= len(units):
        return False
    name = units[place + 1]
    listed = name.word in surnames() or f"{units[place].word}'{name.word}" in surnames()
    return _PREFIXED.fullmatch(text[units[place].start : name.end]) is not None and (listed or name.word not in harmless())


def _is_told(units: Sequence[Unit], place: int) -> bool:
    """Whether "a boy called" or "her name is" leads to it."""
    if place < 2 or units[place].before != SPACE:
        return False
    leading, before = units[place - 2], units[place - 1].word
    named = before in NAMING and (leading.form(*_PERSONS) is not None or _is_said_of_one(units, place - 2))
    named = named or ((leading.word, before) in _GOES_BY and units[place].word not in _NO_CALLS)
    if units[place].capital and (leading.word, before) in _KNOWN_AS:
        owner = units[place - 3] if place > 2 else None
        named = named or (owner is not None and (owner.word in _WHO or owner.form(*_PERSONS) is not None))
    return named or (before in _BEING and leading.word == "name" and place > 2 and units[place - 3].form(*PRONOUN_KINDS, THEY) is not None)


def _is_said_of_one(units: Sequence[Unit], place: int) -> bool:
    """Whether "is" stands here after somebody: "she's called Nan"."""
    return place > 0 and units[place].word in _BEING and units[place - 1].form(*_PERSONS, *PRONOUN_KINDS) is not None


def _is_aged(unit: Unit, text: str) -> bool:
    person = unit.form(NOUN, "person", FOLK, ADJECTIVE)  # "a man (62)"
    return person is None and unit.word in given_names() and _AGE.match(text, unit.end) is not None


def _is_paired(units: Sequence[Unit], text: str, place: int) -> bool:
    """Whether "and" joins a first name to another, one of which is no other word: "jack & jill"."""
    for first in range(max(0, place - 2), place + 1) if units[place].word in given_names() else ():
        for second in (first + 1, first + 2):
            if place in (first, second) and second < len(units) and _AND.fullmatch(text, units[first].end, units[second].start):
                kinds = {given_names().get(units[each].word) for each in (first, second)}
                return kinds <= {"", "word"} and "" in kinds and _begins(units, first) and _ends(units, second)
    return False


def _begins(units: Sequence[Unit], place: int) -> bool:
    return not place or units[place].before != SPACE or units[place - 1].form(STOP) is not None


def _ends(units: Sequence[Unit], place: int) -> bool:
    after = units[place + 1 : place + 2]
    return not after or after[0].before != SPACE or after[0].form(STOP) is not None or after[0].word.endswith("ing")


def _is_portrayed(units: Sequence[Unit], place: int) -> bool:
    """Whether "portrait of" leads to a first name alone, whatever else it means: "portrait of hope"."""
    if place < 2 or units[place].before != SPACE or units[place - 1].word != "of" or units[place - 2].word not in _PORTRAITS:
        return False
    return _ends(units, place) and units[place].form(*_PERSONS) is None and given_names().get(units[place].word) in ("", "word")


def _is_titled(units: Sequence[Unit], place: int) -> bool:
    unit = units[place]
    titled = place > 0 and units[place - 1].word in _TITLES and units[place - 1].capital and unit.capital
    return titled and unit.form("person") is not None and unit.form(ADJECTIVE) is None


def _is_in_brackets(units: Sequence[Unit], text: str, place: int) -> bool:
    """Whether a first name with a capital stands alone in brackets right after a person, though a place is called so: "a man (Chad)"."""
    unit = units[place]
    alone = text[unit.end : unit.end + 1] == ")" and text[: unit.start].endswith(" (")
    named = unit.capital and unit.word in given_names() and unit.form(ADJECTIVE, FOLK, NOUN) is None
    return bool(alone and place and named and units[place - 1].form(NOUN, "person", FOLK))
