"""Cuts a prompt into units: the longest forms that the taxonomy knows, and single words between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise, repeat
from typing import NamedTuple

from obclip.prompts.english.ages import find_ages, may_state_age
from obclip.prompts.english.contacts import find_contacts
from obclip.prompts.english.tags import find_tags
from obclip.prompts.vocabulary.terms import Form, Kind, Taxonomy

# A weight (":1.2" before a bracket) is no word, and brackets do not part what they weigh: "(young:1.1) woman".
_TOKEN = re.compile(r"(:\d*\.?\d+(?=[)\]}])|[\ue000-\uf8ff]|[^\W_]+)")
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

    def form(self, *kinds: Kind) -> Form | None:
        """The meaning of one of these kinds, if the unit has one."""
        for form in self.forms:
            if form.kind in kinds:
                return form
        return None


Word = tuple[int, int, str, tuple[Form, ...]]  # start, end, the known form or single word in small letters, all that it may mean


def read_units(text: str, taxonomy: Taxonomy) -> list[Unit]:
    """The units of a prompt in normal form, from left to right."""
    words = cut_words(text, taxonomy)
    parted = [BREAK, *[separator(text[before[1] : after[0]]) for before, after in pairwise(words)]]
    return [Unit(*word, before) for word, before in zip(words, parted, strict=False)]


def cut_words(text: str, taxonomy: Taxonomy) -> list[Word]:
    """What a prompt in normal form is made of, from left to right; forms are whole words, the longest first."""
    small = _small(text)
    parts = _TOKEN.split(small)  # what is between words and the words, in turn
    sizes, single = list(map(len, parts)), parts[1::2]
    ends = list(accumulate(sizes))
    words = list(zip(ends[::2], ends[1::2], single, map(taxonomy.forms.get, zip(single, strict=False), repeat(())), strict=False))
    figures = _figures(text, small, single, taxonomy)
    look_closer = figures or (1, 1) in pairwise(sizes[1::2])  # single letters may spell a word
    found: list[Word] = []
    reached = 0  # how many of the words have been found
    for place in range(len(words)) if look_closer else _beginnings(parts, taxonomy):
        if place < reached:
            continue
        start = words[place][0]
        found += words[reached:place]
        if start in figures:
            word = figures[start]
        elif len(single[place]) == 1 and (spaced := _spaced(parts[2 * place + 1 :], start, taxonomy)):
            word = spaced
        else:
            word = _longest(parts, place, start, taxonomy) or words[place]
            if word[3] and _is_part_of_compound(small, word, found, taxonomy):
                word = *word[:3], ()
        found.append(word)
        reached = place + 1
        while reached < len(words) and words[reached][0] < word[1]:
            reached += 1
    found += words[reached:]
    if taxonomy.tokens:
        found = [(*word[:3], taxonomy.tokens[word[2]]) if word[2] in taxonomy.tokens else word for word in found]
    return [word for word in found if word[2][0] != ":"] if ":" in small else found


def _beginnings(parts: Sequence[str], taxonomy: Taxonomy) -> Sequence[int]:
    """The words that may not stand for themselves: with the next they begin a longer form, or a hyphen is beside them."""
    lengths = taxonomy.lengths
    found = [place for place, pair in enumerate(pairwise(parts[1::2])) if pair in lengths]
    if "-" not in parts:
        return found
    hyphens = [place for place in range(1, len(parts) // 2) if parts[2 * place] == "-"]
    return sorted({*found, *hyphens, *[place - 1 for place in hyphens]})


def _spaced(parts: Sequence[str], start: int, taxonomy: Taxonomy) -> Word | None:
    """A known word of three letters or more that is written letter by letter from here on: "w o m a n", "o-l-d"."""
    if "".join(parts[:6:2]) not in taxonomy.beginnings:
        return None
    run = 0
    while run < min(len(parts) // 2, _MOST_LETTERS) and len(parts[2 * run]) == 1 and (not run or _SPREAD.fullmatch(parts[2 * run - 1])):
        run += 1
    for count in range(run, 2, -1):
        word = "".join(parts[: 2 * count : 2])
        forms = taxonomy.forms.get((word,), ())
        if any(form.row for form in forms):
            return start, start + len("".join(parts[: 2 * count - 1])), word, forms
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


def _figures(text: str, small: str, words: Sequence[str], taxonomy: Taxonomy) -> dict[int, Word]:
    """Ages in figures and contact data by where their first word begins; the longer of two that overlap."""
    found: dict[int, Word] = {}
    digits = _DIGIT_OR_AT.search(small) is not None
    if not (digits or may_state_age(small, words)):
        return found
    finds = [*find_ages(small, taxonomy)]
    if digits:
        finds += [*find_contacts(text), *find_tags(text, taxonomy)]
    reached = 0
    for start, end, forms in sorted(finds, key=lambda find: (find[0], -find[1])):
        first = start if text[start].isalnum() else start + 1
        if start >= reached:
            found[first], reached = (start, end, " ".join(_TOKEN.findall(small[first:end])), forms), end
    return found


def _small(text: str) -> str:
    """The text in small letters, each in its place: some capitals have two characters for their small letter."""
    return text.lower() if text.isascii() else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _longest(parts: Sequence[str], place: int, start: int, taxonomy: Taxonomy) -> Word | None:
    """The longest form of two words or more that begins at a word, with spaces, hyphens and apostrophes alone between the words."""
    first = 2 * place + 1
    for count in taxonomy.lengths.get(tuple(parts[first : first + 3 : 2]), ()):
        last = first + 2 * count - 1
        spelled = tuple(parts[first:last:2])
        forms = taxonomy.forms.get(spelled)
        if forms and all(map(_joins, parts[first + 1 : last - 1 : 2])):
            return start, start + len("".join(parts[first:last])), " ".join(spelled), forms
    return None


def _joins(between: str) -> bool:
    return between in (" ", "-", "'") or not (between.strip() or "\n" in between)


def _is_part_of_compound(small: str, word: Word, found: Sequence[Word], taxonomy: Taxonomy) -> bool:
    """Whether a hyphen makes the form a part of another word ("man-made").

    Not in "ex-husband", which is a husband, nor in "Korean-American", which is two adjectives, nor in "she-wolf".
    """
    start, end, _, _ = word
    if small[end : end + 1] == "-" and small[end + 1 : end + 2].isalnum():
        following = _TOKEN.findall(small[end + 1 :])[0]
        return not _has_adjective(taxonomy.forms.get((following,), ()))
    if start > 1 and small[start - 1] == "-" and small[start - 2].isalnum():
        animal = any(form.kind == "animal" for form in taxonomy.forms.get((small[start:end],), ()))
        return not animal and not (found and (found[-1][2] in _JOINED_BEFORE or _has_adjective(found[-1][3])))
    return False


def _has_adjective(forms: Sequence[Form]) -> bool:
    return any(form.kind == "adjective" for form in forms)
