"""Persons who are told one by one, behind labels, as members of a group or by "he" and "she", have axes of their own."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("left: old man, right: young woman", "left: young man, right: old man"),
        ("on the left: old man, on the right: young woman", "on the left: old woman, on the right: middle-aged man"),
        ("top: black woman, bottom: white man", "top: Caucasian woman, bottom: Asian woman"),
        ("1: old man, 2: young woman", "1: old woman, 2: young man"),
        ("Character A: tall woman, Character B: short man", "Character A: short man, Character B: tall woman"),
        ("a family of four: father, mother, son, daughter", "a family of four: mother, father, daughter, son"),
        ("family of four: mom, dad, brother, sister", "family of four: father, mother, brother, sister"),
        (
            "He was a slender tailor and she was a stout cook.",
            "One woman was a fat tailor and one man was a muscular cook.",
        ),
        ("He is a doctor, she is a nurse", "One woman is a doctor, one man is a nurse"),
        ("She's a queen and he's a knight", "One man is a king and one woman is a knight"),
        ("he is a tall man. she is a short woman.", "one is a short woman. the other is a tall man."),
    ],
)
def test_each_has_axes_of_their_own(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert candidate_prompts(candidate).prompts == found


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("a portrait: old man, a closeup: young woman", 6),
        ("He is an old man. He is a farmer.", 6),
        ("She was a queen and she was a mother", 2),
    ],
)
def test_one_who_is_told_twice_is_one(prompt: str, count: int) -> None:
    assert len(candidate_prompts(prompt)) == count
