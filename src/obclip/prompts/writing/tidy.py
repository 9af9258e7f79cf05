"""Last touches to what is written: nothing stands empty, nobody twice, and the axes in the order in which they are met."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from obclip.prompts.reading.values import Identity, Key
from obclip.prompts.vocabulary.terms import ADJECTIVE, Taxonomy

from .articles import with_articles
from .template import Gap, Piece, Skeleton, TemplateAxis
from .underscores import underscored

_EMPTIED = re.compile(r" ?(?:\(\s*(?::\d*\.?\d+)?\s*\)|\[\s*(?::\d*\.?\d+)?\s*\])")
_HASH = re.compile(r"(?:^|,?\s)# ?(?=[,;]|$)")
_ARTICLE = re.compile(r"(?<![\w'-])an? (?=some(?:one|thing)\b)")  # "a [hulking] [gigachad]"
_LIKE_SEVERAL = re.compile(r"\b(?P<before>as|like) (?P<who>someone|something)(?:, (?P=who))+\b")  # "dressed as Batman, Superman, a hero"
_LOOKS_LIKE = re.compile(r"\b(?P<looks>looks? like some(?:one|thing))(?:(?:,|,? and) (?P=looks))+\b")
_NOBODIES = re.compile(r"\b(?P<who>[Ss]omeone)(?:, someone)+(?:(?P<joined>,? (?:and|or|&)) someone)?\b")

_MIXED = re.compile(
    r"\b(?P<mix>(?:mix|mixture|blend|hybrid|cross|combination|fusion|mashup) (?:of|between)) someone"
    r"(?P<more>(?:, (?:and )?someone| (?:and|&) someone)+)"
)

_ORIGIN, _FIRST = frozenset({"ethnicity"}), frozenset({"age", "body"})


def finished(
    written: Sequence[Piece], numbers: Mapping[Key, int], identity: Identity, generalised: Sequence[str]
) -> tuple[Skeleton, tuple[Key, ...]]:
    """The skeleton of the pieces, and which axis of which person each of its axes is. numbers: the axis that a gap means, by its key."""
    pieces = _ordered([_tidied(piece) if isinstance(piece, str) else piece for piece in written], identity.taxonomy)
    order = list(dict.fromkeys(axis for piece in pieces if isinstance(piece, Gap) for axis in piece.axes))
    keys = tuple(list(numbers)[axis] for axis in order)
    if order != list(range(len(order))):
        pieces = [replace(piece, axes=tuple(map(order.index, piece.axes))) if isinstance(piece, Gap) else piece for piece in pieces]
    axes = tuple(TemplateAxis(key[1], identity.taxonomy.block(identity.values[key])) for key in keys)
    marked = {row.name for row in identity.taxonomy.rows.values() if row.token}
    return Skeleton(tuple(with_articles(underscored(pieces, marked))), axes, tuple(dict.fromkeys(generalised))), keys


def _ordered(pieces: list[Piece], taxonomy: Taxonomy) -> list[Piece]:
    """The pieces with an age and a build before a people, but where a sentence begins: "a black young man" is a young African man."""
    for place in range(2, len(pieces)):
        one, between, other = pieces[place - 2 : place + 1]
        if between == " " and _says(one, _ORIGIN, taxonomy) and _says(other, _FIRST, taxonomy):
            before = pieces[place - 3] if place > 2 else ""
            if before and (before == " " or (isinstance(before, str) and before.rstrip()[-1:] not in ".!?")):
                pieces[place - 2], pieces[place] = other, one
    return pieces


def _says(piece: Piece, attributes: frozenset[str], taxonomy: Taxonomy) -> bool:
    """Whether a piece is a gap for an adjective, unmarked, that says nothing but some of these attributes."""
    row = taxonomy.rows[piece.row] if isinstance(piece, Gap) and not piece.part else None
    return row is not None and row.kind == ADJECTIVE and not row.token and bool(row.attributes) and attributes.issuperset(row.attributes)


def _tidied(text: str) -> str:
    """A literal without brackets around nothing, and with one "someone" for a list of names that are withheld, and where somebody is
    dressed as one after the other."""
    text = _EMPTIED.sub("", text) if "(" in text or "[" in text else text
    text = _HASH.sub("", text) if "#" in text else text
    if "some" not in text and "Some" not in text:
        return text
    text = _MIXED.sub(_mixed, _ARTICLE.sub("", text))
    text = _LOOKS_LIKE.sub(r"\g<looks>", _LIKE_SEVERAL.sub(r"\g<before> \g<who>", text))
    return _NOBODIES.sub(lambda match: f"{match['who']}{match['joined'] or ''}{' others' if match['joined'] else ''}", text)


def _mixed(match: re.Match[str]) -> str:
    """A mix of several whose names are withheld: "a mix of two people"."""
    return f"{match['mix']} {'two' if match['more'].count('someone') == 1 else 'several'} people"
