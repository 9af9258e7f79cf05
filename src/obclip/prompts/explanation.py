"""What was found in a prompt, what hides it, and what stays visible: shown on the device before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Literal

from .candidates import CandidateSet
from .vocabulary.terms import Taxonomy
from .writing.template import Found, Slot, Template, TemplateAxis

# Why there is nothing to hide among: nobody is shown, nothing is said of who is shown, some of it was not understood, or what is said is
# left out, for more candidates would be needed than may be sent.
Single = Literal["nobody", "nothing said", "not understood", "left out"]


@dataclass(frozen=True)
class ShownAxis:
    """One axis: its values, where its words stand in the user's prompt (end exclusive), and how many bits the published block tells."""

    attribute: str
    values: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    bits: float


@dataclass(frozen=True)
class Explanation:
    """All places are code points of the user's own prompt, end exclusive.

    n: candidates. cues: words that betray a value; kept: those of them that the cloud will read. withheld: stretches that it will not.
    unknown: words that nothing is known of. generalised: words that stand for what may not be told apart. single: why n is 1.
    """

    prompt: str
    n: int
    axes: tuple[ShownAxis, ...]
    cues: tuple[Found, ...]
    kept: tuple[Found, ...]
    withheld: tuple[Found, ...]
    unknown: tuple[Found, ...]
    generalised: tuple[str, ...]
    single: Single | None

    @property
    def bound(self) -> float:
        """What a guess is right with if all candidates are equally likely. They are not: it is shown beside the measured rate only."""
        return 1 / self.n

    @property
    def bits(self) -> float:
        """log2 of n."""
        return log2(self.n)

    def words(self, found: Sequence[Found]) -> tuple[str, ...]:
        """The words of the prompt at these places."""
        return tuple(self.prompt[start:end] for start, end in sorted({(one.start, one.end) for one in found}))


def explained(template: Template, candidates: CandidateSet) -> Explanation:
    """The explanation of a settled template and its candidates."""
    left_out = [Found(slot.start, slot.end, slot.attribute, slot.value) for slot in template.slots if slot.axis < 0]
    withheld = (*template.withheld, *left_out)
    out = {(found.start, found.end) for found in withheld}
    axes = tuple(
        ShownAxis(shown.attribute, shown.values, _spans(template.slots, number), _bits(axis, template.taxonomy))
        for number, (shown, axis) in enumerate(zip(candidates.axes, template.skeleton.axes, strict=True))
    )
    return Explanation(
        prompt=template.prompt,
        n=len(candidates),
        axes=axes,
        cues=template.cues,
        kept=tuple(cue for cue in template.cues if (cue.start, cue.end) not in out),
        withheld=withheld,
        unknown=template.unknown,
        generalised=candidates.certificate.generalised,
        single=_single(template, candidates),
    )


def _spans(slots: Sequence[Slot], axis: int) -> tuple[tuple[int, int], ...]:
    return tuple(sorted({(slot.start, slot.end) for slot in slots if slot.axis == axis}))


def _bits(axis: TemplateAxis, taxonomy: Taxonomy) -> float:
    """What the cloud learns from the block alone; nothing from what the user marked."""
    known = taxonomy.attributes[axis.attribute]
    return 0.0 if known.marked else log2(sum(map(len, known.blocks)) / len(axis.values))


def _single(template: Template, candidates: CandidateSet) -> Single | None:
    if len(candidates) > 1:
        return None
    if any(slot.axis < 0 for slot in template.slots):
        return "left out"
    if template.unknown:
        return "not understood"
    return "nothing said" if template.persons else "nobody"
