"""Emoji that show persons or parts of them, and what Unicode's names say of gender, age and skin tone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

JOINER, SELECTOR = "\u200d", "\ufe0f"
TONES = {"🏻": "light", "🏼": "medium-light", "🏽": "medium", "🏾": "medium-dark", "🏿": "dark"}
PERSON, PEOPLE, FAMILY, BODY, SIGN, TONE = "person", "people", "family", "body", "sign", "tone"
_SIGNS = {name: sign for sign, name in TONES.items()}
_TONE = re.compile(f"[{''.join(TONES)}]")
_DROPPED = re.compile(f"[{''.join(TONES)}{SELECTOR}]")
_INDICATORS = re.compile("[🇦-🇿]{2}")
_MORE = f"(?:[{''.join(TONES)}]{SELECTOR}?|{SELECTOR})?"
_LONGEST = 5  # persons or things that one sequence joins: a kiss and the families have four


class Meaning(NamedTuple):
    """What an emoji says. age: "child" or "old"; None where gender, age or tone is not said.

    kind: a person, people (several alike), a family (also a couple), a body (hands and other parts), a sign for a gender or a bare tone.
    base: a name in English for all emoji that differ in gender, age and tone alone: "health worker", "person: curly hair", "thumbs up".
    complete: whether there is an emoji for each gender (where one is said), each age (likewise) and each tone, none included.
    """

    kind: str
    base: str
    gender: str | None
    age: str | None
    tone: str | None
    complete: bool


class _Row(NamedTuple):
    """A line of emoji_persons.tsv. ways: 0 without tone, 1 one tone, 2 two of them, 3 two that differ."""

    text: str
    kind: str
    base: str
    gender: str | None
    age: str | None
    ways: str

    def written(self, tones: str) -> str:
        """The emoji with these tones after its first and its last person."""
        parts = self.text.split(JOINER)
        for place, tone in zip((0, -1), tones, strict=False):
            parts[place] = parts[place].rstrip(SELECTOR) + tone
        return JOINER.join(parts)

    def has(self, tones: str) -> bool:
        """Whether the emoji comes with these tones."""
        if len(tones) == 2:
            return "2" in self.ways or ("3" in self.ways and tones[0] != tones[1])
        return str(len(tones)) in self.ways


@dataclass(frozen=True)
class _Table:
    """All listed emoji. rows and joined: by their text without tones and selectors; selected: what a selector may follow."""

    rows: Mapping[str, _Row]
    meant: Mapping[tuple[str, str | None, str | None], _Row]
    joined: Mapping[str, str]
    selected: frozenset[str]
    flags: Mapping[str, str]
    persons: re.Pattern[str]
    sequences: re.Pattern[str]

    def row_at(self, chain: str) -> tuple[int, _Row, str] | None:
        """The longest emoji of a person that a chain of emoji begins with: its length, its row and its tones."""
        for end in range(len(chain), 0, -1):
            tones = "".join(_TONE.findall(chain, 0, end))
            row = self.rows.get(_bare(chain[:end]))
            if row and row.has(tones) and row.written(tones).replace(SELECTOR, "") == chain[:end].replace(SELECTOR, ""):
                return end, row, tones
        return None

    def complete(self, row: _Row, tones: str) -> bool:
        """Whether all that the emoji says could be said otherwise by an emoji of the same base."""
        if row.kind not in (PERSON, PEOPLE, BODY) or len(tones) > 1:
            return False
        genders = ("male", "female") if row.gender else (None,)
        ages = ("child", None, "old") if row.age else (None,)
        found = [self.meant.get((row.base, gender, age)) for gender, age in product(genders, ages)]
        return all(other is not None and other.has("") and other.has("🏻") for other in found)


def find_emoji_persons(text: str) -> Iterator[tuple[int, int, Meaning]]:
    """Where emoji show persons, parts of them, signs for a gender or bare skin tones, and what each says."""
    if text.isascii():
        return
    table, place = _table(), 0
    while match := table.persons.search(text, place):
        found = table.row_at(match.group())
        place = match.start() + (found[0] if found else 1)
        if found:
            _, row, tones = found
            tone = TONES[tones[0]] if tones and len(set(tones)) == 1 else None
            yield match.start(), place, Meaning(row.kind, row.base, row.gender, row.age, tone, table.complete(row, tones))
        elif match.group()[0] in TONES:
            yield match.start(), place, Meaning(TONE, "skin tone", None, None, TONES[match.group()[0]], False)


def variant(base: str, gender: str | None, tone: str | None, age: str | None = None) -> str | None:
    """The emoji of a base with another gender, skin tone and age; None where Unicode lists none."""
    row = _table().meant.get((base, gender, age))
    tones = _SIGNS[tone] if tone else ""
    return row.written(tones) if row and row.has(tones) else None


def find_flags(text: str) -> Iterator[tuple[int, int, str]]:
    """Where flags stand, and the name of the country or territory: "South Korea"."""
    for match in () if text.isascii() else _INDICATORS.finditer(text):
        if is_flag(match.group()):
            yield match.start(), match.end(), _table().flags[match.group()]


def is_flag(pair: str) -> bool:
    """Whether two regional indicators are a flag."""
    return pair in _table().flags


def find_sequences(text: str) -> Iterator[tuple[int, int, str]]:
    """Where listed emoji stand whose form has a joiner or a selector, and that form with the selectors that Unicode gives it.

    A single emoji keeps the selector that it has; a sequence gets those that it lacks.
    """
    table, place = _table(), 0
    while match := table.sequences.search(text, place):
        end, form = _sequence(table, match.group())
        place = match.start() + end
        if form:
            yield match.start(), place, form


def _sequence(table: _Table, chain: str) -> tuple[int, str]:
    """The length and the form of the longest listed emoji that a chain begins with; the length 1 and "" where there is none."""
    found = table.row_at(chain)
    shortest = found[0] if found else 1
    for end in range(len(chain), shortest, -1):
        if form := table.joined.get(chain[:end].replace(SELECTOR, "")):
            return end, form
    if found:
        end, row, tones = found
        single = JOINER not in row.text and SELECTOR not in chain[:end]
        return end, chain[:end] if single else row.written(tones)
    return (2, chain[:2]) if chain[0] in table.selected and chain[1:2] == SELECTOR else (1, "")


def _bare(text: str) -> str:
    return _DROPPED.sub("", text)


@lru_cache(maxsize=1)
def _table() -> _Table:
    rows = [_Row(text, kind, base, _said(gender), _said(age), ways) for text, kind, base, gender, age, ways in _read("emoji_persons.tsv")]
    listed = [(kind, text, name) for kind, text, name in _read("emoji_sequences.tsv")]
    joined = {_bare(text): text for kind, text, _ in listed if kind == "joined"}
    selected = frozenset("".join(text for kind, text, _ in listed if kind == "selected"))
    chains = [_bare(row.text) for row in rows]
    return _Table(
        rows=dict(zip(chains, rows, strict=True)),
        meant={(row.base, row.gender, row.age): row for row in rows if set(row.ways) & set("01") and row.kind != FAMILY},
        joined=joined,
        selected=selected,
        flags={text: name for kind, text, name in listed if kind == "flag"},
        persons=_pattern(chains, "".join(TONES)),
        sequences=_pattern([*chains, *joined], "".join(sorted(selected))),
    )


def _pattern(chains: list[str], others: str) -> re.Pattern[str]:
    """What may be one of these chains, or begins with one of the other characters."""
    firsts = "".join(sorted({chain[0] for chain in chains}))
    nexts = "".join(sorted({sign for chain in chains for sign in chain[1:]} - {JOINER}))
    return re.compile(f"[{firsts}{others}]{_MORE}(?:{JOINER}[{nexts}]{_MORE}){{0,{_LONGEST - 1}}}")


def _said(cell: str) -> str | None:
    return None if cell == "-" else cell


def _read(name: str) -> Iterator[list[str]]:
    text = files("obclip.prompts.vocabulary").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines()[1:])
