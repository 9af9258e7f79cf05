"""Plain words for somebody: "man", "girl", "toddler" and their like, which say nothing of what a person does; and those who are paired."""

from __future__ import annotations

from functools import lru_cache

from obclip.prompts.vocabulary.terms import NOUN, Taxonomy

from .units import Unit

_PLAIN = ("man", "boy", "girl", "child", "teenager", "person")
# Who is shown with the other of the pair: "A king sits. The queen stands."
_PAIRED = tuple("king prince emperor duke lord god father grandfather brother son uncle nephew husband boyfriend groom".split())


def is_plain_person(unit: Unit, taxonomy: Taxonomy) -> bool:
    """Whether a unit is a noun of the rows that hold the plain words; whatever the value."""
    form = unit.form(NOUN)
    return form is not None and bool(form.row) and taxonomy.rows[form.row].family in _families(taxonomy, _PLAIN)


def is_of_pair(unit: Unit, taxonomy: Taxonomy) -> bool:
    """Whether a unit is a noun of the rows of those who are paired, whichever of the two."""
    form = unit.form(NOUN)
    paired = form is not None and form.row in taxonomy.rows and taxonomy.rows[form.row].family in _families(taxonomy, _PAIRED)
    return paired and not is_plain_person(unit, taxonomy)


@lru_cache(maxsize=16)
def _families(taxonomy: Taxonomy, words: tuple[str, ...]) -> frozenset[str]:
    forms = [form for word in words for form in taxonomy.forms.get((word,), ()) if form.kind == NOUN and form.row in taxonomy.rows]
    return frozenset(taxonomy.rows[form.row].family for form in forms)
