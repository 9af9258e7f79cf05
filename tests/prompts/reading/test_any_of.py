"""One regular expression for many words matches as the words do that are tried one after the other, the longest first."""

from __future__ import annotations

import re

import pytest

from obclip.prompts.reading.any_of import any_of

WORDS = {"a", "an", "ant", "ants", "under age", "under", "a+b", "no (shirt)", "niña", "바지"}


@pytest.mark.parametrize("pattern", ["{}", r"\b{}\b"])
def test_matches_are_those_of_the_words_in_turn(pattern: str) -> None:
    turns = "|".join(map(re.escape, sorted(WORDS, key=len, reverse=True)))
    text = "ants an antsy under ages, under age; a+b a+c no (shirt) no shirt niñas niña 바지를"
    expected = re.findall(pattern.format(f"(?:{turns})"), text)
    assert re.findall(pattern.format(any_of(WORDS)), text) == expected
    assert {"ants", "under age"} <= set(expected)


def test_no_words_are_nothing() -> None:
    assert any_of(()) == ""
