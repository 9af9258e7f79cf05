"""What may stand for a word that betrays a value, so that what is left reads as English: a dress is a garment, a ponytail hair."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .plurals import plural

_WORD = re.compile(r"[^\W_]+")


def read_instead(table: object, key: str) -> dict[str, str]:
    """The words of a table of "one/many" = "words", each with what stands for it; plurals of the words too where there is a "many".

    Raises ValueError, naming the key, when it is no such table.
    """
    if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
        raise ValueError(f"{key}: a table of lists is needed, a comma between the words.")
    found: dict[str, str] = {}
    for nouns, text in table.items():
        one, _, many = nouns.partition("/")
        for word in filter(None, map(_spelt, text.split(","))):
            found.setdefault(word, one)
            if many:
                found.setdefault(plural(word), many)
    return found


def instead_of(word: str, table: Mapping[str, str]) -> str:
    """What stands for a word, or for several by their last one; "" where nothing is known of it."""
    return table.get(word) or table.get(word.rpartition(" ")[2], "")


def _spelt(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
