"""What somebody does is no animal, though an animal is called so."""

import pytest

from obclip.prompts.safeguard import safeguard
from tests.closed import closed


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("an old woman does yoga in the park", "a young man does yoga in the park"),
        ("a Black man does a backflip", "a Caucasian woman does a backflip"),
        ("an old Japanese man does calligraphy", "a young Turkish woman does calligraphy"),
        ("black woman does yoga", "Caucasian man does yoga"),
        ("an Asian does yoga", "a European person does yoga"),
        ("the Asian does yoga", "the European person does yoga"),
        ("an old man cranes his neck", "a young woman cranes her neck"),
        ("a woman bears a heavy load", "a man bears a heavy load"),
        ("a mother bears a child", "a father bears a teenager"),
        ("a man ducks under a branch", "a woman ducks under a branch"),
        ("the man rams the gate", "the woman rams the gate"),
        ("her grandfather dogs her steps", "a young man dogs his steps"),
        ("The man does not move.", "The woman does not move."),
        ("a man cooks. The man does the dishes.", "a woman cooks. The woman does the dishes."),
        ("a girl claps as her blind brother does a cartwheel", "a boy claps as his one-legged sister does a cartwheel"),
        ("two old men crane their necks", "two young women crane their necks"),
        ("black women bears", "Caucasian men bears"),
    ],
)
def test_who_acts_is_somebody(prompt: str, candidate: str) -> None:
    assert candidate in closed(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "two does in a meadow",
        "three young does in a meadow",
        "bucks and does in the snow",
        "mother does and fawns",
        "baby ducks in a row",
        "the mother bears with cubs",
        "male lions",
        "king cobras",
        "monk seals on a beach",
        "the dog does a trick",
    ],
)
def test_animals_stay(prompt: str) -> None:
    read = safeguard(prompt)
    assert read.candidates.prompts == (prompt,)
    assert not read.explanation.withheld
