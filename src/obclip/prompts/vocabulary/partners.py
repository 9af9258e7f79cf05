"""The partner of each compound that names a gender by its end: where a choirboy is known, so is a choirgirl, with the same set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .form_table import lengths_of
from .terms import NOUN, Form, Taxonomy

_ENDS = {"woman": "man", "women": "men", "girl": "boy", "girls": "boys"}
_PARTNERS = {**_ENDS, **{other: one for one, other in _ENDS.items()}}  # "woman" is asked for before "man", which it ends with
_OTHER = {"male": "female", "female": "male"}
_NO_COMPOUNDS = frozenset({"best", "he"})  # "the best women of the team" attend no wedding


def with_partners(taxonomy: Taxonomy) -> Taxonomy:
    """The taxonomy with the partners that it lacks."""
    forms = dict(taxonomy.forms)
    for form in _partners(taxonomy):
        forms.setdefault(form.words, (form,))
    beginnings = taxonomy.beginnings | {words[0][:3] for words in forms.keys() - taxonomy.forms.keys() if len(words) == 1}
    return replace(taxonomy, forms=forms, lengths=lengths_of(forms), beginnings=beginnings)


def _partners(taxonomy: Taxonomy) -> Iterator[Form]:
    for words, forms in taxonomy.forms.items():
        partner = partner_of(words[-1])
        if partner is None or words[0] in _NO_COMPOUNDS or (*words[:-1], partner) in taxonomy.forms:
            continue
        for form in forms:
            values = tuple(_OTHER.get(value, value) for value in form.values)
            row = taxonomy.rows.get(form.row) if form.kind == NOUN else None
            if row and values != form.values and values[: len(row.attributes)] in row.cells:
                yield replace(form, words=(*words[:-1], partner), values=values)


def partner_of(word: str) -> str | None:
    """The word for the other gender, of one that ends as the word for either does."""
    end = next((end for end in _PARTNERS if word.endswith(end)), None)
    return word.removesuffix(end) + _PARTNERS[end] if end else None
