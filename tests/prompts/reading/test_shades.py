"""A skin may be told by what has its colour, and whatever stands before "-skinned" is not left."""

import pytest

from obclip.prompts.safeguard import safeguard
from tests.closed import closed


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("portrait of a mocha-skinned woman with curly hair", "portrait of a fair-skinned man with curly hair"),
        ("an almond-skinned woman", "a dark-skinned man"),
        ("an almond skinned woman", "a dark-skinned man"),
        ("woman, sepia-skinned, park", "man, fair-skinned, park"),
        ("a milk-white-complexioned woman", "a dark-skinned man"),
        ("a honey-brown-skinned woman", "a fair-skinned man"),
        ("a woman with teak skin", "a man with fair skin"),
        ("a woman with a rosewood complexion", "a man with fair skin"),
        ("a woman with latte-colored skin", "a man with fair skin"),
        ("a lemon-skinned woman", "a man"),
        ("a zorvic-skinned woman", "a man"),
    ],
)
def test_what_has_its_colour_tells_a_skin(prompt: str, candidate: str) -> None:
    assert candidate in closed(prompt)


@pytest.mark.parametrize(
    "prompt",
    ["a plum-skinned apple", "a peach with fuzzy peach skin", "a red-skinned potato", "a green-skinned orc", "a thick-skinned lemon"],
)
def test_what_no_human_skin_is_stays(prompt: str) -> None:
    read = safeguard(prompt)
    assert read.candidates.prompts == (prompt,)
    assert not read.explanation.withheld


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("he is tall, dark and handsome, leaning on a car", "she is short, fair-skinned, leaning on a car"),
        ("tall, dark and handsome stranger", "short, tan-skinned stranger"),
        ("tall dark and handsome stranger at the bar", "short fair-skinned stranger at the bar"),
        ("dark and handsome vampire", "fair-skinned vampire"),
    ],
)
def test_dark_beside_handsome_is_of_the_skin(prompt: str, candidate: str) -> None:
    assert candidate in closed(prompt)
