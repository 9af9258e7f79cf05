"""Values of persons, and whom the cloud never reads as a child."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "first", "last"),
    [
        ("a girl in lingerie", "a young man", "an old woman"),
        ("a romantic girl", "a romantic young man", "a romantic old woman"),
        ("a curvy girl", "a young curvy man", "an old petite woman"),
    ],
)
def test_beside_words_for_adults_nobody_is_a_minor(prompt: str, first: str, last: str) -> None:
    prompts = candidate_prompts(prompt).prompts
    assert (prompts[0], prompts[-1]) == (first, last)


def test_a_child_in_a_body_of_some_kind_is_never_called_curvy() -> None:
    bodies = {prompt.split()[1] for prompt in candidate_prompts("a chubby boy").prompts}
    assert bodies == {"fat", "thin", "muscular"}


@pytest.mark.parametrize(
    ("prompt", "first"),
    [
        ("a young boy", "a boy"),
        ("an old boy", "a young man"),
        ("a teenage man", "a boy"),
        ("a 45-year-old kid", "a young person"),
        ("a female waiter", "a waiter"),
        ("young and old people", "young and young people"),
    ],
)
def test_the_more_telling_word_decides(prompt: str, first: str) -> None:
    assert candidate_prompts(prompt).prompts[0] == first


def test_a_minor_who_is_stated_stays_one_beside_them() -> None:
    assert set(candidate_prompts("a kid with a cigar").prompts) == {"a child with a cigar", "a teenager with a cigar"}


def test_tags_of_a_counted_group_follow_a_marked_choice_or_turn_neutral() -> None:
    prompts = candidate_prompts("{men|women}, cook, 6+girls, dark-skinned_female").prompts
    assert len(prompts) == 6
    assert not any("female" in prompt for prompt in prompts)


@pytest.mark.parametrize(
    ("prompt", "last"),
    [
        ("a man with a slender upright body", "a woman with a muscular upright body"),
        ("a man, slender long fingers", "a woman, muscular long fingers"),
        ("a woman with a flawless porcelain complexion", "a woman with a flawless fair skin"),
        ("a woman with copper-brown skin", "a woman with fair skin"),
        ("diverse LGBTQ+ friends", "diverse pansexual friends"),
        ("a man in an old steel wheelchair", "a woman with a prosthetic leg"),
        ("an actress in her red wheelchair", "an actress with a prosthetic leg"),
    ],
)
def test_a_look_is_read_over_what_describes_the_body_the_skin_or_the_chair(prompt: str, last: str) -> None:
    assert candidate_prompts(prompt).prompts[-1] == last


@pytest.mark.parametrize(
    "thing", ["a heavy steel body armor", "thin wire frame glasses", "a broad oak desk", "a slim metal frame of a bicycle"]
)
def test_a_frame_or_a_body_of_a_thing_is_nobodys(thing: str) -> None:
    assert candidate_prompts(f"a man and {thing}").prompts[-1] == f"a woman and {thing}"
