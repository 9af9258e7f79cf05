"""Letters of other scripts, in frames or without a decomposition, that are read as Latin letters (Unicode UTS #39); figures for letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from .scripts import COMMON, LATIN, script_of

ALWAYS, MIXED, BARE = "always", "mixed", "bare"
FIGURES = (str.maketrans("013457", "oieast"), str.maketrans("013457", "oleast"))  # "0ld", "b1ack"
_SELECTOR = "\ufe0f"  # a mark by its category, but part of an emoji
_MOST_MARKS = 2  # Vietnamese needs two on one letter, no Latin alphabet three


@lru_cache(maxsize=1)
def always_latin() -> Mapping[int, str]:
    """Letters in frames, small capitals and Latin letters that look like a plain one, as str.translate wants them."""
    return _table(ALWAYS)


def bare_letters(word: str) -> str:
    """A word without diacritics and strokes, to be looked up where the word itself is unknown: "wømän" gives "woman"."""
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFD", word.translate(_table(BARE)))
    return unicodedata.normalize("NFC", "".join(sign for sign in plain if not is_mark(sign)))


def look_of(text: str) -> str:
    """A text with a Latin letter for each letter that looks like one, whatever stands around it."""
    return text if text.isascii() else unicodedata.normalize("NFD", text).translate(_table(MIXED))


def is_mark(sign: str) -> bool:
    """Whether a character belongs to the letter before it."""
    return sign > "\u02ff" and sign != _SELECTOR and unicodedata.category(sign)[0] == "M"


def latin_words(signs: Sequence[str]) -> list[str]:
    """The signs of a text (letters with their marks, and all else) with Latin letters where a word is Latin but for look-alikes.

    A word wholly of another script stays, and so does one that holds a letter which looks like no Latin one.
    """
    found: list[str] = []
    for is_word, stretch in _stretches(signs):
        found += [_unstacked(sign) for sign in (_latin_word(stretch) if is_word else stretch)]
    return found


def _stretches(signs: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Words and what stands between them."""
    stretch: list[str] = []
    for sign in signs:
        if stretch and _in_word(stretch[-1]) != _in_word(sign):
            yield _in_word(stretch[-1]), stretch
            stretch = []
        stretch.append(sign)
    if stretch:
        yield _in_word(stretch[-1]), stretch


def _in_word(sign: str) -> bool:
    return sign[0].isalpha() or ord(sign[0]) in _table(MIXED)


def _latin_word(signs: list[str]) -> list[str]:
    if all(sign.isascii() for sign in signs) or LATIN not in _scripts_of(signs):
        return signs
    mapped = [unicodedata.normalize("NFC", unicodedata.normalize("NFD", sign).translate(_table(MIXED))) for sign in signs]
    return mapped if _scripts_of(mapped) <= {LATIN, COMMON} else signs


def _scripts_of(signs: Sequence[str]) -> set[str]:
    return {script_of(sign[0]) for sign in signs}


def _unstacked(sign: str) -> str:
    """A sign without marks that no reader needs: on nothing or no letter, struck through an ASCII letter, or in a heap on one."""
    if is_mark(sign[0]):
        return ""
    if len(sign) == 1:
        return sign
    parts = unicodedata.normalize("NFD", sign)
    if parts[0].isascii() and len(parts) > 1 + _MOST_MARKS:
        return parts[0]
    return sign if sign[0].isalpha() and not sign[0].isascii() else sign[:1]


@lru_cache(maxsize=3)
def _table(use: str) -> Mapping[int, str]:
    return {int(code, 16): latin for code, latin, when in _read() if when == use}


def _read() -> Iterator[list[str]]:
    text = files("obclip.prompts.vocabulary").joinpath("data/confusables.tsv").read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines()[1:])
