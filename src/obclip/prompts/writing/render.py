"""Puts values, or none, into a skeleton: the text of one candidate, or the neutral text of them all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from obclip.prompts.english.grammar import agreeing, article, capitalised
from obclip.prompts.vocabulary.terms import Taxonomy

from .template import Article, Gap, Skeleton

_WORD = re.compile(r"[^\W_]+")


def render(skeleton: Skeleton, values: Sequence[str], taxonomy: Taxonomy) -> str:
    """The candidate with these values, one an axis."""
    return "".join(_texts(skeleton, _filled(skeleton, values, taxonomy)))


def spread(skeleton: Skeleton, values: Sequence[str], taxonomy: Taxonomy) -> list[tuple[int, int]]:
    """Where each piece stands in the candidate with these values: start and end of a literal, an empty place for what is filled in."""
    places: list[tuple[int, int]] = []
    place = 0
    for piece, text in zip(skeleton.pieces, _texts(skeleton, _filled(skeleton, values, taxonomy)), strict=True):
        places.append((place, place + len(text) if isinstance(piece, str) else place))
        place += len(text)
    return places


def _filled(skeleton: Skeleton, values: Sequence[str], taxonomy: Taxonomy) -> list[str | None]:
    """The text of each piece; None for articles."""
    parts: list[str | None] = []
    for piece in skeleton.pieces:
        if isinstance(piece, str):
            parts.append(piece)
        elif isinstance(piece, Gap):
            form = taxonomy.rows[piece.row].cells[tuple([values[axis] for axis in piece.axes])][piece.number]
            parts.append(_written(form, piece))
        else:
            parts.append(None)
    return parts


def render_all(skeleton: Skeleton, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Every candidate, in the order of the taxonomy: the last axis changes fastest."""
    combinations = product(*(axis.values for axis in skeleton.axes))
    return tuple(render(skeleton, values, taxonomy) for values in combinations)


def render_neutral(skeleton: Skeleton, taxonomy: Taxonomy) -> str:
    """The text that says no value: person, they, and no adjective. A function of the set alone."""
    return render_some(skeleton, [None] * len(skeleton.axes), taxonomy)


def render_some(skeleton: Skeleton, values: Sequence[str | None], taxonomy: Taxonomy) -> str:
    """The text that says no value of the axes whose value is None."""
    parts: list[str | None] = []
    lost = False  # whether the part before is a gap that says nothing, so that the space after it goes as well
    for piece in skeleton.pieces:
        if isinstance(piece, Article):
            parts.append(None)
            continue
        if isinstance(piece, Gap):
            text = _written(_form(piece, values, taxonomy), piece)
            lost = not text
            if lost and parts and parts[-1] == "-":  # "Mexican-American": the hyphen goes, and the space stays
                parts[-1], lost = "", False
        else:
            text = _after(parts[-1] if parts else None, lost, piece)
            lost = False
        parts.append(text)
    return "".join(_texts(skeleton, parts)).strip()


def _written(form: str, gap: Gap) -> str:
    if gap.capital:
        form = capitalised(form)
    if gap.possessive and form:
        form += "'" if gap.number and form.endswith("s") else "'s"
    return form


def _form(gap: Gap, values: Sequence[str | None], taxonomy: Taxonomy) -> str:
    row = taxonomy.rows[gap.row]
    known = tuple(value for value in (values[axis] for axis in gap.axes) if value is not None)
    return row.cells[known][gap.number] if len(known) == len(gap.axes) else row.neutral[gap.number]


def _after(part: str | None, lost: bool, literal: str) -> str:
    """A literal as it reads after a gap: without its space or hyphen after nothing, and after "they" with its verb."""
    if lost:
        return literal.removeprefix(", ") if literal[:1] == "," else literal.removeprefix(" ").removeprefix("-")
    return agreeing(literal) if part in ("they", "They") else literal


def _texts(skeleton: Skeleton, parts: Sequence[str | None]) -> list[str]:
    """The text of each part; articles (None so far) are chosen from right to left, by the word that follows."""
    texts = [part or "" for part in parts]
    articles = [(place, piece.capital) for place, piece in enumerate(skeleton.pieces) if isinstance(piece, Article)]
    for place, capital in reversed(articles):
        word = _WORD.search("".join(texts[place + 1 :]))
        text = article(word.group() if word else "")
        texts[place] = capitalised(text) if capital else text
    return texts
