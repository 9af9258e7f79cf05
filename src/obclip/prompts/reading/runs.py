"""Words about persons that signs join without a space, "woman/old/asian", "male-40s-black": a list, which is written as one.

So is a phrase that hyphens join, "a happy-young-man", "girl-with-a-lamp", "a white-passing woman". Elsewhere a hyphen makes another
word ("man-made"), and a stroke an alternative ("and/or").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from obclip.prompts.english.booru import stands_alone
from obclip.prompts.vocabulary.terms import ADJECTIVE, FOLK, NOUN, PRONOUN_KINDS, STOP, Kind, Taxonomy
from obclip.prompts.vocabulary.words import neutral_persons

from .ages_in_signs import ages_in_signs
from .hyphened import JOINED_BEFORE
from .mixed import mixed
from .normal import Normal, rewritten
from .origins import BORN, says_people

_RUN = re.compile(r"(?<![^\W_])(?<![-/.:@])[^\W_]+(?:[-/][^\W_]+)+(?![-/.@]?[^\W_])(?![-/@])")
_WORD = re.compile(r"[^\W_]+")
_AGE = re.compile(r"\d{1,2}(?:s|yo)?")
_YEARS = re.compile(r"\d{1,3}-years?-old\b")  # as one of two, "75-year-old/middle-aged"
_KIN = frozenset("mother father mom mum dad son daughter brother sister husband wife boy girl grandmother grandfather uncle aunt".split())
_PERSON, _ABOUT, _NUMBER, _OTHER, _SMALL = "person", "about", "number", "other", "small"
# After an adjective: who is taken for it. "White-passing" says what "white" says.
_TAKEN_FOR = frozenset("passing presenting looking appearing seeming coded identifying identified aligned perceived".split())
_TAKEN_IN_TWO = re.compile(r"\b(?:femme|masc|male|female)(?P<taken> (?:presenting|passing))(?= [a-z])", re.IGNORECASE)
_AFTER = re.compile(r"(?: [^\W_]+){1,3}")


class _Part(NamedTuple):
    """What stands from start to end of a run, and whether it is a person, says something of one, or may be an age."""

    start: int
    end: int
    kind: str


def spread_runs(normal: Normal, taxonomy: Taxonomy) -> Normal:
    """The prompt with spaces and commas for the signs between such words."""
    changes = sorted(_joints(normal.text, taxonomy))
    return rewritten(normal, [change for place, change in enumerate(changes) if not place or changes[place - 1][1] <= change[0]])


def _joints(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The signs that are to be written otherwise, and how."""
    yield from mixed(text, taxonomy)
    yield from ages_in_signs(text, taxonomy)
    for match in _TAKEN_IN_TWO.finditer(text):
        yield *match.span("taken"), ""
    for match in _RUN.finditer(text) if "-" in text or "/" in text else ():
        run = match.group()
        parts = list(_parts(run.lower(), taxonomy))
        if _is_phrase(match, parts, taxonomy):
            yield from _spread(match, parts)
        elif _is_list(run, parts, taxonomy):
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
        if "/" in run and (years := _YEARS.match(run, words[place].start())):
            yield _Part(*years.span(), _ABOUT)
            place += 3
            continue
        lengths = taxonomy.lengths.get(tuple(said[place : place + 2]), ())
        count = next((n for n in lengths if place + n <= len(said) and tuple(said[place : place + n]) in taxonomy.forms), 1)
        spelled = tuple(said[place : place + count])
        yield _Part(words[place].start(), words[place + count - 1].end(), _kind(spelled, taxonomy))
        place += count


def _kind(spelled: tuple[str, ...], taxonomy: Taxonomy) -> str:
    forms = taxonomy.forms.get(spelled, ())
    kinds: set[Kind] = {form.kind for form in forms}
    if len(spelled) == 1 and spelled[0] in _TAKEN_FOR:
        return _OTHER
    if kinds & {*PRONOUN_KINDS, "lookalike"}:
        return ""
    if STOP in kinds:
        return _SMALL
    if kinds & {NOUN, "person"}:
        return _PERSON
    if kinds & {ADJECTIVE, FOLK}:
        return _ABOUT
    return _NUMBER if len(spelled) == 1 and _AGE.fullmatch(spelled[0]) else _OTHER


def _is_phrase(match: re.Match[str], parts: Sequence[_Part], taxonomy: Taxonomy) -> bool:
    """Whether the hyphens of a run part the words of a phrase about somebody: it ends with the person, has small words within, or says
    what somebody is who comes next, or stands alone as a tag."""
    run, kinds = match.group().lower(), [part.kind for part in parts]
    if run.endswith("-style") and len(parts) > 2:
        return False  # "korean-idol-style" is a name
    if "/" in run or "" in kinds or _NUMBER in kinds or len(parts) < 2 or parts[0].end == 1:
        return False
    about = [run[part.start : part.end] for part in parts if part.kind in (_PERSON, _ABOUT)]
    if _SMALL in kinds:  # "girl-with-a-lamp"
        return bool(about) and _SMALL not in (kinds[0], kinds[-1])
    leads = run[: parts[0].end] in JOINED_BEFORE
    if kinds[-1] == _PERSON:
        return not leads or len(parts) > 2
    first = taxonomy.forms.get(tuple(_WORD.findall(run[: parts[0].end])), ())
    if _OTHER not in kinds or (run[parts[-1].start :] in BORN and says_people(first, taxonomy)):  # "Korean-American", "Kenya-born"
        return False
    taken = about[:1] == [run[: parts[0].end]] and run[parts[-1].start :] in _TAKEN_FOR
    plain = taken or (kinds[0] == _ABOUT and (len(about) > 1 or about[0] not in taxonomy.narrow))
    return (plain and _is_before_person(match, taxonomy)) or (
        (plain or (leads and kinds[-1] == _ABOUT)) and stands_alone(match.string, *match.span())
    )


def _spread(match: re.Match[str], parts: Sequence[_Part]) -> Iterator[tuple[int, int, str]]:
    """The joints of such a phrase; what stands for how somebody looks goes."""
    run = match.group().lower()
    for part, following in pairwise(parts):
        gone = following is parts[-1] and run[following.start :] in _TAKEN_FOR
        yield match.start() + part.end, match.start() + (following.end if gone else following.start), "" if gone else " "


def _is_before_person(match: re.Match[str], taxonomy: Taxonomy) -> bool:
    after = _AFTER.match(match.string, match.end())
    for word in after.group().lower().split() if after else ():
        kind = _kind((word,), taxonomy)
        if kind == _PERSON or word in neutral_persons():
            return True
        if kind in ("", _SMALL):
            return False
    return False


def _is_list(run: str, parts: list[_Part], taxonomy: Taxonomy) -> bool:
    kinds = [part.kind for part in parts]
    if "" in kinds or _SMALL in kinds or len(parts) < 2:
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
