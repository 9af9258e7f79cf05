"""Reads WordNet's database files: the senses of a word by frequency, and how their synsets hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

FOLDER = Path("/usr/share/wordnet")
VERSION = "WordNet 3.0"
POS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
# The numbers of WordNet's lexicographer files of nouns (manual page lexnames(5WN)).
NOUN_FILES = {
    3: "tops", 4: "act", 5: "animal", 6: "artifact", 7: "attribute", 8: "body", 9: "cognition", 10: "communication",
    11: "event", 12: "feeling", 13: "food", 14: "group", 15: "location", 16: "motive", 17: "object", 18: "person",
    19: "phenomenon", 20: "plant", 21: "possession", 22: "process", 23: "quantity", 24: "relation", 25: "shape",
    26: "state", 27: "substance", 28: "time",
}  # fmt: skip
_HYPERNYM, _INSTANCE_OF = "@", "@i"

Key = tuple[str, int]  # a part of speech, and the place of the synset in its file


@dataclass(frozen=True)
class Synset:
    """One meaning, the words that have it, and what it points at.

    links: (kind of pointer, synset). file: the number of the lexicographer file. lemmas: as they are spelt, spaces for underscores.
    """

    key: Key
    file: int
    lemmas: tuple[str, ...]
    links: tuple[tuple[str, Key], ...]
    gloss: str

    @property
    def is_instance(self) -> bool:
        """Whether it is one named thing or person, and no kind."""
        return any(kind == _INSTANCE_OF for kind, _ in self.links)


@dataclass(frozen=True)
class Sense:
    """A word in one of its meanings. rank: 1 for the most frequent of its part of speech; count: how often it was tagged."""

    synset: Synset
    rank: int
    count: int


@dataclass(frozen=True)
class WordNet:
    """The whole database in memory: `senses` by small-letter word."""

    synsets: dict[Key, Synset] = field(repr=False)
    senses: dict[str, tuple[Sense, ...]] = field(repr=False)

    @cached_property
    def _below(self) -> dict[Key, list[Key]]:
        found: dict[Key, list[Key]] = defaultdict(list)
        for synset in self.synsets.values():
            for kind, key in synset.links:
                if kind == _HYPERNYM:
                    found[key].append(synset.key)
        return found

    def ordinary(self, word: str) -> tuple[Sense, ...]:
        """The senses of a word in small letters, no named thing; those spelt with a capital letter ("Pole") only if there are no others."""
        senses = [sense for sense in self.senses.get(word, ()) if not sense.synset.is_instance]
        return tuple([sense for sense in senses if word in sense.synset.lemmas] or senses)

    def named(self, name: str) -> Synset:
        """The synset "word.pos.rank", such as "person.n.1"."""
        word, pos, rank = name.rsplit(".", 2)
        return next(s.synset for s in self.senses[word.replace("_", " ")] if s.synset.key[0] == pos and s.rank == int(rank))

    def under(self, *names: str) -> frozenset[Key]:
        """The synsets named and all kinds of them, named instances left out."""
        waiting = [self.named(name).key for name in names]
        found: set[Key] = set()
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting += self._below[key]
        return frozenset(found)

    def linked(self, synset: Synset, kinds: Iterable[str]) -> Iterator[Synset]:
        """The synsets that this one points at by one of these kinds of pointer."""
        wanted = set(kinds)
        return (self.synsets[key] for kind, key in synset.links if kind in wanted)


def read_wordnet(folder: Path = FOLDER) -> WordNet:
    """WordNet from the folder of its database files (Debian: wordnet-base)."""
    if not (folder / "data.noun").is_file():
        raise SystemExit(f"{folder}: no WordNet there. Install Debian's wordnet-base, or name its folder with --wordnet.")
    synsets = {s.key: s for pos in POS for s in _synsets(folder / f"data.{POS[pos]}", pos)}
    counts = _counts(folder / "cntlist.rev")
    senses: dict[str, list[Sense]] = defaultdict(list)
    for pos, name in POS.items():
        for word, offsets in _index(folder / f"index.{name}"):
            for rank, offset in enumerate(offsets, start=1):
                senses[word].append(Sense(synsets[pos, offset], rank, counts.get((word, pos, rank), 0)))
    return WordNet(synsets, {word: tuple(found) for word, found in senses.items()})


def verb_forms(folder: Path = FOLDER) -> frozenset[str]:
    """The irregular forms of verbs: "sat", "spoke"."""
    return frozenset(line.split()[0] for line in _lines(folder / "verb.exc"))


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="latin-1") as lines:
        yield from (line for line in lines if not line.startswith("  "))  # the licence stands first, behind two spaces


def _synsets(path: Path, pos: str) -> Iterator[Synset]:
    """The data file's format is that of the manual page wndb(5WN)."""
    for line in _lines(path):
        data, _, gloss = line.partition("|")
        offset, file, _, count, *rest = data.split()
        words = int(count, 16)
        lemmas = tuple(word.partition("(")[0].replace("_", " ") for word in rest[: 2 * words : 2])
        pointers = rest[2 * words + 1 : 2 * words + 1 + 4 * int(rest[2 * words])]
        links = tuple(
            (kind, (target.replace("s", "a"), int(place)))
            for kind, place, target in zip(pointers[::4], pointers[1::4], pointers[2::4], strict=True)
        )
        yield Synset((pos, int(offset)), int(file), lemmas, links, gloss.strip())


def _index(path: Path) -> Iterator[tuple[str, list[int]]]:
    for line in _lines(path):
        word, _, count, *rest = line.split()
        yield word.replace("_", " "), [int(offset) for offset in rest[-int(count) :]]


def _counts(path: Path) -> dict[tuple[str, str, int], int]:
    """How often each sense was tagged in the texts that WordNet was made with. "5" (a satellite) counts as an adjective."""
    kinds = dict(zip("12345", "nvara", strict=True))
    found: dict[tuple[str, str, int], int] = {}
    for line in _lines(path):
        sense, rank, count = line.split()
        word, _, rest = sense.partition("%")
        found[word.replace("_", " "), kinds[rest[0]], int(rank)] = int(count)
    return found
