"""Generalises step by step until the set is closed, says nothing hidden in the clear, and is small enough; or refuses it."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from obclip.errors import NotClosed
from obclip.prompts.rules import Rules
from obclip.prompts.vocabulary.scales import scale_for
from obclip.prompts.writing.render import render_all, render_member
from obclip.prompts.writing.template import Template, TemplateAxis

from .certificate import ClosureCertificate, certify, reads_alike
from .cutting import cut_out
from .following import is_marked, is_steady, leave_out
from .residue import find_residue
from .sizes import at_its_size, blocks_of, size_of

_MOST_ROUNDS = 40


class Settled(NamedTuple):
    """A template whose candidates are certified, the candidates, and their certificate."""

    template: Template
    prompts: tuple[str, ...]
    certificate: ClosureCertificate


def settle(template: Template, rules: Rules) -> Settled:
    """The certified candidates of a template.

    Blocks are as wide as the most candidates allow. Where even halves are too many, and where a set is not closed, an axis is left out
    of what the cloud sees; a word in the clear that says a hidden attribute is cut. Each step depends on the skeleton only, so that
    every member arrives at the same set. Raises NotClosed when no axis is left to generalise.
    """
    seen: set[TemplateAxis] = set()
    for _ in range(_MOST_ROUNDS):
        seen.update(template.skeleton.axes)
        if surplus := _surplus(template, rules):
            template = leave_out(template, surplus, rules)
            continue
        if residue := find_residue(template.skeleton, template.taxonomy, seen):
            template = cut_out(template, residue, rules)
            continue
        if not is_steady(template, rules):  # what is left reads otherwise: a word that was cut stood between others
            template = cut_out(template, (), rules)
            continue
        sized = at_its_size(template, rules)
        prompts = render_all(sized.skeleton, sized.taxonomy)
        certificate = certify(sized, prompts, rules)
        if certificate.closed:
            return Settled(sized, prompts, certificate)
        template = leave_out(template, {_betraying(template, sized, rules)}, rules)
    raise NotClosed("No part of this prompt can be hidden without betraying the rest. Word it otherwise.")


def _surplus(template: Template, rules: Rules) -> set[int]:
    """The axes that are too many: the widest, of equals the last. What the user marked stays; raises NotClosed if that is too many."""
    if size_of(template, rules) is not None:
        return set()
    blocks = blocks_of(template.skeleton)
    free = [axis for axis in range(len(blocks)) if not is_marked(template, axis)]
    widest_first = sorted(free, key=lambda axis: (len(blocks[axis][1]), axis), reverse=True)
    base = template.base or template.taxonomy

    def fits(count: int) -> bool:
        left_out = set(widest_first[:count])
        return scale_for(tuple(block for axis, block in enumerate(blocks) if axis not in left_out), base, rules.max_candidates) is not None

    if not fits(len(free)):
        raise NotClosed(f"The marked choices alone make more candidates than the {rules.max_candidates} allowed: mark less, or allow more.")
    return set(widest_first[: bisect_left(range(len(free) + 1), True, key=fits)])


def _betraying(template: Template, sized: Template, rules: Rules) -> int:
    """The last axis along which a member is read otherwise than the others; the last of all if it is none alone.

    Raises NotClosed when nothing but the user's marks is left.
    """
    free = [axis for axis in range(len(template.skeleton.axes)) if not is_marked(template, axis)]
    if not free:
        raise NotClosed("A candidate of this prompt is not read as the prompt was: the set would betray which is real. Word it otherwise.")
    first = [axis.values[0] for axis in sized.skeleton.axes]
    for axis in reversed(free if len(first) == len(template.skeleton.axes) else []):
        for value in sized.skeleton.axes[axis].values[1:]:
            member = render_member(sized.skeleton, [*first[:axis], value, *first[axis + 1 :]], sized.taxonomy)
            if not reads_alike(member, sized, rules):
                return axis
    return free[-1]
