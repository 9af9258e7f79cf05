"""Who is likened to something large or small is of that size."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a giant of a man", "a short woman"),
        ("a beanpole of a boy", "a short girl"),
        ("this mountain of a man", "this thin woman"),
        ("an ox of a man", "a fat man"),
        ("a mere slip of a girl", "a fat boy"),
        ("a whale of a woman", "a thin man"),
        ("ebony beauty with a golden headpiece", "fair-skinned man with a golden headpiece"),
    ],
)
def test_a_likeness_tells_a_size(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    for one in found:
        assert candidate_prompts(one).prompts == found


@pytest.mark.parametrize("prompt", ["an angel of a girl", "the wall of a woman's house"])
def test_other_likenesses_stay(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts
