"""A slip of the pen in a word for a person hides nothing and tells nothing: the word is withheld."""

import pytest

from obclip.prompts.reading.misspelt import is_misspelt_person
from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("1gitl, solo", "1gitl"),
        ("wonam in a garden", "wonam"),
        ("two grils dancing", "grils"),
        ("a castle, a river, gurl", "gurl"),
        ("the wman smiles at me", "wman"),
        ("painting of a beautiful womna", "womna"),
        ("a lighthouse keeper and his sistre", "sistre"),
    ],
)
def test_a_misspelt_word_for_a_person_is_withheld_and_told(prompt: str, word: str) -> None:
    assert all(word not in text for text in candidate_prompts(prompt).prompts)
    explanation = safeguard(prompt).explanation
    assert word in explanation.words(explanation.withheld)


@pytest.mark.parametrize("prompt", ["a grill on a terrace", "the omen of a storm", "a mane of a horse", "a grid of squares, by gril"])
def test_words_that_are_known_and_names_of_makers_stay(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


def test_two_letters_that_change_places_are_a_slip_and_two_that_are_others_are_none() -> None:
    assert is_misspelt_person("wmoan")
    assert not is_misspelt_person("womxy")
    assert not is_misspelt_person("woman")
