"""Names of persons are kept from the cloud; names of artists and places are not names of persons shown."""

import pytest

from obclip.prompts.explain import describe
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts, safeguard


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("Laura gave the dog a bone", "Someone gave the dog a bone"),
        ("portrait of Emma Thornton, oil", "portrait of someone, oil"),
        ("portrait of emma thornton, oil", "portrait of someone, oil"),
        ("barack obama at a lectern", "Someone at a lectern"),
        ("Dr. Okonkwo in a lab", "A doctor in a lab"),
        ("portrait of Hrafn Sigurdsson in snow", "portrait of someone in snow"),
        ("a sailor named Ishmael", "a sailor"),
    ],
)
def test_a_named_person_becomes_someone(prompt: str, outgoing: str) -> None:
    found = describe(safeguard(prompt))
    assert candidate_prompts(prompt).prompts == (outgoing,)
    assert [(place["attribute"]) for place in found["withheld"]] == ["identity"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "prompt",
    [
        "a castle, by Mary Hartwell and John Stone",
        "a bouquet in the style of Emma Thornton",
        "a street in Victoria station",
        "a Jack Russell terrier in the park",
        "a portrait of a cat",
        "sunrise over the Brooklyn bridge",
    ],
)
def test_makers_places_and_breeds_are_left_alone(prompt: str) -> None:
    assert describe(safeguard(prompt))["withheld"] == []


def test_a_surname_of_a_maker_is_no_word_about_a_person() -> None:
    assert len(candidate_prompts("a castle, by Stephen King")) == 1


def test_the_user_may_keep_names() -> None:
    assert candidate_prompts("Laura reads", Rules(cues="keep")).prompts == ("Laura reads",)


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("my girlfriend sarah at the beach", ("my girlfriend at the beach", "my boyfriend at the beach")),
        ("my boyfriend Peter at the beach", ("my girlfriend at the beach", "my boyfriend at the beach")),
        ("his friend Sarah Jones is dancing", ("her friend is dancing", "his friend is dancing")),
    ],
)
def test_a_name_right_after_a_person_is_left_out(prompt: str, candidates: tuple[str, ...]) -> None:
    assert set(candidate_prompts(prompt).prompts) == set(candidates)


def test_capitals_beside_capitals_tell_no_name() -> None:
    assert "1girl, LONG HAIR, SMILE" in candidate_prompts("1GIRL, LONG HAIR, SMILE").prompts
    assert "A PORTRAIT OF someone" in candidate_prompts("A PORTRAIT OF BARACK OBAMA").prompts


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a still of the young John Cleese", "a still of an old person"),
        ("a fat man in a Ronald McDonald costume", "a thin woman in a costume"),
        ("fat Dwayne Johnson wrestler", "thin wrestler"),
        ("a man and Emma Watson", "a woman and someone"),
        ("a man, han so - hee, friendly", "a woman, friendly"),
    ],
)
def test_what_stands_for_a_name_suits_the_words_beside_it(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


def test_a_first_name_of_a_maker_is_nobody_though_it_means_a_man() -> None:
    assert candidate_prompts("a lake, art by Guy Denning").prompts == ("a lake, art by Guy Denning",)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("jack & jill", "Someone & someone"),
        ("mark and sarah at the beach", "Someone and someone else at the beach"),
        ("portrait of hope", "portrait of someone"),
        ("portrait of grace, oil", "portrait of someone, oil"),
        ("the goddess shiva, a woman", "the god, a man"),
    ],
)
def test_a_first_name_that_is_another_word_is_withheld_where_it_stands_as_a_name(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    "prompt", ["salt and pepper", "rose and lily in a vase", "a glimmer of hope", "james jean and andrei riabovitchev"]
)
def test_a_pair_of_words_is_no_pair_of_names(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("by wlop, 1girl, tanned", 6),
        ("in the style of Ilya Kuvshinov, 1girl, solo", 2),
        ("(by loish:1.2), 2girls, kiss", 2),
        ("art by wlop, (1girl:1.2), korean", 10),
        ("by krenz cushart, chubby, 1girl", 6),
        ("by sakimichan | 1girl | muscular", 6),
        ("by agnes cecile, 1woman, black", 10),
    ],
)
def test_a_counted_tag_after_a_comma_is_no_name_of_a_maker(prompt: str, candidates: int) -> None:
    assert len(candidate_prompts(prompt).prompts) == candidates


@pytest.mark.parametrize(
    "prompt",
    ["portrait of a woman by Beeple, Yoko Taro, Christian MacNevin", "a woman, art by beeple and christian macnevin"],
)
def test_a_first_name_of_a_maker_says_no_faith(prompt: str) -> None:
    assert set(candidate_prompts(prompt).prompts) == {prompt, prompt.replace("woman", "man")}


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("my wife, Anna, is Thai", "my husband is Argentinian"),
        ("My wife, Anna Smith, was blind.", "My husband was autistic."),
        ("my wife, Anna, wears a hat", "my husband wears a hat"),
        ("my husband, John, who is Thai, is 40", "my wife, who is Syrian, is of old age"),
        ("a portrait of my wife, Anna, with curly hair", "a portrait of my husband, with curly hair"),
        ("a girl, Emma Watson, 4k", "a boy, 4k"),
    ],
)
def test_a_name_between_commas_before_a_verb_goes_with_both(prompt: str, candidate: str) -> None:
    found = candidate_prompts(prompt).prompts
    assert candidate in found
    assert set(candidate_prompts(candidate).prompts) == set(found)
