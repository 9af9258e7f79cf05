"""Algorithm 1, line 1 of the paper, the oblivious transformation: a prompt becomes the set that it hides in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .closing.certificate import ClosureCertificate
from .closing.detected import settle_quietly
from .detector import Detector
from .rules import Rules
from .vocabulary.taxonomy import Taxonomy
from .writing.parse import parse
from .writing.render import render_neutral
from .writing.template import Template


@dataclass(frozen=True)
class Axis:
    """One attribute of one person, and the values that the candidates run through, in the order of the taxonomy."""

    attribute: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class CandidateSet:
    """What the cloud may see. It is the same for each of its members: nothing in it tells which of them is real.

    neutral: the prompt without any value, a function of the set alone.
    """

    prompts: tuple[str, ...]
    axes: tuple[Axis, ...]
    neutral: str
    certificate: ClosureCertificate

    def __len__(self) -> int:
        return len(self.prompts)


def candidate_prompts(
    prompt: str,
    taxonomy: Taxonomy | None = None,
    *,
    max_candidates: int = 64,
    cues: str | None = None,
    detectors: Sequence[Detector] = (),
) -> CandidateSet:
    """The candidates of a prompt: candidate_prompts(q) is equal, whole, for each q among them.

    max_candidates, cues, detectors: see `Rules`. Raises EmptyPrompt when there is no word in it, NotClosed when the set would
    betray its member, BadRequest for a rule that cannot be used.
    """
    rules = Rules(max_candidates, cues, taxonomy, tuple(detectors))
    return candidates_by(prompt, rules)


def candidates_by(prompt: str, rules: Rules) -> CandidateSet:
    """The candidates of a prompt by the user's rules. Raises as `candidate_prompts` does."""
    return settled(parse(prompt, rules.taxonomy, rules=rules), rules)[1]


def settled(template: Template, rules: Rules) -> tuple[Template, CandidateSet]:
    """The candidates of a template, certified, and the template generalised as far as that took. Raises NotClosed."""
    template, prompts, certificate = settle_quietly(template, rules)
    axes = tuple(Axis(axis.attribute, axis.values) for axis in template.skeleton.axes)
    neutral = render_neutral(template.skeleton, template.taxonomy)
    return template, CandidateSet(prompts, axes, neutral, certificate)
