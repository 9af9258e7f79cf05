"""Tags that are written with underscores ("long_hair") keep them in what moves: decided by literal words alone, alike in all candidates."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from .template import Gap, Piece

# File names and the scores of some models have underscores whatever the user writes.
_NAMES = re.compile(r"<[^<>]*>|\b(?:score|rating|source)_\w+|__\w+__")
_JOINT = re.compile(r"[^\W_]_[^\W\d_]|^_|_$")
_SPACE = re.compile(r"[^\W_] [^\W\d_]")
_PARTS = re.compile(r"[,|.;:\n]")
_FARTHEST = 40


def underscored(pieces: Sequence[Piece], marked: Collection[str] = ()) -> list[Piece]:
    """The pieces with underscores in each gap that is a tag without spaces, where at least as many tags have them as have spaces.

    marked: the rows of marked choices, whose options stand as they were typed.
    """
    literals = [piece for piece in pieces if isinstance(piece, str)]
    if not any("_" in literal for literal in literals):
        return list(pieces)
    tags = [tag for literal in literals for tag in _PARTS.split(_NAMES.sub("", literal))]
    joined = sum(1 for tag in tags if _JOINT.search(tag))
    if not joined or joined < sum(1 for tag in tags if _SPACE.search(tag)):
        return list(pieces)
    return [
        replace(piece, joined=True) if isinstance(piece, Gap) and piece.row not in marked and not _is_spaced(pieces, place) else piece
        for place, piece in enumerate(pieces)
    ]


def _is_spaced(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a space stands in the tag of a gap, on either side."""
    before = pieces[place - 1] if place else ""
    after = pieces[place + 1] if place + 1 < len(pieces) else ""
    left = _PARTS.split(before[-_FARTHEST:])[-1] if isinstance(before, str) else " "
    right = _PARTS.split(after[:_FARTHEST])[0] if isinstance(after, str) else " "
    begins = isinstance(before, str) and len(left) < len(before)
    return " " in (left.lstrip() if begins else left) or " " in right.rstrip()
