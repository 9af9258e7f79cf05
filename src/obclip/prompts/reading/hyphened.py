"""Words that a hyphen makes one: a "she-badger" is an animal, a "she-warrior" a female warrior, and "sari-clad" tells what a sari tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from obclip.prompts.vocabulary.terms import ANIMAL, CUE, NOUN, ONE, Form, Kind, Taxonomy
from obclip.prompts.vocabulary.words import neutral_persons

from .shades import skin_of

_JOINED = re.compile(r"(?<![\w'-])(?P<which>s?he)-(?P<who>[^\W\d_]{3,})(?![\w-])", re.IGNORECASE)
# What leaves a word after its hyphen its own: an "ex-husband" is a husband.
JOINED_BEFORE = frozenset(
    "ex half non step self soon then now part quarter full mixed semi quasi pseudo very near nearly almost partly mostly fully legally "
    "visibly recently newly formerly rich poor".split()
)
_WORN = frozenset({"clad", "wearing", "sporting"})  # after what somebody has on
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


def of_two(first: str, _hyphen: str, last: str, *, taxonomy: Taxonomy) -> tuple[Form, ...]:
    """What two words with a hyphen mean as one: an animal after "she", what tells a value before "clad", a skin; nothing for all others."""
    if first in _SAID and taxonomy.means(last, ANIMAL):
        return (Form((first, last), ANIMAL, "", ONE),)
    cues = [form for form in taxonomy.forms.get((first,), ()) if form.kind == CUE] if last in _WORN else []
    return tuple(replace(form, words=(first, last)) for form in cues) or skin_of(first, last, taxonomy)
