"""The word lists that come with obclip: harmless words, things, persons, places, artists and tags, each read when first asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

LISTS_VERSION = "1"
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1)
def harmless() -> frozenset[str]:
    """English words in small letters that say nothing of a person."""
    return frozenset(_lines("harmless.txt"))


@lru_cache(maxsize=1)
def things() -> frozenset[str]:
    """Nouns, one and many, of things, animals, plants, food and places, which never mean a person: what may be old or black."""
    return frozenset(_lines("things.txt"))


@lru_cache(maxsize=1)
def neutral_persons() -> frozenset[str]:
    """Nouns, one and many, for persons of no stated gender, age, origin or faith: "sailor", "violinists"."""
    return frozenset(_lines("persons.txt"))


@lru_cache(maxsize=1)
def telling_persons() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Nouns for persons that tell more, with each attribute and value: "abbess" -> (("gender", "female"), ("religion", "monastic"))."""
    return _by_word("persons_telling.tsv")


@lru_cache(maxsize=1)
def places() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Words for countries, states, cities and peoples, with kind and country or people: "tuscan" -> (("demonym", "Tuscany"),).

    Kinds are country, state, city, demonym and people. Regular plurals ("Tuscans") are not listed.
    """
    return _by_word("countries.tsv")


@lru_cache(maxsize=1)
def artists() -> frozenset[str]:
    """Names of artists and studios that may stand after "by" and "style of", in small letters, one space between the words."""
    return _spelt(_lines("artists.txt"))


@lru_cache(maxsize=1)
def tags() -> frozenset[str]:
    """Tags of style, quality, camera and composition that say nothing of a person, in small letters, one space between the words."""
    return _spelt(_lines("tags.txt"))


def _by_word(name: str) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line in _lines(name):
        word, what, which = line.split("\t")
        found.setdefault(word, []).append((what, which))
    return {word: tuple(meanings) for word, meanings in found.items()}


def _spelt(lines: list[str]) -> frozenset[str]:
    """As the reader cuts a text into words: "ukiyo-e" is "ukiyo e"."""
    return frozenset(" ".join(_WORD.findall(line)) for line in lines)


def _lines(name: str) -> list[str]:
    """The lines of a list. Its first lines, behind "#", say where it comes from."""
    text = files(__package__).joinpath("data").joinpath(name).read_text(encoding="utf-8")
    while text.startswith("#"):
        text = text.partition("\n")[2]
    return text.splitlines()
