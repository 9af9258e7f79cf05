"""Ages that "and", or a verb of its own, adds to what else is said of somebody."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "last"),
    [
        ("my wife is Thai and 35", "my wife is Syrian and old"),
        ("my wife is Thai & 35", "my wife is Syrian and old"),
        ("she is Thai but 45", "she is Syrian but of old age"),
        ("she is tired and 28, in a cafe", "she is tired and of old age, in a cafe"),
        ("she is tired and 28 years old", "she is tired and of old age"),
        ("she is sad and about forty, on a bench", "she is sad and of old age, on a bench"),
        ("she is an engineer and 28", "she is an engineer and of old age"),
        ("my son is autistic and 9", "my daughter is one-legged and of teenage years"),
        ("a teacher, Black and 45", "a teacher, European and old"),
        ("a man, rich and 40, in a suit", "a woman, rich and of old age, in a suit"),
        ("a woman that is Indian and twenty-six", "a woman that is European and old"),
        ("a woman, Thai and 35", "a woman, Syrian and old"),
        ("my wife, who is Thai, is 35", "my wife, who is Syrian, is of old age"),
        ("my wife, a doctor, is 35", "my wife, a doctor, is of old age"),
        ("my wife, who is Thai, just turned 35", "my wife, who is Syrian, just entered old age"),
        ("my dad is Polish and turning 60", "my mother is Palestinian and of old age"),
        ("she weighs 200 lbs and is 40", "she of some size and is of old age"),
    ],
)
def test_an_added_age_stands_in_no_candidate(prompt: str, last: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert prompts[-1] == last
    assert all(candidate_prompts(one).prompts == prompts for one in prompts[:: max(1, len(prompts) // 4)])


@pytest.mark.parametrize(
    "prompt",
    [
        "a woman, Thai and 2 cats",
        "a woman, Thai and 35 mm lens",
        "a man, rich and 40 houses",
        "a woman, candles and 40",
        "she is holding a book and 28 candles",
        "she is seated on chair two and 28",
        "the tower is tall and 40, a woman beside it",
        "my car is old and 20, a woman drives it",
    ],
)
def test_what_and_adds_to_things_stays(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts
