"""What is to be written in the picture shows nobody; what is said in the prompt does."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    "prompt",
    [
        'a neon sign that reads "Old Man\'s Bar"',
        "a mural with the words 'girls only' on a wall",
        'a book titled: "The Widow"',
        '"Grandma" written on a mug',
        'movie poster "Little Women"',
        'a postcard for "Old Man River"',
        '"OLD MAN WINTER" lettering on a ski poster',
        '"Old Man" in bold lettering over a ski slope',
    ],
)
def test_lettering_shows_nobody(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize("prompt", ['a photo of an "old man"', "a sign beside a woman", 'a sign that reads "open", an old man'])
def test_other_quotes_and_what_stands_outside_are_read(prompt: str) -> None:
    assert len(candidate_prompts(prompt)) > 1


def test_a_name_in_lettering_is_a_name() -> None:
    assert candidate_prompts('a cake with the words "Happy Birthday Laura"').prompts == ('a cake with the words "Happy Birthday someone"',)


def test_lettering_of_a_hidden_attribute_does_not_stay() -> None:
    prompts = candidate_prompts('a woman in a shirt saying "girls rule"').prompts
    assert prompts == ('a man in a shirt saying "children rule"', 'a woman in a shirt saying "children rule"')
    assert (
        'a man by a poster with the words "person" on it' in candidate_prompts('a man by a poster with the words "old man" on it').prompts
    )


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ('a woman under a sign that says "BLACK LIVES MATTER"', 'a man under a sign that says "something"'),
        ("a man holding a banner with the words 'trans rights'", "a woman holding a banner with the words 'something'"),
        ('a woman at a wall, graffiti "Stop Asian Hate"', 'a man at a wall, graffiti "something"'),
    ],
)
def test_a_slogan_near_a_person_is_withheld(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_a_slogan_alone_stays() -> None:
    assert candidate_prompts('a mural that says "BLACK LIVES MATTER"').prompts == ('a mural that says "BLACK LIVES MATTER"',)
