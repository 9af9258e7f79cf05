"""Genitives without their apostrophe, read with it: "the mans eyes", "an old womans face", "a boys hands"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import NOUN, ONE, STOP, Taxonomy

from .unknown import is_listed

_OWNED = re.compile(r"(?<![\w'-])(?:(?P<before>[^\W\d_]+) )?(?P<who>[^\W\d_]{3,})(?P<s>s)(?= (?P<what>[^\W\d_]{3,}))", re.IGNORECASE)
_BODY = frozenset(
    "face faces hand hands eye eyes hair arm arms leg legs foot feet body head back lips smile skin finger fingers neck shoulder shoulders "
    "chest mouth nose ear ears fist palm wrist knees silhouette".split()
)
_ONE_OF = frozenset("a an one this that".split())
_COUNTED = frozenset("two three four five six several many some few both all these those le".split())
_PERSONS = (NOUN, "person")
_MANY = frozenset({"men", "women", "children"})


def genitives(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes that write the apostrophe: of whom no plural in -s is known, or of one whose body is named."""
    place = 0
    while match := _OWNED.search(text, place):
        place = match.end("who")
        who, what, before = match["who"].lower(), match["what"].lower(), (match["before"] or "").lower()
        if taxonomy.means(what, STOP) or before in _COUNTED or _is_person(before, taxonomy):
            continue
        if _is_person(who, taxonomy) or who in _MANY:
            known = (who + "s",) in taxonomy.forms or is_listed(who + "s")
            if not known or (what in _BODY and _is_of_one(text, match)):
                yield match.start("s"), match.start("s"), "'"


def _is_of_one(text: str, match: re.Match[str]) -> bool:
    """Whether "a" leads to the word, with one word between at most."""
    led = re.findall(r"[^\W_]+|[^\w\s]", text[max(0, match.start("who") - 30) : match.start("who")].lower())[-2:]
    return not _ONE_OF.isdisjoint(led)


def _is_person(word: str, taxonomy: Taxonomy) -> bool:
    return any(form.kind in _PERSONS and form.number == ONE for form in taxonomy.forms.get((word,), ()))
