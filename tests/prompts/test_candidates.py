"""The sets that prompts hide in: their size, their words, their order."""

import pytest

from obclip.errors import BadRequest, EmptyPrompt
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts

GARDEN = "portrait of a young African woman with short hair, wearing a green sweater, in a garden"


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("a photo of a man", 2),
        ("an old person in a park", 3),
        ("an Indian person in a park", 5),
        ("a young man", 6),
        ("an Asian woman", 10),
        ("a middle-aged European person", 15),
        (GARDEN, 30),
        ("a boy", 4),
        ("a woman and a man on a bench", 4),
        ("a red barn at dusk", 1),
    ],
)
def test_the_count_is_the_product_of_what_is_named(prompt: str, count: int) -> None:
    assert len(candidate_prompts(prompt)) == count


def test_the_candidates_of_the_demo_are_well_formed() -> None:
    prompts = candidate_prompts(GARDEN).prompts
    tail = " with short hair, wearing a green sweater, in a garden"
    assert prompts[0] == "portrait of a young Caucasian man" + tail
    assert prompts[-1] == "portrait of an old European woman" + tail
    assert "portrait of an old Asian man" + tail in prompts
    assert "portrait of a middle-aged Indian woman" + tail in prompts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("an elderly lady", "an old woman"),
        ("a guy and his bike", "a woman and her bike"),
        ("portrait of a YOUNG black female", "portrait of a young Asian man"),
        ("a grandfather reading", "a young woman reading"),
        ("two gentlemen", "two ladies"),
        ("photo of a middle aged white male", "photo of a middle‑aged european man"),
        ("an oriental girl", "an African teenage boy"),
        ("a Japanese woman", "a French man"),
    ],
)
def test_neighbours_hide_in_the_same_set(one: str, other: str) -> None:
    assert candidate_prompts(one) == candidate_prompts(other)


def test_a_prompt_that_names_nobody_is_its_only_candidate_in_normal_form() -> None:
    found = candidate_prompts("  a ｒｅｄ barn\u200b at dusk ")
    assert found.prompts == ("a red barn at dusk",)
    assert found.neutral == "a red barn at dusk"
    assert found.axes == ()


@pytest.mark.parametrize(
    ("prompt", "neutral"),
    [
        (GARDEN, "portrait of a person with short hair, wearing a green sweater, in a garden"),
        ("an old man with his dog", "a person with their dog"),
        ("two women", "two people"),
    ],
)
def test_the_neutral_prompt_names_no_value(prompt: str, neutral: str) -> None:
    assert candidate_prompts(prompt).neutral == neutral


@pytest.mark.parametrize(
    ("said", "prompts"),
    [
        ("is empty", ("", "  \n")),
        ("has no word", ("\u200b\n", " ... !", "{" * 500, "((()))", "{}")),
        ("is empty, but for what is withheld", ("[[a woman]]", "... [[a woman]]")),
    ],
)
def test_a_prompt_without_a_word_is_refused_and_called_empty_only_if_it_is(said: str, prompts: tuple[str, ...]) -> None:
    for prompt in prompts:
        with pytest.raises(EmptyPrompt, match=f"^The prompt {said}: write what is to be drawn.$"):
            candidate_prompts(prompt)


def test_above_the_most_candidates_whole_axes_are_left_out_for_every_member_alike() -> None:
    crowd = "a young Asian man, an old Indian woman and a boy"
    found = candidate_prompts(crowd)
    assert len(found) == 48
    assert found.prompts[0] == "a young man, a man and a boy"
    assert all(candidate_prompts(candidate) == found for candidate in found.prompts[::7])


def test_the_user_says_how_many_candidates_are_too_many() -> None:
    assert candidate_prompts(GARDEN, Rules(max_candidates=6)).prompts[0].startswith("portrait of a young man")
    assert len(candidate_prompts(GARDEN, Rules(max_candidates=1))) == 1
    with pytest.raises(BadRequest, match="must be 1 to 1024"):
        candidate_prompts(GARDEN, Rules(max_candidates=0))
