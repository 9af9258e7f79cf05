"""The one door: what it refuses, and what it says where there is nothing to hide among."""

from collections.abc import Callable

import pytest

from obclip.errors import BadRequest, EmptyPrompt, NotEnglish
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts, check_together, drawn_words, safeguard
from obclip.prompts.writing.parse import MOST_LETTERS, MOST_WORDS


@pytest.mark.parametrize(
    ("prompt", "single"),
    [
        ("a lighthouse in a storm, 8k", "nobody"),
        ("a doctor beside two tourists", "nothing said"),
        ("a gralb beside a tree", "not understood"),
        ("a woman", None),
    ],
)
def test_it_says_why_there_is_nothing_to_hide_among(prompt: str, single: str | None) -> None:
    assert safeguard(prompt).explanation.single == single


def test_a_prompt_that_is_longer_than_what_is_read_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadRequest, match=f"The prompt has .* at most {MOST_LETTERS} are read") as refused:
        safeguard("a woman" + " {" * MOST_LETTERS)
    assert refused.value.code == "prompt_too_long"


@pytest.mark.parametrize("door", [safeguard, drawn_words, lambda prompt: check_together(prompt, "18+")])
def test_nothing_is_looked_for_in_a_prompt_that_is_longer_than_what_is_read(door: Callable[[str], object]) -> None:
    """Whatever is found in it would be told instead: a file of megabytes by mistake is no matter of minutes."""
    for found in ("a nude person, a naked child", "{woman", "ein Mann"):
        with pytest.raises(BadRequest, match=f"at most {MOST_LETTERS} are read"):
            door(found + ", in a garden" * MOST_LETTERS)


@pytest.mark.parametrize("said", ["1 " * 1500, "\N{BABY}" * 1500], ids=["figures", "emoji"])
def test_a_prompt_of_more_words_than_are_read_is_refused(said: str) -> None:
    with pytest.raises(BadRequest, match=f"The prompt has 15.. words; at most {MOST_WORDS} are read") as refused:
        safeguard(f"a young Japanese woman, {said}")
    assert refused.value.code == "prompt_too_long"


def test_candidates_that_would_be_longer_are_refused_too() -> None:
    with pytest.raises(BadRequest, match="candidate would have more"):
        safeguard("dad, " * 240 + "photorealistic, " * 170)


def test_more_persons_than_axes_are_told_by_neutral_words() -> None:
    found = candidate_prompts("woman, " * 20)
    assert len(found) == 64
    assert found.prompts[0].count("man,") == 6
    assert found.prompts[0].count("person,") == 14


@pytest.mark.parametrize("prompt", ["", " ", "[[a woman]]", "\u200b"])
def test_nothing_that_may_be_shown_is_an_empty_prompt(prompt: str) -> None:
    with pytest.raises(EmptyPrompt):
        safeguard(prompt)


def test_another_language_is_refused_unless_it_is_asked_for() -> None:
    with pytest.raises(NotEnglish):
        safeguard("1girl, 黒髪")
    assert candidate_prompts("1girl, 黒髪", Rules(language="any")).prompts == ("1boy", "1girl")


@pytest.mark.parametrize(("field", "value"), [("unknown", "hide"), ("language", "fr"), ("cues", "x"), ("max_candidates", 0)])
def test_a_rule_that_cannot_be_used_is_refused_with_what_would_do(field: str, value: object) -> None:
    with pytest.raises(BadRequest, match=field):
        Rules(**{field: value})  # type: ignore[arg-type]
