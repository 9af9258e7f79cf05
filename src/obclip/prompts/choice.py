"""Which candidate is real. It never leaves the device: it cannot be printed, compared, copied, stored or sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from obclip.errors import NotClosed

from .candidates import CandidateSet
from .closing.detected import settle_quietly
from .detector import Detector
from .rules import Rules
from .vocabulary.taxonomy import Taxonomy
from .writing.parse import parse
from .writing.render import render
from .writing.template import Template

_HIDDEN = "A Choice stays on the device and cannot be copied, stored or sent."


class Choice:
    """The place of the real prompt among the candidates. A plain class with slots: asdict, json and vars fail."""

    __slots__ = ("__position",)

    def __init__(self, position: int) -> None:
        self.__position = position

    def position(self) -> int:
        """The place, counted from 0. Only `device/extraction.py` asks for it, and `explain`."""
        return self.__position

    def __repr__(self) -> str:
        return "Choice(<hidden>)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(_HIDDEN)

    def __copy__(self) -> NoReturn:
        raise TypeError(_HIDDEN)

    def __deepcopy__(self, memo: object) -> NoReturn:
        raise TypeError(_HIDDEN)


def choice_of(
    prompt: str,
    candidates: CandidateSet,
    taxonomy: Taxonomy | None = None,
    *,
    max_candidates: int = 64,
    cues: str | None = None,
    detectors: Sequence[Detector] = (),
) -> Choice:
    """Which of the candidates the prompt is, in the words of the cloud, by the rules that made the candidates.

    Raises NotClosed unless it is there exactly once.
    """
    return choice_by(prompt, candidates, Rules(max_candidates, cues, taxonomy, tuple(detectors)))


def choice_by(prompt: str, candidates: CandidateSet, rules: Rules) -> Choice:
    """Which of the candidates the prompt is, by the rules that made them. Raises as `choice_of` does."""
    template = parse(prompt, rules.taxonomy, rules=rules)
    if rules.detectors or canonical(template) not in candidates.prompts:
        template = settle_quietly(template, rules)[0]
    return Choice(place_among(canonical(template), candidates))


def canonical(template: Template) -> str:
    """The real prompt in the words of the cloud."""
    return render(template.skeleton, template.values, template.taxonomy)


def place_among(canonical: str, candidates: CandidateSet) -> int:
    """Where the canonical prompt stands among the candidates. Raises NotClosed unless it is there exactly once."""
    if candidates.prompts.count(canonical) != 1:
        raise NotClosed("The prompt is not exactly one of these candidates. Make the candidates from this very prompt.")
    return candidates.prompts.index(canonical)
