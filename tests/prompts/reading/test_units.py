"""How a prompt is cut: the longest form, whole words, hyphens and weights."""

import pytest

from obclip.prompts.reading.units import read_units, separator
from obclip.prompts.vocabulary.taxonomy import default_taxonomy


def known(text: str) -> list[str]:
    return [unit.word for unit in read_units(text, default_taxonomy()) if unit.form("noun", "adjective")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("an African American man", ["african american", "man"]),
        ("African-American", ["african american"]),
        ("a teenage boy", ["teenage boy"]),
        ("a man-made mangrove", []),
        ("my ex-husband", ["husband"]),
        ("woman's", ["woman"]),
        ("a (young:1.3) woman", ["young", "woman"]),
        ("-man-", ["man"]),
        ("an o l d-m a n-", ["old", "man"]),
    ],
)
def test_the_longest_whole_form_counts(text: str, words: list[str]) -> None:
    assert known(text) == words


@pytest.mark.parametrize(
    ("between", "kind"),
    [
        (" ", "space"),
        (", ", "comma"),
        ("-", "hyphen"),
        (". ", "break"),
        (" (", "space"),
        (":1.2) ", "space"),
        ("\n", "break"),
    ],
)
def test_what_stands_between_words_parts_them_or_not(between: str, kind: str) -> None:
    assert separator(between) == kind


@pytest.mark.parametrize("text", ["a woman of mixed-race ", "a woman of mixed-race", "a woman of mixed-race, "])
def test_a_phrase_with_a_hyphen_may_end_a_text_of_which_a_blank_is_left(text: str) -> None:
    assert [unit.word for unit in read_units(text, default_taxonomy())] == ["a", "woman", "of mixed race"]
