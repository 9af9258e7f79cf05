"""Ages between signs, with a letter for a figure, and in idioms of age."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "first"),
    [
        ("a man -30s-", "a man, young"),
        ("a man // 30 // chinese", "a man, young, Chinese"),
        ("a man.30.chinese", "a man, young, Chinese"),
        ("a man, 3O years old", "a man, young"),
        ("a person, 4O years old", "a person, young"),
        ("a man thirty & five", "a man of young age"),
        ("a woman in the third decade of her life", "a man of young age"),
        ("a nurse nearing her seventieth year", "a nurse of young age"),
        ("a man knocking on seventy", "a man of young age"),
        ("a man nearing retirement age", "a man of young age"),
        ("a man rising sixty", "a man of young age"),
        ("a woman two years shy of fifty", "a man of young age"),
        ("a man two years short of fifty", "a man of young age"),
        ("a woman somewhere between 40 and 50", "a man of young age"),
        ("a woman somewhere around 40", "a man of young age"),
        ("a person, 20 going on 50", "a person, young"),
    ],
)
def test_the_age_is_hidden(prompt: str, first: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert prompts[0] == first
    assert all(candidate_prompts(one).prompts == prompts for one in prompts[::7])


@pytest.mark.parametrize(
    "prompt",
    ["a man short of 50 dollars", "a woman on a balloon rising 60 feet", "a man in the third decade of the century", "a man, 4 o'clock"],
)
def test_other_numbers_stay(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts
