"""Words about persons that a sign, a hyphen or a blank cuts, "wo-man", "Korea-n", "ga/y", "m\\an", "wom an", written whole again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, NOUN, PLACE, STOP, Taxonomy

from .unknown import is_listed

_SIGN = r"(?:_|[-\\.#~|/,;:?+=^`'·•—\"%&]{1,2})"
_CUT = re.compile(rf"[^\W\d_]+(?:{_SIGN}[^\W\d_]+)+")
# What no match can lack, quickly looked for: a sign right before a letter, and a lone letter.
_JOINT, _LETTER = re.compile(r"[-_\\.#~|/,;:?+=^`'·•—\"%&](?=[^\W\d_])"), re.compile(r" [b-hj-np-rt-zB-HJ-NP-RT-Z](?!\w)")
_PART, _MOST_CUTS = re.compile(r"[^\W_]+"), 3
_FREE, _PAUSES = "_/,;:.'\"&|", ",;:."  # signs that stand between words as well
_ENDINGS = frozenset("s d m t ll re ve".split())  # after an apostrophe
_BROKEN, _MOST_BEGUN = re.compile(r"(?<![\w'-])(?P<begun>[^\W\d_]+)[ \t]?\n\s*(?=(?P<end>[^\W\d_]+)(?![\w'-]))"), 2  # "mu\nslim"
# "An old\nman": a line ends within a phrase that an article or the like leads.
_LED = r"(?:an?|the|his|her|their|my|our|this|that|one|two|three|four|some)"
_LINE = re.compile(
    rf"(?<![\w'-])(?:(?P<led>{_LED} (?:[^\W\d_]+(?:-[^\W\d_]+)*,? ){{0,3}}[^\W\d_]+(?:-[^\W\d_]+)*)|{_LED})"
    r"(?P<end>[ \t]?\n\s*)(?=(?P<next>[a-z]+))",
    re.IGNORECASE,
)
_LONE = re.compile(
    r"(?<![\w'-])(?:(?P<letter>[b-hj-np-rt-z]) (?P<rest>[^\W\d_]{2,})|(?P<begun>[^\W\d_]{2,}) (?P<end>[b-hj-np-rt-z]))(?![\w'-])",
    re.IGNORECASE,
)


def joined(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes that take out what cuts such words, in no order."""
    for match in _stretches(text):
        yield from _mended(match, taxonomy)
    for match in _BROKEN.finditer(text) if "\n" in text else ():
        one, other = match["begun"].lower(), match["end"].lower()
        whole = taxonomy.means(one, STOP) or _tells(one, taxonomy) or (len(one) > _MOST_BEGUN and is_listed(one))
        if _tells(one + other, taxonomy) and not whole:
            yield match.end("begun"), match.start("end"), ""
    for match in _LINE.finditer(text) if "\n" in text else ():
        led = _PART.findall(match["led"] or "")[1:]
        if match["next"].islower() and taxonomy.means(match["next"], ADJECTIVE, NOUN, "person") and _only_describe(led, taxonomy):
            yield *match.span("end"), " "
    for match in _LONE.finditer(text) if text[1:2] == " " or _LETTER.search(text) else ():
        one, other = (match["letter"], match["rest"]) if match["letter"] else (match["begun"], match["end"])
        one, other = one.lower(), other.lower()
        if (
            _tells(one + other, taxonomy)
            and (one, other) not in taxonomy.forms
            and not (other == "x" and _tells(one, taxonomy))  # "man x bear" are two
            and not any(taxonomy.means(word, STOP) for word in (one, other))
        ):
            place = match.start() + len(one)
            yield place, place + 1, ""


def _stretches(text: str) -> Iterator[re.Match[str]]:
    """Where signs stand between letters, from the first word on: only there is looked closer."""
    reached = 0
    for joint in _JOINT.finditer(text):
        start = joint.start()
        if start < reached:
            continue
        start -= start > 0 and not text[start - 1].isalpha()  # the second of two signs
        while start > reached and text[start - 1].isalpha():
            start -= 1
        if match := _CUT.match(text, start):
            yield match
            reached = match.end()


def _mended(match: re.Match[str], taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The first word about a person of a stretch, without the signs that cut it."""
    parts = list(_PART.finditer(match.group().lower()))
    if all(part.end() - part.start() == 1 for part in parts):  # "o-l-d" is spelled
        return
    for first in range(len(parts)):
        for last in range(first + 1, min(len(parts), first + 1 + _MOST_CUTS)):
            words = [part.group() for part in parts[first : last + 1]]
            signs = [match.group()[one.end() : other.start()] for one, other in pairwise(parts[first : last + 1])]
            if _tells("".join(words), taxonomy) and _is_cut(words, signs, taxonomy):
                for one, other in pairwise(parts[first : last + 1]):
                    yield match.start() + one.end(), match.start() + other.start(), ""
                return


def _is_cut(words: Sequence[str], signs: Sequence[str], taxonomy: Taxonomy) -> bool:
    """Whether signs stand within a word: where they stand between words as well, a part must be none, or one letter of a longer word."""
    lengths = set(map(len, words))
    if tuple(words) in taxonomy.forms or (signs[-1] == "'" and words[-1] in _ENDINGS) or lengths == {1}:  # "o-l-d" is spelled
        return False
    if not any(sign in _FREE for sign in signs):
        return True
    if any(len(word) > 1 and not is_listed(word) and (word,) not in taxonomy.forms for word in words):
        return True
    if any(sign in _PAUSES for sign in signs) and any(taxonomy.means(word, STOP) for word in words):
        return False  # "in m,an old man"
    return 1 in lengths and not any(_tells(word, taxonomy) for word in words)


def _tells(word: str, taxonomy: Taxonomy) -> bool:
    """Whether a word says or betrays something of a person, or where one is from."""
    return any(form.row in taxonomy.rows or form.kind in (CUE, PLACE) for form in taxonomy.forms.get((word,), ()))


def _only_describe(words: Sequence[str], taxonomy: Taxonomy) -> bool:
    """Whether the last word says what somebody is like, if there is any, and no other joins or means somebody."""
    joins = any(taxonomy.means(word.lower(), STOP, NOUN, "person") for word in words)
    return not words or (not joins and any(taxonomy.means(word.lower(), ADJECTIVE) for word in words[-2:]))
