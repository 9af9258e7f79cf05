"""The one door of the safeguard: a prompt in, the certified set that it hides in out, with the choice and an explanation.

Algorithm 1, line 1 of the paper, the oblivious transformation. The prompt is read once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from obclip.errors import BadRequest, NotClosed

from .candidates import Axis, CandidateSet
from .choice import Choice
from .closing.detected import settle_quietly
from .explanation import Explanation, explained
from .reading.marks import own_words
from .reading.minors import check_expecting, check_minors, check_minors_beside
from .reading.normal import normalise
from .rules import DEFAULT_RULES, Rules
from .vocabulary.terms import Taxonomy
from .writing.parse import check_length, parse
from .writing.render import render, render_members, render_neutral
from .writing.template import Template, TemplateAxis


@dataclass(frozen=True)
class Safeguarded:
    """candidates: what may be sent. All else stays on the device: template (with the real values), choice, explanation, own_prompt (the
    user's words with the marks opened, for the device's model), and the rules that it was read by."""

    template: Template = field(repr=False)
    candidates: CandidateSet
    choice: Choice
    explanation: Explanation = field(repr=False)
    own_prompt: str = field(repr=False)
    rules: Rules = field(repr=False)

    @property
    def members(self) -> tuple[str, ...]:
        """The prompts that this set hides among, one a candidate: the marked choices are marks, the candidate's option first."""
        return tuple(render_members(self.template, self.candidates.prompts))


def safeguard(prompt: str, rules: Rules = DEFAULT_RULES) -> Safeguarded:
    """The candidates of a prompt, certified; which of them is real; and what was found.

    safeguard(q).candidates is equal, whole, for each member q of the set. Raises EmptyPrompt when there is no word in it, NotEnglish,
    NotUnderstood and NotAllowed for what is not read or not drawn, NotClosed when the set would betray its member, BadRequest for a
    prompt or a rule that cannot be used.
    """
    own = drawn_words(prompt)
    template, prompts, certificate = settle_quietly(parse(prompt, rules.taxonomy, rules=rules), rules)
    axes = tuple(_axis(axis, template.taxonomy) for axis in template.skeleton.axes)
    candidates = CandidateSet(prompts, axes, render_neutral(template.skeleton, template.taxonomy), certificate)
    real = render(template.skeleton, template.values, template.taxonomy)
    done = Safeguarded(template, candidates, Choice(place_among(real, candidates)), explained(template, candidates), own, rules)
    members = done.members
    for member in members:
        check_minors(normalise(member).text)
    check_expecting(candidates.prompts, members)
    return done


def candidate_prompts(prompt: str, rules: Rules = DEFAULT_RULES) -> CandidateSet:
    """The candidates of a prompt: candidate_prompts(q) is equal, whole, for each member q. Raises as `safeguard` does."""
    return safeguard(prompt, rules).candidates


def drawn_words(prompt: str) -> str:
    """The words that the device draws: the user's own, with the marks opened. Raises NotAllowed, and BadRequest for an unreadable mark
    and for more than is read."""
    if not isinstance(prompt, str):
        raise BadRequest(f"prompt must be a string (got {type(prompt).__name__}).", code="bad_prompt")
    check_length(prompt)
    text = normalise(prompt).text
    check_minors(text)
    return own_words(text)


def check_together(prompt: str, negative: str | None) -> None:
    """Raises NotAllowed for a prompt that must not be drawn beside its negative prompt, and BadRequest for one longer than is read."""
    check_length(prompt)
    if negative:
        check_minors_beside(normalise(prompt).text, normalise(negative).text)


def place_among(canonical: str, candidates: CandidateSet) -> int:
    """Where the canonical prompt stands among the candidates. Raises NotClosed unless it is there exactly once."""
    if candidates.prompts.count(canonical) != 1:
        raise NotClosed("The prompt is not exactly one of these candidates. Make the candidates from this very prompt.")
    return candidates.prompts.index(canonical)


def _axis(axis: TemplateAxis, taxonomy: Taxonomy) -> Axis:
    """The axis as it is shown: a marked choice by the one attribute that its options say, if any, and the options as they were typed."""
    attribute = taxonomy.attributes[axis.attribute]
    if not attribute.marked:
        return Axis(axis.attribute, axis.values)
    said = [name for name in attribute.takes if name not in attribute.silent] or attribute.takes
    name = said[0] if len(said) == 1 else axis.attribute
    return Axis(name, tuple(value.removeprefix(f"{axis.attribute}: ") for value in axis.values))
