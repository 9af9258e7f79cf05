"""What somebody speaks goes whole, whichever people the language is of."""

import pytest

from obclip.prompts.safeguard import candidate_prompts

_PEOPLES = ["Thai", "Taiwanese", "Senegalese", "British", "Polish", "Yoruba", "English", "Tongan"]


@pytest.mark.parametrize(
    ("prompt", "left"),
    [
        ("a widower speaking {} in a market", "a widower in a market"),
        ("a {}-speaking widower", "a widower"),
        ("a {} speaking widower", "a widower"),
        ("a widower who speaks fluent {}", "a widower"),
        ("a widower speaking {} and Lao with his son", "a widower with his son"),
        ("a widower speaking {} to his son", "a widower speaking to his son"),
        ("he speaks {} loudly", "he speaks loudly"),
        ("a widower, singing in {}", "a widower"),
    ],
)
def test_no_people_is_told_by_a_language(prompt: str, left: str) -> None:
    found = [candidate_prompts(prompt.format(people)) for people in _PEOPLES]
    assert left in found[0].prompts
    assert all(other == found[0] for other in found)


@pytest.mark.parametrize("people", _PEOPLES[:5])
def test_an_accent_beside_a_language_is_an_axis(people: str) -> None:
    prompts = candidate_prompts(f"a widower speaking Thai with a {people} accent").prompts
    assert f"a widower with a {people} accent" in prompts


def test_somebody_who_speaks_is_shown_and_a_thing_of_a_people_is_no_language() -> None:
    assert "a German woman speaking at a desk" in candidate_prompts("a German woman speaking at a desk").prompts
    assert len(candidate_prompts("a German speaking at a desk").prompts) > 1
    assert "a man singing in opera costume" in candidate_prompts("a man singing in Chinese opera costume").prompts
