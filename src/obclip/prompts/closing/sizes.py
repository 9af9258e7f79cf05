"""The size of blocks that a set takes: the widest that the most candidates allow."""

from __future__ import annotations

from obclip.errors import NotClosed
from obclip.prompts.rules import Rules
from obclip.prompts.vocabulary.scales import AS_PUBLISHED, AxisBlock, scale_for, scaled
from obclip.prompts.writing.parse import read_again
from obclip.prompts.writing.template import Skeleton, Template

from .axes import matched_axes


def size_of(template: Template, rules: Rules) -> int | None:
    """The widest size at which a template, read as published, has few enough candidates; None where there is none."""
    return scale_for(tuple(blocks_of(template.skeleton)), template.base or template.taxonomy, rules.max_candidates)


def at_its_size(template: Template, rules: Rules) -> Template:
    """The same text read with blocks of that size; the findings stay those of the user's prompt. Raises NotClosed where none fits."""
    scale = size_of(template, rules)
    if scale is None:
        raise NotClosed("The prompt has more candidates than are allowed. Allow more, or mark less.")
    if scale == AS_PUBLISHED or template.base is None:
        return template
    again = read_again(template, template.source, rules, scaled(template.base, scale))
    numbers = matched_axes(dict(enumerate(_named(template))), _named(again))
    return template.settled(again, tuple(slot.on_axis(numbers.get(slot.axis, -1)) for slot in template.slots))


def blocks_of(skeleton: Skeleton) -> list[AxisBlock]:
    return [(axis.attribute, axis.values) for axis in skeleton.axes]


def _named(template: Template) -> list[tuple[str, str]]:
    return [(axis.attribute, value) for axis, value in zip(template.skeleton.axes, template.values, strict=True)]
