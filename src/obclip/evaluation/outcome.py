"""What becomes of a prompt at the safeguard, as an evaluation sees it: the one place here that runs the safeguard and times it."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from obclip.errors import UserError
from obclip.prompts.detector import Detector, Hint
from obclip.prompts.explain import describe
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import safeguard

ANY = "*"
SAMPLED = 8


@dataclass(frozen=True)
class Span:
    """A place in a prompt and the attribute that it states; attribute `ANY` for what is withheld whatever it says."""

    start: int
    end: int
    attribute: str = ANY
    kind: str = ""

    def overlaps(self, other: "Span") -> bool:
        return other.start < self.end and other.end > self.start

    def found_by(self, other: "Span") -> bool:
        return other.attribute in (self.attribute, ANY) and self.overlaps(other)


Report = Callable[[str], list[Span] | None]


@dataclass(frozen=True)
class Outcome:
    """The candidates, and the places in the user's prompt that are axes, cues, withheld, or words that no list knows.

    unknown: None if the safeguard does not say. refused: the code of the error, then there is no candidate. closed: whether members
    give the set again, None if that was not tried. milliseconds: processor time of the first reading.
    """

    candidates: tuple[str, ...] = ()
    axes: tuple[Span, ...] = ()
    cues: tuple[Span, ...] = ()
    withheld: tuple[Span, ...] = ()
    unknown: tuple[Span, ...] | None = None
    refused: str = ""
    message: str = ""
    closed: bool | None = None
    milliseconds: float = 0.0

    @property
    def reported(self) -> tuple[Span, ...]:
        """All that the user is told of."""
        return self.axes + self.cues + self.withheld

    def withholds(self, span: Span) -> bool:
        """Whether anything that is withheld overlaps the span."""
        return any(span.overlaps(piece) for piece in self.withheld)

    def covers(self, span: Span) -> bool:
        """Whether an axis of its attribute, or anything that is withheld, overlaps the span: then its words do not leave as they are."""
        return self.withholds(span) or any(span.found_by(axis) for axis in self.axes)

    def tells(self, span: Span) -> bool:
        """Whether the user is told of the span: what covers it, or a cue of its attribute that is sent all the same."""
        return self.covers(span) or any(span.found_by(cue) for cue in self.cues)


class Memory:
    """A detector that reads a text once, for as long as it is remembered."""

    def __init__(self, detector: Detector) -> None:
        self.name, self._detector = detector.name, detector
        self.known: dict[str, list[Hint]] = {}

    def find(self, texts: Sequence[str]) -> list[list[Hint]]:
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        self.known.update(zip(new, self._detector.find(new), strict=True))
        return [self.known[text] for text in texts]


def outcome_of(prompt: str, rules: Rules, report: Report | None = None) -> Outcome:
    """Run the safeguard with these rules on the prompt, or a report of your own, which is no safeguard and closes nothing.

    The reading that is timed is the first one: what a detector finds is remembered only for the check of closure after it.
    """
    remembering = replace(rules, detectors=tuple(map(Memory, rules.detectors)))
    begin = time.process_time()
    outcome = _reported(prompt, report) if report else _safeguarded(prompt, remembering)
    taken = 1000 * (time.process_time() - begin)
    return replace(outcome, closed=_closed(prompt, remembering) if outcome.candidates else None, milliseconds=taken)


def _reported(prompt: str, report: Report) -> Outcome:
    spans = report(prompt)
    return Outcome(refused="refused") if spans is None else Outcome(cues=tuple(spans))


def _safeguarded(prompt: str, rules: Rules) -> Outcome:
    try:
        found: dict[str, Any] = describe(safeguard(prompt, rules))
    except UserError as error:
        return Outcome(refused=error.code, message=error.message)
    return Outcome(
        candidates=tuple(found["candidates"]),
        axes=tuple(Span(start, end, axis["attribute"]) for axis in found["axes"] for start, end in axis["spans"]),
        cues=_places(found["cues"]),
        withheld=_places(found["withheld"]),
        unknown=_places(found["unknown"]) if "unknown" in found else None,
    )


def _places(found: Iterable[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(piece["start"], piece["end"], piece.get("attribute", ANY)) for piece in found)


def _closed(prompt: str, rules: Rules) -> bool:
    """Whether members spread over the set give the set again, literally."""
    done = safeguard(prompt, rules)
    step = max(1, len(done.candidates) // SAMPLED)
    try:
        return all(safeguard(member, rules).candidates == done.candidates for member in done.members[::step])
    except UserError:
        return False
