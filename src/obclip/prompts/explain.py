"""What was found in a prompt, what hides it, and what stays visible: shown on the device before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence

from .candidates import CandidateSet, settled
from .choice import canonical, place_among
from .detector import Detector
from .rules import Rules
from .vocabulary.taxonomy import Taxonomy
from .writing.parse import parse
from .writing.template import Found, Slot, Template


def describe(
    prompt: str,
    taxonomy: Taxonomy | None = None,
    *,
    max_candidates: int = 64,
    cues: str | None = None,
    detectors: Sequence[Detector] = (),
) -> dict[str, object]:
    """The object of `obclip candidates --json`. Offsets are code points of the user's own prompt, end exclusive.

    Raises EmptyPrompt and NotClosed as `candidate_prompts` does.
    """
    return describe_by(prompt, Rules(max_candidates, cues, taxonomy, tuple(detectors)))


def describe_by(prompt: str, rules: Rules) -> dict[str, object]:
    """The same by the user's rules."""
    template, candidates = settled(parse(prompt, rules.taxonomy, rules=rules), rules)
    return {
        "prompt": prompt,
        "n": len(candidates),
        "candidates": list(candidates.prompts),
        "index": place_among(canonical(template), candidates),
        "axes": _axes(template, candidates),
        "cues": [_place(cue) for cue in template.cues],
        "withheld": [*map(_place, template.withheld), *map(_place, _left_out(template))],
        "certificate": {"closed": True, "generalised": list(candidates.certificate.generalised)},
    }


def _place(found: Slot | Found) -> dict[str, object]:
    place = {"start": found.start, "end": found.end}
    return {**place, "attribute": found.attribute, "value": found.value} if found.attribute else {**place}


def _axes(template: Template, candidates: CandidateSet) -> list[dict[str, object]]:
    return [
        {"attribute": axis.attribute, "values": list(axis.values), "spans": _spans(template, number)}
        for number, axis in enumerate(candidates.axes)
    ]


def _spans(template: Template, axis: int) -> list[list[int]]:
    found = {(slot.start, slot.end) for slot in template.slots if slot.axis == axis}
    return [[start, end] for start, end in sorted(found)]


def _left_out(template: Template) -> list[Slot]:
    return [slot for slot in template.slots if slot.axis < 0]
