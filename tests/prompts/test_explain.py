"""The object that `obclip candidates --json` prints."""

import json

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.safeguard import safeguard


def test_it_tells_everything_in_code_points_of_the_users_prompt() -> None:
    assert describe(safeguard("An elderly lady and her dog")) == {
        "prompt": "An elderly lady and her dog",
        "n": 6,
        "candidates": [
            "A young man and his dog",
            "A young woman and her dog",
            "A middle-aged man and his dog",
            "A middle-aged woman and her dog",
            "An old man and his dog",
            "An old woman and her dog",
        ],
        "index": 5,
        "axes": [
            {"attribute": "age", "values": ["young", "middle-aged", "old"], "spans": [[3, 10]]},
            {"attribute": "gender", "values": ["male", "female"], "spans": [[11, 15], [20, 23]]},
        ],
        "cues": [],
        "withheld": [],
        "unknown": [],
        "certificate": {"closed": True, "generalised": []},
    }


def test_it_can_be_written_as_json() -> None:
    assert json.loads(json.dumps(describe(safeguard("a man"))))["n"] == 2


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("an o\u0301ld ma\u0300n", ["o\u0301ld", "ma\u0300n"]),
        ("an 0ld m4n", ["0ld", "m4n"]),
        ("a young US woman", ["young", "US", "woman"]),
    ],
)
def test_a_word_that_is_read_as_another_spelling_stands_where_it_was_typed_from_its_first_letter_to_its_last(
    prompt: str, words: list[str]
) -> None:
    assert [
        prompt[start:end] for axis in json.loads(json.dumps(describe(safeguard(prompt))))["axes"] for start, end in axis["spans"]
    ] == words
