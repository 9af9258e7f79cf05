"""Generalises step by step until the set is closed and small enough, or refuses it."""

from __future__ import annotations

from math import prod

from obclip.errors import NotClosed

from .closure import ClosureCertificate, certify, reads_alike
from .parse import parse
from .render import render, render_all, render_some
from .rules import Rules
from .template import Skeleton, Template, TemplateAxis


def settle(template: Template, rules: Rules) -> tuple[Template, tuple[str, ...], ClosureCertificate]:
    """A template whose candidates are certified, the candidates, and their certificate.

    Each step leaves one axis out of what the cloud sees; which one depends on the skeleton only, so that every member
    arrives at the same set. Raises NotClosed when no axis is left to generalise.
    """
    for _ in range(len(template.values) + 1):
        skeleton = template.skeleton
        axis = _widest(skeleton) if count_of(skeleton) > rules.max_candidates else -1
        if axis < 0:
            prompts = render_all(skeleton, template.taxonomy)
            try:
                return template, prompts, certify(skeleton, prompts, template.taxonomy, rules)
            except NotClosed:
                if not skeleton.axes:
                    raise
                axis = _betraying(skeleton, template, rules)
        template = _without(template, axis, rules)
    raise NotClosed("No part of this prompt can be hidden without betraying the rest. Word it otherwise.")


def count_of(skeleton: Skeleton) -> int:
    """How many candidates a skeleton has."""
    return prod(len(axis.values) for axis in skeleton.axes)


def _widest(skeleton: Skeleton) -> int:
    """The axis with the most values; the last one among equals."""
    return max(range(len(skeleton.axes)), key=lambda axis: (len(skeleton.axes[axis].values), axis), default=-1)


def _betraying(skeleton: Skeleton, template: Template, rules: Rules) -> int:
    """The last axis along which a candidate is read otherwise than the others; the last of all if it is none alone."""
    first = [axis.values[0] for axis in skeleton.axes]
    for axis in reversed(range(len(first))):
        for value in skeleton.axes[axis].values[1:]:
            candidate = render(skeleton, [*first[:axis], value, *first[axis + 1 :]], template.taxonomy)
            if not reads_alike(candidate, skeleton, template.taxonomy, rules):
                return axis
    return len(first) - 1


def _without(template: Template, axis: int, rules: Rules) -> Template:
    """The template of the same prompt with one axis left out; the findings stay those of the user's prompt.

    An axis that is no longer read as one without the other is left out as well: its word would stand there for all to see.
    """
    before = template.skeleton.axes
    left_out = {axis}
    while True:
        values = [None if number in left_out else value for number, value in enumerate(template.values)]
        again = parse(render_some(template.skeleton, values, template.taxonomy), template.taxonomy, rules=rules)
        numbers = _numbers(before, again.skeleton.axes, left_out)
        lost = set(range(len(before))) - left_out - set(numbers)
        if not lost:
            slots = tuple(slot.on_axis(numbers.get(slot.axis, -1)) for slot in template.slots)
            return template.settled(again.skeleton, again.values, slots)
        left_out |= lost


def _numbers(before: tuple[TemplateAxis, ...], after: tuple[TemplateAxis, ...], left_out: set[int]) -> dict[int, int]:
    """Which axis each of the old ones has become: axes keep their order among their like."""
    numbers: dict[int, int] = {}
    free = list(range(len(after)))
    for number, axis in enumerate(before):
        match = None if number in left_out else next((place for place in free if after[place] == axis), None)
        if match is not None:
            numbers[number] = match
            free.remove(match)
    return numbers
