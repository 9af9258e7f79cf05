"""Before what an adjective stands that is in the clear: a thing, a person, nothing. Words and signs alone decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from obclip.prompts.reading.likenesses import HAIR, SELDOM_SAID
from obclip.prompts.reading.said_of_things import GAP, is_said_of_thing
from obclip.prompts.reading.subjects import BECOMING, COPULAS, MANNERS
from obclip.prompts.reading.units import BREAK, COMMA, HYPHEN, SPACE, Unit, Word, parted
from obclip.prompts.vocabulary.terms import ANIMAL, FOLK, NOUN, STOP, THING
from obclip.prompts.vocabulary.words import harmless, things

_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "their", "its", "my", "some"})
_ONE = frozenset(["a", "an"])
_LINKS = frozenset({"and", "or", "very", "looking"})
_BESIDE = frozenset({"with", "in", "who", "from", "at"})
_SIGN = re.compile(r"[-/&+.]\w")
_SKIN, _CLOSING = frozenset(["skin", "complexion"]), re.compile(r"(?::[\d.]+)?[)\]]+ ")
_MAKING = frozenset("made makes making make left leaves leaving rendered rendering turned turns struck keeps kept".split())
_OBJECTS = frozenset([GAP, "him", "her", "them", "his", "their"])
_DEGREES = frozenset(
    "somewhat a bit little kind sort of as so too neither nor either quite very rather slightly fairly pretty really not how such".split()
)
_SHAPES = frozenset({"silhouette", "proportions", "stature"})
_EYED = "eyed"  # "black eyed children"
_MOST_WORDS, _FARTHEST, _NEAR = 4, 6, 40


def leads_to_thing(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether a word for a thing or an animal comes next, with words between that may describe it."""
    determined = place > 0 and words[place - 1][2] in _DETERMINERS  # "an old, rusty bicycle", not the tags "old, bicycle"
    for after in range(place + 1, min(place + 1 + _MOST_WORDS, len(words))):
        between = parted(text, words[after - 1][1], words[after][0])
        if between == BREAK or _is_person(words[after]) or (_is_small(words[after], text) and words[after][2] not in _LINKS):
            return False
        if _is_thing(words, after, text):
            return True
        if between == COMMA and not determined:
            return False
    return False


def is_of_thing(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether a thing or an animal comes next, or is what the word is said of: "the cup is white"."""
    if leads_to_thing(words, place, text):
        return True
    near = words[max(0, place - _NEAR) : place + 2]  # no further, for each word is asked for
    before = [BREAK, *(parted(text, one[1], other[0]) for one, other in pairwise(near))]
    return is_said_of_thing([Unit(*word, sign) for word, sign in zip(near, before, strict=True)], min(place, _NEAR))


def leads_to_person(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether what moves comes next, or somebody after some further words, whatever they are but things: "a black A+ mega woman"."""
    determined = place > 0 and words[place - 1][2] in _DETERMINERS
    for after in range(place + 1, min(place + 1 + _FARTHEST, len(words))):
        between = parted(text, words[after - 1][1], words[after][0])
        if between == COMMA or (between == BREAK and not determined):
            return False
        if _is_person(words[after]):
            return words[after][2] == GAP or after > place + 1
        ends = _is_small(words[after], text) and not (determined and words[after][2] in _LINKS)
        if ends or _is_thing(words, after, text) or words[after][2] in HAIR or words[after][2] == _EYED:
            return False
    return False


def leads_to_skin(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether a closing bracket alone parts a word from the skin that it describes: "[brown] skin"."""
    after = words[place + 1 : place + 2]
    return bool(after) and after[0][2] in _SKIN and _CLOSING.fullmatch(text, words[place][1], after[0][0]) is not None


def stands_for_person(words: Sequence[Word], place: int) -> bool:
    """Whether a word such as "black" is a noun: "a black with a hat"."""
    after = words[place + 1 : place + 2]
    return bool(place and after) and words[place - 1][2] in _ONE and after[0][2] in _BESIDE


def is_become(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether a verb says the last word of a phrase of somebody, its subject or its object: "she has gone blind", "left him blind"."""
    before = [word[2] for word in words[max(0, place - _MOST_WORDS) : place]]
    after = words[place + 1 : place + 2]
    ends = not after or parted(text, words[place][1], after[0][0]) in (COMMA, BREAK) or _is_small(after[0], text)
    if len(before) < 2 or not ends or parted(text, words[place - 1][1], words[place][0]) in (COMMA, BREAK):
        return False
    if before[-1] in BECOMING:
        return GAP in before[:-1] and words[place][2] not in MANNERS
    return before[-1] in _OBJECTS and before[-2] in _MAKING


def is_said_by_degree(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether degrees alone part a word from whom it is said of: "a man, somewhat tall", "neither tall nor short", "tall as he is"."""
    after = [word[2] for word in words[place + 1 : place + 3]]
    if after == ["as", GAP] or (after[:1] and after[0] in _SHAPES):
        return True
    for before in range(place - 1, max(-1, place - 1 - _FARTHEST), -1):
        if parted(text, words[before][1], words[before + 1][0]) not in (SPACE, COMMA):
            return False
        if words[before][2] == GAP:
            return before < place - 1
        if words[before][2] not in _DEGREES and words[before + 1][2] not in ("nor", "and", "as"):
            return False
    return False


def ends_phrase(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether a word is what its phrase is of, with another before it that only describes: "a business druid standing"."""
    before, after = words[place - 1] if place else None, words[place + 1 : place + 2]
    if before is None or before[3] or text[before[1] : words[place][0]] != " " or not (before[2] in harmless() or before[2] in things()):
        return False
    if before[2].endswith(("ing", "ed", "ly")) or (before[2].endswith("s") and not before[2].endswith("ss")):
        return False
    return not after or parted(text, words[place][1], after[0][0]) in (COMMA, BREAK) or _is_small(after[0], text)


def speaks_alone(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether a word such as "black" may speak of a person: right before one, after "is", or alone between commas."""
    before = words[place - 1] if place else None
    after = words[place + 1] if place + 1 < len(words) else None
    ends = after is None or parted(text, words[place][1], after[0]) in (COMMA, BREAK)
    begins = before is None or parted(text, before[1], words[place][0]) in (COMMA, BREAK)
    if before is not None and before[2] in COPULAS and not begins:
        return True
    if is_become(words, place, text) or is_said_by_degree(words, place, text):
        return True
    alone = begins and ends and words[place][2] not in SELDOM_SAID  # "moody, dark, fog"
    return alone or (not ends and after is not None and after[2] == GAP)


def _is_person(word: Word) -> bool:
    return word[2] == GAP or any(form.kind in (NOUN, FOLK, "person") for form in word[3])


def _is_small(word: Word, text: str) -> bool:
    """Whether a word joins others, "a" and "with"; a letter with a full stop does not: "a.k.a."."""
    return any(form.kind == STOP for form in word[3]) and not (len(word[2]) == 1 and text.startswith(".", word[1]))


def _is_thing(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether a word means a thing and is not the first part of what only describes: "TV/film"."""
    start, end, spelled, forms = words[place]
    after = words[place + 1] if place + 1 < len(words) else None
    if after and _SIGN.match(text, end) and parted(text, end, after[0]) == HYPHEN:
        return False
    if after and _is_person(after) and text[start - 1 : start] in ("/", "&", "+"):
        return False
    return any(form.kind in (THING, ANIMAL, "lookalike") for form in forms) or (
        len(spelled) > 1 and spelled != "well" and spelled in things()
    )
