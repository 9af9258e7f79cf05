"""Predicates and clauses that say something of somebody are hidden or withheld; titles and plants that sound like them stay."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "attribute"),
    [
        ("an artist who is gay", "orientation"),
        ("the woman is gay", "orientation"),
        ("a woman who is bisexual", "orientation"),
        ("a dancer who is lesbian and proud", "orientation"),
        ("they are all old", "age"),
    ],
)
def test_a_predicate_is_an_axis_of_whom_it_speaks_of(prompt: str, attribute: str) -> None:
    found = candidate_prompts(prompt)
    assert attribute in [axis.attribute for axis in found.axes]
    assert not any(" person" in candidate for candidate in found.prompts)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("he is Black but old", "she is Asian but young"),
        ("he is Thai, but very old", "she is Syrian, but very young"),
        ("a woman who is blind but old", "a man who is deaf but young"),
        ("he is tall but Thai", "she is short but Syrian"),
        ("my wife, who is Thai, is old", "my husband, who is Syrian, is young"),
        ("my wife, who is blind, is Thai", "my husband, who is deaf, is Syrian"),
    ],
)
def test_what_but_joins_and_what_follows_a_clause_is_said_of_the_same(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert candidate_prompts(candidate).prompts == found


@pytest.mark.parametrize("prompt", ["a man who goes to mosque", "a woman who goes to church", "a man praying in a mosque"])
def test_a_clause_about_somebodys_faith_goes_whole(prompt: str) -> None:
    assert set(candidate_prompts(prompt).prompts) == {"a man", "a woman"}


@pytest.mark.parametrize(
    "prompt",
    [
        "a bachelor's degree diploma",
        "a lady's slipper orchid",
        "a young adult novel cover",
        "a lion on the savannah",
        "photo, f/22 aperture",
    ],
)
def test_what_only_sounds_like_persons_stays(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


def test_a_plain_is_no_city() -> None:
    assert all(" on the savannah" in candidate for candidate in candidate_prompts("a Kenyan man on the savannah").prompts)
