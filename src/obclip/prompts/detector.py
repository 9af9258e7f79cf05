"""What a further detector is, and where its findings fall in a candidate. A detector can only add to what the rules find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeGuard

from obclip.errors import BadRequest

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


def find_hints(detector: Detector, texts: Sequence[str]) -> list[list[Hint]]:
    """What a detector finds in each text. Raises BadRequest unless it is a list of hints for each text, each within its text."""
    result: object = detector.find(texts)
    if _is_listed(result, texts):
        return result
    name = getattr(detector, "name", type(detector).__name__)
    raise BadRequest(f"The detector {name!r} must return a list of Hint for each text, from 0 <= start <= end to the end of the text.")


def _is_listed(result: object, texts: Sequence[str]) -> TypeGuard[list[list[Hint]]]:
    if not isinstance(result, list) or len(result) != len(texts) or not all(isinstance(hints, list) for hints in result):
        return False
    return all(_lies_in(hint, text) for hints, text in zip(result, texts, strict=True) for hint in hints)


def _lies_in(hint: object, text: str) -> bool:
    if not isinstance(hint, Hint) or not isinstance(hint.start, int) or not isinstance(hint.end, int):
        return False
    return 0 <= hint.start <= hint.end <= len(text)
