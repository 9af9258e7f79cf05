"""A noun whose forms begin with an adjective is written around what stands before it and says of what kind the person is."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a sleepy pilot girl on a wing", "a sleepy teenage pilot girl on a wing"),
        ("a cyborg mercenary boy in the snow", "a teenage cyborg mercenary girl in the snow"),
        ("three anime girls on a roof", "three teenage anime boys on a roof"),
        ("a slim ex-ballerina in a studio", "a fat male ex-ballet dancer in a studio"),
        ("an opera diva, her hands raised", "a male opera singer, his hands raised"),
        ("a young pilot girl in lingerie", "an old pilot man"),
        ("the pilot girl's helmet", "the teenage pilot boy's helmet"),
        ("an anime grandmother", "a young anime man"),
        ("a robot girl", "a teenage robot boy"),
        ("portrait Anime girl, oil", "portrait teenage Anime boy, oil"),
        ("a beautiful 3d anime girl, petite body", "a beautiful middle-aged 3d anime man, petite body"),
    ],
)
def test_an_adjective_of_a_noun_stands_before_the_trade_or_the_kind_beside_it(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_a_noun_with_a_trade_is_read_alike_with_and_without_its_adjective() -> None:
    assert candidate_prompts("a pilot boy").prompts == candidate_prompts("a teenage pilot girl").prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a weary blonde stern woman mechanic", "a weary stern male mechanic"),
        ("a calm brunette fearless man", "a calm fearless woman"),
        ("a blonde near a man", "a person near a woman"),
    ],
)
def test_a_colour_of_hair_before_a_described_person_leaves_no_second_person(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a woman doctor", "a male doctor"),
        ("butch blond woman engineer", "female engineer"),
        ("women soldiers", "male soldiers"),
        ("Woman warrior, oil painting", "Male warrior, oil painting"),
        ("a young woman doctor in a lab", "an old female doctor in a lab"),
        ("a woman pirate captain", "a male pirate captain"),
        ("a woman rabbi", "a male priest"),
        ("a woman child", "a teenage boy"),
        ("girl warrior", "teenage boy warrior"),
        ("the women cook dinner", "the men cook dinner"),
        ("a woman (doctor) in a hat", "a man (doctor) in a hat"),
        ("two women, pilots", "two men, pilots"),
    ],
)
def test_a_sex_is_an_adjective_right_before_a_trade(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize("prompt", ["woman engineer", "man engineer", "female engineer"])
def test_a_sex_before_a_trade_is_read_alike_as_a_noun_and_as_an_adjective(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == ("male engineer", "female engineer")


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("a female satyr", ("a male satyr", "a female satyr")),
        ("a satyr", ("a male satyr", "a female satyr")),
        ("a male nymph", ("a male nymph", "a female nymph")),
        ("a male harpy on a rock", ("a male harpy on a rock", "a female harpy on a rock")),
        ("a female centaur", ("a male centaur", "a female centaur")),
    ],
)
def test_a_sex_before_a_being_of_tales_keeps_the_being(prompt: str, candidates: tuple[str, ...]) -> None:
    done = candidate_prompts(prompt).prompts
    assert done == candidates
    assert all(candidate_prompts(other).prompts == candidates for other in candidates)
