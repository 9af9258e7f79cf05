"""Whom pronouns and predicates without a noun mean: one person, two, or nobody can tell."""

import pytest

from obclip.prompts.safeguard import candidate_prompts, safeguard


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


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("a man and a woman. He is 60, she is 25.", "a woman and a man. One is middle-aged, the other is old."),
        ("a man and woman; she's Asian, he's white", "a man and another man; one is African, the other is Asian"),
        ("a man and a woman, he is tall and she is short", "a woman and another woman, one is short and the other is tall"),
        ("a couple where he is Black and she is Asian", "a couple where one woman is Asian and one man is Caucasian"),
        ("a couple. He is 60. She is 25.", "a couple. One woman is young. One man is old."),
        ("two friends, he is old, she is young", "two friends, one man is middle-aged, one man is young"),
        ("a man and a woman. He waves, she holds his hand", "a man and another man. One waves, the other holds their hand"),
    ],
)
def test_pronouns_that_tell_two_persons_apart_after_their_nouns_are_two(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts


def test_pronouns_that_become_one_and_the_other_are_told() -> None:
    prompt = "a man and a woman. He is 60, she is 25."
    assert [prompt[one.start : one.end] for one in safeguard(prompt).explanation.withheld] == ["He", "she"]
    assert not safeguard("a couple where he is Black and she is Asian").explanation.withheld


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a singer on stage, the band behind her blurred", "a singer on stage, the band behind him blurred"),
        ("a woman, the crowd behind her cheering loudly", "a man, the crowd behind him cheering loudly"),
        ("a woman, trees behind her swaying in the wind", "a man, trees behind him swaying in the wind"),
        ("a man in the rain, the street in front of him empty", "a woman in the rain, the street in front of her empty"),
        ("a woman behind her blurred window", "a man behind his blurred window"),
        ("a person (she/her) smiling", "a person (he/him) smiling"),
        ("barista with he/him pronouns", "barista with she/her pronouns"),
    ],
)
def test_what_is_said_of_things_beside_somebody_is_owned_by_nobody(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts
