"""The user's own marks."""

import pytest

from obclip.prompts.candidates import candidate_prompts
from obclip.prompts.choice import choice_of
from obclip.prompts.explain import describe
from obclip.prompts.reading.marks import own_words


def test_a_marked_choice_hides_among_what_it_lists() -> None:
    found = candidate_prompts("a {red|blue|dark green} car")
    assert found.prompts == ("a blue car", "a dark green car", "a red car")
    assert found.neutral == "a something car"


def test_the_set_is_the_same_whichever_comes_first() -> None:
    assert candidate_prompts("a {red|blue} car") == candidate_prompts("a {blue|red} car")


def test_the_first_is_the_real_one() -> None:
    candidates = candidate_prompts("a {red|blue} car")
    assert choice_of("a {red|blue} car", candidates).position() == 1
    assert choice_of("a {blue|red} car", candidates).position() == 0


def test_values_of_the_taxonomy_hide_among_their_whole_block() -> None:
    assert candidate_prompts("an {old|young} {woman|man}") == candidate_prompts("a middle-aged man")


def test_the_place_of_a_choice_is_the_whole_mark() -> None:
    assert describe("a {woman|man} waves")["axes"] == [{"attribute": "gender", "values": ["male", "female"], "spans": [[2, 13]]}]


@pytest.mark.parametrize(
    ("prompt", "outgoing", "place"),
    [
        ("a car [[with a dent]] in rain", "a car in rain", [6, 21]),
        ("[[my]] car", "car", [0, 6]),
        ("a car[[, Berlin]]", "a car", [5, 17]),
    ],
)
def test_marked_words_are_withheld(prompt: str, outgoing: str, place: list[int]) -> None:
    assert candidate_prompts(prompt).prompts == (outgoing,)
    assert describe(prompt)["withheld"] == [{"start": place[0], "end": place[1]}]


def test_two_choices_are_two_axes() -> None:
    assert len(candidate_prompts("a {red|blue} car and a {tin|wooden|brass} boat")) == 6


@pytest.mark.parametrize(
    ("prompt", "candidate", "own"),
    [
        ("a woman [[with a scar]]", "a woman", "a woman with a scar"),
        ("[[secret]] woman", "woman", "secret woman"),
        ("a {woman | man} in a park", "a woman in a park", "a woman in a park"),
    ],
)
def test_marks_at_the_edges_are_opened_for_the_device_and_closed_for_the_cloud(prompt: str, candidate: str, own: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts
    assert own_words(prompt) == own
