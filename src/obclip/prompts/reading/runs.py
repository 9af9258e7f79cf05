"""Words about persons that signs join without a space, "woman/old/asian", "male-40s-black": a list, which is written as one.

Elsewhere a hyphen makes another word ("man-made"), and a stroke an alternative ("and/or").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from obclip.prompts.vocabulary.terms import ADJECTIVE, FOLK, NOUN, PRONOUN_KINDS, STOP, Kind, Taxonomy

from .hyphened import JOINED_BEFORE
from .normal import Normal, rewritten

_RUN = re.compile(r"(?<![^\W_])(?<![-/.:@])[^\W_]+(?:[-/][^\W_]+)+(?![-/.@]?[^\W_])(?![-/@])")
_WORD = re.compile(r"[^\W_]+")
_AGE = re.compile(r"\d{1,2}(?:s|yo)?")
_KIN = frozenset("mother father mom mum dad son daughter brother sister husband wife boy girl grandmother grandfather uncle aunt".split())
_PERSON, _ABOUT, _NUMBER, _OTHER = "person", "about", "number", "other"


class _Part(NamedTuple):
    """What stands from start to end of a run, and whether it is a person, says something of one, or may be an age."""

    start: int
    end: int
    kind: str


def spread_runs(normal: Normal, taxonomy: Taxonomy) -> Normal:
    """The prompt with spaces and commas for the signs between such words."""
    return rewritten(normal, _joints(normal.text, taxonomy))


def _joints(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The signs that are to be written otherwise, and how."""
    for match in _RUN.finditer(text) if "-" in text or "/" in text else ():
        run = match.group()
        parts = list(_parts(run.lower(), taxonomy))
        if _is_list(run, parts, taxonomy):
            for number, (part, following) in enumerate(pairwise(parts)):
                leads = any(after.kind == _PERSON for after in parts[number + 1 :])
                written = _joint(run, part, following, leads=leads)
                yield match.start() + part.end, match.start() + following.start, written


def _parts(run: str, taxonomy: Taxonomy) -> Iterator[_Part]:
    """The longest forms of a run, and single words between them."""
    words = list(_WORD.finditer(run))
    said = [word.group() for word in words]
    place = 0
    while place < len(words):
        lengths = taxonomy.lengths.get(tuple(said[place : place + 2]), ())
        count = next((n for n in lengths if place + n <= len(said) and tuple(said[place : place + n]) in taxonomy.forms), 1)
        spelled = tuple(said[place : place + count])
        yield _Part(words[place].start(), words[place + count - 1].end(), _kind(spelled, taxonomy))
        place += count


def _kind(spelled: tuple[str, ...], taxonomy: Taxonomy) -> str:
    forms = taxonomy.forms.get(spelled, ())
    kinds: set[Kind] = {form.kind for form in forms}
    if kinds & {*PRONOUN_KINDS, STOP, "lookalike"}:
        return ""
    if kinds & {NOUN, "person"}:
        return _PERSON
    if kinds & {ADJECTIVE, FOLK}:
        return _ABOUT
    return _NUMBER if len(spelled) == 1 and _AGE.fullmatch(spelled[0]) else _OTHER


def _is_list(run: str, parts: list[_Part], taxonomy: Taxonomy) -> bool:
    kinds = [part.kind for part in parts]
    if "" in kinds or len(parts) < 2:
        return False
    said = [run[part.start : part.end].lower() for part in parts if part.kind in (_PERSON, _ABOUT)]
    if "/" in run:
        return len(said) > 1 and any(word not in taxonomy.narrow for word in said)
    if _OTHER in kinds or kinds[0] == _NUMBER or run[: parts[0].end].lower() in JOINED_BEFORE:
        return False
    return _PERSON in kinds or (_NUMBER not in kinds and _say_different_things(said, taxonomy))


def _say_different_things(said: list[str], taxonomy: Taxonomy) -> bool:
    """Whether adjectives are of an attribute each: "young-korean", not "african-american"."""
    forms = [taxonomy.forms[tuple(_WORD.findall(words))] for words in said]
    found = [{taxonomy.attribute(value) for form in each for value in form.values if value in taxonomy.values} for each in forms]
    return all(one and other and one.isdisjoint(other) for one, other in pairwise(found))


def _joint(run: str, part: _Part, following: _Part, *, leads: bool) -> str:
    """leads: whether a person follows, whom the part may describe."""
    if run[part.end : following.start] == "/":
        return ", "
    words = {run[part.start : part.end].lower(), run[following.start : following.end].lower()}
    if part.kind == following.kind == _PERSON:
        return " and " if words <= _KIN else " "
    return " " if part.kind == _ABOUT and leads else ", "
