"""What compares persons, and what says how they are not, reads as English in each candidate."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("a boy is taller than his mother", ["a girl is shorter than her mother", "a boy is taller than his father"]),
        ("a woman thinner than a rail", ["a man fatter than a rail", "a woman more muscular than a rail"]),
        ("a man a head taller than his wife", ["a woman shorter than her husband", "a man taller than his wife"]),
        ("the taller of two sisters", ["the shorter person of two brothers"]),
        ("the shortest girl in class", ["the tallest boy in class"]),
        ("she is not straight", ["he is not gay", "she is not bisexual"]),
        ("a man who isn't gay", ["a woman who isn't heterosexual"]),
        ("a priest on the heavy side", ["a priest on the thin side"]),
        ("she is on the old side", ["he is on the young side"]),
    ],
)
def test_a_comparison_moves_with_the_value(prompt: str, candidates: list[str]) -> None:
    assert set(candidates) <= set(candidate_prompts(prompt).prompts)


@pytest.mark.parametrize(
    ("prompt", "other", "left"),
    [
        ("a man old enough to drive a bus", "a man young enough to drive a bus", "a woman of an age to drive a bus"),
        ("she is old enough to vote", "she is young enough to vote", "he is of an age to vote"),
        ("a nun as old as her mother", "a nun as young as her mother", "a nun as seasoned as her mother"),
        ("he is not as tall as she is", "he is not as short as she is", "he is not as striking as they are"),
        ("a man twice as fat as his dog", "a man twice as thin as his dog", "a man twice as striking as his dog"),
        ("a tower taller than the man", "a tower shorter than the man", "a tower beside the man"),
        ("a castle older than the man", "a castle younger than the man", "a castle beside the man"),
        ("Older than her husband, she laughs", "Younger than her husband, she laughs", "Beside his husband, he laughs"),
        ("a woman neither old nor fat, in a bar", "a woman neither young nor thin, in a bar", "a man, in a bar"),
        ("a man who is neither tall nor short", "a man who is neither short nor tall", "a man"),
        ("she is neither old nor fat", "she is neither young nor fat", "he is neither"),
        ("No longer young, the actress waves", "No longer old, the actress waves", "The actor waves"),
        ("Younger than her years, she laughs", "Older than her years, she laughs", "He laughs"),
    ],
)
def test_what_only_one_value_is_said_with_goes_for_all(prompt: str, other: str, left: str) -> None:
    found = candidate_prompts(prompt)
    assert left in found.prompts
    assert found == candidate_prompts(other)


@pytest.mark.parametrize("prompt", ["a chair on the old side of town", "a bridge neither old nor new", "a tower taller than a house"])
def test_what_compares_things_stays(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)
