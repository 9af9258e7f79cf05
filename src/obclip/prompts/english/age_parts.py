"""An age as it is said of somebody, and what leads a number to it: "about", "over", "aged"."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from .around import Around
from .numbers import Number

# How an age is said: before a noun, by itself as after "is", after a noun as "of sixty", as a decade, or as what one enters.
Place = Literal["before", "apart", "after", "decade", "entered"]

REACH = 48  # characters before a number that are looked at
_LED = "(?:ranging )?from|over|under|above|below|past|beyond|nearing|approaching|pushing|close to|up to|at least|at most"
_LED += "|knocking on|rising|going on|(?:(?:a|one|two|three|four|five|[1-5]|a few|some) years? )?(?:shy|short) of"
_LED += "|(?:somewhere )?between(?: the ages of)?|(?:on )?the (?:wrong|far|other|shady|right|sunny|better|near) side of"
_NEAR = "(?:somewhere )?(?:about|around)|approximately|approx\\.?|roughly|circa|ca\\.?|c\\.|nearly|almost"
_THAN = "(?:(?:no|not|slightly|much|way|well) )?(?:more|less|older|younger) than|not (?:yet|quite)"
_UNLED = "exactly|barely|maybe|perhaps|probably|likely|just|only|now|already|still|well"
_MODIFIERS = re.compile(rf"(?:(?<![\w-])(?:{_LED}|{_NEAR}|{_THAN}|{_UNLED})\s+|[~<>#]\s?)+$")
_SIGNS = frozenset("~<>#.")
_LEADS = re.compile(rf"\b(?:{_LED}|{_NEAR}|{_THAN})\s")
_UP = re.compile(r"\b(?:(?:wrong|far|other|shady) side of|over|above|past|beyond|(?<!no )(?<!not )(?:more|older) than)\s|>")
_DOWN = re.compile(r"\b(?:(?:right|sunny|better|near) side of|under|below|(?<!no )(?<!not )(?:less|younger) than)\s|<")
MORE = re.compile(r"\s?\+(?!\w)|\s+(?:plus|or (?:so|older|younger|over|under|more|less)|and (?:over|older|above|up|under|younger))\b")
_AGED = re.compile(
    r"(?<![\w-])(?<!ice )(?<!stone )(?<!iron )(?<!bronze )(?<!golden )(?<!middle )(?<!space )"
    r"(?:with an |(?:(?:at|of|from) )?(?:(?:the|an?) (?:very )?(?:young|tender|early|(?:ripe )?old|advanced|grand|mature) |the )?)"
    r"(?:aged|ages?(?: group| range| bracket)?)(?:\s+of)?[\"']?\s*[:=-]?\s*[\"']?$"
)
# The bracket or the weight between a figure and its unit: "(25:1.2) years old", "25 (years old)".
BRACKETS = r"(?:(?::\d*\.?\d+)?\s?[)\]}]+|\s?[(\[{]+)?"
_CLOSING = re.compile(r"(?::\d*\.?\d+)?[)\]}]")


class Age(NamedTuple):
    """text[start:end] says that somebody has so many years. many: whether it is a plural by itself, "10-year-olds"."""

    start: int
    end: int
    years: int
    place: Place
    many: bool = False


class Led(NamedTuple):
    """A number with "about", "over" and the like before it, and "or so" after it."""

    number: Number
    start: int
    end: int
    years: int
    modified: bool


def with_leads(around: Around, number: Number) -> Led:
    left = max(0, number.start - REACH)
    last = around.text[left : number.start].rstrip()[-1:]  # of a modifier: a letter, a sign, or the point of "approx."
    match = _MODIFIERS.search(around.text, left, number.start) if last.isalpha() or last in _SIGNS else None
    words = match.group() if match else ""
    more = MORE.match(around.text, number.end)
    years = number.years + bool(_UP.search(words)) - bool(_DOWN.search(words))
    return Led(number, match.start() if match else number.start, more.end() if more else number.end, years, bool(_LEADS.search(words)))


def balanced(text: str, age: Age) -> Age:
    """The age with the other one of each bracket that it has within: "[(25:1.2) years old]"."""
    within = re.sub(r"[^()\[\]{}]", "", text[age.start : age.end])
    opened = sum(1 if sign in "([{" else -1 for sign in within)
    start, end = age.start, age.end
    while opened < 0 and start and text[start - 1] in "([{":
        start, opened = start - 1, opened + 1
    while opened > 0 and (match := _CLOSING.match(text, end)):
        end, opened = match.end(), opened - 1
    return age._replace(start=start, end=end)


def aged_before(around: Around, start: int) -> re.Match[str] | None:
    """ "Aged", "at the age of" and the like right before a character."""
    left = max(0, start - REACH)
    return _AGED.search(around.text, left, start) if "age" in around.text[left:start] else None
