"""What somebody's body is said to be, and an item of looks that "and" joins, speak of the person before, though no noun follows."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("Female Elf Paladin: Slender and poised, silver plate armor", "Male Elf Paladin: Muscular and poised, silver plate armor"),
        ("Male Elf Paladin: Tall and graceful, green cloak", "Female Elf Paladin: Short and graceful, green cloak"),
        ("Human Ranger: Old and thin, in robes", "Human Ranger: Young and muscular, in robes"),
        ("Queen of the elves; pale and thin, silver crown", "King of the elves; tan-skinned and fat, silver crown"),
        ("a queen on a throne. Short but broad, laughing", "a king on a throne. Tall but fat, laughing"),
        ("her body is slim", "his body is fat"),
        ("a woman, her figure is slender", "a man, his figure is muscular"),
        ("a man whose build is heavy", "a woman whose build is thin"),
        ("the woman's body is thin", "the man's body is muscular"),
        ("her arms are thin", "his arms are fat"),
        ("a tall dark figure, female", "a short dark figure, male"),
        ("a slender silhouette, female", "a muscular silhouette, male"),
    ],
)
def test_it_is_that_of_the_person(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert candidate_prompts(candidate).prompts == found


@pytest.mark.parametrize(
    "words",
    [
        "a woman in a city. Tall and modern buildings, neon",
        "a woman on a horse. Black and white, film grain",
        "a horse, its body is slim, a woman rides",
        "a tall and thin lamp beside a woman",
    ],
)
def test_it_is_that_of_a_thing(words: str) -> None:
    assert words in candidate_prompts(words).prompts
    assert len(candidate_prompts(words)) == 2
