"""Decades of years as ages: "in her late 30s", "mid-forties", "woman, 40s"; those of history are none."""

from __future__ import annotations

import re

from .age_parts import REACH, Age, Led, aged_before
from .around import Around
from .numbers import QUALIFIER

_OF_HISTORY = 70  # "80s" by itself is a style
_QUALIFIED = re.compile(rf"\b{QUALIFIER}(?:[\s-]*(?:/|to|or|-)[\s-]*(?:early|mid|late|high))?[\s-]*$")
_WHOSE = re.compile(r"\bin\s+(?:his|her|hers|their|my|your|our|its|one's)\s+(?:very\s+)?$")


def as_decade(around: Around, led: Led) -> Age | None:
    """ "in her late 30s", "mid-forties", "woman, 40s"; the decades of history have "the" before them or a thing after them."""
    text, number = around.text, led.number
    match = _QUALIFIED.search(text, max(0, led.start - REACH), led.start)
    start = match.start() if match else led.start
    if _WHOSE.search(text, max(0, start - REACH), start):
        return Age(start, led.end, number.years, "decade")
    if aged := aged_before(around, start):
        return Age(aged.start(), led.end, number.years, "after")
    return _by_itself(around, start, led, match is not None)


def _by_itself(around: Around, start: int, led: Led, qualified: bool) -> Age | None:
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
