"""The object of `obclip candidates --json`, which the page and the gateway show as well."""

from __future__ import annotations

from .safeguard import Safeguarded
from .writing.template import Found


def describe(done: Safeguarded) -> dict[str, object]:
    """What was found and what would be sent. Places are code points of the user's own prompt, end exclusive."""
    found, candidates = done.explanation, done.candidates
    return {
        "prompt": found.prompt,
        "n": found.n,
        "candidates": list(candidates.prompts),
        "index": done.choice.position(),
        "axes": [
            {"attribute": axis.attribute, "values": list(axis.values), "spans": [list(span) for span in axis.spans]} for axis in found.axes
        ],
        "cues": [_place(cue) for cue in found.cues],
        "withheld": [_place(one) for one in found.withheld],
        "unknown": [{"start": one.start, "end": one.end, "word": found.prompt[one.start : one.end]} for one in found.unknown],
        "certificate": {"closed": candidates.certificate.closed, "generalised": list(found.generalised)},
    }


def _place(found: Found) -> dict[str, object]:
    place: dict[str, object] = {"start": found.start, "end": found.end}
    said = {"attribute": found.attribute, "value": found.value}
    return place | {name: text for name, text in said.items() if text}
