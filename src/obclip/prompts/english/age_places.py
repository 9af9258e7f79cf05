"""Which numbers are ages: what stands around them tells years of a person from sizes, prices and counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from .around import Around
from .numbers import ONES, QUALIFIER, Number, find_numbers

# How an age is said: before a noun, by itself as after "is", after a noun as "of sixty", as a decade, or as what one enters.
Place = Literal["before", "apart", "after", "decade", "entered"]

_REACH = 48  # characters before a number that are looked at
_ADULT = 13  # the least number that is an age without further words
_YOUNGEST = 3
_OF_AGE = 18
_COUNTED = 10  # fewer in "they are three" are a count
_OF_HISTORY = 70  # "80s" by itself is a style
_MANY = frozenset({"they", "you"})
_DETERMINERS = frozenset({"a", "an", "the", "this", "that", "his", "her", "my", "your", "our", "their", "another", "each", "every", *ONES})
_TURNS = frozenset("turned turns turning turn reached reaches reaching reach".split())
_SOON = re.compile(
    r"\b(?:(?P<ahead>(?:just |only )?(?:about|going|soon|due|set) to)|(?P<who>who(?: is| has| had| just| soon| will)*)|will(?: soon)?)\s$"
)
_LED = "(?:ranging )?from|over|under|above|below|past|beyond|nearing|approaching|pushing|close to|up to|at least|at most"
_LED += "|between(?: the ages of)?"
_NEAR = "about|around|approximately|approx\\.?|roughly|circa|nearly|almost"
_THAN = "(?:(?:no|not|slightly|much|way|well) )?(?:more|less|older|younger) than"
_UNLED = "exactly|barely|maybe|perhaps|probably|likely|just|only|now|already|still|well"
_MODIFIERS = re.compile(rf"(?:(?<![\w-])(?:{_LED}|{_NEAR}|{_THAN}|{_UNLED})\s+|[~<>]\s?)+$")
_LEADS = re.compile(rf"\b(?:{_LED}|{_NEAR}|{_THAN})\s")
_UP = re.compile(r"\b(?:over|above|past|beyond|(?<!no )(?<!not )(?:more|older) than)\s|>")
_DOWN = re.compile(r"\b(?:under|below|(?<!no )(?<!not )(?:less|younger) than)\s|<")
_OLD = re.compile(
    r"[\s-]*(?:(?:years?|yrs?\.?|y)(?:'s?)?[\s./-]*(?:(?P<many>olds)|old|young|of\s+age)|yrs?\.?\s?o\.?|y\s?[./]?\s?o\.?)(?!\w)|"
    r"[\s-]?(?:something(?P<more>s)?|ish)(?!\w)"
)
_LESS = re.compile(r"[\s-]*(?:months?|mos?\.?|weeks?|wks?\.?|days?|hours?)[\s-]*old(?P<many>s)?(?!\w)")
_YEARS = re.compile(r"[\s-]*(?:years?|yrs?\.?|y)(?!\w)")
_MORE = re.compile(r"\s?\+(?!\w)|\s+(?:plus|or (?:so|older|younger|over|under|more|less)|and (?:over|older|above|up|under|younger))\b")
_PLUS = re.compile(r"\s?\+(?=\s\w)")
_AGED = re.compile(
    r"(?<![\w-])(?<!ice )(?<!stone )(?<!iron )(?<!bronze )(?<!golden )(?<!middle )(?<!space )"
    r"(?:(?:at|of|from) )?(?:the )?(?:aged|ages?(?: group| range| bracket)?)(?:\s+of)?\s*[:=-]?\s*$"
)
_UNITS = re.compile(r"\s*(?:%|px|mm|k\b|x\b)")
_LISTED = re.compile(r",\s?|\s?[(/|]\s?|\s-\s|:\s")
_AND_MORE = re.compile(r"\s(?:and|or)\s\d")
_QUALIFIED = re.compile(rf"\b{QUALIFIER}(?:[\s-]*(?:/|to|or|-)[\s-]*(?:early|mid|late|high))?[\s-]*$")
_WHOSE = re.compile(r"\bin\s+(?:his|her|hers|their|my|your|its|one's)\s+(?:very\s+)?$")
_IN = re.compile(r"\bin\s+$")
_AND = re.compile(r"\s?(?:,|&|/)\s?(?:and\s|or\s)?(?:an?\s)?|\s(?:and|or)\s(?:an?\s)?")
_OTHER = re.compile(r"\bthe (?:other|second|third|younger|older|elder|youngest|oldest|eldest)(?: one)?\s$")


class Age(NamedTuple):
    """text[start:end] says that somebody has so many years. many: whether it is a plural by itself, "10-year-olds"."""

    start: int
    end: int
    years: int
    place: Place
    many: bool = False


class _Led(NamedTuple):
    """A number with "about", "over" and the like before it, and "or so" after it."""

    number: Number
    start: int
    end: int
    years: int
    modified: bool


def find_stated(around: Around) -> list[Age]:
    """The ages that the numbers of a text state, from left to right."""
    numbers = [_led(around, number) for number in find_numbers(around.text, around.tokens)]
    ages = [next((age for rule in _RULES[led.number.decade] if (age := rule(around, led))), None) for led in numbers]
    for place in range(len(numbers) - 2, -1, -1):  # "8 and 10 years old"
        after = ages[place + 1]
        if ages[place] is None and after and _AND.fullmatch(around.text, numbers[place].end, after.start):
            ages[place] = _like(numbers[place], after)
    for place, led in enumerate(numbers[1:], 1):  # "they are 8 and 10"
        before = ages[place - 1]
        if ages[place] is None and before and before.place in ("apart", "after") and around.pauses(led.end) and not led.number.decade:
            ages[place] = _like(led, before) if _AND.fullmatch(around.text, before.end, led.start) else None
    found = [age for age in ages if age]
    if any(age.place == "apart" for age in found) and not around.shows_person:
        return [age._replace(place="after") if age.place == "apart" else age for age in found]
    return found


def _like(led: _Led, other: Age) -> Age:
    return Age(led.start, led.end, led.years, other.place)


def _led(around: Around, number: Number) -> _Led:
    match = _MODIFIERS.search(around.text, max(0, number.start - _REACH), number.start)
    words = match.group() if match else ""
    more = _MORE.match(around.text, number.end)
    years = number.years + bool(_UP.search(words)) - bool(_DOWN.search(words))
    if years == 19 and _UP.search(words):
        years = 20  # "over 18" means grown
    return _Led(number, match.start() if match else number.start, more.end() if more else number.end, years, bool(_LEADS.search(words)))


def _with_years(around: Around, led: _Led) -> Age | None:
    """ "35-year-old", "about 60 years old", "6 months old", "40-something"."""
    for unit in (_OLD, _LESS):
        match = unit.match(around.text, led.end)
        if match:
            end = _past_more(around, match.end())
            many = any(match.groupdict().values())
            if around.led_by(led.start) == "of" and (of := _of(around, led._replace(end=end, years=1 if unit is _LESS else led.years))):
                return of
            return Age(led.start, end, 1 if unit is _LESS else led.years, _said(around, led.start, end, many), many)
    return None


def _past_more(around: Around, end: int) -> int:
    more = _MORE.match(around.text, end)
    return more.end() if more else end


def _said(around: Around, start: int, end: int, many: bool) -> Place:
    """How an age with its years is said: by what stands beside it."""
    led, following = around.led_by(start), around.followed_by(end)
    if many or around.text.startswith("'s", end) or led in _DETERMINERS or (following and _is_noun_like(around, following)):
        return "before"
    if around.subject(start) or not led or led in ("and", "or"):
        return "before" if following and not around.is_small(following) else "apart"
    if around.is_person(led) and not (following and not around.is_small(following)):
        return "after"
    return "before"


def _is_noun_like(around: Around, word: str) -> bool:
    return around.is_person(word) or "adjective" in around.kinds(word)


def _in_years(around: Around, led: _Led) -> Age | None:
    """ "25 years" or "25 yrs" by itself, or right before a person; so is "65+"."""
    match = _YEARS.match(around.text, led.end) or _PLUS.match(around.text, led.number.end)
    if match is None:
        return None
    following = around.followed_by(match.end())
    if following and around.is_person(following) and around.led_by(led.start) in ("a", "an", "the", ""):
        return Age(led.start, match.end(), led.years, "before")
    led_by = around.led_by(led.start)
    if led_by == "of" and around.ends(match.end()):
        return _of(around, led._replace(end=match.end()))
    if around.ends(match.end()) and (around.begins(led.start) or around.subject(led.start) or around.is_person(led_by)):
        return Age(led.start, match.end(), led.years, "after" if led_by and around.is_person(led_by) else "apart")
    return None


def _aged(around: Around, led: _Led) -> Age | None:
    """ "aged 40", "age: 54", "at the age of seven", "ages 3 to 5"."""
    match = _AGED.search(around.text, max(0, led.start - _REACH), led.start)
    if match is None or _UNITS.match(around.text, led.end):
        return None
    end, years = led.end, led.years
    for unit in (_OLD, _LESS, _YEARS):
        if named := unit.match(around.text, end):
            end, years = _past_more(around, named.end()), 1 if unit is _LESS else years
            break
    return Age(match.start(), end, years, "after")


def _as_predicate(around: Around, led: _Led) -> Age | None:
    """ "she is forty-seven", "who looks about 60", "her age is 54"."""
    found = around.subject(led.start)
    if found is None or not around.pauses(led.end):
        return None
    subject = around.word(found[1])
    if (subject in _MANY and led.years < _COUNTED) or (led.number.years == 1 and not around.ends(led.end)):
        return None
    return Age(led.start, led.end, led.years, "apart")


def _turned(around: Around, led: _Led) -> Age | None:
    """ "who just turned 30", "about to turn nine", "turning forty"."""
    place = around.place_before(led.start)
    if around.word(place) not in _TURNS or not around.pauses(led.end) or around.text[around.tokens[place][1] : led.start] != " ":
        return None
    start = around.tokens[place][0]
    soon = _SOON.search(around.text, max(0, start - _REACH), start)
    subject = around.subject(led.start, _TURNS | {"is", "are", "was", "s", "be"})
    if not subject and not soon and not around.is_person(around.led_by(start)):
        return None
    ahead = around.word(place).endswith("ing") or (soon is not None and bool(soon["ahead"] or soon["who"]))
    return Age(soon.start() if soon else start, led.end, led.years, "after" if ahead else "entered")


def _of(around: Around, led: _Led) -> Age | None:
    """ "a woman of sixty", "a girl of about ten"."""
    place = around.place_before(led.start)
    if (
        around.word(place) != "of"
        or not around.pauses(led.end)
        or not around.says_gender(around.word(place - 1))
        or around.gap(place) != " "
    ):
        return None
    return Age(around.tokens[place][0], led.end, led.years, "after")


def _beside(around: Around, led: _Led) -> Age | None:
    """ "children under five", "a man over 60"; "woman 35"."""
    led_by = around.led_by(led.start)
    if not led_by or not (around.is_person(led_by) or led_by in ("anyone", "someone", "everyone")):
        return None
    plain = around.says_gender(led_by) and led.number.years >= _ADULT and around.ends(led.end)
    return Age(led.start, led.end, led.years, "after") if plain or (led.modified and around.pauses(led.end)) else None


def _at(around: Around, led: _Led) -> Age | None:
    """ "At 72, he still surfs"."""
    place = around.place_before(led.start)
    if around.word(place) != "at" or around.led_by(led.start) != "at" or not around.begins(around.tokens[place][0]):
        return None
    told = around.text[led.end : led.end + 2] == ", " and around.is_subject(place + 1 + led.number.last - led.number.first)
    return Age(around.tokens[place][0], led.end, led.years, "after") if told and led.years >= _ADULT else None


def _of_another(around: Around, led: _Led) -> Age | None:
    """ "one is fifteen, the other nineteen"."""
    told = around.pauses(led.end) and _OTHER.search(around.text, max(0, led.start - _REACH), led.start)
    return Age(led.start, led.end, led.years, "apart") if told else None


def _in_list(around: Around, led: _Led) -> Age | None:
    """ "woman, 34", "Anna (45)"; a number of a grown person's years also elsewhere in a list: "man, beard, 35"."""
    place = around.place_before(led.start)
    ends = around.ends(led.end)
    if not (ends or _AND_MORE.match(around.text, led.end) or (led.years >= _ADULT and around.pauses(led.end))):
        return None
    if (
        place >= 0
        and led.years >= _YOUNGEST
        and _LISTED.fullmatch(around.text, around.tokens[place][1], led.start)
        and around.is_person(around.word(place))
    ):
        return Age(led.start, led.end, led.years, "apart")
    alone = (
        ends and led.end == led.number.end and around.text[: led.start].endswith(", ") and around.text[led.end : led.end + 1] in (",", "")
    )
    numbered = around.word(place)[:1].isdigit() or around.word(place + 1 + led.number.last - led.number.first)[:1].isdigit()
    return Age(led.start, led.end, led.years, "apart") if alone and not numbered and _OF_AGE <= led.years < 100 else None


def _decade(around: Around, led: _Led) -> Age | None:
    """ "in her late 30s", "mid-forties", "woman, 40s"; the decades of history have "the" before them or a thing after them."""
    text, number = around.text, led.number
    match = _QUALIFIED.search(text, max(0, led.start - _REACH), led.start)
    start = match.start() if match else led.start
    if _WHOSE.search(text, max(0, start - _REACH), start):
        return Age(start, led.end, number.years, "decade")
    if aged := _AGED.search(text, max(0, start - _REACH), start):
        return Age(aged.start(), led.end, number.years, "after")
    return _decade_apart(around, start, led, match is not None)


def _decade_apart(around: Around, start: int, led: _Led, qualified: bool) -> Age | None:
    years, end, led_by, following = led.number.years, led.end, around.led_by(start), around.followed_by(led.end)
    if led_by == "in" and around.pauses(end) and (qualified or around.is_person(around.word(around.place_before(start) - 1))):
        return Age(around.tokens[around.place_before(start)][0], end, years, "after")
    if around.subject(start) and around.pauses(end):
        return Age(start, end, years, "apart")
    person = following and (around.is_person(following) or (qualified and "adjective" in around.kinds(following)))
    if person and (
        qualified
        or (around.says_gender(following) and years < _OF_HISTORY and led_by in ("", "a", "an") and not around.text[start].isalpha())
    ):
        return Age(start, end, years, "before")
    if not around.begins(start) or not around.ends(end):
        told = qualified or around.text[start - 1 : start] == "("  # "a man (40s)"
        return Age(start, end, years, "after") if told and around.is_person(led_by) and around.pauses(end) else None
    told = years < _OF_HISTORY or around.is_person(around.word(around.place_before(start)))
    return Age(start, end, years, "apart") if told and years != 90 and (years >= 20 or qualified) else None


_Rule = Callable[[Around, _Led], Age | None]
_RULES: dict[bool, tuple[_Rule, ...]] = {
    False: (_aged, _with_years, _in_years, _turned, _as_predicate, _of, _beside, _at, _of_another, _in_list),
    True: (_decade,),
}
