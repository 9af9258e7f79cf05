"""What a hyphen joins to "she" or "he": a "she-badger" is an animal, and a "she-warrior" is a female warrior."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from obclip.prompts.vocabulary.terms import ANIMAL, NOUN, ONE, Form, Kind, Taxonomy
from obclip.prompts.vocabulary.words import neutral_persons

_JOINED = re.compile(r"(?<![\w'-])(?P<which>s?he)-(?P<who>[^\W\d_]{3,})(?![\w-])", re.IGNORECASE)
_SAID = {"she": "female", "he": "male"}
_PERSONS: tuple[Kind, ...] = (NOUN, "person")


def said_of_persons(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes by which "she-warrior" is read as "female warrior", in no order; a whole that has a form keeps it."""
    for match in _JOINED.finditer(text) if "he-" in text.lower() else ():
        which, who = match["which"].lower(), match["who"].lower()
        forms = taxonomy.forms.get((who,), ())
        person = any(form.kind in _PERSONS for form in forms) or who in neutral_persons()
        if person and (which, who) not in taxonomy.forms and (_SAID[which],) in taxonomy.forms:
            yield match.start("which"), match.start("who"), f"{_SAID[which]} "


def animal(parts: Sequence[str], place: int, start: int, taxonomy: Taxonomy) -> tuple[int, int, str, tuple[Form, ...]] | None:
    """The word that "she" or "he" at a place begins with an animal after its hyphen, or None. parts: words and what is between them."""
    which, hyphen, who = (*parts[2 * place + 1 : 2 * place + 4], "", "", "")[:3]
    if which not in _SAID or hyphen != "-" or not any(form.kind == ANIMAL for form in taxonomy.forms.get((who,), ())):
        return None
    return start, start + len(which) + len(hyphen) + len(who), f"{which} {who}", (Form((which, who), ANIMAL, "", ONE),)
