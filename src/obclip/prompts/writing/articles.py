"""The articles before gaps, as pieces of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from obclip.prompts.english.articles import ARTICLE

from .template import Article, Gap, Piece

_ENDS = re.compile(r"[aAnN]\s+[(\[{\"'*]*$")


def with_articles(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with "a" or "an" before a gap as an article of its own."""
    found: list[Piece] = []
    for piece, following in zip(pieces, [*pieces[1:], None], strict=False):
        match = ARTICLE.search(piece) if isinstance(piece, str) and isinstance(following, Gap) and _ENDS.search(piece[-9:]) else None
        if match is None or not isinstance(piece, str):
            found.append(piece)
            continue
        found += [part for part in (piece[: match.start()],) if part]
        found += [Article(match.group(1) == "A"), match.group(2)]
    return found
