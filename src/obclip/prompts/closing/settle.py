"""Generalises step by step until the set is closed and small enough, or refuses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from obclip.errors import NotClosed
from obclip.prompts.reading.normal import drawable
from obclip.prompts.rules import Rules
from obclip.prompts.vocabulary.scales import AS_PUBLISHED, scale_for, scaled
from obclip.prompts.writing.parse import Reader, parse
from obclip.prompts.writing.render import render, render_all, render_some
from obclip.prompts.writing.template import Skeleton, Template

from .certificate import ClosureCertificate, certify, reads_alike


def settle(template: Template, rules: Rules) -> tuple[Template, tuple[str, ...], ClosureCertificate]:
    """A template whose candidates are certified, the candidates, and their certificate.

    Blocks are as wide as the most candidates allow; where even halves are too many, and where a set is not closed, an
    axis is left out of what the cloud sees. Each step depends on the skeleton only, so that every member arrives at the
    same set. Raises NotClosed when no axis is left to generalise.
    """
    for _ in template.prompt:  # more rounds than there can be axes: one that is left out may uncover another word
        skeleton = template.skeleton
        scale = scale_for(_blocks(skeleton), template.taxonomy, rules.max_candidates)
        if scale is None:
            axis = _widest(skeleton)
        else:
            try:
                return _certified(template, scale, rules)
            except NotClosed:
                if not skeleton.axes:
                    raise
                axis = _betraying(skeleton, template, rules)
        template = _without(template, axis, rules)
    raise NotClosed("No part of this prompt can be hidden without betraying the rest. Word it otherwise.")


def _certified(template: Template, scale: int, rules: Rules) -> tuple[Template, tuple[str, ...], ClosureCertificate]:
    """The settled template at a scale. Raises NotClosed, also when a member would be read at another scale."""
    published = template.taxonomy
    if scale != AS_PUBLISHED:
        template = _at_scale(template, scale, rules)
    prompts = render_all(template.skeleton, template.taxonomy)
    certificate = certify(template.skeleton, prompts, template.taxonomy, rules)
    if scale != AS_PUBLISHED:
        reader = Reader(published, rules)
        for candidate in prompts:
            if scale_for(_blocks(reader.skeleton(candidate)), published, rules.max_candidates) != scale:
                raise NotClosed(f"The candidate {candidate!r} would hide among blocks of another size. Word the prompt otherwise.")
    return template, prompts, certificate


def _at_scale(template: Template, scale: int, rules: Rules) -> Template:
    """The same text read with blocks of another size; the findings stay those of the user's prompt."""
    again = parse(template.source, scaled(template.taxonomy, scale), rules=rules)
    numbers = matched_axes(dict(enumerate(_named(template))), _named(again))
    return template.settled(again, tuple(slot.on_axis(numbers.get(slot.axis, -1)) for slot in template.slots))


def _blocks(skeleton: Skeleton) -> list[tuple[str, tuple[str, ...]]]:
    return [(axis.attribute, axis.values) for axis in skeleton.axes]


def _named(template: Template) -> list[tuple[str, str]]:
    return [(axis.attribute, value) for axis, value in zip(template.skeleton.axes, template.values, strict=True)]


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
    before = dict(enumerate(template.skeleton.axes))
    left_out = {axis}
    while True:
        values = [None if number in left_out else value for number, value in enumerate(template.values)]
        again = parse(drawable(render_some(template.skeleton, values, template.taxonomy)), template.taxonomy, rules=rules)
        kept = {number: axis for number, axis in before.items() if number not in left_out}
        numbers = matched_axes(kept, again.skeleton.axes)
        lost = set(kept) - set(numbers)
        if not lost:
            return template.settled(again, tuple(slot.on_axis(numbers.get(slot.axis, -1)) for slot in template.slots))
        left_out |= lost


def matched_axes(before: Mapping[int, object], after: Sequence[object]) -> dict[int, int]:
    """Which of the axes after each of those before has become: axes keep their order among their like."""
    numbers: dict[int, int] = {}
    free = list(range(len(after)))
    for number, axis in before.items():
        match = next((place for place in free if after[place] == axis), None)
        if match is not None:
            numbers[number] = match
            free.remove(match)
    return numbers
