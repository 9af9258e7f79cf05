"""Conditions that are said with a verb or by themselves hide as those after "with" do, and so do "the blind"."""

import pytest

from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "word", "candidate"),
    [
        ("a blind man. He has cerebral palsy.", "palsy", "a wheelchair-using woman. She is in a wheelchair."),
        ("a deaf man who has one leg", " one leg", "a blind man with a white cane"),
        ("a man who suffers from narcolepsy", "narcolepsy", "a woman with a fever"),
        ("a woman suffering from scoliosis, smiling", "scoliosis", "a man with a fever, smiling"),
        ("she has Down's syndrome", "Down", "he is in a wheelchair"),
        ("a man born with one arm", "arm", "a woman in a wheelchair"),
        ("two women who have depression", "depression", "two men with a fever"),
        ("a wheelchair basketball player mid-throw", "basketball", "a blind person mid-throw"),
        ("The man is missing an eye", "eye", "The woman is shown"),
        ("women playing wheelchair basketball", "wheelchair", "men playing basketball"),
        ("a tall man, cerebral palsy, in a park", "palsy", "a tall man, in a wheelchair, in a park"),
    ],
)
def test_a_condition_is_hidden_whatever_leads_to_it(prompt: str, word: str, candidate: str) -> None:
    found = candidate_prompts(prompt)
    assert not any(word in one for one in found.prompts)
    assert candidate in found.prompts


@pytest.mark.parametrize("prompt", ["a man who has one arm raised", "a woman has one leg up", "a man has one eye closed"])
def test_what_one_does_with_a_limb_is_no_condition(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("the deaf and the blind", "the deaf person and the one-legged person"),
        ("a deaf man helps the blind", "a deaf woman helps the autistic person"),
        ("a school for the blind", "a school for the deaf person"),
        ("a gay man and the straight", "a gay man and the bisexual person"),
        ("the blind leading the blind", "the deaf person leading the blind person"),
    ],
)
def test_the_and_an_adjective_mean_all_who_are_so(prompt: str, candidate: str) -> None:
    found = safeguard(prompt)
    assert candidate in found.candidates.prompts


@pytest.mark.parametrize(
    "prompt", ["light through the blind", "a pilot at the terminal", "a car on the straight", "the dying of the light"]
)
def test_the_and_a_word_for_a_thing_mean_nobody(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("alcoholic at a bar", "injured person at a bar"),
        ("two alcoholics at a bar", "two injured people at a bar"),
        ("a recovering drug addict", "an injured person"),
        ("an asthmatic at school", "an injured person at school"),
        ("a knight addicted to heroin, portrait", "a knight, portrait"),
    ],
)
def test_who_is_addicted_or_ill_is_told_by_no_noun(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt)
    assert found.prompts[0] == candidate
    assert all(candidate_prompts(one).prompts == found.prompts for one in found.prompts)


@pytest.mark.parametrize(
    "prompt", ["alcoholic drinks on a table", "an alcoholic cocktail", "a chocolate addict", "a knight addicted to coffee"]
)
def test_drinks_and_likings_are_no_illness(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a knight who uses a walker", "a knight in a wheelchair"),
        ("a knight who relies on his crutches, portrait", "a knight in a wheelchair, portrait"),
        ("a knight leaning on a walker", "a knight in a wheelchair"),
        ("a knight who wears a hearing aid", "a knight in a wheelchair"),
        ("a man leans on crutches in a park", "a man is in a wheelchair in a park"),
        ("they use wheelchairs", "they are in a wheelchair"),
        ("an old lady pushing her walker", "a young man in a wheelchair"),
    ],
)
def test_who_uses_an_aid_is_read_as_with_it(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt)
    assert found.prompts[0] == candidate
    assert all(candidate_prompts(one).prompts == found.prompts for one in found.prompts)


@pytest.mark.parametrize(
    "prompt", ["a knight leaning on a wall", "a knight who needs a dog walker", "a frog standing on a stump", "a heron standing on one leg"]
)
def test_other_things_that_are_used_stay(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a blind man and a sighted one", "a deaf woman and an able-bodied person"),
        ("one is blind, the other is sighted", "one is deaf, the other is disabled"),
        ("two sisters, one blind, the other sighted", "two brothers, one autistic, the other able-bodied"),
        ("a man sighted in the woods", "a woman sighted in the woods"),
    ],
)
def test_who_is_sighted_can_do_all(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert candidate_prompts(candidate).prompts == found
