"""What a colour, an age or a people says of a life, of a body, of who owns and leads: it is nobody's paint."""

from __future__ import annotations

import pytest

from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a black family at a black wedding", "an Asian family at a wedding"),
        ("a black man in a black neighborhood", "a Caucasian woman in a neighborhood"),
        ("a black woman, close-up of her black hands", "an African man, close-up of his hands"),
        ("black lips, black woman", "lips, Indian woman"),
        ("a black man before an all-white jury", "an Asian man before a jury"),
        ("a black man in a majority-black neighborhood", "an Asian man in a neighborhood"),
        ("a black man outside a Black-owned bakery", "an Asian man outside a bakery"),
        ("a white man in a white suburb", "an Asian man in a suburb"),
        ("a black woman at a black beauty salon", "an Asian woman at a beauty salon"),
        ("a black man and a black church", "an Asian man and a church"),
        ("a black man, black culture", "an Asian man, culture"),
    ],
)
def test_a_colour_of_a_life_or_a_body_is_a_people_where_somebodys_is_hidden(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "thing"),
    [
        ("a black woman before a white house", "a white house"),
        ("a white woman, white church, black car", "white church, black car"),
        ("a white man with a brown dog", "a brown dog"),
        ("a black man beside an all-black motorcycle", "an all-black motorcycle"),
        ("a Korean man in a black neighborhood cafe", "cafe"),
    ],
)
def test_a_colour_of_a_thing_stays(prompt: str, thing: str) -> None:
    assert all(thing in candidate for candidate in candidate_prompts(prompt).prompts)


@pytest.mark.parametrize(
    "prompt",
    [
        "black hands holding white hands",
        "a pair of brown hands",
        "a black face in shadow",
        "an old face",
        "a young face looking through a window",
        "close-up of old wrinkled hands",
        "silhouette of a pregnant belly",
        "manly hands",
        "blacks and whites",
        "an all-black jury",
        "an all-white neighborhood",
        "an all-Asian boardroom",
        "all-boys choir",
        "all-women rock band",
        "black-owned bakery",
        "an African-owned shop",
        "a woman-led startup",
        "an ivory beauty",
        "black beauty, portrait",
        "black and proud",
        "proud and black, poster",
        "gifted but blind",
        "black & beautiful",
    ],
)
def test_a_body_or_a_people_without_a_person_is_told_as_not_understood(prompt: str) -> None:
    assert safeguard(prompt).explanation.single == "not understood"


@pytest.mark.parametrize("prompt", ["an African smile", "a Korean hand on a piano", "Irish legs in the grass"])
def test_a_people_before_a_part_of_a_body_is_somebodys(prompt: str) -> None:
    assert len(candidate_prompts(prompt)) > 1


@pytest.mark.parametrize(
    "prompt",
    [
        "old clock face",
        "an old clock with black hands",
        "a kitten with a black face",
        "the old face of the mountain",
        "a mask with an old face",
        "deep blacks and whites, mountain landscape",
        "an all-black outfit on a hanger",
        "red hands, abstract",
        "a family-owned bakery",
        "a black handbag",
        "black beauty, horse in a field",
        "natural beauty",
        "black and beautiful sky",
        "black and white beautiful photo",
    ],
)
def test_a_thing_with_a_face_or_a_colour_is_nobody(prompt: str) -> None:
    assert safeguard(prompt).explanation.single == "nobody"
