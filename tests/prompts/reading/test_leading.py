"""An adjective is a person's also over words with signs that stand between."""

import pytest

from obclip.prompts.safeguard import candidate_prompts, safeguard

_BETWEEN = [
    "U.S.", "D.C.", "C.E.O.", "R&B", "AC/DC", "24/7", "well-known", "five-star", "& proud", "/ calm", "- calm", "-- calm", "...", ";",
    "5.5 ft", "A+", "No. 1", "#1", "100%", "($rich)", "'cool'", "rock & roll", "rock'n'roll",
]  # fmt: skip


@pytest.mark.parametrize("between", _BETWEEN)
@pytest.mark.parametrize(
    ("adjective", "attribute"), [("black", "ethnicity"), ("old", "age"), ("Jewish", "religion"), ("blind", "disability")]
)
def test_an_adjective_moves_whatever_signs_stand_before_its_noun(adjective: str, attribute: str, between: str) -> None:
    done = safeguard(f"a {adjective} {between} woman")
    assert attribute in [axis.attribute for axis in done.candidates.axes]
    assert not all(adjective in prompt for prompt in done.candidates.prompts)


@pytest.mark.parametrize("between", ["TV/film", "w/ hat", "very well known", "TV-film", "mega & ultra", 'a.k.a. "cool"'])
@pytest.mark.parametrize("adjective", ["black", "white", "Kenyan", "Jewish", "blind"])
def test_what_is_not_read_as_a_persons_is_withheld(adjective: str, between: str) -> None:
    prompts = candidate_prompts(f"a {adjective} {between} woman").prompts
    assert len(prompts) > 1
    assert not all(adjective in prompt for prompt in prompts)


@pytest.mark.parametrize(
    "prompt", ["an old U.S. soldier", "a black R&B singer", "a blind R&B guitarist", "a Kenyan AC/DC fan", "a US soldier"]
)
def test_such_an_adjective_is_hidden_where_nothing_else_is_said(prompt: str) -> None:
    assert len(candidate_prompts(prompt).prompts) > 1


@pytest.mark.parametrize(
    ("prompt", "same"),
    [
        ("a U.S. woman", "a USA woman"),
        ("a US woman", "a USA woman"),
        ("a black & tall woman", "a black and tall woman"),
        ("an old rock 'n' roll man", "an old rock and roll man"),
    ],
)
def test_what_says_the_same_in_signs_gives_the_same_set(prompt: str, same: str) -> None:
    assert candidate_prompts(prompt).prompts == candidate_prompts(same).prompts


def test_a_full_stop_goes_with_the_abbreviation_that_it_ends_but_not_where_a_sentence_ends() -> None:
    assert "a American man" not in (prompts := candidate_prompts("a blind U.S. man").prompts)
    assert not any("." in prompt for prompt in prompts)
    assert all("." in prompt for prompt in candidate_prompts("A woman from the U.S. The man is old").prompts)


@pytest.mark.parametrize(
    "words", ["a black car & a woman", "a white t-shirt and a woman", "black hair, a woman", "in black; a woman", "old-time radio, a woman"]
)
def test_an_adjective_of_a_thing_stays_the_things(words: str) -> None:
    prompts = candidate_prompts(words).prompts
    assert len(prompts) == 2
    assert all(words.split()[0 if words.startswith(("black", "in", "old")) else 1] in prompt for prompt in prompts)
