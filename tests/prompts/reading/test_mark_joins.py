"""A choice makes no word and no name of a file with what stands beside it."""

import pytest

from obclip.errors import BadRequest
from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "where"),
    [
        ("wom-{an|en}, smiling", "wom-{an|en}, smiling"),
        ("a wom_{an|en}", "wom_{an|en}"),
        ("a wom/{an|en}", "wom/{an|en}"),
        ("a wom {an|en}", "wom {an|en}"),
        ("a {wo|hu}-man", "{wo|hu}-man"),
        ("an-{na|ne} in a garden", "an-{na|ne} in a garden"),
        ("kore_{an|a} food", "kore_{an|a} food"),
    ],
)
def test_a_choice_that_makes_a_word_about_a_person_across_a_sign_is_refused(prompt: str, where: str) -> None:
    with pytest.raises(BadRequest, match="put the whole word into it") as refused:
        candidate_prompts(prompt)
    assert repr(where) in refused.value.message
    assert refused.value.code == "bad_mark"


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("a blue-{eyed|haired} robot", ("a blue-eyed robot", "a blue-haired robot")),
        ("an ex-{wife|husband}", ("an ex-husband", "an ex-wife")),
        ("grand-{mother|father}", ("grand-father", "grand-mother")),
        ("a very {big|old} car", ("a very big car", "a very old car")),
        ("a so {an|on} sign", ("a so an sign", "a so on sign")),
    ],
)
def test_other_choices_may_follow_a_sign(prompt: str, candidates: tuple[str, ...]) -> None:
    assert candidate_prompts(prompt).prompts == candidates


@pytest.mark.parametrize(
    "prompt",
    ["_{_anna_|b}_ in a garden", "{<lora|b}:anna:1>, a cat", "embedding:{anna|b}, a cat", "https://x.org/{anna|b}.png, a cat"],
)
def test_a_choice_that_makes_the_name_of_a_file_is_refused(prompt: str) -> None:
    with pytest.raises(BadRequest, match="the name of a file") as refused:
        candidate_prompts(prompt)
    assert refused.value.code == "bad_mark"
