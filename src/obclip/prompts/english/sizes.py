"""Weights and heights of persons in figures: "about 90 kg", "weighing 400 pounds", "a six foot tall man", "6'2\\"", "180cm".

They betray a body as cues do, and are withheld where somebody is shown; "400 pounds of apples" and "a 3 m wall" are sizes of things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, FOLK, NOUN, ONE, Form, Kind, Taxonomy

from .booru import stands_alone

Word = tuple[int, int, str, tuple[Form, ...]]  # as in reading/units.py
_ABOUT = r"(?:(?:just|well|only) )?(?:(?:about|around|roughly|approximately|approx\.?|nearly|almost|over|under|at least|some) |~\s?)?"
_TENS = (
    "(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_SPELLED = rf"(?:(?:a|one|two|three|four|five) hundred(?:(?: and)? {_TENS})?|{_TENS})"
_WEIGHT = (
    rf"(?:(?:\d{{2,3}}(?:\.\d)?|{_SPELLED})[\s-]?(?:pounds?|lbs?|kgs?|kilos?|kilograms?)|(?:\d{{1,2}}|eight|nine|{_TENS})[\s-]stones?"
    r"|bmi(?: of| is|:)? \d\d)\b"
)
_HEIGHT = (
    r"(?:[3-8]\s?'\s?\d{1,2}(?:\s?\"|'')?|[3-8]\s?'(?!\w)|"
    r"(?:[3-8]|three|four|five|six|seven|eight)[\s-]?(?:foot|feet|ft)\b\.?(?:\s?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|nothing)\b(?:[\s-]?(?:inches|inch|in\b\.?|\"))?)?|[3-8]\s?ft\s?\d{1,2}(?:\s?(?:in|\"))?\b|[12]m\d\d\b|"
    rf"one met(?:re|er)s? {_TENS}\b|(?:3\d|4\d)-(?:2\d|3\d)-(?:3\d|4\d)\b|\d\d-60-\d\d\b|"
    r"[12][.,]\d{1,2}\s?m(?:eters?|etres?)?\b|[12]\d\d\s?cms?\b)"
)
_SIZE = re.compile(
    rf"(?P<lead>\b(?:(?:who )?(?:weighs|weighing|weighed|weight:?|height:?|stands|standing)"
    rf"|(?:(?:with |who has |has |having |of )?an? (?:weight|height|stature) of)|of|has|at) )?{_ABOUT}"
    rf"(?<![\w.,'])(?:(?P<weight>{_WEIGHT})|(?P<height>{_HEIGHT}))(?P<tail>[\s-](?:tall|heavy|in (?:height|weight))\b)?"
)
_MAY = re.compile(r"\d|\b(?:foot|feet|pounds?|kilos?|kilograms?|stones?|met(?:re|er)s?)\b")
_LOOSE = ("of ", "has ", "at ")  # what leads to a size of a person only right after one: "a man of 200 pounds"
_PERSONS: frozenset[Kind] = frozenset({NOUN, FOLK, "person"})
_SAID: frozenset[Kind] = frozenset({*_PERSONS, ADJECTIVE, CUE})
_ADDS, _FARTHEST = re.compile(r"(?:,|,? and|,? but)\s$"), 8
_BODY = "body"
_HEAVY, _TALL = "fat", "tall"
_MOST_WORDS = 3


class Size(NamedTuple):
    """Where a size stands and what it means."""

    start: int
    end: int
    forms: tuple[Form, ...]


def find_sizes(small: str, words: Sequence[Word], taxonomy: Taxonomy) -> Iterator[Size]:
    """The sizes of persons in a text in small letters. Which value one is under does not matter: all of them are withheld."""
    if _MAY.search(small) is None or _BODY not in taxonomy.attributes:
        return
    for match in _SIZE.finditer(small):
        if _is_of_person(match, small, words, taxonomy):
            value = _HEAVY if match["weight"] else _TALL
            yield Size(match.start(), match.end(), (Form((match.group(),), CUE, _BODY, ONE, (value,)),))


def _is_of_person(match: re.Match[str], small: str, words: Sequence[Word], taxonomy: Taxonomy) -> bool:
    """Whether a size leads to a person, is weighed or stood by somebody before it, or is a tag of its own."""
    if (match["lead"] or "").startswith(("weigh", "who weigh")) or _leads_to_person(match.end(), small, words, taxonomy):
        return True
    ends = re.match(r"\s*(?:$|[,;.)\]!?]|and\b|with\b)", small[match.end() :]) is not None
    if not ends:
        return False
    if match["lead"] in _LOOSE:
        return _follows_person(match.start(), small, words)
    if match["lead"] is not None or stands_alone(small, match.start(), match.end()) or _follows_person(match.start(), small, words):
        return True
    return _is_added(match, small, words)


def _is_added(match: re.Match[str], small: str, words: Sequence[Word]) -> bool:
    """Whether "and" or a comma adds a size to what somebody is: "he is old, 6'2 and blind", "tired and 5'4"."""
    joint = _ADDS.search(small, max(0, match.start() - _FARTHEST), match.start())
    before = next((word for word in reversed(words) if joint and word[1] <= joint.start()), None)
    in_feet = "'" in match.group()
    return before is not None and (in_feet or not _SAID.isdisjoint(form.kind for form in before[3] or ()))


def _leads_to_person(end: int, small: str, words: Sequence[Word], taxonomy: Taxonomy) -> bool:
    following = [word for word in words if word[0] >= end][: _MOST_WORDS + 1]
    for word, after in pairwise([*following, (len(small), len(small), "", ())]):
        if small[end : word[0]] not in (" ", "-", ", "):
            return False
        kinds = {form.kind for form in word[3] or ()}
        if kinds & _PERSONS or any(form.kind in _PERSONS for form in taxonomy.forms.get((word[2], after[2]), ())):
            return True  # also "a 6'5\" basketball player"
        if ADJECTIVE not in kinds:
            return False
        end = word[1]
    return False


def _follows_person(start: int, small: str, words: Sequence[Word]) -> bool:
    """Whether a person, or "is", stands right before: "he is 6 ft tall"."""
    before = next((word for word in reversed(words) if word[1] <= start), None)
    if before is None or small[before[1] : start].strip(" (~,"):
        return False
    return before[2] in ("is", "was", "s") or any(form.kind in _PERSONS for form in before[3])
