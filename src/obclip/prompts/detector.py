"""What a further detector is, and where its findings fall in a candidate. A detector can only add to what the rules find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

IDENTITY = "identity"


@dataclass(frozen=True)
class Hint:
    """text[start:end] tells something of a person: an attribute of the taxonomy, or `identity` for a name."""

    start: int
    end: int
    attribute: str


class Detector(Protocol):
    """Reads texts for words that tell something of a person. The same text must always get the same hints."""

    name: str

    def find(self, texts: Sequence[str]) -> list[list[Hint]]:
        """The hints of each text, in the order of the texts."""
        ...  # pragma: no cover
