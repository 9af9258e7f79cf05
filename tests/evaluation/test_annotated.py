"""Annotated prompts are read as the page says, and a wrong line is named."""

import json
import re
from pathlib import Path

import pytest

from obclip.errors import BadRequest
from obclip.evaluation.annotated import read_annotated, read_lines, words_of

ROOT = Path(__file__).parents[2]


def test_the_shipped_example_is_readable_and_has_every_stratum() -> None:
    rows = read_annotated(ROOT / "examples" / "prompts.jsonl")

    assert len({row["prompt"] for row in rows}) == len(rows) >= 12
    assert {row["stratum"] for row in rows} == {"ordinary", "rich", "hard", "tags", "modern", "issues", "languages", "negative"}
    assert all(bool(row["spans"]) == (row["stratum"] != "negative") for row in rows)
    assert {span["kind"] for row in rows for span in row["spans"]} == {"explicit", "pronoun", "cue"}


def test_the_line_of_the_page_is_a_line_of_the_example() -> None:
    page = (ROOT / "docs" / "annotated-prompts.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"```json\n(.*?)\n```", page, re.S)

    assert json.loads(line) in read_annotated(ROOT / "examples" / "prompts.jsonl")


def test_offsets_count_code_points_and_not_bytes(tmp_path: Path) -> None:
    span = {"text": "Frau", "start": 4, "end": 8, "attribute": "gender", "kind": "explicit"}
    (tmp_path / "a.jsonl").write_text(json.dumps({"prompt": "🙂 à Frau", "stratum": "languages", "spans": [span]}), encoding="utf-8")

    assert read_annotated(tmp_path / "a.jsonl")[0]["spans"] == [span]


@pytest.mark.parametrize(("start", "end"), [(0, 3), (4, 4), (4, 99), (-3, 7)])
def test_a_span_that_is_not_where_it_says_is_named(tmp_path: Path, start: int, end: int) -> None:
    span = {"text": "man", "start": start, "end": end, "attribute": "gender", "kind": "explicit"}
    (tmp_path / "a.jsonl").write_text(json.dumps({"prompt": "old man", "stratum": "hard", "spans": [span]}))

    with pytest.raises(BadRequest, match="line 1: span 1 is not where it says"):
        read_annotated(tmp_path / "a.jsonl")


def test_a_prompt_without_a_name_is_named_by_its_line(tmp_path: Path) -> None:
    row = {"prompt": "a red car", "stratum": "negative", "spans": []}
    (tmp_path / "a.jsonl").write_text(f"\n{json.dumps(row)}\n{json.dumps({'id': 'own', **row})}\n")

    assert [row["id"] for row in read_annotated(tmp_path / "a.jsonl")] == ["line 2", "own"]


def test_a_line_ends_at_a_line_feed_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\u2028line\n\nanother\n", encoding="utf-8")

    assert read_lines(tmp_path / "a.txt") == [(1, "one\u2028line"), (3, "another")]


def test_a_file_that_is_no_text_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")

    with pytest.raises(BadRequest, match="cannot be read"):
        read_lines(tmp_path / "a.txt")


def test_words_are_runs_of_letters_and_digits() -> None:
    prompt = "1girl, dark_skin (sky's:1.2)"

    assert [prompt[word.start : word.end] for word in words_of(prompt)] == ["1girl", "dark", "skin", "sky's", "1", "2"]
