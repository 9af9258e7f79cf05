"""Surnames that are colours or ages too, and adjectives of manner that say the other sex than the noun."""

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "name", "outgoing"),
    [
        ("Father Brown in a garden", "Brown", "Father in a garden"),
        ("Mrs White at a window", "White", "A man at a window"),
        ("Colonel Young, oil painting", "Young", "Colonel, oil painting"),
    ],
)
def test_an_adjective_after_a_title_is_a_surname(prompt: str, name: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts
    explanation = safeguard(prompt).explanation
    assert name in explanation.words(explanation.withheld)


@pytest.mark.parametrize(("prompt", "own"), [("a manly woman", "a woman"), ("a feminine man on a bus", "a man on a bus")])
def test_a_manner_of_the_other_sex_is_withheld_and_the_noun_says_the_sex(prompt: str, own: str) -> None:
    done = safeguard(prompt)
    assert done.candidates.prompts[done.choice.position()] == own
    assert describe(done)["withheld"]


def test_an_article_suits_the_sound_of_a_people() -> None:
    assert "a Ugandan teacher" in candidate_prompts("an Indonesian teacher").prompts + candidate_prompts("a Tibetan teacher").prompts
