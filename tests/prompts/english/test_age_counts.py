"""Ages that are counted in years, looked like, or told in a sentence of their own."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "first"),
    [
        ("Woman. 30. Smiling.", "Man. young. Smiling."),
        ("portrait of a man. 45.", "portrait of a man. young."),
        ("he was born, in 1941, in Rome", "he was of young age, in Rome"),
        ("she was born during the war, in 1941", "he was of young age"),
        ("a man born on a farm in 1985, smiling", "a man of young age, smiling"),
        ("a candle for each of his 80 years", "a candle for each of his element"),
        ("a woman, 80 years behind her", "a man, young"),
        ("a woman with eighty years behind her", "a man of young age"),
        ("a man with only 20 years", "a man of young age"),
        ("1girl, looking 20, smiling", "1boy, looking young, smiling"),
        ("vampire, 300 years old, looks 20", "vampire, young"),
        ("a half-century old man", "a young man"),
        ("a quarter-century old woman", "a young man"),
    ],
)
def test_the_years_stand_in_no_candidate(prompt: str, first: str) -> None:
    assert candidate_prompts(prompt).prompts[0] == first


@pytest.mark.parametrize(
    "prompt",
    ["a man on p. 45.", "Man. Take 45.", "a man with 20 years of experience", "a man and his 30 years in office", "a half-century old oak"],
)
def test_other_numbers_and_years_stay(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts
