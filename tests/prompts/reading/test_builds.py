"""Builds that several words say, and frames that are nobody's."""

from __future__ import annotations

import pytest

from obclip.prompts.safeguard import safeguard
from tests.closed import closed


@pytest.mark.parametrize(
    ("prompt", "candidates"),
    [
        ("a strong and curvy physique", ["a curvy body", "a petite body"]),
        ("a slender and athletic build", ["a fat body", "a thin body", "a muscular body"]),
        ("a tall and slender figure", ["a fat figure", "a thin figure", "a muscular figure"]),
        ("a slim and elegant figure", ["a fat and elegant figure", "a thin and elegant figure", "a muscular and elegant figure"]),
    ],
)
def test_the_last_of_two_words_of_a_body_is_told(prompt: str, candidates: list[str]) -> None:
    assert list(closed(prompt)) == candidates


@pytest.mark.parametrize(
    "build",
    [
        "with a delicate frame",
        "with a fragile figure",
        "with a slender and athletic build",
        "with a curvy and strong body",
        "with a petite and delicate build",
        "with a strong but lean physique",
        "with a strong, lean, athletic body",
        "with an xl build",
        "with a linebacker build",
        "with a dad bod",
    ],
)
def test_how_somebody_is_built_is_with_a_body(build: str) -> None:
    bodies = ("fat", "thin", "muscular")
    assert closed(f"a woman {build}") == tuple(f"a {who} with a {body} body" for who in ("man", "woman") for body in bodies)


@pytest.mark.parametrize("build", ["slim, athletic build", "slender and athletic build", "delicate frame"])
def test_what_somebody_is_of_is_a_body(build: str) -> None:
    bodies = ("fat", "thin", "muscular")
    assert closed(f"a woman of {build}") == tuple(f"a {who} of {body} body" for who in ("man", "woman") for body in bodies)


@pytest.mark.parametrize("build", ["slim build", "slim, athletic build", "athletic-build", "lean and muscular physique"])
def test_a_build_before_a_person_is_an_adjective(build: str) -> None:
    assert set(closed(f"a {build} man")) == {f"a {body} {who}" for who in ("man", "woman") for body in ("fat", "thin", "muscular")}


def test_what_another_word_of_a_build_says_is_told_as_withheld() -> None:
    explanation = safeguard("a man with a strong and muscular physique").explanation
    assert explanation.words(explanation.withheld) == ("strong",)


@pytest.mark.parametrize(
    "prompt",
    [
        "a mirror with a slender frame",
        "a picture in a delicate frame",
        "a delicate frame of flowers",
        "a house with a strong and sturdy frame",
        "a slim and elegant bottle",
        "a picture in a tiny frame on a desk",
        "small frame sunglasses on a table",
    ],
)
def test_the_frame_of_a_thing_is_nobodys(prompt: str) -> None:
    assert closed(prompt) == (prompt,)


def test_a_picture_that_somebody_holds_keeps_its_frame() -> None:
    assert closed("a woman holding a picture in a slender frame")[0] == "a man holding a picture in a slender frame"


@pytest.mark.parametrize(
    "where",
    ["in the forest", "walking in the rain", "sitting on a bench", "holding an axe", "with a dog"],
)
def test_who_is_called_by_a_build_alone_is_a_person(where: str) -> None:
    assert closed(f"a burly {where}") == tuple(f"a {body} person {where}" for body in ("fat", "thin", "muscular"))


@pytest.mark.parametrize(
    "prompt", ["a muscular horse in a field", "a chubby sitting cat", "a petite and elegant chair", "a muscular looking car"]
)
def test_what_things_are_like_is_no_person(prompt: str) -> None:
    assert not any("person" in candidate for candidate in closed(prompt))


@pytest.mark.parametrize("how", ["even thinner", "slightly thinner", "thinner"])
def test_by_how_much_somebody_is_thinner_is_not_told(how: str) -> None:
    assert set(closed(f"she looks {how} today")) == {
        f"{who} looks {body} today" for who in ("he", "she") for body in ("fat", "thin", "muscular")
    }
