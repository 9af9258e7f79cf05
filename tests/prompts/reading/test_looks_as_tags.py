"""Looks of a body that are items of their own where nobody has a noun: "slim, tall, elegant, fashion photo"."""

from __future__ import annotations

import pytest

from tests.closed import closed


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("slim, tall, elegant, fashion photo", "fat, short, elegant, fashion photo"),
        ("tall, slim, soft light, film grain", "short, muscular, soft light, film grain"),
        ("slim, elegant, fashion photo", "muscular, elegant, fashion photo"),
        ("tall, blue eyes, portrait", "short, portrait"),
        ("tall, handsome, portrait", "short, portrait"),
        ("muscular, portrait", "thin, portrait"),
        ("chubby, smiling, portrait", "muscular, smiling, portrait"),
        ("young, tall, elegant", "old, short, elegant"),
        ("thin, pale, elegant, gothic", "fat, dark-skinned, elegant, gothic"),
        ("slim, tall", "fat, short"),
    ],
)
def test_looks_of_a_body_are_somebodys(prompt: str, candidate: str) -> None:
    assert candidate in closed(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "tall, narrow, building",
        "thin, tall, elegant, bottle",
        "tall, thin, tower, sunset",
        "robot, tall, slim, chrome",
        "cat, thin, tall, portrait",
        "slim, elegant",
        "big, tall, snowy, mountain landscape",
    ],
)
def test_sizes_of_things_in_a_list_are_nobodys(prompt: str) -> None:
    assert closed(prompt) == (prompt,)
