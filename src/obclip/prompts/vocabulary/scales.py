"""The sizes that blocks of values come in: wider ones where the user allows many candidates, halves where few.

The sizes are nested and published with the taxonomy: each half lies in its block, each block in its wider one. So all members of a set
agree on every size, and on which of them is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product
from math import prod

from .terms import Attribute, Form, Home, Row, Taxonomy, Value

AxisBlock = tuple[str, tuple[str, ...]]  # an attribute, and the values of one of its blocks
AS_PUBLISHED = 0
HALVES = 1
_LEAST_TO_HALVE = 4


@lru_cache(maxsize=16)
def scale_for(axes: tuple[AxisBlock, ...], taxonomy: Taxonomy, most: int) -> int | None:
    """The widest scale at which axes (read as published) have at most so many candidates: -2, -1 (wider), 0, or 1 (halves).

    None when even halves do not fit. It depends on the blocks of the axes alone, never on a value.
    """
    counts = Counter(axes)
    for scale in range(-_levels(taxonomy), HALVES + 1):
        sizes = {axis: _size(axis, taxonomy, scale) for axis in counts}
        if prod(sizes[axis] ** count for axis, count in counts.items()) <= most:
            return scale if any(size != len(axis[1]) for axis, size in sizes.items()) else AS_PUBLISHED
    return None


@lru_cache(maxsize=16)
def scaled(taxonomy: Taxonomy, scale: int) -> Taxonomy:
    """The taxonomy with its blocks in another size. Raises ValueError when rows of wider blocks do not fit together."""
    if scale == AS_PUBLISHED:
        return taxonomy
    attributes = {name: _recut(attribute, scale) for name, attribute in taxonomy.attributes.items()}
    values = {
        value: Value(value, attribute.name, number)
        for attribute in attributes.values()
        for number, block in enumerate(attribute.blocks)
        for value in block
    }
    rows, moved = _rows(taxonomy, attributes, values)
    families: dict[str, list[Row]] = {}
    for row in rows.values():
        families.setdefault(row.family, []).append(row)
    forms = {words: tuple([_moved(form, moved) for form in found]) for words, found in taxonomy.forms.items()}
    grouped = {family: tuple(sorted(group, key=lambda row: -len(row.attributes))) for family, group in families.items()}
    return replace(taxonomy, attributes=attributes, values=values, rows=rows, families=grouped, forms=forms)


def _levels(taxonomy: Taxonomy) -> int:
    return max(len(attribute.wider) for attribute in taxonomy.attributes.values())


def _size(axis: AxisBlock, taxonomy: Taxonomy, scale: int) -> int:
    """How many values the block of an axis has at a scale: of two halves, the larger."""
    if axis[0] not in taxonomy.attributes:  # what the user marked stays as it is
        return len(axis[1])
    if scale == HALVES:
        return (len(axis[1]) + 1) // 2 if len(axis[1]) >= _LEAST_TO_HALVE else len(axis[1])
    attribute = taxonomy.attributes[axis[0]]
    group = _group(attribute, taxonomy.values[axis[1][0]].block, scale)
    return sum(len(attribute.blocks[number]) for number in group)


def _group(attribute: Attribute, number: int, scale: int) -> range:
    """The numbers of the blocks that are one with a block at a wider scale."""
    if scale < 0 and attribute.wider:
        level = attribute.wider[max(0, len(attribute.wider) + scale)]
        for first, last in level:
            if first <= number <= last:
                return range(first, last + 1)
    return range(number, number + 1)


def _recut(attribute: Attribute, scale: int) -> Attribute:
    blocks: list[tuple[str, ...]] = []
    for number, block in enumerate(attribute.blocks):
        group = _group(attribute, number, scale)
        half = (len(block) + 1) // 2
        if scale == HALVES and len(block) >= _LEAST_TO_HALVE:
            blocks += [block[:half], block[half:]]
        elif number == group.start:
            blocks.append(tuple(value for other in group for value in attribute.blocks[other]))
    return replace(attribute, blocks=tuple(blocks), wider=())


def _rows(
    taxonomy: Taxonomy, attributes: Mapping[str, Attribute], values: Mapping[str, Value]
) -> tuple[dict[str, Row], dict[tuple[str, tuple[str, ...]], str]]:
    """The rows in the other size, and which of them each row and cell went to."""
    rows: dict[str, Row] = {}
    moved: dict[tuple[str, tuple[str, ...]], str] = {}
    joined: dict[tuple[str, tuple[Home, ...]], str] = {}
    for row in taxonomy.rows.values():
        for cell, written in row.cells.items():
            homes = tuple(values[value].home for value in cell)
            grown = any(
                len(attributes[name].blocks[number]) > len(taxonomy.block(value)) for (name, number), value in zip(homes, cell, strict=True)
            )
            cut = any(
                len(attributes[name].blocks[number]) < len(taxonomy.block(value)) for (name, number), value in zip(homes, cell, strict=True)
            )
            name = joined.setdefault((row.kind, homes), row.name) if grown else f"{row.name} {homes}" if cut else row.name
            known = rows.get(name)
            family = known.family if known else row.family
            cells = {**(known.cells if known and known.homes == homes else {}), cell: written}
            rows[name] = replace(row, name=name, family=family, cells=cells, homes=homes)
            moved[row.name, cell] = name
    for row in rows.values():
        blocks = [attributes[name].blocks[number] for name, number in row.homes]
        if set(row.cells) != set(product(*blocks)):
            raise ValueError(
                f"attribute {row.attributes[0]!r}, wider: the rows of kind {row.kind!r} do not hold all values of a wider block."
            )
    return rows, moved


def _moved(form: Form, moved: Mapping[tuple[str, tuple[str, ...]], str]) -> Form:
    for count in range(1, len(form.values) + 1):
        name = moved.get((form.row, form.values[:count]))
        if name is not None:
            return form if name == form.row else replace(form, row=name)
    return form
