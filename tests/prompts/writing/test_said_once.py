"""What is said twice of one person is said once: no "fat fat body", no "fat and thin man", no "young person of young age"."""

from __future__ import annotations

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("a lean and athletic knight", ["a fat knight", "a thin knight", "a muscular knight"]),
        ("Broad-shouldered and heavily muscled knight", ["Fat knight", "Thin knight", "Muscular knight"]),
        ("lean athletic build, a knight", ["fat body, a knight", "thin body, a knight", "muscular body, a knight"]),
        ("stocky build, stout, a knight", ["fat body, a knight", "thin body, a knight", "muscular body, a knight"]),
        ("tall, long legs, a knight", ["tall body, a knight", "short body, a knight"]),
        ("the knight is lean and athletic", ["the knight is fat", "the knight is thin", "the knight is muscular"]),
        ("young adult 19 y/o", ["young person", "middle-aged person", "old person"]),
    ],
)
def test_what_is_said_twice_is_said_once(prompt: str, candidates: list[str]) -> None:
    assert list(candidate_prompts(prompt).prompts) == candidates


def test_what_is_said_of_several_is_said_of_each() -> None:
    assert "thin and muscular men" in candidate_prompts("fat and thin women").prompts


@pytest.mark.parametrize(
    "after", ["chalky complexion with a agnosticism", "pale complexion, smiling with a zorvel", "and dark skin", "dark skin", ", dark skin"]
)
@pytest.mark.parametrize("options", ["{creamy skin tone|wheatish skin color|ebony skintone}", "{black|white}", "{fair skin|dark skin}"])
def test_a_choice_is_never_what_was_said_twice(options: str, after: str) -> None:
    found = candidate_prompts(f"photo, the old {options} {after}")
    assert all(any(option in candidate for candidate in found.prompts) for option in options[1:-1].split("|"))


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("a woman witch", ("a wizard", "a witch")),
        ("a woman witch dancer", ("a wizard dancer", "a witch dancer")),
        ("a woman maid in a hall", ("a male servant in a hall", "a female servant in a hall")),
        ("Woman witch in a forest", ("Wizard in a forest", "Witch in a forest")),
        ("two women witches", ("two wizards", "two witches")),
        ("the woman queen's crown", ("the man king's crown", "the woman queen's crown")),
        ("a woman doctor nurse", ("a male doctor nurse", "a female doctor nurse")),
    ],
)
def test_a_plain_noun_goes_where_the_next_says_as_much(prompt: str, candidates: tuple[str, ...]) -> None:
    done = candidate_prompts(prompt).prompts
    assert done == candidates
    assert all(candidate_prompts(other).prompts == candidates for other in candidates)
