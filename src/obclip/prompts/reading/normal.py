"""One spelling for each prompt: Unicode forms, dashes and invisible characters must not tell candidates apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_FOLDED = str.maketrans(
    {
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2212": "-",
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
    }
)
_INVISIBLE = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10))
}


@dataclass(frozen=True)
class Normal:
    """A prompt in its normal form; `origin[i]` is the code point of the user's prompt that character i came from."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the user's prompt, end exclusive."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


def normalise(prompt: str) -> Normal:
    """The prompt in NFKC, with plain dashes and apostrophes, without invisible characters and outer white space."""
    if prompt.isascii():
        return _stripped(prompt, range(len(prompt)))
    letters: list[str] = []
    origin: list[int] = []
    for start, cluster in _clusters(prompt):
        folded = unicodedata.normalize("NFKC", cluster).translate(_FOLDED)
        letters.append(folded)
        origin.extend(_origins(cluster, folded, start))
    return _stripped("".join(letters), origin)


def normal_text(prompt: str) -> str:
    """The normal form alone, without its places in the prompt."""
    return prompt.strip() if prompt.isascii() else normalise(prompt).text


def is_blank(text: str) -> bool:
    """Whether nothing but white space, punctuation and control characters is there."""
    return all(unicodedata.category(letter)[0] in "ZPC" or letter.isspace() for letter in text)


def drawable(text: str) -> str:
    """The text, or a word that says nothing where nothing is left of it."""
    return "something" if is_blank(text) else text


def _stripped(text: str, origin: Sequence[int]) -> Normal:
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    return Normal(text=text[left:right], origin=origin[left:right]) if left < right else Normal("", ())


def _clusters(prompt: str) -> list[tuple[int, str]]:
    """Base characters with the marks that NFKC may join to them, and where each begins."""
    found: list[tuple[int, str]] = []
    for place, letter in enumerate(prompt):
        if letter in _INVISIBLE:
            continue
        if found and _joins(letter):
            found[-1] = (found[-1][0], found[-1][1] + letter)
        else:
            found.append((place, letter))
    return found


def _joins(letter: str) -> bool:
    return unicodedata.combining(letter) != 0 or "\u1160" <= letter <= "\u11ff"


def _origins(cluster: str, folded: str, start: int) -> list[int]:
    if len(cluster) == len(folded):
        return [start + offset for offset in range(len(folded))]
    return [start] * len(folded)
