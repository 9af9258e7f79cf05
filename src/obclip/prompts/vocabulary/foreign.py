"""The list of words of other languages that comes with obclip, read once, when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_PERSON, _NAMED_PERSON, _NAME, _SMALL, _LOAN = "person", "person or name", "name", "small", "English"


@dataclass(frozen=True)
class Foreign:
    """words: in small letters, without diacritics unless they are short or English so. persons: those of them that mean a person;
    names: those of all these that are surnames too. small: not among
    these, articles and prepositions that names in English prompts have.

    loans: phrases that English has taken over ("femme fatale"), by their first word.
    """

    words: frozenset[str]
    persons: frozenset[str]
    names: frozenset[str]
    small: frozenset[str]
    loans: Mapping[str, tuple[tuple[str, ...], ...]]


@lru_cache(maxsize=1)
def foreign() -> Foreign:
    """The words of foreign.txt."""
    text = files(__package__).joinpath("data").joinpath("foreign.txt").read_text(encoding="utf-8")
    kinds: dict[str, list[str]] = defaultdict(list)
    for line in text.splitlines():
        if not line.startswith("#"):
            word, _, kind = line.partition("\t")
            kinds[kind].append(word)
    loans: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in kinds[_LOAN]:
        spelled = tuple(phrase.split())
        loans[spelled[0]].append(spelled)
    persons, names = ({*kinds[_NAMED_PERSON], *kinds[kind]} for kind in (_PERSON, _NAME))
    return Foreign(
        frozenset(kinds[""]) | persons | names,
        frozenset(persons),
        frozenset(names),
        frozenset(kinds[_SMALL]),
        {word: tuple(phrases) for word, phrases in loans.items()},
    )
