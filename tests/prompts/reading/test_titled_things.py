"""A thing named for a title, a ship or a moon that is a "she", an animal of two words: none is a person, where nobody is shown."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    "prompt",
    [
        "bishop's palace garden",
        "nun's cap orchid, macro",
        "journeyman's toolbox on the bench",
        "queen's crown on a velvet cushion",
        "king's throne, empty hall",
        "the king's sword in a stone",
        "a monk's cell, empty",
        "a fisherman's hut by the lake",
        "the sultan's palace at dusk",
        "child's drawing of a house",
        "a men's barbershop interior, empty",
        "men's restroom sign",
        "a brother laser printer on a desk",
        "a sister yacht at anchor",
        "the Queen Mary docked in Long Beach, she is a beautiful ship",
        "a tanker, she is a rusty ship",
        "the moon in her first quarter",
        "the sun in his glory",
        "a portrait of a golden retriever, she is very old",
    ],
)
def test_it_stays_as_it_is(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("the queen's face", "the king's face"),
        ("the king's guards at the gate, a woman", "the queen's guards at the gate, a man"),
        ("the queen's crown, queen sitting", "the king's crown, king sitting"),
        ("the old king's castle", "the young queen's castle"),
        ("the king's statue", "the queen's statue"),
        ("prince's crown, portrait", "princess's crown, portrait"),
        ("the girl's hands", "the boy's hands"),
        ("a fisherman's boat and a woman", "a fisherwoman's boat and a man"),
        ("a queen, the moon in her first quarter", "a king, the moon in his first quarter"),
        ("the moon in her hands", "the moon in his hands"),
        ("she is a ship captain", "he is a ship captain"),
        ("a sailor, she is a fine ship", "a sailor, he is a fine ship"),
        ("the Queen Elizabeth sailed, she is a ship", "Someone sailed, he is a ship"),
        ("a golden retriever and a woman, she is old", "a golden retriever and a man, he is young"),
    ],
)
def test_who_is_shown_or_owns_is_hidden(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts
