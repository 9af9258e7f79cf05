"""Reads a taxonomy file and refuses what would make candidates unclosed, with file, key and reason."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from obclip.errors import BadRequest

from .form_table import lengths_of, read_forms
from .instead import read_instead
from .neutral import with_persons
from .partners import with_partners
from .peoples import with_peoples
from .row_table import check_keys, group_families, read_rows
from .scales import scaled
from .terms import Attribute, Form, Row, Taxonomy, Value

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

__all__ = ["Attribute", "Form", "Row", "Taxonomy", "Value", "default_taxonomy", "load_taxonomy"]

_LARGEST = 1 << 24  # bytes: fifty times the English taxonomy
_KEYS = frozenset(
    {
        "version",
        "attribute",
        "row",
        "pairs",
        "also",
        "borne",
        "cues",
        "hints",
        "instead",
        "otherwise",
        "names",
        "words",
        "weak",
        "narrow",
        "bound",
        "sure",
        "litter",
        "lasting",
        "ages",
        "grown",
    }
)


@lru_cache(maxsize=1)
def default_taxonomy() -> Taxonomy:
    """The English taxonomy that comes with obclip: the files of vocabulary/data/en, one after the other, and the words for peoples."""
    parts = sorted(files("obclip.prompts.vocabulary").joinpath("data").joinpath("en").iterdir(), key=lambda part: part.name)
    read = _read("\n".join(part.read_text(encoding="utf-8") for part in parts), "vocabulary/data/en")
    return with_partners(with_persons(with_peoples(read)))


def _first_bytes(path: Path, most: int) -> bytes:
    with path.open("rb") as opened:
        return opened.read(most)


def load_taxonomy(path: str | Path, read: Callable[[Path, int], bytes] = _first_bytes) -> Taxonomy:
    """A taxonomy from a TOML file of the form of those in vocabulary/data/en, in one.

    read: gives the first bytes of a file, at most so many. Raises BadRequest, naming the file, the key and the reason, when it cannot be
    read or would not be closed.
    """
    try:
        told = read(Path(path), _LARGEST + 1)  # what a name leads to may have no end
        text = "" if len(told) > _LARGEST else told.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"{path}: the taxonomy cannot be read ({error}). Name a TOML file in UTF-8.") from None
    if len(told) > _LARGEST:
        raise BadRequest(f"{path}: larger than {_LARGEST >> 20} MiB, which no taxonomy is. Name a TOML file in UTF-8.")
    return _read(text.replace("\r\n", "\n"), str(path), checked=True)


def _read(text: str, name: str, *, checked: bool = False) -> Taxonomy:
    """checked: whether the rows of wider blocks are put together at once, so that an error in them shows."""
    try:
        taxonomy = _taxonomy(tomllib.loads(text))
        levels = max(len(attribute.wider) for attribute in taxonomy.attributes.values())
        for level in range(levels if checked else 0):
            scaled(taxonomy, -1 - level)
        return taxonomy
    except tomllib.TOMLDecodeError as error:
        raise BadRequest(f"{name}: not valid TOML: {error}.") from None
    except RecursionError:
        raise BadRequest(f"{name}: lists or tables stand in one another too deeply.") from None
    except ValueError as error:
        raise BadRequest(f"{name}: {error}") from None


def _taxonomy(data: Mapping[str, Any]) -> Taxonomy:
    for key in data:
        if key not in _KEYS:
            raise ValueError(f"{key}: unknown key; known are {', '.join(sorted(_KEYS))}.")
    if not isinstance(data.get("version"), str):
        raise ValueError('version: a text is needed, such as version = "1".')
    attributes = _attributes(data.get("attribute"))
    values = _values(attributes)
    entries = read_rows(data.get("row", []), data.get("pairs", {}), values, attributes)
    rows = {entry.row.name: entry.row for entry in entries}
    forms = read_forms(data, entries, values)
    return Taxonomy(
        version=data["version"],
        attributes=attributes,
        values=values,
        rows=rows,
        forms=forms,
        lengths=lengths_of(forms),
        families=group_families(rows.values()),
        weak=_words(data, "weak"),
        narrow=_words(data, "narrow"),
        bound=_words(data, "bound"),
        sure=_words(data, "sure"),
        litter=_words(data, "litter"),
        lasting=_words(data, "lasting"),
        ages=_ages(data.get("ages", {}), values),
        grown=_grown(data.get("grown", {}), values),
        grown_words=_words(data.get("grown", {}), "words"),
        grown_only=_words(data.get("grown", {}), "only"),
        instead=read_instead(data.get("instead", {}), "instead"),
        otherwise=read_instead(data.get("otherwise", {}), "otherwise"),
        beginnings=frozenset(words[0][:3] for words, found in forms.items() if len(words) == 1 and any(form.row for form in found)),
    )


def _words(data: Mapping[str, Any], key: str) -> frozenset[str]:
    text = data.get(key, "")
    if not isinstance(text, str):
        raise ValueError(f"{key}: a text with a comma between the words is needed.")
    return frozenset(" ".join(word.replace("-", " ").lower().split()) for word in text.split(",") if word.strip())


def _attributes(tables: object) -> dict[str, Attribute]:
    if not isinstance(tables, list) or not tables:
        raise ValueError("attribute: at least one [[attribute]] is needed.")
    found: dict[str, Attribute] = {}
    for place, table in enumerate(tables):
        attribute = _attribute(table, f"attribute[{place}]")
        if attribute.name in found:
            raise ValueError(f"attribute[{place}].name: {attribute.name!r} is there twice.")
        found[attribute.name] = attribute
    return found


def _attribute(table: object, key: str) -> Attribute:
    if not isinstance(table, dict) or not isinstance(table.get("name"), str) or not table["name"].strip():
        raise ValueError(f"{key}.name: a text is needed.")
    if table["name"].startswith("marked"):
        raise ValueError(f"{key}.name: {table['name']!r} is what the choices that a user marks are called.")
    check_keys(table, ("name", "blocks", "single", "apart", "once", "wider"), key)
    blocks, single, apart = table.get("blocks"), table.get("single", False), table.get("apart", False)
    if not isinstance(blocks, list) or not blocks or not all(_is_block(block) for block in blocks):
        raise ValueError(f"{key}.blocks: a list of lists of value names is needed, at least two values in each.")
    for name, flag in (("single", single), ("apart", apart)):
        if not isinstance(flag, bool):
            raise ValueError(f"{key}.{name}: true or false is needed.")
    once = table.get("once", [])
    if not isinstance(once, list) or not all(any(name in block for block in blocks) for name in once):
        raise ValueError(f"{key}.once: a list of values of its blocks is needed.")
    wider = _wider(table.get("wider", []), len(blocks), f"{key}.wider")
    told_once = frozenset(name for block in blocks if not set(once).isdisjoint(block) for name in block)
    return Attribute(table["name"], tuple(tuple(block) for block in blocks), single=single, apart=apart, once=told_once, wider=wider)


def _wider(levels: object, count: int, key: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Levels of ranges of blocks. Each level must lie in the one before, so that a set never depends on its member."""
    if not isinstance(levels, list) or not all(isinstance(level, list) and all(_is_range(r, count) for r in level) for level in levels):
        raise ValueError(f"{key}: a list of lists of [first, last] numbers of blocks is needed, counted from 0.")
    found = tuple(tuple((first, last) for first, last in level) for level in levels)
    for level in found:
        if any(left[1] >= right[0] for left, right in pairwise(level)):
            raise ValueError(f"{key}: the ranges of a level must rise and not overlap.")
    for outer, inner in pairwise(found):
        if not all(any(wide[0] <= first and last <= wide[1] for wide in outer) for first, last in inner):
            raise ValueError(f"{key}: each range must lie in one of the level before it.")
    return found


def _is_range(numbers: object, count: int) -> bool:
    return (
        isinstance(numbers, list)
        and len(numbers) == 2
        and all(isinstance(number, int) and not isinstance(number, bool) for number in numbers)
        and 0 <= numbers[0] < numbers[1] < count
    )


def _is_block(block: object) -> bool:
    return (
        isinstance(block, list)
        and len(block) > 1
        and all(isinstance(value, str) and value and not any(letter.isspace() for letter in value) for value in block)
    )


def _values(attributes: Mapping[str, Attribute]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for attribute in attributes.values():
        for number, block in enumerate(attribute.blocks):
            for name in block:
                if name in found:
                    raise ValueError(f"attribute {attribute.name!r}, blocks: the value {name!r} is there twice.")
                found[name] = Value(name=name, attribute=attribute.name, block=number)
    return found


def _ages(table: object, values: Mapping[str, Value]) -> tuple[tuple[int, str], ...]:
    if not isinstance(table, dict):
        raise ValueError("ages: a table of value = highest number of years is needed.")
    for name, years in table.items():
        if name not in values:
            raise ValueError(f"ages.{name}: {name!r} is no value of an attribute.")
        if not isinstance(years, int) or isinstance(years, bool) or years < 0:
            raise ValueError(f"ages.{name}: a number of years is needed.")
    return tuple(sorted((years, name) for name, years in table.items()))


def _grown(table: object, values: Mapping[str, Value]) -> dict[str, str]:
    if not isinstance(table, dict):
        raise ValueError('grown: a table of value = "other value" and words = "..." is needed.')
    found = {name: other for name, other in table.items() if name not in ("words", "only")}
    for name, other in found.items():
        if name not in values or other not in values or values[name].attribute != values[other].attribute:
            raise ValueError(f"grown.{name}: {name!r} and {other!r} must be values of one attribute.")
    return found
