"""Another member of a set: its place among the candidates, and the user's own words with other values. It stays on the device."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from obclip.errors import BadRequest, UserError

from .candidates import Axis
from .choice import Choice
from .closing.axes import matched_axes
from .reading.marks import HIDDEN, find_marks, with_marks
from .reading.normal import normalise
from .rules import KEEP, MOST_CANDIDATES, SHOW, Rules
from .safeguard import Safeguarded, drawn_words, place_among
from .writing.parse import parse
from .writing.render import render, render_member
from .writing.template import Template

# As much as can be read of the user's own words, for a network that runs here: nothing is withheld.
_ALL_WORDS = Rules(MOST_CANDIDATES, cues=KEEP, unknown=SHOW, language="any")


def another(done: Safeguarded, values: Sequence[str], named: Mapping[str, str], person: int | None = None) -> tuple[Choice, str]:
    """The candidate that says these values and otherwise what the user's says, and the words that the device draws it with.

    values: by themselves ("old"). named: by attribute. person: the first (1), second ... of those of whom the attribute is hidden.
    Raises BadRequest for what no candidate says, and where several persons could be meant; NotAllowed as `safeguard` does.
    """
    if not values and not named:
        raise BadRequest(f"Say which other is wanted: {_offered(done.candidates.axes)}.", code="no_other")
    if person is not None and (not isinstance(person, int) or isinstance(person, bool)):
        raise BadRequest(f"person must be a whole number, counted from 1 (got {person!r}).", code="no_other")
    places: dict[int, int] = {}
    for attribute, value in [*((None, value) for value in values), *named.items()]:
        axis, place = _found(done.candidates.axes, attribute, value, person)
        if places.setdefault(axis, place) != place:
            told = done.candidates.axes[axis]
            raise BadRequest(f"One {told.attribute} at a time: {told.values[places[axis]]} or {told.values[place]}.", code="no_other")
    return member(done, places)


def member(done: Safeguarded, places: Mapping[int, int]) -> tuple[Choice, str]:
    """The candidate with these places of values on these axes, and otherwise the user's; and the words that the device draws it with.

    Raises BadRequest for a place that there is not, and as above.
    """
    skeleton, taxonomy, wanted = done.template.skeleton, done.template.taxonomy, list(done.template.values)
    for axis, place in places.items():
        if not (0 <= axis < len(skeleton.axes) and 0 <= place < len(skeleton.axes[axis].values)):
            raise BadRequest(f"There is no such candidate: there are {_offered(done.candidates.axes)}.", code="no_other")
        wanted[axis] = skeleton.axes[axis].values[place]
    choice = Choice(place_among(render(skeleton, wanted, taxonomy), done.candidates))
    return choice, _own_words(done, wanted)


def _found(axes: Sequence[Axis], attribute: str | None, value: str, person: int | None) -> tuple[int, int]:
    """Which axis has a value, and its place among the axis's."""
    if not isinstance(value, str):
        raise BadRequest(f"A value is told in words: {_offered(axes)} (got {value!r}).", code="no_other")
    small = value.casefold()
    found = [
        (number, [one.casefold() for one in axis.values].index(small))
        for number, axis in enumerate(axes)
        if attribute in (None, axis.attribute) and small in [one.casefold() for one in axis.values]
    ]
    if not found:
        raise BadRequest(f"No candidate says {attribute + ' ' if attribute else ''}{value!r}: there are {_offered(axes)}.", code="no_other")
    if person is None and len(found) > 1:
        raise BadRequest(f"{len(found)} of those shown could be {value!r}: say which, person=1 ...", code="no_other")
    if person is not None and not 1 <= person <= len(found):
        raise BadRequest(f"person must be 1 to {len(found)} (got {person}).", code="no_other")
    return found[(person or 1) - 1]


def _offered(axes: Sequence[Axis]) -> str:
    return "; ".join(f"{axis.attribute}: {', '.join(axis.values)}" for axis in axes) or "no hidden attributes"


def _own_words(done: Safeguarded, wanted: Sequence[str]) -> str:
    """The user's prompt, nothing withheld, with other values; that of the set's member where it cannot be read so."""
    try:
        own = parse(_opened(done.template.prompt), done.template.base, rules=_ALL_WORDS)
    except UserError:
        return drawn_words(render_member(done.template.skeleton, wanted, done.template.taxonomy))
    numbers = matched_axes(dict(enumerate(_said(done.template))), _said(own))
    values = list(own.values)
    for number, place in numbers.items():
        if wanted[number] in own.skeleton.axes[place].values:
            values[place] = wanted[number]
    return drawn_words(render_member(own.skeleton, values, own.taxonomy))


def _said(template: Template) -> list[tuple[str, str]]:
    return [(axis.attribute, value) for axis, value in zip(template.skeleton.axes, template.values, strict=True)]


def _opened(prompt: str) -> str:
    """The prompt with what is withheld by [[ ]] as words of it."""
    text = normalise(prompt).text
    return with_marks(text, [mark for mark in find_marks(text) if mark.kind == HIDDEN], lambda mark: mark.parts[0])
