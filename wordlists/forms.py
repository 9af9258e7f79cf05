"""Singulars of nouns, by WordNet's list of irregular ones and the regular endings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_ENDINGS = (("women", "woman"), ("men", "man"), ("people", "person"), ("ies", "y"), ("ves", "f"), ("ves", "fe"), ("s", ""))
_HISSING = tuple(f"{end}es" for end in ("s", "x", "z", "ch", "sh", "o"))


@dataclass(frozen=True)
class Forms:
    """What a word may be the plural of. folder: that of WordNet's database files."""

    folder: Path

    @cached_property
    def _irregular(self) -> dict[str, tuple[str, ...]]:
        lines = (self.folder / "noun.exc").read_text(encoding="latin-1").splitlines()
        return {many: tuple(ones) for many, *ones in (line.split() for line in lines)}

    def singulars(self, word: str) -> tuple[str, ...]:
        """All that it may be the plural of, likely or not: the caller knows which of them are nouns."""
        if word in self._irregular:
            return self._irregular[word]
        found = [word[: -len(many)] + one for many, one in _ENDINGS if word.endswith(many) and len(word) > len(many) + 1]
        return tuple([*found, word[:-2]] if word.endswith(_HISSING) else found)
