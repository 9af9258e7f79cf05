"""Persons in short, bare ages and spaced letters are read as the persons that they are; lenses and jets are not."""

import re

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.safeguard import candidate_prompts, safeguard


def attributes(prompt: str) -> list[str]:
    return sorted(axis.attribute for axis in candidate_prompts(prompt).axes)


@pytest.mark.parametrize(
    "prompt",
    [
        "M, 35, short hair",
        "25F, beach selfie",
        "photo of a 25F on a boat",
        "F/41, studio",
        "25m, beard",
        "f, 19",
        "portrait (30M)",
        "f/28 redhead selfie",
        "28/f selfie",
    ],
)
def test_a_person_in_short_has_a_gender_and_an_age(prompt: str) -> None:
    assert attributes(prompt) == ["age", "gender"]


@pytest.mark.parametrize("prompt", ["woman, 34, smiling", "a man (62)", "male, 30, black hair", "a 25 y.o. woman", "a 25 y/o man"])
def test_a_bare_age_beside_a_person_is_found(prompt: str) -> None:
    assert attributes(prompt) == ["age", "gender"]


@pytest.mark.parametrize(
    "prompt",
    [
        "bokeh, f/8",
        "an F-16 over the sea",
        "M16 rifle",
        "canon 50mm, f/2.8",
        "5 cats, 4, 8k",
        "an M1 tank",
        "75F outside, a park",
        "a lake, f / 5. 6",
    ],
)
def test_lenses_and_machines_are_no_persons(prompt: str) -> None:
    assert attributes(prompt) == []


@pytest.mark.parametrize("prompt", ["a man, f/5.6", "a man, f / 5. 6, 35 mm"])
def test_a_lens_says_nothing_of_who_is_before_it(prompt: str) -> None:
    assert attributes(prompt) == ["gender"]


@pytest.mark.parametrize("prompt", ["F/25/asian, selfie", "25/F/asian, selfie"])
def test_what_follows_a_person_in_short_at_once_is_read(prompt: str) -> None:
    assert attributes(prompt) == ["age", "ethnicity", "gender"]


@pytest.mark.parametrize("prompt", ["a 75F woman", "a 75F Asian woman"])
def test_a_person_in_short_before_its_noun_is_one_person(prompt: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert all(len(re.findall("man|woman", candidate)) == 1 for candidate in found)
    assert attributes(prompt) == sorted({"age", "gender", *(["ethnicity"] if "Asian" in prompt else [])})


def test_letters_that_are_spaced_out_are_read_as_the_word() -> None:
    assert attributes("an o l d w o m a n") == ["age", "gender"]
    assert attributes("a w-o-m-a-n") == ["gender"]
    assert attributes("plan b, x y z") == []


def test_he_and_she_are_two_persons() -> None:
    assert attributes("he and she share an umbrella") == ["gender", "gender"]
    assert attributes("he smiles and waves, his hat off") == ["gender"]


@pytest.mark.parametrize(
    "prompt", ["portrait of agent smith in a suit", "a woman named sara", "mr jones at his desk", "someone called priya"]
)
def test_a_name_in_small_letters_is_withheld_where_one_is_awaited(prompt: str) -> None:
    assert any(found["attribute"] == "identity" for found in describe(safeguard(prompt))["withheld"])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "prompt",
    [
        "a dog named rex",
        "a ship called hope",
        "the captain smoking",
        "my aunt bakes",
        "portrait of mystical creatures",
        "portrait of a fox",
    ],
)
def test_no_name_is_seen_where_none_is_awaited(prompt: str) -> None:
    assert not describe(safeguard(prompt))["withheld"]


def test_two_who_are_told_apart_have_values_of_their_own() -> None:
    assert attributes("two friends, one is black, the other is white") == ["ethnicity", "ethnicity"]
    assert attributes("a tall thin man") == ["body", "body", "gender"]


def test_two_cues_in_one_phrase_leave_with_their_with() -> None:
    assert candidate_prompts("woman with red lipstick and a pearl necklace").prompts == ("man", "woman")


def test_kin_stand_without_their_owner_where_they_only_mean_an_old_person() -> None:
    assert "a girl and an old woman baking" in candidate_prompts("a girl and her grandmother baking").prompts
    assert "an old woman is waiting" in candidate_prompts("my grandmother is waiting").prompts


def test_a_name_loses_its_article_with_it() -> None:
    assert candidate_prompts("a photograph of the mona lisa drinking coffee").prompts == ("a photograph of someone drinking coffee",)


def test_a_person_in_short_may_begin_a_sentence() -> None:
    assert "old man with long hair" in candidate_prompts("F25 with long hair").prompts
    assert len(candidate_prompts("an F35 at an airshow").prompts) == 1
