"""Whether a capital is the user's choice."""

from __future__ import annotations

from obclip.prompts.reading.cast import Mention
from obclip.prompts.vocabulary.terms import NOUN, Row, Taxonomy


def is_plain(row: Row, number: int) -> bool:
    """Whether all forms of a row are written with a small letter, so that a capital is the user's choice."""
    return all(form[number][:1].islower() for form in row.cells.values())


def is_people(mention: Mention, taxonomy: Taxonomy) -> bool:
    """Whether a noun says a people ("Swede"): its capital is no choice of the user's."""
    form = mention.form
    return form.kind == NOUN and bool(form.row and form.values) and not taxonomy.rows[form.row].attributes
