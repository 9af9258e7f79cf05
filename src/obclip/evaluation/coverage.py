"""What of annotated prompts reaches the cloud, stratum by stratum: covered, silent, refused, alarms, lost words.

An explicit or pronoun word is *covered* when an axis of its attribute overlaps it, or anything withheld does; a refusal covers in other
languages only, where nothing better is promised. A prompt is *silent* when it is sent among others (N > 1) with such a word in the clear:
the user is told that it is hidden. An *alarm* is an axis in, or a refusal of, a prompt that says nothing about a person. *Lost* are words
that are withheld though no annotation is on them. A prompt that is refused loses no word here: it is counted as refused.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from .annotated import Row, stated, words_of
from .outcome import Outcome, Span
from .tally import Tally, median, quantile

NEGATIVE, LANGUAGES = "negative", "languages"
ENGLISH = ("ordinary", "rich", "hard", "tags", "modern", "issues")
STRATA = (*ENGLISH, LANGUAGES, NEGATIVE)
CUE, IDENTITY = "cue", "identity"


@dataclass(frozen=True)
class Verdict:
    """An annotated prompt and what became of it. missed: stated, and not covered. lost: withheld, and not stated."""

    id: str
    stratum: str
    prompt: str
    outcome: Outcome
    stated: tuple[Span, ...]
    missed: tuple[Span, ...]
    words: tuple[Span, ...]
    lost: tuple[Span, ...]

    @property
    def silent(self) -> bool:
        return len(self.outcome.candidates) > 1 and bool(told(self.missed))

    @property
    def alarm(self) -> bool:
        return self.stratum == NEGATIVE and bool(self.outcome.axes or self.outcome.refused)


def told(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The explicit and pronoun words, which say the value."""
    return tuple(span for span in spans if span.kind != CUE and span.attribute != IDENTITY)


def cues(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The words that hint at a value."""
    return tuple(span for span in spans if span.kind == CUE and span.attribute != IDENTITY)


def identities(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The named persons."""
    return tuple(span for span in spans if span.attribute == IDENTITY)


def judge(row: Row, outcome: Outcome) -> Verdict:
    """What became of the row's words."""
    spans, words = stated(row), words_of(row["prompt"])
    excused = bool(outcome.refused) and row["stratum"] == LANGUAGES
    missed = () if excused else tuple(span for span in spans if not outcome.covers(span))
    lost = tuple(word for word in words if outcome.withholds(word) and not any(word.overlaps(span) for span in spans))
    return Verdict(str(row.get("id", "")), row["stratum"], row["prompt"], outcome, spans, missed, words, lost)


@dataclass
class Coverage:
    """Tallies of some prompts.

    covered: prompts all of whose explicit and pronoun words are covered, of those that have any; silent: of the same; refused: of all
    prompts; alarms: of the negative ones; lost, unknown, unknown_withheld: words, of all words (the latter two of the prompts of which
    the safeguard says what is unknown); cues, identity: spans that are covered; cues_told: covered, or reported and sent; closed: sets, of
    those that are sent; codes: refusals by the code of the error.
    """

    prompts: int = 0
    covered: Tally = field(default_factory=Tally)
    silent: Tally = field(default_factory=Tally)
    refused: Tally = field(default_factory=Tally)
    alarms: Tally = field(default_factory=Tally)
    lost: Tally = field(default_factory=Tally)
    cues: Tally = field(default_factory=Tally)
    cues_told: Tally = field(default_factory=Tally)
    identity: Tally = field(default_factory=Tally)
    unknown: Tally = field(default_factory=Tally)
    unknown_withheld: Tally = field(default_factory=Tally)
    closed: Tally = field(default_factory=Tally)
    codes: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)

    def add(self, verdict: Verdict) -> None:
        """Count one prompt."""
        self.prompts += 1
        self._add_prompt(verdict)
        self.lost.add_all(len(verdict.lost), len(verdict.words))
        self._add_cues(verdict)
        self._add_unknown(verdict)
        self.milliseconds.append(verdict.outcome.milliseconds)

    def _add_prompt(self, verdict: Verdict) -> None:
        outcome = verdict.outcome
        if told(verdict.stated):
            self.covered.add(not told(verdict.missed))
            self.silent.add(verdict.silent)
        if verdict.stratum == NEGATIVE:
            self.alarms.add(verdict.alarm)
        if outcome.closed is not None:
            self.closed.add(outcome.closed)
        self.refused.add(bool(outcome.refused))
        self.codes.update([outcome.refused] if outcome.refused else [])

    def _add_cues(self, verdict: Verdict) -> None:
        hints, missed, named = cues(verdict.stated), cues(verdict.missed), identities(verdict.stated)
        self.cues.add_all(len(hints) - len(missed), len(hints))
        self.cues_told.add_all(len(hints) - sum(not verdict.outcome.tells(span) for span in missed), len(hints))
        self.identity.add_all(len(named) - len(identities(verdict.missed)), len(named))

    def _add_unknown(self, verdict: Verdict) -> None:
        unknown = verdict.outcome.unknown
        if unknown is not None:
            self.unknown.add_all(len(unknown), len(verdict.words))
            self.unknown_withheld.add_all(sum(map(verdict.outcome.withholds, unknown)), len(verdict.words))

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        tallies = {name: value.plain() for name, value in vars(self).items() if isinstance(value, Tally)}
        times = {"median_milliseconds": median(self.milliseconds), "slowest_milliseconds": quantile(self.milliseconds, 1.0)}
        return {"prompts": self.prompts, **tallies, "refused_by_code": dict(self.codes), **times}


def by_stratum(verdicts: Sequence[Verdict]) -> dict[str, Coverage]:
    """A line a stratum that occurs, one for all English ones, and one for all prompts."""
    names = sorted(
        {verdict.stratum for verdict in verdicts}, key=lambda name: (STRATA.index(name) if name in STRATA else len(STRATA), name)
    )
    lines = {name: _counted(verdict for verdict in verdicts if verdict.stratum == name) for name in names}
    if any(name in ENGLISH for name in names):
        lines["English"] = _counted(verdict for verdict in verdicts if verdict.stratum in ENGLISH)
    return {**lines, "all": _counted(verdicts)}


def _counted(verdicts: Iterable[Verdict]) -> Coverage:
    coverage = Coverage()
    for verdict in verdicts:
        coverage.add(verdict)
    return coverage


# What a listing says of a verdict: the words concerned, or None if the prompt has no place in it. A refusal concerns no single word.
LISTINGS: dict[str, Callable[[Verdict], tuple[Span, ...] | None]] = {
    "misses": lambda verdict: told(verdict.missed) or None,
    "silent": lambda verdict: told(verdict.missed) if verdict.silent else None,
    "alarms": lambda verdict: verdict.outcome.axes if verdict.alarm else None,
    "lost": lambda verdict: verdict.lost or None,
    "cues": lambda verdict: cues(verdict.missed) + identities(verdict.missed) or None,
    "refused": lambda verdict: () if verdict.outcome.refused else None,
    "open": lambda verdict: () if verdict.outcome.closed is False else None,
}


def plain_listed(verdict: Verdict, spans: Iterable[Span]) -> dict[str, Any]:
    """For JSON."""
    words = [{"text": verdict.prompt[span.start : span.end], **asdict(span)} for span in spans]
    refused = {"refused": verdict.outcome.refused, "message": verdict.outcome.message} if verdict.outcome.refused else {}
    said = {"id": verdict.id, "stratum": verdict.stratum, "n": len(verdict.outcome.candidates), "prompt": verdict.prompt}
    return {**said, **refused, "words": words}


def listed(verdicts: Iterable[Verdict], listing: str) -> list[tuple[Verdict, tuple[Span, ...]]]:
    """The prompts of a listing, each with the words concerned."""
    found = [(verdict, LISTINGS[listing](verdict)) for verdict in verdicts]
    return [(verdict, spans) for verdict, spans in found if spans is not None]
