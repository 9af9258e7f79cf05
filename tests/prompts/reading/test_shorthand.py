"""What a form says in short is read as the words that it stands for."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize("prompt", ["gender: F, 1girl", "sex: M, age: 52", "gender=m, beard", '"sex": "F", "age": 40', "female, F"])
def test_a_letter_that_says_a_gender_moves_with_it(prompt: str) -> None:
    candidates = candidate_prompts(prompt)
    assert "gender" in [axis.attribute for axis in candidates.axes]
    assert len({text.count("M") for text in candidates.prompts}) == 1
    assert not any(word in ("M", "F", "m", "f") for text in candidates.prompts for word in text.replace(":", " ").replace(",", " ").split())


@pytest.mark.parametrize("prompt", ["size M, a shirt", "vitamin F, a bottle", "a mountain, f: 8"])
def test_other_letters_stay(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)
