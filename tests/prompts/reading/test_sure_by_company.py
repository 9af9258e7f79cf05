"""Words that their company makes sure: of another language, of two peoples, of an age, of a condition."""

import pytest

from obclip.errors import NotEnglish
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    "prompt",
    [
        "a man and a garçon",
        "a woman with her Mutter",
        "a man and a imra'a",
        "mzee wa Kikuyu",
        "Kind, 8 Jahre",
        "hen wraig",
        "maljuna virino",
        "kind, nude",
    ],
)
def test_one_foreign_word_for_a_person_is_refused(prompt: str) -> None:
    with pytest.raises(NotEnglish):
        candidate_prompts(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "a kind old man",
        "kind, gentle, smiling",
        "a hen and a woman",
        "a woman at a café with her fiancé",
        "cum laude, teenage graduate",
        "an escort of children by police",
        "the emperor has no clothes, children laugh",
        "a girl in a baby doll dress",
    ],
)
def test_english_and_harmless_prompts_are_read(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("a black and white couple", "black and white"),
        ("a nonwhite man", "nonwhite"),
        ("a man in his hundreds", "hundreds"),
        ("1girl, nonwhite, smiling", "nonwhite"),
        ("a pansy man", "pansy"),
        ("a gay man, poly relationship", "poly"),
        ("a blind man, one leg", "one leg"),
        ("one leg, 1girl, blind", "one leg"),
        ("a deaf man, no legs", "no legs"),
        ("a blind man, a stroke", "a stroke"),
        ("a blind man, vertigo", "vertigo"),
    ],
)
def test_a_word_that_its_company_makes_sure_stands_in_no_candidate(prompt: str, word: str) -> None:
    assert not any(word in candidate for candidate in candidate_prompts(prompt).prompts)


@pytest.mark.parametrize(
    "prompt",
    [
        "photo of a black and white couple",
        "low poly beside a man",
        "no legs, smiling beside a woman",
        "people in their hundreds",
        "vertigo",
        "pampas grass in a vase beside a woman",
    ],
)
def test_without_that_company_it_stays(prompt: str) -> None:
    assert all(prompt.split(" beside ")[0] in candidate for candidate in candidate_prompts(prompt, Rules()).prompts)
