"""What stands among the last pieces that were written: a value said already, and what is taken back as something else follows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from obclip.prompts.english.grammar import capitalised
from obclip.prompts.vocabulary.terms import ONE

from .template import Gap, Piece

_OWN = re.compile(r"\b(?:my|our|your|their) $", re.IGNORECASE)
_PARTING = re.compile(r"[^\w\s'-]")
_NEAR = 6  # pieces


def is_said_near(pieces: Sequence[Piece], axes: Collection[int | None]) -> bool:
    """Whether one of the last pieces in the same item moves with all of these axes."""
    for piece in reversed(pieces[-_NEAR:] if axes else ()):
        if isinstance(piece, Gap) and set(axes) <= set(piece.axes):
            return True
        if isinstance(piece, str) and _PARTING.search(piece):
            return False
    return False


def take_back(pieces: list[Piece], ending: str) -> None:
    """Takes an ending off the last piece."""
    last = pieces[-1] if pieces else ""
    if ending and isinstance(last, str) and last.endswith(ending):
        pieces[-1:] = [last.removesuffix(ending)] if last != ending else []


def drop_comma(pieces: list[Piece]) -> None:
    """Takes back the comma before an item that is left out."""
    last = pieces.pop()
    kept = last.rstrip().removesuffix(",") if isinstance(last, str) else last
    if kept:
        pieces.append(kept)


def disown(pieces: list[Piece], number: int) -> None:
    """Writes "an old woman" for "my grandmother" and "her grandmother", which would read "my old woman"."""
    written = "a " if number == ONE else ""
    last = pieces[-1]
    match = _OWN.search(last) if isinstance(last, str) else None
    if isinstance(last, str) and match:
        pieces[-1] = last[: match.start()] + (capitalised(written) if match.group()[0].isupper() else written)
    elif last == " " and len(pieces) > 1 and isinstance(gap := pieces[-2], Gap) and gap.row == "his":
        before = pieces[-3] if len(pieces) > 2 else None
        article = capitalised(written) if gap.capital else written
        pieces[-3 if isinstance(before, str) else -2 :] = [before + article if isinstance(before, str) else article]
    if pieces and pieces[-1] == "":
        pieces.pop()
