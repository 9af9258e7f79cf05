"""Ages in figures and number words."""

import pytest

from obclip.prompts.safeguard import candidate_prompts
from obclip.prompts.writing.parse import parse


@pytest.mark.parametrize(
    ("prompt", "text", "value"),
    [
        ("a 35-year-old man", "35-year-old", "young"),
        ("a 45 year old man", "45 year old", "middle-aged"),
        ("a man, 71 years old, smiling", "71 years old", "old"),
        ("a ten year old girl", "ten year old", "child"),
        ("a sixteen-year-old student", "sixteen-year-old", "teenage"),
        ("a forty-two-year-old woman", "forty-two-year-old", "middle-aged"),
        ("a 2 0 year old woman", "2 0 year old", "young"),
        ("a 6 month old baby", "6 month old", "child"),
        ("a woman aged 64", "aged 64", "old"),
        ("a woman in her late thirties", "late thirties", "young"),
        ("a man in his 60s", "60s", "old"),
        ("a man in his teens", "teens", "teenage"),
        ("a 30-something teacher", "30-something", "young"),
        ("male, late 40s, headshot", "late 40s", "middle-aged"),
        ("a 35yo man", "35yo", "young"),
    ],
)
def test_an_age_is_found_and_has_a_value(prompt: str, text: str, value: str) -> None:
    found = {(prompt[slot.start : slot.end], slot.value) for slot in parse(prompt).slots if slot.attribute == "age"}
    assert (text, value) in found


@pytest.mark.parametrize(
    "prompt", ["a 400 year old tree", "a 10-year-old whisky", "a diner in the 50s", "shot at 50mm, f 1.8", "12 men in a boat"]
)
def test_other_numbers_say_no_age(prompt: str) -> None:
    assert not [slot for slot in parse(prompt).slots if slot.attribute == "age"]


@pytest.mark.parametrize(
    ("prompt", "first", "last"),
    [
        ("an 18-year-old girl", "a boy", "a teenage girl"),
        ("a 30-year-old girl", "a young man", "an old woman"),
        ("a woman in her 60s", "a man in his twenties", "a woman in her seventies"),
        ("an 8-year-old dancer", "a child dancer", "a teenage dancer"),
        ("a 5-year-old's party", "a child's party", "a teenager's party"),
        ("a 35-year-old smiles", "a young person smiles", "an old person smiles"),
    ],
)
def test_the_cloud_reads_words_and_never_the_number(prompt: str, first: str, last: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert (prompts[0], prompts[-1]) == (first, last)
