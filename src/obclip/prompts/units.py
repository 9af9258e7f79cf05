"""Cuts a prompt into units: the longest forms that the taxonomy knows, and single words between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from .ages import find_ages
from .contacts import find_contacts
from .tags import find_tags
from .vocabulary import Form, Taxonomy

# A weight (":1.2" before a bracket) is no word, and brackets do not part what they weigh: "(young:1.1) woman".
_TOKEN = re.compile(r"(:\d*\.?\d+(?=[)\]}])|[^\W_]+)")
_WEIGHT = re.compile(r":\d*\.?\d+(?=[)\]}])|[()\[\]{}\"*+]")
_DIGIT_OR_AT = re.compile(r"[\d@]")
_SPREAD = re.compile(r"[ ._-]{1,2}")
_MOST_LETTERS = 20
_JOINED_BEFORE = frozenset({"ex", "half", "non", "step", "self", "soon", "then", "now"})

SPACE, COMMA, HYPHEN, BREAK = "space", "comma", "hyphen", "break"


class Unit(NamedTuple):
    """A known form or a single word: text[start:end], all that it may mean, and what parts it from the unit before."""

    start: int
    end: int
    word: str
    forms: tuple[Form, ...]
    before: str

    def form(self, *kinds: str) -> Form | None:
        """The meaning of one of these kinds, if the unit has one."""
        for form in self.forms:
            if form.kind in kinds:
                return form
        return None


_Word = tuple[int, int, str]  # start, end, the word in small letters


def read_units(text: str, taxonomy: Taxonomy) -> list[Unit]:
    """The units of a prompt in normal form, from left to right; forms are whole words, the longest first."""
    words = _words(text)
    figures = _figures(text, taxonomy)
    hyphens, known, lengths = "-" in text, taxonomy.forms, taxonomy.lengths
    units: list[Unit] = []
    place, end, last = 0, 0, len(words) - 1
    while place <= last:
        start, stop, word = words[place]
        following = words[place + 1][2] if place < last else ""
        count = 1
        if start in figures:
            start, stop, forms = figures[start]
            count = sum(1 for other in words[place:] if other[0] < stop)
            word = " ".join([other[2] for other in words[place : place + count]])
        elif len(word) == len(following) == 1 and (spaced := _spaced(text, words, place, taxonomy)):
            count, word, forms = spaced
            stop = words[place + count - 1][1]
        else:
            forms = known.get((word,), ())
            if (word, following) in lengths and (longer := _longest(text, words, place, taxonomy)):
                count, word, forms = longer
                stop = words[place + count - 1][1]
            if (
                hyphens
                and forms
                and "-" in text[max(start - 1, 0) : stop + 1]
                and _is_part_of_compound(text, (start, stop), words[place + count :], units, taxonomy)
            ):
                forms = ()
        between = text[end:start]
        units.append(Unit(start, stop, word, forms, BREAK if not units else SPACE if between == " " else separator(between)))
        place, end = place + count, stop
    return units


def _words(text: str) -> list[_Word]:
    parts = _TOKEN.split(text)  # what is between words and the words, in turn
    ends = list(accumulate(map(len, parts)))
    words = list(zip(ends[::2], ends[1::2], map(str.lower, parts[1::2]), strict=False))
    return [word for word in words if word[2][0] != ":"] if ":" in text else words


def _spaced(text: str, words: Sequence[_Word], place: int, taxonomy: Taxonomy) -> tuple[int, str, tuple[Form, ...]] | None:
    """A known word of three letters or more that is written letter by letter: "w o m a n", "o-l-d"."""
    run = 0
    while place + run < len(words) and run < _MOST_LETTERS and len(words[place + run][2]) == 1:
        if run and not _SPREAD.fullmatch(text, words[place + run - 1][1], words[place + run][0]):
            break
        run += 1
    for count in range(run, 2, -1):
        word = "".join(letter for _, _, letter in words[place : place + count])
        forms = taxonomy.forms.get((word,), ())
        if any(form.row for form in forms):
            return count, word, forms
    return None


def words_of(units: Sequence[Unit]) -> list[str]:
    """The single words of units, in small letters."""
    return [word for unit in units for word in (unit.word.split() if " " in unit.word else (unit.word,))]


def separator(between: str) -> str:
    """What the characters between two words do: nothing (space), a comma, a hyphen, or a break."""
    if between == " ":
        return SPACE
    bare = _WEIGHT.sub("", between)
    if bare in ("-", "/"):
        return HYPHEN
    if "\n" in bare:
        return BREAK
    bare = bare.strip()
    return SPACE if not bare else COMMA if bare in (",", "|") else BREAK


def _figures(text: str, taxonomy: Taxonomy) -> dict[int, tuple[int, int, tuple[Form, ...]]]:
    """Ages in figures and contact data by where their first word begins; the longer of two that overlap."""
    found: dict[int, tuple[int, int, tuple[Form, ...]]] = {}
    reached = 0
    finds = [*find_ages(_small(text), taxonomy)]
    if _DIGIT_OR_AT.search(text):
        finds += [*find_contacts(text), *find_tags(text, taxonomy)]
    if not finds:
        return found
    for start, end, forms in sorted(finds, key=lambda find: (find[0], -find[1])):
        first = start if text[start].isalnum() else start + 1
        if start >= reached:
            found[first], reached = (start, end, forms), end
    return found


def _small(text: str) -> str:
    """The text in small letters, each in its place: some capitals have two characters for their small letter."""
    return text.lower() if text.isascii() else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _longest(text: str, words: Sequence[_Word], place: int, taxonomy: Taxonomy) -> tuple[int, str, tuple[Form, ...]] | None:
    """The longest form of two words or more that begins here."""
    for count in taxonomy.lengths[words[place][2], words[place + 1][2]]:
        spelled = tuple([word[2] for word in words[place : place + count]])
        forms = taxonomy.forms.get(spelled)
        if forms and _hangs_together(text, words[place : place + count]):
            return len(spelled), " ".join(spelled), forms
    return None


def _hangs_together(text: str, words: Sequence[_Word]) -> bool:
    """Whether only spaces, hyphens and apostrophes stand between the words."""
    for left, right in pairwise(words):
        between = text[left[1] : right[0]]
        if between not in (" ", "-", "'") and (between.strip() or "\n" in between):
            return False
    return True


def _is_part_of_compound(text: str, span: tuple[int, int], following: Sequence[_Word], units: Sequence[Unit], taxonomy: Taxonomy) -> bool:
    """Whether a hyphen makes the form a part of another word ("man-made").

    Not in "ex-husband", which is a husband, nor in "Korean-American", which is two adjectives, nor in "she-wolf".
    """
    start, end = span
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum():
        forms = taxonomy.forms.get((following[0][2],), ()) if following else ()
        return all(form.kind != "adjective" for form in forms)
    if start > 1 and text[start - 1] == "-" and text[start - 2].isalnum():
        animal = any(form.kind == "animal" for form in taxonomy.forms.get((text[start:end].lower(),), ()))
        return not animal and not (units and (units[-1].word in _JOINED_BEFORE or units[-1].form("adjective")))
    return False
