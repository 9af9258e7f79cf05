"""Counts as picture boards tag them are found, and nothing that only looks like one."""

from __future__ import annotations

import pytest

from obclip.prompts.english.booru import split_glued, stands_alone
from obclip.prompts.reading.units import cut_words
from obclip.prompts.safeguard import candidate_prompts
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.vocabulary.terms import MANY, ONE


def counted(prompt: str) -> list[tuple[str, str, int]]:
    """The words of counts and compounds, their rows, and whether they are one or many."""
    rows = ("counted", "counted adult", "creature", "sexed")
    return [
        (word, form.row, form.number) for _, _, word, forms in cut_words(prompt, default_taxonomy()) for form in forms if form.row in rows
    ]


@pytest.mark.parametrize(
    ("prompt", "word", "number"),
    [
        ("1girl", "girl", ONE),
        ("2boys", "boys", MANY),
        ("6+girls", "girls", MANY),
        ("1_girl, solo", "girl", ONE),
        ("multiple girls", "girls", MANY),
        ("multiple_boys", "boys", MANY),
        ("(1girl:1.2)", "girl", ONE),
        ("((1girl))", "girl", ONE),
        ("{1girl}", "girl", ONE),
        ("best quality,1boy,solo", "boy", ONE),
        ("1 girl, solo", "girl", ONE),
        ("a 1girl", "girl", ONE),
    ],
)
def test_a_count_says_a_gender_and_no_age(prompt: str, word: str, number: int) -> None:
    assert counted(prompt) == [(word, "counted", number)]
    forms = next(forms for _, _, said, forms in cut_words(prompt, default_taxonomy()) if said == word)
    assert [default_taxonomy().attribute(value) for form in forms for value in form.values] == ["gender"]


def test_two_counts_in_one_word_are_two() -> None:
    assert [row for _, row, _ in counted("1boy1girl")] == ["counted", "counted"]


@pytest.mark.parametrize(("prompt", "row"), [("1man", "counted adult"), ("2women", "counted adult"), ("1male", "sexed")])
def test_grown_ups_are_counted_too(prompt: str, row: str) -> None:
    assert [found for _, found, _ in counted(prompt)] == [row]


@pytest.mark.parametrize("prompt", ["catboy", "cat boy", "cat-boy", "cat_boy", "elf girl", "foxgirls", "wolf girl", "monster girls"])
def test_a_creature_says_a_gender_and_no_age(prompt: str) -> None:
    assert [row for _, row, _ in counted(prompt)] == ["creature"]


@pytest.mark.parametrize(
    "prompt",
    [
        "a girl",
        "girls, boys",
        "2 girls playing in the park",
        "girls und panzer",
        "girls' generation",
        "boy band",
        "boyish",
        "cowboy shot",
        "a cat, a girl",
        "35mm, 4k, 3d, 1st, 25yo",
        "robot girl",
    ],
)
def test_what_is_no_count_keeps_its_meaning(prompt: str) -> None:
    assert counted(prompt) == []


def test_male_and_female_are_tags_beside_a_count_or_alone_or_in_focus() -> None:
    assert [row for _, row, _ in counted("1girl, mature female")] == ["counted", "sexed"]
    assert [row for _, row, _ in counted("male focus")] == ["sexed"]
    assert [row for _, row, _ in counted("woman, female")] == ["sexed"]
    assert counted("portrait of a young black female") == []


def test_a_word_is_split_only_before_a_word_for_persons() -> None:
    forms = default_taxonomy().forms
    assert split_glued(["", "1girl", ", ", "4koma", ", ", "catboy", ""], forms) == [
        "",
        "1",
        "",
        "girl",
        ", ",
        "4koma",
        ", ",
        "cat",
        "",
        "boy",
        "",
    ]


def test_a_tag_stands_alone_within_brackets_and_weights() -> None:
    text = "best quality, (1 girl:1.2), smile"
    start = text.index("1 girl")
    assert stands_alone(text, start, start + len("1 girl"))
    assert not stands_alone("1 girl sitting", 0, 6)


def test_what_is_male_before_a_word_is_no_man() -> None:
    assert "a female robotic dolphin, a portrait" in candidate_prompts("a male robotic dolphin, a portrait").prompts
    assert "a woman in a park" in candidate_prompts("a male in a park").prompts
