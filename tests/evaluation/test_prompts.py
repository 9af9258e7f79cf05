"""The score of the safeguard counts what it says that it counts."""

import json
from pathlib import Path

import pytest

from obclip.errors import BadRequest
from obclip.evaluation.prompts import Span, read_annotated, score_prompts


def row(prompt: str, *spans: tuple[str, str, str], stratum: str = "ordinary") -> dict[str, object]:
    found = [
        {"start": prompt.index(text), "end": prompt.index(text) + len(text), "attribute": attribute, "kind": kind}
        for text, attribute, kind in spans
    ]
    return {"prompt": prompt, "stratum": stratum, "spans": found}


def test_what_is_found_is_recalled_and_what_is_not_is_missed() -> None:
    score = score_prompts(
        [row("an old woman", ("old", "age", "explicit"), ("woman", "gender", "explicit"), ("an", "religion", "explicit"))]
    )
    assert score.recall["age", "explicit"].rate == 1
    assert score.recall["religion", "explicit"].rate == 0
    assert score.whole.rate == 0
    assert score.precision["gender"].rate == 1


def test_an_alarm_on_a_harmless_prompt_is_counted() -> None:
    rows = [row("a red car", stratum="negative"), row("an old man", stratum="negative")]
    assert score_prompts(rows).alarms.plain() == {"hits": 1, "cases": 2, "rate": 0.5}


def test_a_refused_prompt_is_a_miss_and_no_closed_set() -> None:
    score = score_prompts([row("  ", stratum="hard")])
    assert (score.refused, score.closed.cases) == (1, 0)


def test_closure_is_measured_on_members() -> None:
    assert score_prompts([row("a young Asian man")]).closed.rate == 1


def test_another_attribute_at_the_same_place_is_no_hit() -> None:
    assert Span(0, 3, "age").found_by(Span(2, 5, "age"))
    assert not Span(0, 3, "age").found_by(Span(3, 5, "age"))
    assert not Span(0, 3, "age").found_by(Span(0, 3, "gender"))


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"prompt": "x"}', '{"prompt": 1, "stratum": "a", "spans": []}', '{"prompt": "x", "stratum": "a", "spans": [1]}']
)
def test_a_line_that_is_no_annotated_prompt_is_named(tmp_path: Path, line: str) -> None:
    good = json.dumps(row("an old man"))
    (tmp_path / "a.jsonl").write_text(f"{good}\n{line}\n")
    with pytest.raises(BadRequest, match="line 2"):
        read_annotated(tmp_path / "a.jsonl")
