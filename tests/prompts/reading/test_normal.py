"""One spelling for each prompt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obclip.prompts.reading.normal import is_blank, normalise


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        ("  a man \n", "a man"),
        ("ｗｏｍａｎ", "woman"),
        ("middle‑aged", "middle-aged"),
        ("woman’s", "woman's"),
        ("wo\u200bm\u00adan", "woman"),
        ("cafe\u0301", "café"),
        ("ﬁreman", "fireman"),
        ("a\u00a0man", "a man"),
    ],
)
def test_forms_that_look_alike_become_one(prompt: str, text: str) -> None:
    assert normalise(prompt).text == text


@given(st.text())
def test_the_normal_form_of_a_normal_form_is_itself(prompt: str) -> None:
    text = normalise(prompt).text
    assert normalise(text).text == text


@given(st.text())
def test_each_character_comes_from_a_place_in_the_prompt_in_order(prompt: str) -> None:
    normal = normalise(prompt)
    assert len(normal.origin) == len(normal.text)
    assert list(normal.origin) == sorted(normal.origin)
    assert all(0 <= place < len(prompt) for place in normal.origin)


def test_a_span_reaches_to_the_end_of_its_last_character() -> None:
    assert normalise("xﬁx").span(1, 3) == (1, 2)


def test_punctuation_alone_is_blank() -> None:
    assert is_blank(" ...!?")
    assert not is_blank("🌵")
