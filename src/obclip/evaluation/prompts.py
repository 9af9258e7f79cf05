"""How much of what annotated prompts say is found by the safeguard, and whether every candidate set is closed.

A line of the file is a JSON object with `prompt`, `stratum` and `spans`: `start`, `end` (code points, end exclusive), `attribute`, `kind`
(`explicit`, `pronoun` or `cue`). A span counts as found when a reported span of its attribute (or one that is withheld) overlaps it.
A refused prompt counts as a miss of all its spans, and as an alarm if it has none: refusing is safe but no finding.
"""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from obclip.errors import BadRequest, UserError
from obclip.prompts.candidates import candidates_by
from obclip.prompts.detector import Detector, Hint
from obclip.prompts.explain import describe_by
from obclip.prompts.rules import DEFAULT_RULES, Rules

ANY = "*"
SAMPLED = 8


@dataclass(frozen=True)
class Span:
    """A place in a prompt and the attribute that it states; attribute `ANY` for what is withheld whatever it says."""

    start: int
    end: int
    attribute: str
    kind: str = ""

    def found_by(self, other: "Span") -> bool:
        return other.attribute in (self.attribute, ANY) and other.start < self.end and other.end > self.start


Report = Callable[[str], list[Span] | None]


class Memory:
    """A detector that reads a text once, for as long as it is remembered."""

    def __init__(self, detector: Detector) -> None:
        self.name, self._detector = detector.name, detector
        self.known: dict[str, list[Hint]] = {}

    def find(self, texts: Sequence[str]) -> list[list[Hint]]:
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        self.known.update(zip(new, self._detector.find(new), strict=True))
        return [self.known[text] for text in texts]


@dataclass
class Tally:
    """Hits of a number of cases."""

    hits: int = 0
    cases: int = 0

    def add(self, hit: bool) -> None:
        self.hits += hit
        self.cases += 1

    @property
    def rate(self) -> float | None:
        return self.hits / self.cases if self.cases else None

    def plain(self) -> dict[str, Any]:
        return {"hits": self.hits, "cases": self.cases, "rate": self.rate}


@dataclass
class Score:
    """recall by (attribute, kind), precision by attribute; whole: prompts with all explicit and pronoun spans found; alarms: harmless
    prompts with any report; closed: sets that each sampled member gives again; refused: prompts;
    milliseconds: median of processor time a prompt."""

    recall: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    precision: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    whole: Tally = field(default_factory=Tally)
    alarms: Tally = field(default_factory=Tally)
    closed: Tally = field(default_factory=Tally)
    cues: Tally = field(default_factory=Tally)
    refused: int = 0
    prompts: int = 0
    milliseconds: float = 0.0

    def plain(self) -> dict[str, Any]:
        """For JSON: recall as attribute -> kind -> tally."""
        recall: dict[str, dict[str, Any]] = {}
        for (attribute, kind), tally in sorted(self.recall.items()):
            recall.setdefault(attribute, {})[kind] = tally.plain()
        return {
            "prompts": self.prompts,
            "refused": self.refused,
            "closed": self.closed.plain(),
            "all_explicit_and_pronoun_found": self.whole.plain(),
            "alarms_on_harmless_prompts": self.alarms.plain(),
            "cue_recall": self.cues.plain(),
            "recall": recall,
            "precision": {attribute: tally.plain() for attribute, tally in sorted(self.precision.items())},
            "median_milliseconds": self.milliseconds,
        }


def read_annotated(file: Path) -> list[dict[str, Any]]:
    """Raises BadRequest that names the line that is no annotated prompt."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f'"{file}" cannot be read ({type(error).__name__}): check the path.', code="unreadable_file") from None
    return [_annotated(line, f"{file}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def _annotated(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
        [Span(span["start"], span["end"], span["attribute"], span["kind"]) for span in row["spans"]]
        if isinstance(row["prompt"], str) and isinstance(row["stratum"], str):
            return dict(row)
    except (ValueError, KeyError, TypeError):
        pass
    raise BadRequest(f"{place}: expected a JSON object with prompt, stratum and spans (start, end, attribute, kind).", code="bad_line")


def score_prompts(rows: Iterable[dict[str, Any]], rules: Rules = DEFAULT_RULES, report: Report | None = None) -> Score:
    """Run the safeguard with these rules on each row's prompt, or a report of your own, which is no safeguard and closes nothing.

    Each reading of a prompt is timed as the first one: what a detector finds is remembered only for the check of closure after it.
    """
    memories = tuple(Memory(detector) for detector in rules.detectors)
    rules = replace(rules, detectors=memories)
    look = report or (lambda prompt: _reported(prompt, rules))
    score, times = Score(), []
    for row in rows:
        stated = [Span(span["start"], span["end"], span["attribute"], span["kind"]) for span in row["spans"]]
        for memory in memories:
            memory.known.clear()
        begin = time.process_time()
        reported = look(row["prompt"])
        times.append(1000 * (time.process_time() - begin))
        score.prompts += 1
        score.refused += reported is None
        if row["stratum"] == "negative":
            score.alarms.add(bool(reported) or reported is None)
        _count(score, stated, reported or [])
        if reported is not None and report is None:
            score.closed.add(_closed(row["prompt"], rules))
    score.milliseconds = sorted(times)[len(times) // 2] if times else 0.0
    return score


def _reported(prompt: str, rules: Rules) -> list[Span] | None:
    """All spans that the safeguard reports, or None if it refuses the prompt."""
    try:
        found: dict[str, Any] = describe_by(prompt, rules)
    except UserError:
        return None
    axes = [Span(start, end, axis["attribute"]) for axis in found["axes"] for start, end in axis["spans"]]
    cues = [Span(cue["start"], cue["end"], cue["attribute"]) for cue in found["cues"]]
    return axes + cues + [Span(piece["start"], piece["end"], piece.get("attribute", ANY)) for piece in found["withheld"]]


def _count(score: Score, stated: list[Span], reported: list[Span]) -> None:
    hits = [any(span.found_by(other) for other in reported) for span in stated]
    for span, hit in zip(stated, hits, strict=True):
        score.recall[span.attribute, span.kind].add(hit)
        if span.kind == "cue" and span.attribute != "identity":
            score.cues.add(hit)
    plain = [hit for span, hit in zip(stated, hits, strict=True) if span.kind != "cue"]
    if plain:
        score.whole.add(all(plain))
    for other in reported:
        score.precision[other.attribute].add(any(span.found_by(other) for span in stated))


def _closed(prompt: str, rules: Rules) -> bool:
    """Whether members spread over the set give the set again, literally."""
    candidates = candidates_by(prompt, rules)
    step = max(1, len(candidates) // SAMPLED)
    try:
        return all(candidates_by(member, rules) == candidates for member in candidates.prompts[::step])
    except UserError:
        return False
