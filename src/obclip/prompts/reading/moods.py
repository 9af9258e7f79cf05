"""Words that nothing is known of but that they may say how somebody is, and where such a word is something else."""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, NOUN, STOP, THING, Taxonomy
from obclip.prompts.vocabulary.words import harmless, things

from .leading import OPENING
from .units import BREAK, COMMA, SPACE, Unit

_MOST_MOODS = 3


def only_moods_lead(units: Sequence[Unit], place: int, taxonomy: Taxonomy) -> bool:
    """Whether nothing but words that say how somebody is lead to an age from where its item, or an article, begins: "smiling 60 year old",
    "a nude 25 year old"."""
    first = place
    while first and units[first].before == SPACE and place - first < _MOST_MOODS and _may_be_mood(units[first - 1], taxonomy):
        first -= 1
    return first < place and (units[first].before in (COMMA, BREAK) or not first or units[first - 1].word in OPENING)


def _may_be_mood(unit: Unit, taxonomy: Taxonomy) -> bool:
    if unit.form(STOP, NOUN, ANIMAL, THING) or unit.word.endswith("s"):
        return False
    known = unit.word in harmless() and unit.word not in things()
    return known or unit.word in taxonomy.grown_words or unit.form(ADJECTIVE, CUE) is not None


def ends_the_phrase(word: str, between: int, narrow: bool) -> bool:
    """Whether an unknown word is more likely a verb or a plural thing than an adjective before a person."""
    if word in ("named", "called"):
        return True
    if word.endswith(("ing", "ed")):
        return between > 1 or (narrow and word.endswith("ed"))
    return word.endswith("s") and not word.endswith(("ss", "us", "ous", "less"))
