"""How much of what annotated prompts say is found by the safeguard, by attribute and kind, and whether every candidate set is closed.

A span counts as found when a reported span of its attribute (or one that is withheld whatever it says) overlaps it.
A refused prompt counts as a miss of all its spans, and as an alarm if it has none: refusing is safe but no finding.
What reaches the cloud, stratum by stratum, is counted in `coverage.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from obclip.prompts.rules import DEFAULT_RULES, Rules

from .annotated import Row, read_annotated, stated
from .outcome import Outcome, Report, Span, outcome_of
from .tally import Tally, median

__all__ = ["Score", "Span", "read_annotated", "read_rows", "score_of", "score_prompts"]


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


def read_rows(rows: Iterable[Row], rules: Rules, report: Report | None = None) -> Iterator[tuple[Row, Outcome]]:
    """Each row with what becomes of its prompt."""
    return ((row, outcome_of(row["prompt"], rules, report)) for row in rows)


def score_prompts(rows: Iterable[Row], rules: Rules = DEFAULT_RULES, report: Report | None = None) -> Score:
    """Run the safeguard with these rules on each row's prompt, or a report of your own, and count."""
    return score_of(list(read_rows(rows, rules, report)))


def score_of(read: Sequence[tuple[Row, Outcome]]) -> Score:
    """The score of prompts that have been read."""
    score = Score(prompts=len(read), milliseconds=median([outcome.milliseconds for _, outcome in read]))
    for row, outcome in read:
        score.refused += bool(outcome.refused)
        if row["stratum"] == "negative":
            score.alarms.add(bool(outcome.reported or outcome.refused))
        if outcome.closed is not None:
            score.closed.add(outcome.closed)
        _count(score, stated(row), outcome.reported)
    return score


def _count(score: Score, spans: Sequence[Span], reported: Sequence[Span]) -> None:
    hits = [any(span.found_by(other) for other in reported) for span in spans]
    for span, hit in zip(spans, hits, strict=True):
        score.recall[span.attribute, span.kind].add(hit)
        if span.kind == "cue" and span.attribute != "identity":
            score.cues.add(hit)
    plain = [hit for span, hit in zip(spans, hits, strict=True) if span.kind != "cue"]
    if plain:
        score.whole.add(all(plain))
    for other in reported:
        score.precision[other.attribute].add(any(span.found_by(other) for span in spans))
