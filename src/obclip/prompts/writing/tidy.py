"""Last touches to what is written: nothing stands empty, nobody twice, and the axes in the order in which they are met."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from obclip.prompts.reading.values import Identity, Key

from .articles import with_articles
from .template import Gap, Piece, Skeleton, TemplateAxis
from .underscores import underscored

_EMPTIED = re.compile(r" ?(?:\(\s*(?::\d*\.?\d+)?\s*\)|\[\s*(?::\d*\.?\d+)?\s*\])")
_HASH = re.compile(r"(?:^|,?\s)# ?(?=[,;]|$)")
_ARTICLE = re.compile(r"(?<![\w'-])an? (?=some(?:one|thing)\b)")  # "a [hulking] [gigachad]"
_LIKE_SEVERAL = re.compile(r"\b(?P<before>as|like) (?P<who>someone|something)(?:, (?P=who))+\b")  # "dressed as Batman, Superman, a hero"
_NOBODIES = re.compile(r"\b(?P<who>[Ss]omeone)(?:, someone)+(?:(?P<joined>,? (?:and|or|&)) someone)?\b")


def finished(
    written: Sequence[Piece], numbers: Mapping[Key, int], identity: Identity, generalised: Sequence[str]
) -> tuple[Skeleton, tuple[Key, ...]]:
    """The skeleton of the pieces, and which axis of which person each of its axes is. numbers: the axis that a gap means, by its key."""
    pieces = [_tidied(piece) if isinstance(piece, str) else piece for piece in written]
    order = list(dict.fromkeys(axis for piece in pieces if isinstance(piece, Gap) for axis in piece.axes))
    keys = tuple(list(numbers)[axis] for axis in order)
    if order != list(range(len(order))):
        pieces = [replace(piece, axes=tuple(map(order.index, piece.axes))) if isinstance(piece, Gap) else piece for piece in pieces]
    axes = tuple(TemplateAxis(key[1], identity.taxonomy.block(identity.values[key])) for key in keys)
    return Skeleton(tuple(with_articles(underscored(pieces))), axes, tuple(dict.fromkeys(generalised))), keys


def _tidied(text: str) -> str:
    """A literal without brackets around nothing, and with one "someone" for a list of names that are withheld, and where somebody is
    dressed as one after the other."""
    text = _EMPTIED.sub("", text) if "(" in text or "[" in text else text
    text = _HASH.sub("", text) if "#" in text else text
    if "some" not in text and "Some" not in text:
        return text
    text = _ARTICLE.sub("", text)
    text = _LIKE_SEVERAL.sub(r"\g<before> \g<who>", text)
    return _NOBODIES.sub(lambda match: f"{match['who']}{match['joined'] or ''}{' others' if match['joined'] else ''}", text)
