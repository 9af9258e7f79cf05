"""The articles before gaps, as pieces of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from obclip.prompts.english.articles import ARTICLE
from obclip.prompts.vocabulary.terms import NOUN, ONE, Taxonomy

from .template import Article, Gap, Piece

_ENDS = re.compile(r"[aAnN]\s+[(\[{\"'*]*$")
_BARE = frozenset({" and ", " and another "})
_ANOTHER = re.compile(r"(?<![\w'-])([Aa])nother( )$")
# What shows that nothing more of the phrase follows: a sign, or a word that begins another phrase: "a woman, ...", "a woman in red".
_OVER = re.compile(
    r"$|[,.;:!?)]|(?: -)? (?:and|or|in|on|at|with|without|of|from|by|to|for|is|are|was|has|who|that|a|an|the|into|over|under|behind"
    r"|beside|near|\w{2,}ing|\w{2,}ed|\w{2,}[^\Ws]s)\b"
)


def with_articles(pieces: Sequence[Piece], taxonomy: Taxonomy) -> list[Piece]:
    """The pieces with "a" or "an" before a gap as an article of its own, and "another" before one that a candidate may say again."""
    found: list[Piece] = []
    told = set[tuple[object, ...]]()  # the phrases so far, without their axes
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if not isinstance(piece, str) or not isinstance(following, Gap):
            found.append(piece)
            continue
        phrase = _phrase(pieces, place + 1, taxonomy)
        words = tuple((part.row, part.number) if isinstance(part, Gap) else part for part in phrase)
        alike = piece in _BARE and _are_alike(pieces[place - 1], following, taxonomy)
        if alike and (words not in told or piece == " and "):  # "a man and [a] woman", where a candidate says "a man and another man"
            found += [" and ", Article(False, len(phrase)), " "] if words in told else [" and ", Article(False, bare=True)]
            continue
        match = ARTICLE.search(piece) if _ENDS.search(piece[-9:]) else _ANOTHER.search(piece) if words in told else None
        lead = piece[: match.start()] if match else ""
        apart = not lead.startswith(" ") or lead.strip(" -–—") != ""  # "a man a woman" is read word by word
        if match is None or not (apart or match.re is ARTICLE):
            found.append(piece)
            continue
        counted = apart and match.group(2) == " "
        found += [lead] if lead else []
        found += [Article(match.group(1) == "A", len(phrase) if counted else 0), match.group(2)]
        told |= {words} if phrase and counted else set()
    return found


def _are_alike(one: Piece, other: Gap, taxonomy: Taxonomy) -> bool:
    """Whether two gaps are nouns of one kind for two persons, which a candidate may write the same: "man and [woman]"."""
    if not isinstance(one, Gap) or one.possessive or other.possessive or one.joined or other.joined:
        return False
    nouns = taxonomy.rows[one.row].kind == NOUN == taxonomy.rows[other.row].kind and not taxonomy.rows[one.row].token
    return nouns and one.row == other.row and one.number == other.number == ONE and one.axes != other.axes


def _phrase(pieces: Sequence[Piece], start: int, taxonomy: Taxonomy) -> Sequence[Piece]:
    """The adjectives and the noun of a phrase that gaps alone say from a place on; nothing where it holds, or goes on with, other words."""
    end = start
    while end < len(pieces) and (isinstance(gap := pieces[end], Gap) and not gap.possessive and not taxonomy.rows[gap.row].token):
        after = pieces[end + 1] if end + 1 < len(pieces) else ""
        if taxonomy.rows[gap.row].kind == NOUN:
            return pieces[start : end + 1] if isinstance(after, str) and _OVER.match(after) else ()
        if after != " ":
            return ()
        end += 2
    return ()
