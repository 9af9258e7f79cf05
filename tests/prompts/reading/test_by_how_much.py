"""By how much somebody is thinner, heavier or older than before or than another leaves nothing behind."""

import pytest

from obclip.prompts.safeguard import candidate_prompts

BUILDS = ("fat", "thin", "muscular")


@pytest.mark.parametrize(
    ("prompt", "template"),
    [
        ("a man, a lot thinner", "a {}, {}"),
        ("a man, much slimmer", "a {}, {}"),
        ("a woman, a little bit fatter, in a bar", "a {}, {}, in a bar"),
        ("a man, more muscular", "a {}, {}"),
        ("a woman, a lot more muscular", "a {}, {}"),
        ("a man who is a bit chubbier", "a {} who is {}"),
        ("a bit heavier man", "a {1} {0}"),
        ("a man who became much thinner", "a {} who became {}"),
        ("a man who is way fatter", "a {} who is {}"),
    ],
)
def test_how_much_more_of_a_build_goes_with_it(prompt: str, template: str) -> None:
    expected = {template.format(who, build) for who in ("man", "woman") for build in BUILDS}
    assert set(candidate_prompts(prompt).prompts) == expected
    assert all(candidate_prompts(candidate).prompts == candidate_prompts(prompt).prompts for candidate in expected)


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("a man, a little older", {"a man", "a woman"}),
        ("a woman, much younger, in a bar", {"a man, in a bar", "a woman, in a bar"}),
        ("he became a lot older", {"he became a lot different", "she became a lot different"}),
        ("she is way younger", {"he is way different", "she is way different"}),
    ],
)
def test_by_how_much_an_age_differs_is_withheld(prompt: str, candidates: set[str]) -> None:
    assert set(candidate_prompts(prompt).prompts) == candidates
    assert all(candidate_prompts(candidate).prompts == candidate_prompts(prompt).prompts for candidate in candidates)


def test_more_of_several_is_a_number() -> None:
    assert "two more thin men" in candidate_prompts("two more fat men").prompts
