"""The rules alone, with each further detector, and each detector alone, on the same annotated prompts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from obclip.prompts.detector import Detector
from obclip.prompts.rules import Rules

from .prompts import Score, Span, score_prompts

RULES = "rules"
Watch = Callable[[Sequence[dict[str, Any]], str], Iterable[dict[str, Any]]]


def compare(rows: Sequence[dict[str, Any]], rules: Rules, watch: Watch = lambda rows, _: rows) -> dict[str, Score]:
    """The score of each way by its name. watch: passes the rows on, for a bar of progress."""
    alone = replace(rules, detectors=())
    scores = {RULES: score_prompts(watch(rows, RULES), alone)}
    for detector in rules.detectors:
        name = f"{RULES} + {detector.name}"
        scores[name] = score_prompts(watch(rows, name), replace(alone, detectors=(detector,)))
    for detector in rules.detectors:
        name = f"{detector.name} alone"
        scores[name] = score_prompts(watch(rows, name), alone, _report_of(detector))
    return scores


def _report_of(detector: Detector) -> Callable[[str], list[Span]]:
    return lambda prompt: [Span(hint.start, hint.end, hint.attribute) for hint in detector.find([prompt])[0]]
