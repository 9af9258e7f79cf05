"""Dwarfs of stories are a people: nothing is said of their height, and no other people's members are short."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a female dwarf cleric, d & d", "a dwarven man, d & d"),
        ("a dwarven queen in chainmail, female dwarf, sharp focus", "a dwarven king in chainmail, dwarven man, sharp focus"),
        ("a fantasy dwarf sorcerer at a gate", "a fantasy dwarven sorceress at a gate"),
        ("a valiant chubby female dwarf cleric, d & d", "a valiant thin dwarven man, d & d"),
        ("a male dwarf and an elf queen", "a dwarven woman and an elf king"),
    ],
)
def test_a_dwarf_beside_elves_is_dwarven(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_elsewhere_the_word_says_a_height() -> None:
    assert {"a tall actor", "a short actor"} <= set(candidate_prompts("a dwarf actor").prompts)
    assert candidate_prompts("a white dwarf star beside an elf, a man").prompts[1] == "a white dwarf star beside an elf, a woman"


@pytest.mark.parametrize("kind", ["half-giant", "half giant", "half-dwarf", "frost giant"])
def test_who_is_half_a_giant_is_of_no_height(kind: str) -> None:
    assert set(candidate_prompts(f"a {kind} woman").prompts) == {f"a {kind} woman", f"a {kind} man"}
