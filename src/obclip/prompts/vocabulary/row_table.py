"""Rows of aligned forms, read from the [[row]] and [pairs] tables of a taxonomy file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from .plurals import plural
from .terms import PRONOUN_KINDS, Attribute, Home, Row, Value

KINDS = ("noun", "adjective", "phrase", "detail", "decade", "count", *PRONOUN_KINDS)


_BY_PLACE = ("him", "his", "hers")
_ROW_KEYS = ("name", "kind", "family", "neutral", "nominal", "forms")


class RowEntry(NamedTuple):
    """A row, all the forms of each of its cells, and the key that names it in the file."""

    row: Row
    cells: Mapping[tuple[str, ...], tuple[str, ...]]
    key: str


def read_rows(tables: object, pairs: object, values: Mapping[str, Value], attributes: Mapping[str, Attribute]) -> list[RowEntry]:
    """The rows in the order of the file.

    Raises ValueError, naming the key, when a row lacks a value, has one too many or is of the wrong type.
    """
    if not isinstance(tables, list):
        raise ValueError("row: a list of [[row]] tables is needed.")
    entries: list[RowEntry] = []
    names: set[str] = set()
    for key, table in [*((f"row[{place}]", table) for place, table in enumerate(tables)), *_pair_tables(pairs)]:
        entry = _row(table, key, values, attributes)
        if entry.row.name in names:
            raise ValueError(f"{key}.name: {entry.row.name!r} is there twice.")
        names.add(entry.row.name)
        entries.append(entry)
    _check_pronouns(entries)
    for entry in entries:
        if entry.row.family not in names:
            raise ValueError(f"{entry.key.removesuffix('.forms')}.family: {entry.row.family!r} is the name of no row.")
    return entries


def _check_pronouns(entries: Iterable[RowEntry]) -> None:
    """His, him and her are told apart by their place, not by their form: each kind has the one row that has its name."""
    found = {entry.row.name: entry for entry in entries if entry.row.kind in _BY_PLACE}
    for name, entry in found.items():
        key = entry.key.removesuffix(".forms")
        if name != entry.row.kind:
            raise ValueError(f"{key}.name: the row of the kind {entry.row.kind} has the name {entry.row.kind!r}.")
        if missing := [kind for kind in _BY_PLACE if kind not in found]:
            raise ValueError(f"{key}: {', '.join(_BY_PLACE)} need a row each; {missing[0]} has none.")


def group_families(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """Rows by family, the row with the most attributes first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.family].append(row)
    return {family: tuple(sorted(group, key=lambda row: -len(row.attributes))) for family, group in found.items()}


def check_keys(table: Mapping[str, object], known: Iterable[str], key: str) -> None:
    """Raises ValueError, naming the key, for one that nothing reads."""
    for name in table:
        if name not in known:
            raise ValueError(f"{key}.{name}: unknown key; known are {', '.join(known)}.")


def one_and_many(text: str, kind: str) -> tuple[str, str]:
    """The form for one and the form for many: "man/men"; a noun without a stroke takes the regular plural."""
    one, stroke, many = text.partition("/")
    if stroke:
        return one, many
    return one, plural(one) if kind in ("noun", "person", "animal", "close", "lookalike", "cue") and one else one


def _pair_tables(pairs: object) -> Iterator[tuple[str, dict[str, object]]]:
    """The rows that [pairs] says in short: "waiter | waitress = server girl | server" under the key "male female"."""
    if not isinstance(pairs, dict) or not all(isinstance(text, str) for text in pairs.values()):
        raise ValueError('pairs: a table of "value value" = text is needed.')
    for names, text in pairs.items():
        for place, line in enumerate(text.split(",")):
            *cells, neutral = (cell.strip() for cell in line.split("|"))
            forms = {name: [form.strip() for form in cell.split("=")] for name, cell in zip(names.split(), cells, strict=False)}
            table = {"name": cells[0] if cells else "", "kind": "noun", "neutral": neutral, "forms": forms}
            yield f"pairs.{names}[{place}]", table


def _row(table: object, key: str, values: Mapping[str, Value], attributes: Mapping[str, Attribute]) -> RowEntry:
    if not isinstance(table, dict) or not isinstance(table.get("name"), str) or not table["name"]:
        raise ValueError(f"{key}.name: a text is needed.")
    check_keys(table, _ROW_KEYS, key)
    kind, neutral = table.get("kind"), table.get("neutral", "")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ValueError(f"{key}.kind: one of {', '.join(KINDS)} is needed.")
    if not isinstance(neutral, str):
        raise ValueError(f"{key}.neutral: a text is needed.")
    cells = _cells(table.get("forms"), f"{key}.forms")
    homes = _check_cells(cells, f"{key}.forms", values, attributes)
    canonical = {cell: one_and_many(forms[0], kind) for cell, forms in cells.items()}
    family, nominal = str(table.get("family", table["name"])), table.get("nominal") is True
    names = tuple(attribute for attribute, _ in homes)
    row = Row(table["name"], family, kind, names, canonical, one_and_many(neutral, kind), homes, nominal)
    return RowEntry(row, cells, f"{key}.forms")


def _cells(table: object, key: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    if not isinstance(table, dict) or not table:
        raise ValueError(f"{key}: a table of value = [forms] is needed.")
    return {tuple(cell.split()): _texts(forms, f"{key}.{cell}") for cell, forms in table.items()}


def _texts(forms: object, key: str) -> tuple[str, ...]:
    if not isinstance(forms, list) or not forms or not all(isinstance(form, str) and form.strip() for form in forms):
        raise ValueError(f"{key}: a list of words is needed.")
    return tuple(forms)


def _check_cells(
    cells: Mapping[tuple[str, ...], object],
    key: str,
    values: Mapping[str, Value],
    attributes: Mapping[str, Attribute],
) -> tuple[Home, ...]:
    """The blocks of a row, after checking that its cells are the product of whole blocks."""
    for cell in cells:
        for name in cell:
            if name not in values:
                raise ValueError(f"{key}.{' '.join(cell)}: {name!r} is no value of an attribute.")
    sample = [values[name] for name in next(iter(cells))]
    wanted = set(product(*(attributes[value.attribute].blocks[value.block] for value in sample)))
    for cell in sorted(wanted - set(cells)):
        raise ValueError(f"{key}: the value {' '.join(cell)!r} is missing in this row.")
    for cell in sorted(set(cells) - wanted):
        raise ValueError(f"{key}: {' '.join(cell)!r} does not belong to the block of the other values.")
    return tuple(value.home for value in sample)
