"""What is said in short, spelled out before it is read: "male, M" is "male, male", "25woman" is "25 woman"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import NOUN, ONE, Taxonomy

from .normal import Normal, rewritten

# A letter as an item of its own beside the word for it: "male, M", "F, female"; a lone "M" may be a size.
_SAID = re.compile(r"\b(?:male|female|man|woman|boy|girl)\s?[,/|]\s?(?P<letter>[MF])(?=\s?(?:[,/|)]|$))")
_GLUED = re.compile(r"(?<![\w.,:/-])(?:1[3-9]|[2-9]\d)(?P<noun>[a-z]{3,})\b", re.IGNORECASE)
_WORDS = {"m": "male", "f": "female"}


def spelled_out(normal: Normal, taxonomy: Taxonomy) -> Normal:
    """The prompt with words for such letters, and a space after years that a noun for one person follows at once."""
    return rewritten(normal, sorted(_changes(normal.text, taxonomy)))


def _changes(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    if all((word,) in taxonomy.forms for word in _WORDS.values()):
        for match in _SAID.finditer(text):
            yield *match.span("letter"), _WORDS[match["letter"].lower()]
    for match in _GLUED.finditer(text) if taxonomy.ages else ():
        forms = taxonomy.forms.get((match["noun"].lower(),), ())
        if any(form.kind == NOUN and form.number == ONE and form.values for form in forms):
            yield match.start("noun"), match.start("noun"), " "
