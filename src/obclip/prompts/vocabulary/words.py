"""The word lists that come with obclip: harmless words, things, persons, places, names and tags, each read when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
def peoples() -> tuple[tuple[str, ...], ...]:
    """Words for peoples and places: word, what it is (adjective, noun, man, woman, country, place), the value of the ethnicity attribute,
    and "capital" where the word says something else as well.
    """
    return tuple(tuple(line.split("\t")) for line in _lines("peoples.tsv"))


@lru_cache(maxsize=1)
def artists() -> frozenset[str]:
    """Names of artists and studios that may stand after "by" and "style of", in small letters, one space between the words."""
    return _spelt(_lines("artists.txt")) | frozenset(name for name, kind in _famous() if kind == "artist")


@lru_cache(maxsize=1)
def famous() -> frozenset[str]:
    """Names of two words or more of persons, gods and figures of tales that are no artists, as the reader cuts words."""
    return frozenset(name for name, kind in _famous() if kind == "person")


@lru_cache(maxsize=1)
def works() -> frozenset[str]:
    """Names of works, brands, programs, sights, places and events, as the reader cuts words."""
    return _spelt(_lines("works.txt")) | frozenset(_lines("named_things.txt"))


@lru_cache(maxsize=1)
def given_names() -> Mapping[str, str]:
    """Given names in small letters, each with what else it is: "" (nothing else), "word" or "place"."""
    return dict(_pairs("given_names.tsv"))


@lru_cache(maxsize=1)
def surnames() -> Mapping[str, str]:
    """Frequent surnames in small letters, each with what else it is: "" (nothing else), "word" or "place"."""
    return dict(_pairs("surnames.tsv"))


@lru_cache(maxsize=1)
def tags() -> frozenset[str]:
    """Tags of style, quality, camera and composition that say nothing of a person, in small letters, one space between the words."""
    return _spelt(_lines("tags.txt"))


@lru_cache(maxsize=1)
def _famous() -> tuple[tuple[str, str], ...]:
    return tuple(_pairs("famous.tsv"))


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    for line in _lines(name):
        word, _, kind = line.partition("\t")
        yield word, kind


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
