"""Dwarfs of stories, whom the company of their word tells: "a dwarven king" for "a dwarf king" beside elves. Of nobody's height is
anything said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import NOUN, Taxonomy
from obclip.prompts.vocabulary.words import neutral_persons

_COMPANY = re.compile(
    r"\b(?:dwarven|el(?:f|ves|ven)|orcs?|hobbits?|goblins?|dnd|d ?& ?d|dungeons|tolkien|lord of the rings|warhammer|warcraft|skyrim"
    r"|(?:fantasy|monster|mountain) dwar(?:f|ves))\b",
    re.IGNORECASE,
)
# A star, and what grows or lives small, are called so as well.
_DWARF = re.compile(
    r"(?:(?<![\w'-])(?P<sex>(?:fe)?male) )?(?<![\w'-])(?<!white )(?<!red )(?<!brown )dwar(?:f|(?P<several>ves))(?![\w'-])"
    r"(?! (?:planets?|stars?|rabbits?|hamsters?|trees?|pines?|goats?|fortress)\b)(?: (?P<after>[a-z]+))?",
    re.IGNORECASE,
)

_NOUNS = {"": ("person", "people"), "female": ("woman", "women"), "male": ("man", "men")}


def dwarfs(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes by which such a word only describes who is shown, in no order."""
    for match in _DWARF.finditer(text) if "dwar" in text.lower() and _COMPANY.search(text) else ():
        after = (match["after"] or "").lower()
        leads = after in neutral_persons() or taxonomy.means(after, NOUN, "person")
        noun = _NOUNS[(match["sex"] or "").lower()][match["several"] is not None]
        written = f"{match['sex']} dwarven" if leads and match["sex"] else "dwarven" if leads else f"dwarven {noun}"
        yield match.start(), match.start("after") - 1 if match["after"] else match.end(), written
