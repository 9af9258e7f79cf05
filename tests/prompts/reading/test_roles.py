"""Words that are an attribute of a person elsewhere."""

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    "prompt",
    [
        "a short giraffe next to a tall giraffe",
        "a Persian rug and a Turkish lamp",
        "Swiss army knife on a slim table",
        "an elephant mother with her trunk up",
        "a she-wolf and her cubs",
        "giraffes, including an infant, in the shade",
        "a white robot and his red wrench",
        "men's shoes on a shelf",
        "a wheelchair ramp outside",
        "gay autumn colours on a straight road",
        "black and white photo of old houses",
        "a deaf old dachshund",
        "the sister ships in the old harbour",
        "baby carrots and a grandfather clock",
        "a lady bug on a leaf",
        "a Victorian mansion",
        "an albino lion",
    ],
)
def test_nothing_is_found_where_no_person_is_meant(prompt: str) -> None:
    found = describe(safeguard(prompt))
    assert (found["n"], found["axes"], found["cues"], found["withheld"]) == (1, [], [], [])


@pytest.mark.parametrize(
    ("prompt", "attributes"),
    [
        ("a tall black man with a white cat", ["body", "ethnicity", "gender"]),
        ("an elderly Korean chef and his old knife", ["age", "ethnicity", "gender"]),
        ("a Muslim woman at a Chinese restaurant", ["religion", "gender"]),
        ("a blind man in a blind alley", ["disability", "gender"]),
        ("a woman turning a deaf ear", ["gender"]),
        ("a gay couple in a straight line", ["orientation"]),
        ("portrait of a very fat, smiling old man in thin air", ["body", "age", "gender"]),
        ("dark skin, studio light", ["ethnicity"]),
        ("a man in a wheelchair", ["gender", "disability"]),
        ("a transgender woman", ["gender", "gender"]),
        ("an Asian holding a cup", ["ethnicity"]),
        ("the elderly in a park", ["age"]),
        ("two Italians", ["ethnicity"]),
        ("a Jew and a Christian", ["religion", "religion"]),
        ("a Korean-American woman", ["ethnicity", "ethnicity", "gender"]),
    ],
)
def test_the_same_words_count_where_one_is(prompt: str, attributes: list[str]) -> None:
    assert [axis["attribute"] for axis in describe(safeguard(prompt, Rules(max_candidates=500)))["axes"]] == attributes  # type: ignore[attr-defined]


def test_one_of_several_may_be_blind() -> None:
    prompts = safeguard("two brothers, one blind, crossing a street").candidates.prompts
    assert "two sisters, one deaf person, crossing a street" in prompts
    assert len(safeguard("two windows, one blind closed").candidates) == 1


def test_gay_and_lesbian_are_one_value_which_fits_every_gender() -> None:
    prompts = safeguard("two lesbian women kissing").candidates.prompts
    assert prompts == safeguard("two gay men kissing").candidates.prompts
    assert "two gay women kissing" in prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("🧒 and 👶 in a garden", "teenager and child in a garden"),
        ("a child and teenager", "a teenager and a child"),
        ("male and female dancers", "female and male dancers"),
    ],
)
def test_two_that_and_joins_are_two_persons(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_the_same_noun_in_another_sentence_means_the_same_person() -> None:
    spoken = "A young man sits on a rock. The man wears a hat."
    assert "An old woman sits on a rock. The woman wears a hat." in candidate_prompts(spoken).prompts
    assert len(candidate_prompts(spoken).prompts) == 6
    assert len(candidate_prompts("a man kisses the woman").prompts) == 4


@pytest.mark.parametrize(
    ("prompt", "attributes"),
    [
        ("a sexy cougar in a bar", ["age", "gender"]),
        ("a cougar in the snow", []),
        ("a tough old broad smoking", ["age", "gender"]),
        ("a hot chick on a bike", ["age", "gender"]),
        ("three chicks in a barn", []),
        ("broad and short man", ["body", "body", "gender"]),
        ("a broad street", []),
        ("a queer looking cloud", []),
        ("a queer looking man", ["orientation", "gender"]),
        ("master level composition", []),
        ("a white pawn attacking a black bishop", []),
        ("a visitor from another world, cat", []),
    ],
)
def test_slang_for_a_person_counts_and_what_is_said_of_a_thing_does_not(prompt: str, attributes: list[str]) -> None:
    assert [axis.attribute for axis in candidate_prompts(prompt).axes] == attributes
