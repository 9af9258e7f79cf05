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
        ("a man who died at the ripe old age of 90", "a man who died of young age"),
        ("a man with an age of 50", "a man of young age"),
        ("a woman of a young age", "a man of young age"),
        ("he started painting at a very young age", "he started painting"),
        ("at an old age, a man walks", "a man walks"),
        ("father, forty-seven hugs him", "father, of young age hugs him"),
        ("father, 47 eats soup", "father, of young age eats soup"),
        ("mother, thirty waves", "father, of young age waves"),
        ("a man over sixty smiles at us", "a man of young age smiles at us"),
        ("a nurse, fifty-two smiles at us", "a nurse, of young age smiles at us"),
        ("a woman with vitiligo 25", "a man with a broken arm of young age"),
        ("a woman with braids 22 in a park", "a man with braids of young age in a park"),
        ("a boy with autism 12", "a boy in a wheelchair of primary school age"),
        ("a quarter-century old woman", "a young man"),
    ],
)
def test_the_years_stand_in_no_candidate(prompt: str, first: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert prompts[0] == first
    assert candidate_prompts(prompts[-1]).prompts == prompts


@pytest.mark.parametrize(
    "prompt",
    [
        "woman, thirty waves on the sea",
        "woman, thirty roses on a table",
        "woman, twenty plants in a room",
        "a man with a Canon 25",
        "a man with a bus 25",
        "a man on p. 45.",
        "Man. Take 45.",
        "a man with 20 years of experience",
        "a man and his 30 years in office",
        "a half-century old oak",
    ],
)
def test_other_numbers_and_years_stay(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts
