"""Words that nothing is known of fail closed."""

import re

import pytest

from obclip.errors import NotUnderstood
from obclip.prompts.explain import describe
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts, safeguard


def unknown(prompt: str) -> tuple[str, ...]:
    found = safeguard(prompt).explanation
    return found.words(found.unknown)


@pytest.mark.parametrize(
    "prompt",
    [
        "a woman on a wooden bench in a garden in a zorbìn",
        "a gralbish woman in a park",
        "a woman, gralbish, in a park",
        "the woman is gralbish",
        "a woman wearing a gralb and a hat",
        "a woman holding a gralb",
        "a woman from Gralbia",
        "a gralb beside a woman",
        "photo of a woman, gralbcore, soft light",
        "a woman gralb",
    ],
)
def test_an_unknown_word_that_may_say_something_of_a_person_is_withheld(prompt: str) -> None:
    done = safeguard(prompt)
    words = done.explanation.words(done.explanation.unknown)
    assert words
    assert len(done.candidates) == 2
    assert not set(words) & {word for candidate in done.candidates.prompts for word in re.findall(r"\w+", candidate)}


@pytest.mark.parametrize("prompt", ["a woman on a bench, art by Gralbert Vonk", "a woman on a bench, in the style of gralbert vonk"])
def test_who_is_credited_with_the_picture_is_shown(prompt: str) -> None:
    assert all("ralbert" in candidate for candidate in candidate_prompts(prompt).prompts)


def test_an_unknown_word_of_a_thing_is_shown_and_told() -> None:
    assert unknown("a woman beside the gralbish temple") == ("gralbish",)
    assert all("gralbish temple" in candidate for candidate in candidate_prompts("a woman beside the gralbish temple").prompts)


@pytest.mark.parametrize(
    "prompt",
    [
        "a woman in the rain, 8k, 35mm, f/1.8, masterpiece, best quality, bokeh",
        "a sailor doesn't wave at the colourful lighthouse's keeper",
        "a woman at the café, 2nd floor, 1990s",
    ],
)
def test_usual_words_are_known(prompt: str) -> None:
    assert unknown(prompt) == ()


def test_the_object_of_json_places_them_in_the_users_prompt() -> None:
    prompt = "\u00ada woman in a gralb"
    assert describe(safeguard(prompt))["unknown"] == [{"start": 14, "end": 19, "word": "gralb"}]


def test_the_user_decides_what_becomes_of_them() -> None:
    prompt = "a woman in a gralb"
    assert "a man in a gralb" in candidate_prompts(prompt, Rules(unknown="show")).prompts
    with pytest.raises(NotUnderstood, match="gralb"):
        candidate_prompts(prompt, Rules(unknown="refuse"))
    assert len(candidate_prompts("a woman in a hat", Rules(unknown="refuse"))) == 2


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("a woman with zorvel wings, at sea", "a woman with wings, at sea"),
        ("a woman on the streets of zorvel tokyo", "a woman on the streets of tokyo"),
        ("zorvel - Hindu empress, at sea", "Hindu empress, at sea"),
        ("man pipetting samples in a lab", "man with samples in a lab"),
        ("a woman zorving red paint", "a woman with red paint"),
        ("The woman is pipetting samples", "The woman is with samples"),
        ("a woman zorving outdoors", "a woman outdoors"),
    ],
)
def test_an_unknown_word_before_a_noun_is_left_out_alone(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts


def test_a_blank_within_the_resolution_hides_nothing() -> None:
    assert candidate_prompts("a man in 4 kby jesper ejsing").prompts[0] == "a man in 4 kby jesper ejsing"
