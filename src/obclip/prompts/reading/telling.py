"""Items of a list of what is not wanted that say something of a person, or may do so: whatever is not known to say nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from obclip.prompts.vocabulary.taxonomy import Taxonomy
from obclip.prompts.vocabulary.terms import Form, Kind
from obclip.prompts.vocabulary.words import harmless, tags, things

from .garbled import join_garbled
from .lettering import read_lettering
from .named_as_animals import without_named_as_animals
from .names import read_names
from .units import Unit, read_units

# Meanings that say no value and name nobody.
_PLAIN: frozenset[Kind] = frozenset({"they", "person", "animal", "close", "stop", "lookalike"})
# In a list of what is not wanted these mean persons.
_HINTING = frozenset("bi jr sr pension walker whiskers kinky ghetto saint saints church churches".split())
_ANYBODY = frozenset("people person persons human humans".split())  # who is not shown at all is nobody
_ENDS = re.compile(r"[,;|\n]|[.!?](?=\s|$)")


def items(text: str) -> list[tuple[int, int]]:
    """Where the items of a list stand, and the sentences of prose."""
    ends = [match.start() for match in _ENDS.finditer(text)]
    starts = [match.end() for match in _ENDS.finditer(text)]
    return list(zip([0, *starts], [*ends, len(text)], strict=True))


def telling(text: str, taxonomy: Taxonomy) -> list[tuple[int, int]]:
    """Stretches that say something of a person, or may do so."""
    units = [
        unit
        for unit in join_garbled(without_named_as_animals(read_units(text, taxonomy), taxonomy), text, taxonomy)
        if unit.word not in _ANYBODY
    ]
    found = [(unit.start, unit.end) for unit in units if not _is_plain(unit, taxonomy)]
    found += [(unit.start, unit.end) for unit in read_names(read_lettering(units, text), text, taxonomy) if not _says_nothing(unit.forms)]
    return found + [(place, place + 1) for place, letter in enumerate(text) if not letter.isascii()]


def _is_plain(unit: Unit, taxonomy: Taxonomy) -> bool:
    """Whether nothing that a word may mean says anything of a person, also where the reader would not take it so ("afghanis")."""
    if unit.form("lookalike"):
        return True
    words = tuple(unit.word.split())
    if not _HINTING.isdisjoint(words):
        return False
    spelled = [words, *((word,) for word in words)]
    meant = [*unit.forms, *(form for some in spelled for form in taxonomy.forms.get(some, ()))]
    return _says_nothing(meant) and (bool(unit.forms) or all(map(_is_known, words)))


def _says_nothing(forms: Sequence[Form]) -> bool:
    return all(form.kind in _PLAIN and not form.values for form in forms)


def _is_known(word: str) -> bool:
    return word == "a" or (len(word) > 1 and (word in harmless() or word in things() or word in tags()))
