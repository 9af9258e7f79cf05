"""The shape of a prompt: all that its reading depends on, with each word that can move replaced by what is looked at in it.

Candidates of one set differ in moving words only, so most of them have the same shape, and one reading does for all of
those. Tests compare with the plain reading of each candidate.
"""

from __future__ import annotations

from collections.abc import Sequence

from .grammar import article
from .units import Unit, words_of
from .vocabulary import Taxonomy

Shape = tuple[object, ...]
_ARTICLES = frozenset({"a", "an"})
_ENDINGS = ("ing", "ed", "s", "ss", "us", "less", "ly")


def _fits(unit: Unit, following: Unit, text: str) -> bool:
    return text[unit.start + 1 : unit.end] == article(text[following.start : following.end])[1:]


class Outlines:
    """Outlines of moving words, each worked out once."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._known: dict[tuple[str, int], tuple[object, ...]] = {}

    def shape(self, text: str, units: Sequence[Unit]) -> Shape:
        """The shape of a text that has been cut into these units."""
        parts: list[object] = [self._taxonomy.grown_words.isdisjoint(words_of(units))]
        seen: dict[str, int] = {}
        place = 0
        for number, unit in enumerate(units):
            parts.append(text[place : unit.start])
            place = unit.end
            if unit.word in _ARTICLES and number + 1 < len(units) and _fits(unit, units[number + 1], text):
                parts += ("article", text[unit.start])  # "a" or "an" as it must be: reading looks at neither
                continue
            outline = self._outline(unit)
            if not outline:
                parts += (text[unit.start : place], len(unit.forms))
                continue
            capitals = text[unit.start].isupper(), text[unit.start : place].isupper()
            said = tuple([seen.setdefault(value, len(seen)) for form in unit.forms for value in form.values])
            parts += (outline, capitals, said)
        parts.append(text[place:])
        return tuple(parts)

    def _outline(self, unit: Unit) -> tuple[object, ...]:
        """What reading looks at in a moving word; empty for any other word."""
        key = unit.word, len(unit.forms)
        if key not in self._known:
            moves = any(form.row in self._taxonomy.rows for form in unit.forms)
            self._known[key] = self._drawn(unit) if moves else ()
        return self._known[key]

    def _drawn(self, unit: Unit) -> tuple[object, ...]:
        known, word = self._taxonomy, unit.word
        forms = tuple(
            (form.kind, form.row, form.number, tuple(known.values[v].home if v in known.values else v for v in form.values))
            for form in unit.forms
        )
        lists = (known.weak, known.narrow, known.bound, known.sure, known.litter)
        return forms, tuple(word in words for words in lists), tuple(map(word.endswith, _ENDINGS)), word[0].isdigit()
