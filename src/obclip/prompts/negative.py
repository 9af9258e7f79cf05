"""What the cloud may read of a negative prompt: whole items of it, in which every word is known to say nothing of a person.

A negative prompt has no axes. "young, man" beside "an old woman" would tell which of the candidates is real, so whatever says, betrays or
may hide a value is withheld, whether or not the prompt hides it: what is sent depends on the negative prompt alone. The device's model is
told the user's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from obclip.errors import BadRequest, named

from .detector import find_hints
from .reading.garbled import join_garbled
from .reading.lettering import read_lettering
from .reading.marks import find_marks, own_words, with_marks
from .reading.names import read_names
from .reading.normal import normalise
from .reading.units import Unit, read_units
from .rules import DEFAULT_RULES, Rules
from .vocabulary.taxonomy import Taxonomy, default_taxonomy
from .vocabulary.terms import Form, Kind
from .vocabulary.words import harmless, tags, things
from .writing.parse import MOST_LETTERS

# Meanings that say no value and name nobody.
_PLAIN: frozenset[Kind] = frozenset({"they", "person", "animal", "close", "stop", "lookalike"})
# In a list of what is not wanted these mean persons.
_HINTING = frozenset("bi jr sr pension walker whiskers kinky ghetto saint saints church churches".split())
_ENDS = re.compile(r"[,;|\n]|[.!?](?=\s|$)")
_EMPTY = re.compile(r"[\s()\[\]{}:.\d]*")
_MARKED = "\ue000"
_MARK = re.compile(_MARKED)


@dataclass(frozen=True)
class Negative:
    """own: what the device's model is told, with the marks opened. sent: what the cloud is told. None for nothing at all.

    withheld: the items that are not sent.
    """

    own: str | None = field(default=None, repr=False)
    sent: str | None = None
    withheld: tuple[str, ...] = field(default=(), repr=False)


NO_NEGATIVE = Negative()


def safe_negative(negative: str | None, rules: Rules = DEFAULT_RULES) -> Negative:
    """A negative prompt as both sides may be told it. Raises BadRequest for one that is too long or has an unreadable mark."""
    if negative is None:
        return NO_NEGATIVE
    if len(negative) > MOST_LETTERS:
        raise BadRequest(f"The negative prompt has {len(negative)} characters; at most {MOST_LETTERS} are read.", code="prompt_too_long")
    text = normalise(negative).text
    with named("Negative prompt"):
        own = own_words(text)
        text, marks = _without_marks(text)
    telling = _telling(text, rules)
    sent, withheld = [], []
    for start, end in _items(text):
        item = text[start:end].strip()
        if any(start < last and first < end for first, last in telling):
            withheld.append(_MARK.sub(lambda found: next(marks), item))
        elif not _EMPTY.fullmatch(item):
            sent.append(item)
    if not sent:
        return Negative(own, None if own.strip() else "", tuple(withheld))
    return Negative(own, ", ".join(sent), tuple(withheld))


def _items(text: str) -> list[tuple[int, int]]:
    """Where the items of a list stand, and the sentences of prose."""
    ends = [match.start() for match in _ENDS.finditer(text)]
    starts = [match.end() for match in _ENDS.finditer(text)]
    return list(zip([0, *starts], [*ends, len(text)], strict=True))


def _without_marks(text: str) -> tuple[str, Iterator[str]]:
    """The text with a token for each mark, whose item is not sent, and the marks as they were typed."""
    marks = find_marks(text)
    return with_marks(text, marks, lambda mark: _MARKED), (text[mark.start : mark.end] for mark in marks)


def _telling(text: str, rules: Rules) -> list[tuple[int, int]]:
    """Stretches that say something of a person, or may do so."""
    taxonomy = rules.taxonomy or default_taxonomy()
    units = join_garbled(read_units(text, taxonomy), text, taxonomy)
    found = [(unit.start, unit.end) for unit in units if not _is_plain(unit, taxonomy)]
    found += [(unit.start, unit.end) for unit in read_names(read_lettering(units, text), text, taxonomy) if not _says_nothing(unit.forms)]
    found += [(place, place + 1) for place, letter in enumerate(text) if not letter.isascii()]
    for detector in rules.detectors:
        found += [(hint.start, hint.end) for hint in find_hints(detector, [text])[0]]
    return found


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
