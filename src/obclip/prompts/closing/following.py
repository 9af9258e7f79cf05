"""Reads the text of a template again when words of it have changed, and follows each axis into the new reading.

What is read is the candidate with the first value of each axis, never the real one: so what becomes of a set is a function of its skeleton
alone, and prompts that differ in what is hidden arrive at the same set. The real values go along with their axes, unread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from obclip.prompts.rules import Rules
from obclip.prompts.writing.parse import read_again
from obclip.prompts.writing.render import render_some, render_source
from obclip.prompts.writing.template import Skeleton, Template

Write = Callable[[Sequence[str]], str]  # from values, one an axis, to the text that is read


class Followed(NamedTuple):
    """A template in other words. read: the text. lost: the axes that cannot be told in it, but for those that the user marked."""

    template: Template
    read: Template
    lost: frozenset[int]


def is_steady(template: Template, rules: Rules) -> bool:
    """Whether the candidates of a template read as the template does."""
    skeleton, taxonomy = template.skeleton, template.taxonomy
    return read_again(template, render_source(skeleton, _first(skeleton), taxonomy), rules).skeleton == skeleton


def follow(template: Template, write: Write, rules: Rules, left_out: Collection[int] = ()) -> Followed:
    """The template of the same prompt in the words that `write` gives, with its findings.

    An axis is where the values change when its own does. left_out: axes whose values `write` does not say.
    """
    again = read_again(template, write(_first(template.skeleton)), rules)
    numbers: dict[int, int] = {}
    for axis in range(len(template.skeleton.axes)):
        place = None if axis in left_out else _place_of(axis, template, again, write, rules)
        if place is not None and place not in numbers.values():
            numbers[axis] = place
    values = list(again.values)
    for axis, place in numbers.items():
        values[place] = template.values[axis]
    slots = tuple(slot.on_axis(numbers.get(slot.axis, -1)) for slot in template.slots)
    source = render_source(again.skeleton, values, again.taxonomy)
    followed = replace(template.settled(again, slots), values=tuple(values), source=source)
    kept = set(range(len(template.skeleton.axes))) - set(left_out)
    return Followed(followed, again, frozenset(axis for axis in kept - numbers.keys() if not is_marked(template, axis)))


def leave_out(template: Template, axes: Collection[int], rules: Rules) -> Template:
    """The template of the same prompt with some axes left out; the findings stay those of the user's prompt.

    An axis that cannot be told without the others is left out as well: its word would stand there for all to see.
    """
    left_out = set(axes)

    def write(values: Sequence[str]) -> str:
        known = [None if axis in left_out else value for axis, value in enumerate(values)]
        return render_some(template.skeleton, known, template.taxonomy)

    while lost := (followed := follow(template, write, rules, left_out)).lost:
        left_out |= lost
    return followed.template


def is_marked(template: Template, axis: int) -> bool:
    """Whether an axis is a choice that the user marked."""
    return template.taxonomy.attributes[template.skeleton.axes[axis].attribute].marked


def _place_of(axis: int, template: Template, again: Template, write: Write, rules: Rules) -> int | None:
    """The number of an axis in another reading; None where it has none, or where its values are read unequally."""
    known = template.skeleton.axes[axis]
    alike = [place for place, other in enumerate(again.skeleton.axes) if other == known]
    if is_marked(template, axis) or len(known.values) == 1:
        return alike[0] if alike else None
    other = [*_first(template.skeleton)]
    other[axis] = known.values[1]
    varied = read_again(template, write(other), rules)
    if varied.skeleton != again.skeleton:
        return None
    moved = [place for place, value in enumerate(varied.values) if value != again.values[place]]
    return moved[0] if len(moved) == 1 and again.skeleton.axes[moved[0]] == known else None


def _first(skeleton: Skeleton) -> tuple[str, ...]:
    return tuple(axis.values[0] for axis in skeleton.axes)
