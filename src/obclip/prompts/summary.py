"""What the cloud cannot tell, and what it still can: in numbers, before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from .candidates import settled
from .detector import Detector
from .rules import Rules
from .vocabulary.taxonomy import Taxonomy
from .writing.parse import parse
from .writing.template import Found, Template, TemplateAxis


@dataclass(frozen=True)
class Visible:
    """What stays visible of one hidden attribute: which of its published blocks the value is in."""

    attribute: str
    block: tuple[str, ...]
    bits: float


@dataclass(frozen=True)
class Summary:
    """n: candidates. bound: the most that a guess can be right with if all of them are equally likely, which they are
    not: it is never to be shown without the measured rate. bits: log2 of n.

    visible: for each axis. kept: cues that the cloud will read. withheld: words of the prompt that it will not.
    """

    n: int
    bound: float
    bits: float
    visible: tuple[Visible, ...]
    kept: tuple[str, ...]
    withheld: tuple[str, ...]
    generalised: tuple[str, ...]


def summarise(
    prompt: str,
    taxonomy: Taxonomy | None = None,
    *,
    max_candidates: int = 64,
    cues: str | None = None,
    detectors: Sequence[Detector] = (),
) -> Summary:
    """The summary of a prompt. Raises as `candidate_prompts` does."""
    return summarise_by(prompt, Rules(max_candidates, cues, taxonomy, tuple(detectors)))


def summarise_by(prompt: str, rules: Rules) -> Summary:
    """The same by the user's rules."""
    template, candidates = settled(parse(prompt, rules.taxonomy, rules=rules), rules)
    out = [(found.start, found.end) for found in template.withheld]
    out += [(slot.start, slot.end) for slot in template.slots if slot.axis < 0]
    return Summary(
        n=len(candidates),
        bound=1 / len(candidates),
        bits=log2(len(candidates)),
        visible=tuple(_visible(axis, template) for axis in template.skeleton.axes),
        kept=_words(prompt, [(cue.start, cue.end) for cue in template.cues if not _is_out(cue, out)]),
        withheld=_words(prompt, out),
        generalised=candidates.certificate.generalised,
    )


def _visible(axis: TemplateAxis, template: Template) -> Visible:
    blocks = template.taxonomy.attributes[axis.attribute].blocks
    values = sum(map(len, blocks))
    return Visible(axis.attribute, axis.values, log2(values / len(axis.values)))


def _is_out(cue: Found, out: list[tuple[int, int]]) -> bool:
    return (cue.start, cue.end) in out


def _words(prompt: str, places: list[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(prompt[start:end] for start, end in sorted(set(places)))
