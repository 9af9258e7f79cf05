"""What a choice is to the words around it: a person, an adjective of one, a pronoun, a phrase, or a thing.

A choice is an axis of exactly its options, and stands in the candidates as it was typed. Where its options say values of an attribute,
the other words of that attribute about the same person follow it ("{woman|man} ... her" runs through her and his), or turn neutral.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from obclip.prompts.vocabulary.terms import (
    ADJECTIVE,
    DETAIL,
    EXPLICIT,
    FOLK,
    MANY,
    MARK,
    NOUN,
    ONE,
    PHRASE,
    PRONOUN_KINDS,
    Attribute,
    Form,
    Home,
    Kind,
    Row,
    Taxonomy,
    Value,
)

from .mark_edges import pauses_at_edge
from .marks import Mark
from .names import read_names
from .normal import normal_text
from .roles import Role, classify
from .units import Unit, read_units

_NEUTRAL = {"noun": "someone", "he": "they", MARK: "something"}
_MARKED = "marked"


@dataclass(frozen=True)
class _Option:
    """One option as it reads by itself: the kinds of its words, how many it means, and the values that it says."""

    kind: Kind
    number: int
    values: frozenset[str]
    named: bool


def with_marks(taxonomy: Taxonomy, marks: Sequence[Mark]) -> Taxonomy:
    """The taxonomy with an attribute for each mark, and rows by which other words follow it."""
    if not marks:
        return taxonomy
    known = _extended(taxonomy, tuple((mark.token, mark.options) for mark in marks))
    forms = {}
    for place, mark in enumerate(marks):
        row = known.rows[_name(place)]
        number = MANY if row.many else ONE
        value = _value(row.name, mark.options[mark.number])
        forms[mark.token] = (Form((mark.token,), row.kind, row.name, number, (value,)),)
    return replace(known, tokens=forms)


@lru_cache(maxsize=64)
def _extended(taxonomy: Taxonomy, marks: tuple[tuple[str, tuple[str, ...]], ...]) -> Taxonomy:
    attributes, values, rows = dict(taxonomy.attributes), dict(taxonomy.values), dict(taxonomy.rows)
    for place, (token, options) in enumerate(marks):
        name = _name(place)
        read = [_read(option, taxonomy) for option in options if option]
        kind = _kind(read)
        if kind == "noun" and len(read) < len(options):
            kind = MARK  # with an option without words it is nobody by itself: "a {king|queen|} woman"
        block = tuple(_value(name, option) for option in options)
        said = _said(read, taxonomy)
        followed = _followed(read, said, taxonomy) if len(read) == len(options) else {}
        silent = tuple(attribute for attribute in said if attribute not in followed)
        attributes[name] = Attribute(name, (block,), marked=True, takes=said, silent=silent)
        values |= {value: Value(value, name, 0) for value in block}
        cells: dict[tuple[str, ...], tuple[str, str]] = {(value,): (option, option) for value, option in zip(block, options, strict=True)}
        many = kind == "noun" and all(option.number == MANY for option in read)
        neutral = "" if pauses_at_edge(options) else _NEUTRAL.get(kind, "")
        rows[name] = Row(name, name, kind, (name,), cells, (neutral,) * 2, ((name, 0),), token=token, many=many)
        for becomes in followed.values():
            rows |= _following(taxonomy, (name, 0), dict(zip(becomes, block, strict=True)))
    return replace(taxonomy, attributes=attributes, values=values, rows=rows, families=_families(rows.values()))


def _name(place: int) -> str:
    return _MARKED if place == 0 else f"{_MARKED} {place + 1}"


def _value(name: str, option: str) -> str:
    return f"{name}: {option}"


def _families(rows: Iterable[Row]) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.family, []).append(row)
    return {family: tuple(sorted(group, key=lambda row: -len(row.attributes))) for family, group in found.items()}


def _read(option: str, taxonomy: Taxonomy) -> _Option:
    option = normal_text(option)  # its dashes stand as they were typed
    units = read_names(read_units(option, taxonomy), option, taxonomy)
    roles, _ = classify(units, taxonomy)
    forms = [form for unit in units for form in unit.forms if form.kind in EXPLICIT]
    values = frozenset(value for form in forms for value in form.values)
    nouns = [unit for unit, role in zip(units, roles, strict=True) if role == NOUN]
    number = MANY if nouns and all(_is_many(unit) for unit in nouns) else ONE
    return _Option(_kind_of(units, roles, taxonomy), number, values, any(unit.form("name", "known") for unit in units))


def _is_many(unit: Unit) -> bool:
    form = unit.form("noun", FOLK, "person")
    return form is not None and form.number == MANY


def _kind_of(units: Sequence[Unit], roles: Sequence[Role], taxonomy: Taxonomy) -> Kind:
    if NOUN in roles and not _only_describes(units, taxonomy):
        return "noun"
    if len(units) == 1 and units[0].form(*PRONOUN_KINDS):
        return "he"
    last = units[-1] if units else None
    if _only_describes(units, taxonomy) or (last and last.form("adjective") and roles[-1] == ADJECTIVE):
        return ADJECTIVE
    return PHRASE if last and last.form(PHRASE, DETAIL) and len(units) == 1 else MARK


def _only_describes(units: Sequence[Unit], taxonomy: Taxonomy) -> bool:
    """Whether an option is one word that the taxonomy has as an adjective alone: "small", which by itself is read as a child."""
    forms = taxonomy.forms.get((units[0].word,), ()) if len(units) == 1 else ()
    return bool(forms) and all(form.kind == ADJECTIVE for form in forms)


def _kind(read: Sequence[_Option]) -> Kind:
    """A person if any option is one, else what all options are."""
    kinds = {option.kind for option in read}
    if "noun" in kinds:
        return "noun"
    return kinds.pop() if len(kinds) == 1 else MARK


def _said(read: Sequence[_Option], taxonomy: Taxonomy) -> tuple[str, ...]:
    """The attributes that an option says anything of; a name says the gender."""
    found = {taxonomy.attribute(value) for option in read for value in option.values}
    if "he" in taxonomy.rows and any(option.named for option in read):
        found.add(taxonomy.rows["he"].attributes[0])
    return tuple(sorted(found))


def _followed(read: Sequence[_Option], attributes: Sequence[str], taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """The attributes of which the options say different values of one block, and those values, in the order of the options."""
    found: dict[str, tuple[str, ...]] = {}
    for attribute in attributes:
        said = [[value for value in option.values if taxonomy.attribute(value) == attribute] for option in read]
        values = tuple(own[0] for own in said if len(own) == 1)
        homes = {taxonomy.values[value].home for value in values}
        if len(set(values)) == len(read) and len(homes) == 1:
            found[attribute] = values
    return found


def _following(taxonomy: Taxonomy, own: Home, becomes: Mapping[str, str]) -> dict[str, Row]:
    """Rows that run through the options of a mark instead of the values that they say: "his" and "her" for {woman|man}."""
    home = taxonomy.values[next(iter(becomes))].home
    found: dict[str, Row] = {}
    for row in taxonomy.rows.values():
        if home not in row.homes:
            continue
        place = row.homes.index(home)
        cells = {
            (*cell[:place], becomes[cell[place]], *cell[place + 1 :]): text for cell, text in row.cells.items() if cell[place] in becomes
        }
        homes = (*row.homes[:place], own, *row.homes[place + 1 :])
        known = f"{row.name} of {own[0]}"
        found[known] = replace(row, name=known, attributes=tuple(one[0] for one in homes), cells=cells, homes=homes)
    return found
