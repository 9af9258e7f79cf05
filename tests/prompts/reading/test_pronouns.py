"""Whom pronouns and predicates without a noun mean: one person, two, or nobody can tell."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("she's 19 and he's 91", "he's old and she's young"),
        ("he has ADHD and she has a hat", "he is in a wheelchair and he has a hat"),
        ("she sings while he plays the drums", "he sings while she plays the drums"),
        ("he is old. he smiles and she waves", "she is young. she smiles and he waves"),
        ("Maria is Catholic, Yusuf is Muslim", "Someone is Jewish, someone is Hindu"),
        ("Tom is old and Bob is young", "Someone is young and someone is middle-aged"),
    ],
)
def test_who_begins_a_clause_of_their_own_is_a_person_of_their_own(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts


def test_two_pronouns_in_disagreement_are_not_taken_for_one_person() -> None:
    assert candidate_prompts("he smiles, she frowns").prompts == ("he smiles, they frown", "she smiles, they frown")


@pytest.mark.parametrize("prompt", ["she is 25, she has a hat and her dog", "he smiles, he has a dog", "he sits in his chair"])
def test_who_is_spoken_of_by_one_pronoun_is_one_person(prompt: str) -> None:
    assert [axis.attribute for axis in candidate_prompts(prompt).axes].count("gender") == 1


@pytest.mark.parametrize("prompt", ["there are old and young women", "these are old, tired men"])
def test_adjectives_before_a_noun_are_the_nouns(prompt: str) -> None:
    assert prompt in candidate_prompts(prompt).prompts
