"""Whose years are told: a look before the noun, or a tag of its own, makes no second person, and a size for one's years is no age."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("22yo redhead girl, mirror selfie", {"young man, mirror selfie", "old woman, mirror selfie"}),
        ("25 year old brunette girl in a coffee shop", {"middle-aged man in a coffee shop", "young woman in a coffee shop"}),
        ("cute 20 year old blonde girl", {"cute old man", "cute young woman"}),
        ("(18yo redhead girl:1.2), makeup, selfie", {"(middle-aged man:1.2), selfie"}),
        ("22yo pretty blonde girl", {"young pretty man", "old pretty woman"}),
        ("22yo blonde slim girl", {"middle-aged muscular man"}),
        ("a 20 something blonde girl", {"a middle-aged man"}),
        ("22 years old blonde lesbian girl", {"old gay man"}),
        ("8 year old blonde girl with a dog", {"teenage boy with a dog", "girl with a dog"}),
        ("a teenage redhead boy", {"a girl", "a teenage boy"}),
    ],
)
def test_years_before_a_look_are_those_of_the_noun_behind_it(prompt: str, candidates: set[str]) -> None:
    found = set(candidate_prompts(prompt).prompts)
    assert candidates <= found
    assert len(found) in (4, 6, 18)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a girl, adult, black hair", "an old man, black hair"),
        ("cute girl, adult", "cute young woman"),
        ("a woman, senior, glasses", "a man, young, glasses"),
        ("man, elder, beard", "woman, middle-aged"),
        ("a queen, adult, crown", "a king, old, crown"),
        ("girl with red hair, adult, smiling", "middle-aged man, smiling"),
    ],
)
def test_a_tag_of_grown_years_tells_those_of_the_only_one_before(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts
    assert len(candidate_prompts(prompt).prompts) == 6


@pytest.mark.parametrize(("prompt", "count"), [("woman, child", 4), ("a boy, teenager, in a park", 8), ("a woman and a girl, adult", 24)])
def test_a_minor_and_who_follows_several_are_somebody_else(prompt: str, count: int) -> None:
    assert len(candidate_prompts(prompt).prompts) == count


@pytest.mark.parametrize(
    "prompt",
    [
        "the boy is small for his age",
        "a girl who is tiny for her age",
        "a child, little for his age",
        "he is small for his age",
    ],
)
def test_a_size_for_ones_years_is_no_age(prompt: str) -> None:
    size = next(word for word in ("small", "tiny", "little") if word in prompt)
    candidates = candidate_prompts(prompt).prompts
    assert len(candidates) > 1
    assert all(f"{size} for h" in candidate for candidate in candidates)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("the boy is small", "the teenage girl is small"),
        ("the girl is very tiny and sad", "the boy is very tiny and sad"),
        ("a boy who is small in a big room", "a girl who is small in a big room"),
        ("girls are tiny next to a giant", "boys are tiny next to a giant"),
        ("the child looks small", "the teenager looks small"),
        ("a small boy", "a teenage boy"),
    ],
)
def test_small_after_is_says_no_age(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts
