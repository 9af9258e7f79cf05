"""Heights in figures and looks that go, among what else is said of somebody: the rest is read, and no "and" is left."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "last"),
    [
        ("he is 6'2 and blind", "she is one-legged"),
        ("he is old, 6'2 and blind", "she is old and one-legged"),
        ("he is 6'2, blind and Thai", "she is one-legged and Syrian"),
        ("she is young and 5'2", "she is old"),
        ("he is tired and 6'2", "she is tired"),
        ("she is 5'4 and Korean", "she is Egyptian"),
        ("she is Korean and 5'4", "she is Egyptian"),
        ("he is 6 ft tall and Korean", "she is Egyptian"),
        ("he is Black, 190cm and bald", "she is European"),
        ("she's 5'4 and 28", "she's of old age"),
        ("he is bald and 50", "she is of old age"),
        ("he's bald and Thai", "she's Syrian"),
        ("she is bald and young", "she is old"),
        ("she is blonde and Thai", "she is Syrian"),
        ("my daughter is blonde and six", "my daughter is of teenage years"),
        ("she is brunette and 30", "she is of old age"),
        ("she is a blonde and 50", "she is of old age"),
        ("he is bald, old and Thai", "she is old and Syrian"),
    ],
)
def test_what_is_said_beside_it_is_hidden(prompt: str, last: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert prompts[-1] == last
    assert all(candidate_prompts(one).prompts == prompts for one in prompts[:: max(1, len(prompts) // 4)])


@pytest.mark.parametrize("prompt", ["the shelf is old and 3 m, a man beside it", "a man, a 3 m wall and 40 boxes"])
def test_sizes_of_things_stay(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts
