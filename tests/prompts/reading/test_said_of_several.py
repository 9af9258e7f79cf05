"""Words for several without an ending, two ages side by side, ages before a noun, and youth that nobody is."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("womenfolk washing clothes", "men washing clothes"),
        ("the menfolk drink beer", "the women drink beer"),
        ("an over-the-hill actress", "a young actor"),
        ("a getting on in years widow", "an old widower"),
        ("a man over the hill", "a woman of middle age"),
        ("a house over the hill, a man", "a house over the hill, a woman"),
        ("a 75-year-old/middle-aged widow", "a young widower"),
        ("a young/75-year-old widow", "an old widow"),
        ("a woman of youth and beauty", "a man of grace"),
        ("a nun full of youth and energy", "a monk full of grace"),
    ],
)
def test_each_reads_as_english(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize("prompt", ["an allegory of youth and beauty", "a painting of eternal youth", "a house over the hill"])
def test_where_nobody_is_shown_they_stay(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)
