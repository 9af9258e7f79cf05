"""What somebody, or a part of somebody, is said to be reads as English when it is withheld: no "tall and person", no "his build is and"."""

from __future__ import annotations

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("the twins are tall and blond", "the twins are short"),
        ("she is tall, blonde and slim", "he is tall and fat"),
        ("the women are blonde and tall", "the men are short"),
        ("a woman, blonde and tall", "a man, short"),
        ("the knight is blond, brave and tall", "the knight is brave and tall"),
        ("the brothers are blond", "the sisters are people"),
        ("she is blonde, cinematic lighting", "he is a person, cinematic lighting"),
    ],
)
def test_a_look_beside_another_goes_with_what_joins_the_two(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("her hair is blonde and her skin is pale", "his hair is styled and his skin is dark"),
        ("a queen, her hair is long and blonde, her skin is fair", "a king, his hair is long, his skin is tan"),
        ("a woman whose hair is blonde and curly", "a man whose hair is curly"),
        ("his skin is pale, his hair is dark", "her skin is tan, her hair is styled"),
    ],
)
def test_hair_is_styled_and_skin_is_dark(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("his build is stocky and his face is round", "her build is thin and her face is round"),
        ("his frame is lanky", "her frame is muscular"),
    ],
)
def test_what_is_said_of_a_part_is_shown_where_nothing_else_is(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("one twin is a redhead, the other is blonde", "one twin is shown, the other is shown"),
        ("two sisters, one is a redhead, the other is blonde", "two brothers, one is shown, the other is shown"),
        ("she is a blonde and 50", "he is of young age"),
    ],
)
def test_a_look_that_is_a_noun_goes_from_is_as_an_adjective_does(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert candidate_prompts(candidate).prompts == found
