"""Weights and heights of persons in figures: "about 90 kg", "weighing 400 pounds", "a six foot tall man", "6'2\\"", "180cm".

They betray a body as cues do, and are withheld where somebody is shown; "400 pounds of apples" and "a 3 m wall" are sizes of things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, FOLK, NOUN, ONE, Form, Kind, Taxonomy

from .booru import stands_alone

Word = tuple[int, int, str, tuple[Form, ...]]  # as in reading/units.py
_ABOUT = r"(?:(?:just|well|only) )?(?:(?:about|around|roughly|approximately|approx\.?|nearly|almost|over|under|at least|some) |~\s?)?"
_WEIGHT = r"(?:\d{2,3}(?:\.\d)?[\s-]?(?:pounds?|lbs?|kgs?|kilos?|kilograms?)|\d{1,2}[\s-]stones?)\b"
_HEIGHT = (
    r"(?:[3-8]\s?'\s?\d{1,2}(?:\s?\"|'')?|[3-8]\s?'(?!\w)|"
    r"(?:[3-8]|three|four|five|six|seven|eight)[\s-]?(?:foot|feet|ft)\b\.?(?:\s?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven)\b(?:[\s-]?(?:inches|inch|in\b\.?|\"))?)?|"
    r"[12][.,]\d{1,2}\s?m(?:eters?|etres?)?\b|[12]\d\d\s?cms?\b)"
)
_SIZE = re.compile(
    rf"(?P<lead>\b(?:who )?(?:weighs|weighing|weighed|weight:?|height:?|stands|standing) )?{_ABOUT}"
    rf"(?<![\w.,'])(?:(?P<weight>{_WEIGHT})|(?P<height>{_HEIGHT}))(?P<tail>[\s-](?:tall|heavy|in (?:height|weight))\b)?"
)
_MAY = re.compile(r"\d|\b(?:foot|feet)\b")
_PERSONS: frozenset[Kind] = frozenset({NOUN, FOLK, "person"})
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
        if _is_of_person(match, small, words):
            value = _HEAVY if match["weight"] else _TALL
            yield Size(match.start(), match.end(), (Form((match.group(),), CUE, _BODY, ONE, (value,)),))


def _is_of_person(match: re.Match[str], small: str, words: Sequence[Word]) -> bool:
    """Whether a size leads to a person, is weighed or stood by somebody before it, or is a tag of its own."""
    if (match["lead"] or "").startswith(("weigh", "who weigh")) or _leads_to_person(match.end(), small, words):
        return True
    ends = re.match(r"\s*(?:$|[,;.)\]!?]|and\b|with\b)", small[match.end() :]) is not None
    if not ends:
        return False
    return match["lead"] is not None or stands_alone(small, match.start(), match.end()) or _follows_person(match.start(), small, words)


def _leads_to_person(end: int, small: str, words: Sequence[Word]) -> bool:
    for word in [word for word in words if word[0] >= end][:_MOST_WORDS]:
        if small[end : word[0]] not in (" ", "-", ", "):
            return False
        kinds = {form.kind for form in word[3]}
        if kinds & _PERSONS:
            return True
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
