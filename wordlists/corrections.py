"""Reads corrections.txt: what a person found wrong in the lists that the rules make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .telling import Fact

FILE = Path(__file__).with_name("corrections.txt")
SECTIONS = ("not persons", "neutral", "in no list", "names", "harmless", "things", "not things")


@dataclass(frozen=True)
class Corrections:
    """Words by what becomes of them. facts: what a word tells beside what the rules found; neutral: forget what they found."""

    words: Mapping[str, frozenset[str]]
    facts: Mapping[str, tuple[Fact, ...]]

    def __getitem__(self, section: str) -> frozenset[str]:
        return self.words.get(section, frozenset())


@lru_cache(maxsize=1)
def corrections() -> Corrections:
    """The corrections beside this file."""
    return read_corrections(FILE)


def read_corrections(file: Path) -> Corrections:
    """Corrections from a file. Raises ValueError, naming the section or the words, where one is not understood."""
    sections: dict[str, set[str]] = defaultdict(set)
    name = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            sections[name].update(word.replace("_", " ") for word in line.split())
    facts: dict[str, list[Fact]] = defaultdict(list)
    for name in [name for name in sections if name not in SECTIONS]:
        attribute, _, value = name.partition(" ")
        if not value:
            raise ValueError(f"{file.name}: [{name}] is neither a known section nor an attribute and a value.")
        for word in sections.pop(name):
            facts[word].append((attribute, value))
    persons = sections["neutral"] | set(facts)
    if both := sections["not persons"] & persons:
        raise ValueError(f"{file.name}: persons and no persons at once: {', '.join(sorted(both))}.")
    return Corrections({name: frozenset(words) for name, words in sections.items()}, {w: tuple(sorted(f)) for w, f in facts.items()})
