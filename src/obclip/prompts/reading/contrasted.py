"""Two persons whom "he" and "she" tell apart after they were named: "a man and a woman. He is 60, she is 25", "a couple where he is old".

Each has axes of their own. After nouns they are "one" and "the other", for where both nouns have one gender no pronoun tells whom it
means; after a word for the two together, and where nobody is named ("he was a tailor and she was a cook"), they are "one man" and
"one woman". So no candidate has such pronouns: it is read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from obclip.prompts.vocabulary.terms import FOLK, MANY, NOUN, Kind, Taxonomy

from .told_apart import told_apart

_SUBJECT = re.compile(r"(?<![\w'-])(?P<who>s?he)(?P<short>'s)?(?![\w'/-])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_TWO = frozenset("couple pair duo newlyweds spouses lovers partners".split())
_PERSONS: frozenset[Kind] = frozenset({NOUN, FOLK, "person"})
_NOUNS = {"he": "man", "she": "woman"}
_IS_A = re.compile(r"\s(?:is|was)\s(?:still\s|now\s|once\s)?an?\s|(?<=s)\san?\s", re.IGNORECASE)
_CLAUSE = re.compile(r"[^.,;:]*")
_JOINED = re.compile(r"\s(?:and|or)\s$", re.IGNORECASE)
_HAS = frozenset("got been had gone taken".split())


def contrasted(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes by which such pronouns, and others who are told apart, are read."""
    yield from told_apart(text, taxonomy)
    yield from _told_by_pronouns(text, taxonomy)


def _told_by_pronouns(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    found = list(_SUBJECT.finditer(text)) if "he" in taxonomy.rows and "he" in text.lower() else []
    who = [match["who"].lower() for match in found]
    if len(set(who)) < 2 or any(_is_joined(match, before) for before, match in pairwise(found)):
        return
    named = _named(text[: found[0].start()], taxonomy)
    if not named and len(found) == len(_NOUNS) and all(_IS_A.match(text, match.end()) for match in found):
        ends = [found[1].start(), len(text)]
        told = [_says_gender(text[match.end() : end], taxonomy) for match, end in zip(found, ends, strict=True)]
        named = [] if all(told) else ["both"]  # "he is a tall man, she is a short woman"; "he was a tailor and she was a cook"
    elif (len(named) < 2 and named != ["both"]) or _named(text[found[0].end() : found[-1].start()], taxonomy):
        return
    for match, word in zip(found, who, strict=True):
        written = f"one {_NOUNS[word]}" if named == ["both"] else "one" if word == who[0] else "the other"
        if match["short"]:
            after = _WORD.search(text, match.end())
            written += " has" if after and after.group().lower() in _HAS else " is"
        yield *match.span(), written.capitalize() if match["who"][0].isupper() else written


def says_which(written: str) -> bool:
    """Whether what is read for a pronoun says the gender that the pronoun says."""
    return any(noun in written.split() for noun in _NOUNS.values())


def _says_gender(text: str, taxonomy: Taxonomy) -> bool:
    """Whether a noun of the clause that a text begins with says a gender."""
    words = [match.group().lower() for match in _WORD.finditer(_CLAUSE.match(text).group())]  # type: ignore[union-attr]
    gender = taxonomy.rows["he"].attributes[0]
    said = (form for word in words for form in taxonomy.forms.get((word,), ()) if form.kind == NOUN)
    return any(taxonomy.attribute(value) == gender for form in said for value in form.values)


def _is_joined(match: re.Match[str], before: re.Match[str]) -> bool:
    """Whether "he and she" stand together."""
    return _JOINED.fullmatch(match.string, before.end(), match.start()) is not None


def _named(text: str, taxonomy: Taxonomy) -> list[str]:
    """The persons whom a text names: "both" for two together, else the nouns."""
    words = [match.group().lower() for match in _WORD.finditer(text)]
    nouns = [word for word in words if word in _TWO or taxonomy.means(word, *_PERSONS)]
    return ["both"] if len(nouns) == 1 and (nouns[0] in _TWO or _is_many(nouns[0], taxonomy)) else nouns


def _is_many(word: str, taxonomy: Taxonomy) -> bool:
    return any(form.kind in _PERSONS and form.number == MANY for form in taxonomy.forms.get((word,), ()))
