"""Words about a person that a sign, a hyphen or a blank cuts are read whole."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


def hidden(prompt: str) -> set[str]:
    """What the axes hide."""
    return {axis.attribute for axis in candidate_prompts(prompt).axes}


@pytest.mark.parametrize(
    ("prompt", "attribute"),
    [
        ("a Korea-n man", "ethnicity"),
        ("A KOREA-N MAN IN A GARDEN", "ethnicity"),
        ("a Germ-an man", "ethnicity"),
        ("a Ko-re-an man", "ethnicity"),
        ("1girl, kore-an, solo", "ethnicity"),
        ("a man from Jap-an", "ethnicity"),
        ("a ga-y man", "orientation"),
        ("a ga—y man", "orientation"),
        ("a ga--y man", "orientation"),
        ("a ga'y man", "orientation"),
        ("a ga/y man", "orientation"),
        ("a ga.y man", "orientation"),
        ("a ga+y man", "orientation"),
        ("a ga,y man", "orientation"),
        ("a ga y man", "orientation"),
        ("a bi-sexual man", "orientation"),
        ("a b lind woman", "disability"),
        ("1girl, bli_nd", "disability"),
        ("a M-uslim woman", "religion"),
        ("an over-weight woman", "body"),
        ("an o-ld man", "age"),
    ],
)
def test_what_a_sign_or_a_blank_cuts_is_read_as_one(prompt: str, attribute: str) -> None:
    assert attribute in hidden(prompt)


@pytest.mark.parametrize("words", ["a bea-rd", "a mous-tache", "lip-stick", "a ki-mono"])
def test_so_is_a_cue(words: str) -> None:
    assert all(prompt in ("a man", "a woman") for prompt in candidate_prompts(f"a woman with {words}").prompts)


@pytest.mark.parametrize(
    "words", ["in size m", "with a t-shirt", "and/or a dog", "beside an x-ray", "in m,an open house", "and a girl's hat"]
)
def test_signs_between_words_cut_none(words: str) -> None:
    assert f"a woman {words}" in candidate_prompts(f"a woman {words}").prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("an old\nman in a park", "a young woman in a park"),
        ("a\nwoman", "a man"),
        ("a very tall\nwoman", "a short man"),
        ("a cat\nman", "a cat\nwoman"),
    ],
)
def test_a_line_that_ends_within_a_phrase_ends_none(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    for one in found:
        assert candidate_prompts(one).prompts == found
