"""Makes peoples.tsv: words for peoples and places, and the value of the ethnicity attribute that each says of a person.

Run with python -m wordlists.peoples_of. It needs countries.tsv (see `countries.py`), WordNet, and origins.txt, which says by hand which
value a country or a people belongs to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from obclip.prompts.vocabulary.words import harmless, places, things

from . import wordnet
from .listing import write_list
from .sources import read_sources
from .wordnet import Key, WordNet

ADJECTIVE, NOUN, MAN, WOMAN = "adjective", "noun", "man", "woman"
COUNTRY, PLACE = "country", "place"
CAPITAL = "capital"
_ORIGINS = Path(__file__).with_name("origins.txt")
_LEFT_OUT, _NOUNS = "-", "noun"
_NATIVE = "native"
_AMERICAS = "amerindian.n.1"
_INHABITANT = re.compile(r"[^aeiou]er$")  # "londoner": no adjective
_SEXED = re.compile(r"(?:sh|ch|ts|rse|rth)(wo)?m([ae])n$")
# Said of persons and places in prompts, also in small letters, whatever else WordNet knows: a lacquer, a nut, a leather, cups of china.
_ALWAYS = frozenset(
    "muscovite bolivia brazil brit china congo curaçao emirates japan manila morocco panama shanghai ulster wales zaire".split()
)
_FORBEARS = 4  # how often a place may be known by another: "Aberdonian" by Aberdeen, and that by its country


@dataclass(frozen=True)
class Origins:
    """What origins.txt says by hand: the value of a word, country or people; and further words by what they are."""

    values: Mapping[str, str]
    nouns: frozenset[str]
    further: tuple[tuple[str, str, str], ...]


def main() -> None:
    """Writes the list, and says for which words nothing says whose they are."""
    sources = read_sources(__doc__.partition("\n")[0])
    peoples = Peoples(sources.wordnet, read_origins())
    write_list(
        "peoples.tsv",
        ("\t".join(row) for row in peoples.rows()),
        source=f"countries.tsv; {wordnet.VERSION}: peoples of the Americas; wordlists/origins.txt. word, what it is, value",
        licence="countryinfo's and WordNet's",
    )
    print("without a value:", ", ".join(sorted(peoples.unplaced)))  # noqa: T201


def read_origins() -> Origins:
    """The lines of origins.txt."""
    values: dict[str, str] = {}
    nouns: set[str] = set()
    further: list[tuple[str, str, str]] = []
    for line in _ORIGINS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        head, _, names = line.partition(": ")
        words = [spelt(name).removeprefix("the ") for name in names.split(",")]
        value, _, kind = head.partition(" ")
        if value == _NOUNS:
            nouns.update(words)
        elif kind:
            further += [(word, kind, value) for word in words]
        else:
            values.update((word, value) for word in words)
    return Origins(values, frozenset(nouns), tuple(further))


@dataclass(frozen=True)
class Peoples:
    """All words by which a person is said to be of a people, or from a place."""

    net: WordNet
    origins: Origins

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Word in small letters, what it is, the value, and whether it counts only with a capital."""
        found = [*self.origins.further, *((word, kind, value) for word, kind, value in self._listed() if value)]
        for word, kind, value in found:
            yield (word, kind, value, CAPITAL) if word not in _ALWAYS and self._is_ordinary(word) else (word, kind, value)

    @property
    def unplaced(self) -> set[str]:
        """The words of the list of countries that have no value, and are not left out by hand."""
        return {word for word, _, value in self._listed() if not value}

    def _listed(self) -> Iterator[tuple[str, str, str]]:
        """Words of the list of countries; a value is empty where none is known."""
        for word, meanings in places().items():
            if self.origins.values.get(word) == _LEFT_OUT:
                continue
            for kind, where in dict(reversed(meanings)).items():
                yield word, self._kind(word, kind), self._value(word, where)

    def _kind(self, word: str, kind: str) -> str:
        if kind not in ("demonym", "people"):
            return COUNTRY if kind == COUNTRY else PLACE
        sexed = _SEXED.search(word)
        if sexed:
            return WOMAN if sexed[1] else MAN
        if word in self.origins.nouns:
            return NOUN
        return NOUN if _INHABITANT.search(word) and (word, ADJECTIVE) not in self._by_hand else ADJECTIVE

    @cached_property
    def _by_hand(self) -> frozenset[tuple[str, str]]:
        return frozenset((word, kind) for word, kind, _ in self.origins.further)

    def _value(self, word: str, where: str) -> str:
        """By the word itself, by the country or people that it has in the list, by what that is listed as, or as WordNet's Americans."""
        name = spelt(where)
        for _ in range(_FORBEARS):
            value = self.origins.values.get(word) or self.origins.values.get(name)
            if value:
                return "" if value == _LEFT_OUT else value
            word, name = name, next((spelt(other) for kind, other in places().get(name, ()) if kind not in ("demonym", "people")), name)
        return _NATIVE if self._is_american(where) else ""

    def _is_american(self, name: str) -> bool:
        return any(sense.synset.key in self._americans for sense in self.net.senses.get(name.lower(), ()))

    @cached_property
    def _americans(self) -> frozenset[Key]:
        return self.net.under(_AMERICAS)

    def _is_ordinary(self, word: str) -> bool:
        """Whether the word, in small letters, says something else as well: "pole", "mohawk"."""
        return word in harmless() or word in things() or any(word in sense.synset.lemmas for sense in self.net.senses.get(word, ()))


def spelt(name: str) -> str:
    """A name as a taxonomy has it: in small letters, one space between the words."""
    return " ".join(re.findall(r"[^\W_]+", name.lower()))


def by_value(rows: Iterator[tuple[str, ...]]) -> Mapping[str, list[str]]:
    """The words of each value, for a reader."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, kind, value, *_ in rows:
        found[value].append(f"{word} ({kind})")
    return found


if __name__ == "__main__":
    main()
