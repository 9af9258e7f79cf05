"""Plain words for somebody: "man", "girl", "toddler" and their like, which say nothing of what a person does."""

from __future__ import annotations

from functools import lru_cache

from obclip.prompts.vocabulary.terms import NOUN, Taxonomy

from .units import Unit

_PLAIN = ("man", "boy", "girl", "child", "teenager", "person")


def is_plain_person(unit: Unit, taxonomy: Taxonomy) -> bool:
    """Whether a unit is a noun of the rows that hold the plain words; whatever the value."""
    form = unit.form(NOUN)
    return form is not None and bool(form.row) and taxonomy.rows[form.row].family in _plain_families(taxonomy)


@lru_cache(maxsize=16)
def _plain_families(taxonomy: Taxonomy) -> frozenset[str]:
    forms = [form for word in _PLAIN for form in taxonomy.forms.get((word,), ()) if form.kind == NOUN and form.row in taxonomy.rows]
    return frozenset(taxonomy.rows[form.row].family for form in forms)
