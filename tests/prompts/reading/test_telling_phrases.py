"""Phrases that tell a value with no word that says it: what is for one gender only, what somebody cannot do, what somebody has lost."""

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("a woman in the women's washroom, neon light", "a man, neon light"),
        ("a tattooed man in a boy band shirt", "a tattooed woman in a shirt"),
        ("a woman waits at the boys' locker room", "a man waits at the room"),
        ("a woman with a man bun and glasses", "a man with glasses"),
        ("a man holding a mother's day card", "a woman holding a card"),
        ("a fisherman who cannot hear, at sea", "a fisherwoman, at sea"),
        ("a woman who could no longer walk in a garden", "a man in a garden"),
        ("a woman missing two fingers, smiling", "a man, smiling"),
        ("a king who lost his right eye, oil painting", "a queen, oil painting"),
        ("a woman born without hands on a stage", "a man on a stage"),
        ("a woman battling breast cancer, portrait", "a man, portrait"),
    ],
)
def test_a_phrase_that_tells_a_value_is_withheld_and_told(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts
    assert describe(safeguard(prompt))["withheld"]


@pytest.mark.parametrize(
    "prompt", ["a sign of the ladies' room", "the men's room, tiled walls", "a chair without legs", "a girl band poster on a wall"]
)
def test_where_nobody_is_shown_it_stays(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize("prompt", ["a woman without a hat", "a man losing his keys", "a woman who cannot sleep", "a man in no man's land"])
def test_what_tells_nothing_stays(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a turban-clad man", "a woman"),
        ("a woman, sari-clad", "a man"),
        ("a quasi-Korean man", "a quasi-Italian woman"),
        ("a very-black woman, forest", "a very-Asian man, forest"),
        ("a sixty - five year old man", "an old woman"),
    ],
)
def test_a_value_beside_a_hyphen_is_hidden(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(("prompt", "candidate"), [("a woman, smiling-", "a man, smiling-"), ("a man, half-", "a woman, half-")])
def test_a_hyphen_that_ends_the_text_joins_nothing(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts
