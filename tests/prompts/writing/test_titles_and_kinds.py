"""Titles whose name is withheld have an article, a place is nobody, and what says of what kind somebody is stands next to the noun."""

from __future__ import annotations

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a painting of lady ashbourne", "a painting of a man"),
        ("a picture of duchess kate on a horse", "a picture of a duke on a horse"),
        ("a painting of old king zorvel", "a painting of a young king"),
        ("a painting of the young lady ashbourne", "a painting of the old man"),
        ("Senator Ron Johnson as a homeless man", "A senator as a homeless woman"),
        ("a painting of Senator Ron Johnson and his wife", "a painting of a senator and her husband"),
        ("Senator Ron Johnson, office, his hat", "Senator, office, her hat"),
    ],
)
def test_a_title_without_its_name_has_an_article(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a Hasidic Jew walking in Brooklyn", "a Christian person walking in a place"),
        ("a man talking to Anna in Brooklyn at night", "a woman talking to someone in a place at night"),
        ("a woman in a Brooklyn cafe", "a man in a cafe"),
    ],
)
def test_a_name_that_somebody_is_in_is_a_place(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("office girl", "teenage office boy"),
        ("an orc grandmother", "a young orc man"),
        ("a city boy and a country girl", "a teenage city girl and a country boy"),
        ("little_girl, solo", "boy, solo"),
        ("close up portrait of a 50 something years old nepali sherpa", "close up portrait of a young Nepalese person"),
        ("a 50 something year old man", "an old woman"),
    ],
)
def test_age_and_kind_stand_in_their_order(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts
