"""Words for peoples and places as forms of the taxonomy: what it knows of its own comes first, and a value may have many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .form_table import lengths_of
from .terms import ADJECTIVE, FOLK, MANY, NAME, NOUN, ONE, PHRASE, PLACE, Form, Kind, Row, Taxonomy
from .words import peoples

_SEXES = {"man": "male", "woman": "female"}
_PERSON, _ADULT = "grownup", "adult"  # the rows of nouns for persons, without and with a sex
_ALIKE = ("s", "sh", "ch", "ese")  # "two Chinese", and no "Chineses"

Words = tuple[str, ...]


def with_peoples(taxonomy: Taxonomy) -> Taxonomy:
    """The taxonomy with the words of peoples.tsv as further forms of the rows that hold their values."""
    forms = dict(taxonomy.forms)
    proper: set[str] = set()
    rows = _Rows(taxonomy)
    for word, what, value, *flags in peoples():
        for form in rows.forms(tuple(word.split()), what, value, ordinary=bool(flags)):
            known = forms.get(form.words, ())
            if not any(other.kind == form.kind for other in known):
                forms[form.words] = (*known, form)
            if flags and not any(other.kind == NOUN for other in taxonomy.forms.get(form.words, ())):  # "an amazon" is a person in itself
                proper.add(" ".join(form.words))
    return replace(taxonomy, forms=forms, lengths=lengths_of(forms), proper=frozenset(proper))


class _Rows:
    """The rows that hold each value, looked up once."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._found: dict[tuple[Kind, str], Row | None] = {}

    def forms(self, words: Words, what: str, value: str, *, ordinary: bool) -> Iterator[Form]:
        """All that one line of the list amounts to. ordinary: whether the word says something else as well."""
        if what in ("country", "place"):
            attributive = not ordinary and not self._is_name(words)
            yield from self._row_forms(words, PLACE, ADJECTIVE if attributive else PHRASE, value)
        elif what == "adjective":
            yield from self._row_forms(words, ADJECTIVE, ADJECTIVE, value)
        elif what == "noun":
            yield Form(words, NOUN, _PERSON, ONE, (value,))
            yield Form(_plural(words), NOUN, _PERSON, MANY, (value,))
        else:
            yield Form(words, NOUN, _ADULT, MANY if words[-1].endswith("men") else ONE, (_SEXES[what], value))

    def _row_forms(self, words: Words, kind: Kind, row_kind: Kind, value: str) -> Iterator[Form]:
        row = self._row(row_kind, value)
        if row is None:
            return
        yield Form(words, kind, row.name, ONE, (value,))
        if kind == ADJECTIVE and row.nominal and not words[-1].endswith(_ALIKE):
            yield Form(_plural(words), FOLK, row.name, MANY, (value,))

    def _row(self, kind: Kind, value: str) -> Row | None:
        if (kind, value) not in self._found:
            self._found[kind, value] = self._taxonomy.simple_row(kind, value)
        return self._found[kind, value]

    def _is_name(self, words: Words) -> bool:
        return any(form.kind == NAME for form in self._taxonomy.forms.get(words, ()))


def _plural(words: Words) -> Words:
    """ "Germans" and "gypsies": a people in -man has no plural in -men."""
    last = words[-1]
    return (*words[:-1], last[:-1] + "ies" if last.endswith("y") else last + "s")
