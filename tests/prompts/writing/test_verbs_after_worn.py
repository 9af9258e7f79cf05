"""What is worn or borne goes whole before the verb of who has it, however many they are: no "in walk", no "with a smiles"."""

from __future__ import annotations

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("two Somali girls in school uniforms share an umbrella", "two Filipino boys share an umbrella"),
        ("two girls in kimonos walk", "two boys walk"),
        ("women in hijabs protest", "men protest"),
        ("women wearing hijabs take selfies", "men take selfies"),
        ("men with beards smoke cigars", "men smoke cigars"),
        ("two women in bikinis stand in the surf", "two men stand in the surf"),
        ("a woman in a sari and a man in a turban argue", "a man and a woman argue"),
        ("a boy in a school uniform eats noodles", "a boy eats noodles"),
        ("a woman with lipstick smiles", "a man smiles"),
        ("a man in a kilt laughs", "a man laughs"),
        ("a woman in a burqa watches tv", "a man watches tv"),
        ("a woman in a kimono works", "a man works"),
        ("a woman wearing a hijab drinks tea", "a man drinks tea"),
        ("three women in saris cook dinner", "three men cook dinner"),
        ("two men in turbans guard a gate", "two women guard a gate"),
        ("women with lipstick cook", "men cook"),
        ("a woman in a sari cooks dinner", "a man cooks dinner"),
        ("two women in hijabs, a nurse", "two men, a nurse"),
        ("a woman in a nurse uniform", "a man in a nurse uniform"),
        ("a guy with tourettes performing", "a man performing"),
    ],
)
def test_what_is_worn_goes_with_its_preposition_before_a_verb(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a girl in kimono sandals", "a boy in sandals"),
        ("a girl with freckles eyes", "a boy with eyes"),
        ("a man with goatee tattoos", "a man with tattoos"),
        ("two girls in school uniform style", "two boys in style"),
        ("a man with a beard glasses and a hat", "a man with glasses and a hat"),
    ],
)
def test_a_thing_after_what_is_worn_is_no_verb(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts
