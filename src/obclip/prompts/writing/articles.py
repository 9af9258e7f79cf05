"""The articles in the user's own text: written anew where another word follows, or made pieces of their own before a gap."""

from __future__ import annotations

import re
from collections.abc import Sequence

from obclip.prompts.english.grammar import article, capitalised

from .template import Article, Gap, Piece

_ARTICLE = re.compile(r"(?<![\w'-])([Aa])[Nn]?(\s+[(\[{\"'*]*)$")
_ENDS = re.compile(r"[aAnN]\s+[(\[{\"'*]*$")


def refitted(before: str, text: str) -> str:
    """Two literals in one, with the article between them as the second now needs it."""
    match = _ARTICLE.search(before)
    word = text.lstrip(" ([{\"'*")
    if match is None or not word[:1].isalnum():
        return before + text
    fitting = article(word)
    return before[: match.start()] + (capitalised(fitting) if match.group(1) == "A" else fitting) + match.group(2) + text


def with_articles(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with "a" or "an" before a gap as an article of its own."""
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        gap_follows = place + 1 < len(pieces) and isinstance(pieces[place + 1], Gap)
        match = _ARTICLE.search(piece) if gap_follows and isinstance(piece, str) and _ENDS.search(piece[-9:]) else None
        if match is None or not isinstance(piece, str):
            found.append(piece)
            continue
        found += [part for part in (piece[: match.start()],) if part]
        found += [Article(match.group(1) == "A"), match.group(2)]
    return found
