"""What the cloud may read of a negative prompt: whole items of it, in which every word is known to say nothing of a person.

A negative prompt has no axes. "young, man" beside "an old woman" would tell which of the candidates is real, so whatever says, betrays or
may hide a value is withheld, whether or not the prompt hides it: what is sent depends on the negative prompt alone. The device's model is
told the user's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from obclip.errors import BadRequest, named

from .detector import find_hints
from .reading.marks import find_marks, own_words, with_marks
from .reading.normal import normalise
from .reading.telling import items, telling
from .rules import DEFAULT_RULES, Rules
from .vocabulary.taxonomy import default_taxonomy
from .writing.parse import MOST_LETTERS

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
    told = _told(text, rules)
    sent, withheld = [], []
    for start, end in items(text):
        item = text[start:end].strip()
        if any(start < last and first < end for first, last in told):
            withheld.append(_MARK.sub(lambda found: next(marks), item))
        elif not _EMPTY.fullmatch(item):
            sent.append(item)
    if not sent:
        return Negative(own, None if own.strip() else "", tuple(withheld))
    return Negative(own, ", ".join(sent), tuple(withheld))


def _without_marks(text: str) -> tuple[str, Iterator[str]]:
    """The text with a token for each mark, whose item is not sent, and the marks as they were typed."""
    marks = find_marks(text)
    return with_marks(text, marks, lambda mark: _MARKED), (text[mark.start : mark.end] for mark in marks)


def _told(text: str, rules: Rules) -> list[tuple[int, int]]:
    """Stretches that say something of a person, or may do so, by the room's own reading or a detector's."""
    found = telling(text, rules.taxonomy or default_taxonomy())
    for detector in rules.detectors:
        found += [(hint.start, hint.end) for hint in find_hints(detector, [text])[0]]
    return found
