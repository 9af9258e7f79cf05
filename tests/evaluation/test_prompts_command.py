"""`obclip evaluate prompts`: tables, JSON, listings, and mistakes in its options."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    file = tmp_path / "a.jsonl"
    spans = [
        {"start": 3, "end": 6, "attribute": "age", "kind": "explicit"},
        {"start": 11, "end": 14, "attribute": "religion", "kind": "explicit"},
    ]
    rows = [{"id": "one", "prompt": "an old man [on] a bus", "stratum": "tags", "spans": spans}]
    rows += [{"id": "two", "prompt": "a young woman", "stratum": "negative", "spans": []}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


@pytest.fixture
def bulk(tmp_path: Path) -> Path:
    file = tmp_path / "b.txt"
    file.write_text("an old man\n\na red car\n?!\n")
    return file


def test_the_tables_have_a_line_a_stratum(call: Call, annotated: Path) -> None:
    status, out, _ = call("evaluate", "prompts", "--file", annotated)

    assert status == 0
    assert "all explicit and pronoun spans found: 0.0 % (0 of 1)" in out
    assert [line.split()[1] for line in out.splitlines() if line.startswith("│ ") and "%" in line][-4:] == [
        "tags",
        "negative",
        "English",
        "all",
    ]


def test_the_json_keeps_its_keys_and_has_the_strata(call: Call, annotated: Path) -> None:
    found = json.loads(call("evaluate", "prompts", "--file", annotated, "--json")[1])

    assert {"all_explicit_and_pronoun_found", "alarms_on_harmless_prompts", "cue_recall", "recall", "precision", "closed"} <= set(found)
    assert list(found["strata"]) == ["tags", "negative", "English", "all"]
    assert found["strata"]["tags"]["silent"] == {"hits": 1, "cases": 1, "rate": 1}
    assert found["strata"]["negative"]["alarms"]["hits"] == 1


def test_a_listing_shows_the_prompt_and_the_words(call: Call, annotated: Path) -> None:
    status, out, _ = call("evaluate", "prompts", "--file", annotated, "--list", "silent")

    assert status == 0
    assert out.splitlines() == ["one (tags, N = 6)", "    an old man [on] a bus", '    -> "[on" (religion)', "1 prompts"]
    (alarm,) = json.loads(call("evaluate", "prompts", "--file", annotated, "--list", "alarms", "--json")[1])
    assert (alarm["id"], [word["text"] for word in alarm["words"]]) == ("two", ["young", "woman"])


def test_prompts_without_annotation_are_surveyed(call: Call, bulk: Path) -> None:
    status, out, _ = call("evaluate", "prompts", "--bulk", bulk)

    assert status == 0
    assert "3 prompts, 0 errors, 1 refused" in out
    assert "prompts by N: 1: 1, 6: 1" in out
    assert "refused: empty_prompt 1" in out
    assert json.loads(call("evaluate", "prompts", "--bulk", bulk, "--json")[1])["sizes"] == {"1": 1, "6": 1}
    assert call("evaluate", "prompts", "--bulk", bulk, "--list", "refused")[1].startswith("line 4: ?! -> empty_prompt: ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "either --file with annotated prompts or --bulk"),
        (("--file", "a.jsonl", "--bulk", "b.txt"), "either --file"),
        (("--file", "a.jsonl", "--list", "errors"), "choose one of misses"),
        (("--bulk", "b.txt", "--list", "silent"), "choose one of clear"),
        (("--bulk", "b.txt", "--guess"), "go with --file alone"),
        (("--file", "a.jsonl", "--guess", "--list", "lost"), "leave --bulk and --list out"),
        (("--bulk", "none.txt"), "cannot be read"),
    ],
)
def test_a_mistake_is_one_sentence(call: Call, arguments: tuple[str, ...], words: str) -> None:
    status, _, err = call("evaluate", "prompts", *arguments)

    assert status == 2
    assert words in " ".join(err.split())
