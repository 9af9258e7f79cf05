"""The shape of a prompt: all that its reading depends on, with each word that can move replaced by what is looked at in it.

Candidates of one set differ in moving words only, so most of them have the same shape, and one reading does for all of
those. Tests compare with the plain reading of each candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from .grammar import article
from .lookalikes import PERSON_KINDS, PRONOUN_KINDS
from .units import SPACE, Unit
from .vocabulary import MARK, ONE, Taxonomy

Shape = tuple[object, ...]
_ARTICLES = frozenset({"a", "an"})
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "their"})
_ENDINGS = ("ing", "ed", "s", "ss", "us", "less", "ly")


class Outline(NamedTuple):
    """What reading looks at in a word.

    moving: whether the word can move. whole: all that is looked at in it, and `led` when it is an adjective that leads to a
    noun. spoken: the attributes that it says, with its rank among words that say the same.
    adjective: whether it is an adjective and nothing else wherever a noun follows. noun: whether it is a person unless an
    animal follows. animal: whether it may be one. thing: whether it is an animal or a thing and nothing else.
    grown: whether nobody is a minor beside it.
    """

    moving: bool = False
    whole: object = None
    led: object = None
    values: tuple[str, ...] = ()
    spoken: tuple[tuple[str, bool], ...] = ()
    adjective: bool = False
    noun: bool = False
    animal: bool = False
    thing: bool = False
    grown: bool = False


_Key = tuple[str, int, str]
_PLAIN = Outline()
_SHARED: WeakKeyDictionary[Taxonomy, dict[_Key, Outline]] = WeakKeyDictionary()  # of the taxonomy's own words, and no others


def _determines(units: Sequence[Unit], number: int) -> bool:
    """Whether "a" or "his" stands right before a unit: an adjective between that and a thing says nothing of a person."""
    before = units[number - 1]
    return units[number].before == SPACE and before.word in _DETERMINERS and before.form("adjective") is None


class Outlines:
    """Outlines of words, each worked out once: those of a taxonomy's own words for all prompts, any other for one."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._known: dict[_Key, Outline] = {}
        self._shared = _SHARED.setdefault(taxonomy, {})
        self._articles: dict[str, str] = {}

    def shape(self, text: str, units: Sequence[Unit]) -> Shape:
        """The shape of a text that has been cut into these units, from its end to its beginning."""
        parts: list[object] = []
        seen: dict[str, int] = {}  # values, numbered
        ranks: dict[str, list[bool]] = {}  # of the words that say an attribute
        grown = False
        after, beside, leads, place = _PLAIN, "", False, len(text)  # of the unit after
        for number in range(len(units) - 1, -1, -1):
            start, end, word, forms, before = units[number]
            if not forms:
                grown = grown or word in self._taxonomy.grown_words
                parts.append(end - place)
                after, beside, leads = _PLAIN, before, False
                continue
            key = word, len(forms), forms[0].kind
            outline = self._shared.get(key) or self._known.get(key) or self._outline(units[number], key)
            if outline is _PLAIN and word not in _ARTICLES:
                parts += (end - place, *key[1:])
                after, beside, leads = _PLAIN, before, False
                continue
            grown = grown or outline.grown
            led = outline.adjective and leads and beside == SPACE
            if word in _ARTICLES and number + 1 < len(units) and self._fits(text, units[number], units[number + 1]):
                parts += ("article", text[end:place], text[start])  # "a" or "an" as it must be: reading looks at neither
                place = start
            elif outline.moving and not (after.thing and beside == SPACE and outline.adjective and number and _determines(units, number)):
                said = tuple([seen.setdefault(value, len(seen)) for value in outline.values])
                capitals = text[start].isupper(), text[start:end].isupper()
                parts += (text[end:place], outline.led if led else outline.whole, capitals, said)
                place = start
                for attribute, weak in outline.spoken:
                    ranks.setdefault(attribute, []).append(weak)
            else:
                parts += (end - place, *key[1:])
            leads = led or (outline.noun and not (after.animal and beside == SPACE))
            after, beside = outline, before
        ranked = tuple([tuple(weak) for weak in ranks.values() if len(weak) > 1])  # asked only where two say the same
        return text[:place], grown, ranked, *parts

    def _fits(self, text: str, unit: Unit, following: Unit) -> bool:
        """Whether an article is the one that the word after it needs."""
        word = text[following.start : following.end]
        if word not in self._articles:
            self._articles[word] = article(word)
        return text[unit.start + 1 : unit.end] == self._articles[word][1:]

    def _outline(self, unit: Unit, key: _Key) -> Outline:
        own = self._taxonomy.forms.get(tuple(unit.word.split())) == unit.forms
        outline = (self._shared if own else self._known)[key] = self._drawn(unit)
        return outline

    def _drawn(self, unit: Unit) -> Outline:
        known, word = self._taxonomy, unit.word
        said = tuple([value for form in unit.forms for value in form.values])
        forms = tuple(
            [(f.kind, f.row, f.number, tuple(known.values[v].home if v in known.values else v for v in f.values)) for f in unit.forms]
        )
        lists = tuple([word in words for words in (known.narrow, known.bound, known.sure, known.litter)])
        person, certain = unit.form(*PERSON_KINDS), unit.form("lookalike", MARK, *PRONOUN_KINDS)
        adjective = unit.form("adjective") is not None and not certain
        attributes = dict.fromkeys(known.attribute(value) for value in said if value in known.values)
        moving = any(form.row in known.rows for form in unit.forms)
        outline = Outline(
            moving,
            (forms, lists, tuple(map(word.endswith, _ENDINGS)), word[0].isdigit()) if moving else None,
            (forms, word.endswith("ing"), word.endswith("s")) if moving else None,
            said if moving else (),
            tuple([(attribute, word in known.weak) for attribute in attributes]),
            adjective and not person and word not in known.bound,
            person is not None and person.number == ONE and not (certain or adjective) and word not in known.litter,
            unit.form("animal") is not None,
            [form.kind in ("animal", "close") for form in unit.forms] == [True] and not word.endswith(("ing", "s")),
            not known.grown_words.isdisjoint(word.split()),
        )
        return _PLAIN if outline == _PLAIN else outline
