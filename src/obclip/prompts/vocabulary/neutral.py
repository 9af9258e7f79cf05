"""Further words for persons as forms of the taxonomy: those that tell a value, those that tell nothing, and what rows are neutral with.

What the taxonomy knows of its own comes first. A word that tells what no row of nouns says ("eremite") is a person whose value is withheld.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from .form_table import lengths_of, spelled
from .terms import MANY, NOUN, ONE, Form, Row, Taxonomy
from .words import neutral_persons, telling_persons

_ROWS = ("minor", "adult", "kid", "grownup")  # nouns for somebody, those that say most first
# Telling by their first meaning in a dictionary, but seldom so in prompts.
_OTHERWISE = frozenset(
    "ma mas mans mam mams sises homeless jilt jilts minx minxes siren sirens vixen vixens mannequin mannequins primate shaver shavers "
    "scrag scrags bleeder bleeders deb debs doge doges sire sires mater maters mystic mystics novice novices juvenile juveniles "
    "stunner stunners vamp vamps wanton wantons manikin manikins jinn jinni communicant communicants confessor confessors homo homos "
    "loony loonies skinhead islander islanders highlander highlanders veteran veterans".split()
)

Words = tuple[str, ...]


def with_persons(taxonomy: Taxonomy) -> Taxonomy:
    """The taxonomy with further words for persons."""
    forms = dict(taxonomy.forms)
    for form in (*_telling(taxonomy), *_listed(), *_neutral(taxonomy)):
        if form.words and form.words not in forms:
            forms[form.words] = (form,)
    return replace(taxonomy, forms=forms, lengths=lengths_of(forms))


def _telling(taxonomy: Taxonomy) -> Iterator[Form]:
    told = telling_persons()
    for word, meanings in told.items():
        values = tuple(value for _, value in meanings if value in taxonomy.values)
        if word in _OTHERWISE or (word,) in taxonomy.forms:
            continue
        number = MANY if _is_plural(word, told) else ONE
        row = _row(values, taxonomy)
        if row is None or not values:
            yield Form((word,), "person", "", number)
            continue
        first = next(cell for cell in row.cells if set(cell) <= set(values))
        yield Form((word,), NOUN, row.name, number, (*first, *(value for value in values if value not in first)))


def _row(values: Words, taxonomy: Taxonomy) -> Row | None:
    """The first row of nouns for somebody that says some of the values and takes no other."""
    rows = (taxonomy.rows[name] for name in _ROWS if name in taxonomy.rows)
    return next((row for row in rows if any(set(cell) <= set(values) for cell in row.cells)), None)


def _listed() -> Iterator[Form]:
    known = neutral_persons()
    for word in known:
        yield Form((word,), "person", "", MANY if _is_plural(word, known) else ONE)


def _is_plural(word: str, known: Container[str]) -> bool:
    if word.endswith("men"):
        return word[:-3] + "man" in known
    return word.endswith("s") and (word[:-1] in known or word[:-2] in known or word[:-3] + "y" in known)


def _neutral(taxonomy: Taxonomy) -> Iterator[Form]:
    """The neutral words of rows: what stands for a noun is read as a person too."""
    for row in taxonomy.rows.values():
        if row.kind == NOUN:
            yield Form(spelled(row.neutral[ONE]), "person", "", ONE)
            yield Form(spelled(row.neutral[MANY]), "person", "", MANY)
