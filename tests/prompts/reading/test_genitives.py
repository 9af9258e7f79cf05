"""A genitive is read without its apostrophe as with it."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("The mans eyes are a piercing blue", "The woman's eyes are a piercing blue"),
        ("a mans hand holding a womans hand", "a woman's hand holding a man's hand"),
        ("an old womans face", "a young man's face"),
        ("a mans face, close up", "a woman's face, close up"),
        ("the policemans hat", "the policewoman's hat"),
        ("the ladys hat", "the man's hat"),
        ("a girls hands", "a boy's hands"),
        ("mens shoes, womens hats", "men's shoes, women's hats"),
    ],
)
def test_whose_it_is_is_hidden(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    for one in found:
        assert candidate_prompts(one).prompts == found


@pytest.mark.parametrize("prompt", ["24 hours of Le Mans race", "two boys faces", "boys playing football"])
def test_what_is_no_genitive_stays(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts
