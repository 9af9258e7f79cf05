"""All forms of a taxonomy by their words: those of rows, those that say more, cues, hints, names and plain words."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from .alternatives import spelled_out
from .row_table import RowEntry, one_and_many
from .terms import CUE, FOLK, HINT, KNOWN, MANY, NAME, ONE, Form, Kind, Row, Value

WORD_LISTS: Mapping[str, Kind] = {kind: kind for kind in ("person", "animal", "close", "stop", "lookalike", "they")}
_WORD, _UNREAD = re.compile(r"[^\W_]+"), re.compile(r"[^\w \-'/]")


def read_forms(
    data: Mapping[str, Any], entries: Sequence[RowEntry], values: Mapping[str, Value]
) -> dict[tuple[str, ...], tuple[Form, ...]]:
    """All forms by their words.

    Raises ValueError, naming the key, when a form is there twice or says two different things.
    """
    table = _FormTable()
    for entry in entries:
        _add_row(table, entry)
    _add_also(table, data.get("also", {}), {entry.row.name: entry.row for entry in entries}, values)
    _add_borne(table, data.get("borne", {}), {entry.row.name: entry for entry in entries})
    _add_words(table, data.get("words", {}))
    _add_cues(table, data.get("cues", {}), "cues", CUE)
    _add_cues(table, data.get("hints", {}), "hints", HINT)
    _add_names(table, data.get("names", {}))
    return table.all()


def lengths_of(forms: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[int, ...]]:
    """How many words the forms with these first two words have, the most first."""
    found: dict[tuple[str, ...], set[int]] = {}
    for words in forms:
        if len(words) > 1:
            found.setdefault(words[:2], set()).add(len(words))
    return {first: tuple(sorted(counts, reverse=True)) for first, counts in found.items()}


class _FormTable:
    """Collects forms and refuses a second meaning for one of the same kind."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, ...], list[Form]] = defaultdict(list)

    def add(self, form: Form, key: str) -> None:
        shown = " ".join(form.words)
        for other in self._forms[form.words]:
            if form.values and other.values and set(form.values) != set(other.values):
                raise ValueError(f"{key}: the form {shown!r} says both {other.values} and {form.values}.")
            if other.kind == form.kind and other.number == form.number:
                raise ValueError(f"{key}: the form {shown!r} is there twice.")
        self._forms[form.words].append(form)

    def add_beside(self, form: Form) -> None:
        """Adds a form that may be there with other meanings too: cues, hints and names."""
        if form not in self._forms[form.words]:
            self._forms[form.words].append(form)

    def has(self, words: tuple[str, ...]) -> bool:
        return words in self._forms

    def all(self) -> dict[tuple[str, ...], tuple[Form, ...]]:
        return {words: tuple(forms) for words, forms in self._forms.items()}


def spelled(text: str) -> tuple[str, ...]:
    """The words of a form, in small letters."""
    return tuple(word.lower() for word in _WORD.findall(unicodedata.normalize("NFKC", text)))


def _spell(text: str, kind: str) -> Iterator[tuple[tuple[str, ...], int]]:
    one, many = one_and_many(" ".join(text.split()), kind)
    for number, form in ((ONE, one), (MANY, many)):
        if form and (number == ONE or many != one):
            yield spelled(form), number


def _add_row(table: _FormTable, entry: RowEntry) -> None:
    row = entry.row
    if row.kind in ("decade", "count"):  # read from figures alone: "in his twenties", not "the roaring twenties"; "1girl", not "a girl"
        return
    for cell, forms in entry.cells.items():
        key = f"{entry.key}.{' '.join(cell)}"
        for text in forms:
            _check_spelling(text, key)
            for words, number in _spell(text, row.kind):
                _add_form(table, Form(words, row.kind, row.name, number, cell), key, nominal=row.nominal)


def _check_spelling(text: str, key: str) -> None:
    """Raises ValueError for a form that no prompt is read as, such as "R&B": its value would stay in the clear."""
    if _UNREAD.search(unicodedata.normalize("NFKC", text.strip()).replace("\u2019", "'")) or not spelled(text):
        raise ValueError(f"{key}: {text!r} is never read in a prompt; a form is of letters, figures, spaces, hyphens and apostrophes.")
    if text.count("/") > 1:
        raise ValueError(f'{key}: {text!r} is no "one/many": one stroke parts the form for one from the form for many.')


def _add_form(table: _FormTable, form: Form, key: str, *, nominal: bool) -> None:
    """The form, and of an adjective that is a noun too the noun for several: "Asians"."""
    table.add(form, key)
    if nominal and not form.words[-1].endswith(("s", "sh", "ch", "ese")):
        table.add(Form((*form.words[:-1], form.words[-1] + "s"), FOLK, form.row, MANY, form.values), key)


def _add_also(table: _FormTable, also: object, rows: Mapping[str, Row], values: Mapping[str, Value]) -> None:
    if not isinstance(also, dict):
        raise ValueError('also: a table of "form" = "row value ..." is needed.')
    for text, meaning in also.items():
        key = f"also.{text}"
        row, *names = meaning.split() if isinstance(meaning, str) and meaning.strip() else [""]
        if row not in rows:
            raise ValueError(f"{key}: the first word must be the name of a row.")
        if tuple(names[: len(rows[row].attributes)]) not in rows[row].cells or not set(names) <= set(values):
            raise ValueError(f"{key}: {' '.join(names)!r} must begin with a cell of the row {row!r}, then values.")
        _check_spelling(text, key)
        for words, number in _spell(text, rows[row].kind):
            _add_form(table, Form(words, rows[row].kind, row, number, tuple(names)), key, nominal=rows[row].nominal)


def _add_borne(table: _FormTable, lists: object, entries: Mapping[str, RowEntry]) -> None:
    """Each adjective of a row before each of some words as a form of a row of the same block, but for what is a form already."""
    for name, text in _lists(lists, "borne"):
        said, _, borne = text.partition(":")
        row, adjectives = entries.get(name), entries.get(said.strip())
        if row is None or adjectives is None or row.row.homes != adjectives.row.homes or not borne.split():
            raise ValueError(f'borne.{name}: "row" = "row of adjectives of the same block: words" is needed.')
        for cell, forms in adjectives.cells.items():
            for words in (spelled(f"{form} {word}") for form in forms for word in borne.split()):
                if not table.has(words):
                    table.add(Form(words, row.row.kind, name, ONE, cell), f"borne.{name}")


def _add_words(table: _FormTable, lists: object) -> None:
    for name, text in _lists(lists, "words"):
        kind = WORD_LISTS.get(name)
        if kind is None:
            raise ValueError(f"words.{name}: unknown list; known are {', '.join(WORD_LISTS)}.")
        for entry in _alternatives(text, f"words.{name}"):
            for words, number in _spell(entry, kind):
                if words and not table.has(words):
                    table.add(Form(words, kind, "", number), f"words.{kind}")


def _add_cues(table: _FormTable, lists: object, name: str, kind: Kind) -> None:
    for meaning, text in _lists(lists, name):
        attribute, _, value = meaning.partition(" ")
        if not value:
            raise ValueError(f'{name}.{meaning}: the key must be "attribute value".')
        for entry in _alternatives(text, f"{name}.{meaning}"):
            for words, number in _spell(entry, kind):
                if words:
                    table.add_beside(Form(words, kind, attribute, number, (value,)))


def _alternatives(text: str, key: str) -> Iterator[str]:
    """All that the entries of a list stand for."""
    try:
        yield from chain.from_iterable(map(spelled_out, text.split(",")))
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from None


def _add_names(table: _FormTable, lists: object) -> None:
    """Names by the gender that they tell. A list called "known_..." holds names that count in small letters too."""
    for label, text in _lists(lists, "names"):
        value = label.removeprefix("known_")
        kind: Kind = KNOWN if label.startswith("known_") else NAME
        for entry in text.split(","):
            for words, _ in _spell(entry, kind):
                if words and (kind != NAME or not table.has(words)):
                    table.add_beside(Form(words, kind, "identity", ONE, (value,)))


def _lists(tables: object, key: str) -> list[tuple[str, str]]:
    if not isinstance(tables, dict):
        raise ValueError(f"{key}: a table of lists is needed.")
    for name, text in tables.items():
        if not isinstance(text, str):
            raise ValueError(f"{key}.{name}: a text with a comma between the entries is needed.")
    return list(tables.items())
