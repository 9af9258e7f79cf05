"""What cannot be closed is generalised step by step, the same way for each member."""

import re

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts, safeguard

CROWDED = "a young African woman hugging an elderly Chinese man, her hand on his shoulder"


@pytest.mark.parametrize("most", [1, 2, 6, 12, 64])
def test_there_are_never_more_candidates_than_allowed_and_the_set_is_closed(most: int) -> None:
    found = candidate_prompts(CROWDED, Rules(max_candidates=most))
    assert len(found) <= most
    assert all(candidate_prompts(candidate, Rules(max_candidates=most)) == found for candidate in found.prompts[::5])


def test_what_is_left_out_is_reported_as_withheld() -> None:
    found = describe(safeguard(CROWDED))
    words = [CROWDED[place["start"] : place["end"]] for place in found["withheld"]]  # type: ignore[attr-defined]
    assert words == ["African", "Chinese"]
    assert found["n"] == 36


def test_a_pronoun_that_may_mean_either_is_generalised_and_named() -> None:
    assert candidate_prompts(CROWDED).certificate.generalised == ("their",)
    assert "their hand on his shoulder" in candidate_prompts(CROWDED).prompts[0]


def test_a_word_that_only_some_members_would_be_read_with_is_left_out() -> None:
    found = candidate_prompts("a man, strong, muscular painted in oil")
    assert found.prompts == ("a man, strong, painted in oil", "a woman, strong, painted in oil")


def test_half_of_a_pair_with_a_hyphen_can_be_left_out() -> None:
    prompts = candidate_prompts("a Mexican-American grandmother", Rules(max_candidates=30)).prompts
    assert "an old Mexican woman" in prompts
    assert len(prompts) == 30


@pytest.mark.parametrize("most", [1, 2, 4])
@pytest.mark.parametrize(
    "prompt", ["an elderly doctor who hurt herself; she is sad", "an elderly nurse, kissing herself", "the old man and she", CROWDED]
)
def test_what_is_left_out_of_the_axes_stands_in_no_candidate(prompt: str, most: int) -> None:
    """A value is either hidden among the others of its block or not there at all."""
    done = safeguard(prompt, Rules(max_candidates=most))
    hidden = {axis.attribute for axis in done.candidates.axes}
    left_out = [slot for slot in done.template.slots if slot.attribute not in hidden]
    assert left_out
    shown = {word for candidate in done.candidates.prompts for word in re.findall(r"\w+", candidate)}
    assert not shown & {word for slot in left_out for word in (prompt[slot.start : slot.end], slot.value)}


def test_what_is_no_axis_without_another_is_left_out_with_it() -> None:
    assert len(candidate_prompts("mature female, catboy, Potbellied", Rules(max_candidates=64)).axes) == 4
    found = candidate_prompts("mature female, catboy, Potbellied", Rules(max_candidates=6))
    assert [axis.attribute for axis in found.axes] == ["gender"]
    assert not [prompt for prompt in found.prompts if "cat" in prompt]


def test_of_several_axes_the_one_along_which_members_are_read_otherwise_is_left_out() -> None:
    found = candidate_prompts("queer over sixty repairmen. They smile.")
    assert [axis.attribute for axis in found.axes] == ["gender"]


@pytest.mark.parametrize("cues", [None, "keep"])
def test_where_all_words_are_left_out_something_is_drawn(cues: str | None) -> None:
    assert candidate_prompts("elderly", Rules(cues=cues, max_candidates=400)).prompts == ("something",)


@pytest.mark.parametrize("prompt", ["a young and old girl", "a black and Micronesian sister"])
def test_two_groups_may_share_a_noun_that_says_more(prompt: str) -> None:
    found = candidate_prompts(prompt)
    assert len(found.axes) == 3
    assert candidate_prompts(found.prompts[-1]) == found


@pytest.mark.parametrize("prompt", ["elderly, city street", "muscular, city street"])
def test_a_word_whose_like_are_not_read_is_left_out_and_stays_in_no_other_form(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == ("city street",)


def test_what_is_left_out_for_want_of_candidates_is_in_the_clear_nowhere() -> None:
    prompt = "a Chinese room. A Chinese elderly grandmother in a wheelchair with her daughter and her young grandson"
    found = candidate_prompts(prompt, Rules(max_candidates=24))
    assert "ethnicity" not in {axis.attribute for axis in found.axes}
    assert not any("Chinese" in candidate for candidate in found.prompts)
