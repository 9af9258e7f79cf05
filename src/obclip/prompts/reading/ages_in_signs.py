"""Ages between signs, "a man -30s-", "a man // 30 // chinese", "a man.30.chinese", which are items of a list; and "4O years old"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import NOUN, Taxonomy
from obclip.prompts.vocabulary.words import neutral_persons

_BETWEEN = re.compile(
    r"(?<![\w'-])(?P<who>[^\W\d_]+)(?P<left>(?P<strokes>\s?//\s?)|(?P<dot>\.)|\s-)(?P<age>[1-9]\ds?)"
    r"(?P<right>(?(strokes)\s?//\s?|(?(dot)\.|-\s?)))(?=[^\W\d_]|$)"
)
_LETTER = re.compile(r"(?<![\w.])[1-9](?P<letter>o)(?=[\s-]*(?:years?|yrs?|y/?o)\b)", re.IGNORECASE)


def ages_in_signs(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes by which such ages are read as others are, in no order."""
    for match in _BETWEEN.finditer(text) if "//" in text or "." in text or "-" in text else ():
        who = match["who"].lower()
        if who in neutral_persons() or taxonomy.means(who, NOUN, "person"):
            yield *match.span("left"), ", "
            yield *match.span("right"), ", " if match.end() < len(text) else ""
    for match in _LETTER.finditer(text):
        yield *match.span("letter"), "0"
