"""N = 1 never says that nothing about persons was found where a word of the taxonomy speaks of somebody."""

import pytest

from obclip.prompts.safeguard import safeguard


@pytest.mark.parametrize(
    "prompt",
    [
        "ethnicity: korean",
        "nationality: Korean",
        "orientation: gay",
        "disability: blind",
        "age: old",
        "cute korean, 8k",
        "old",
        "the blind leading the blind",
        "everybody old",
        "A/S/L: 34/M/Lagos",
        "asl 34/f/seoul",
        "hijab",
        "with a beard",
        "self-portrait at 60",
    ],
)
def test_what_says_a_value_of_nobody_is_not_understood(prompt: str) -> None:
    found = safeguard(prompt).explanation
    assert found.n > 1 or (found.single == "not understood" and found.unknown)


@pytest.mark.parametrize(
    "prompt",
    [
        "black, white, minimalist",
        "an old mill by the river",
        "gothic church, old",
        "french fries, 8k",
        "persian rug",
        "a red dress on a mannequin",
        "a dog with a beard",
        "korean street, night",
    ],
)
def test_of_things_it_says_that_nobody_is_shown(prompt: str) -> None:
    assert safeguard(prompt).explanation.single == "nobody"


def test_a_femme_is_somebody() -> None:
    assert len(safeguard("a femme in a red dress").candidates) == 2


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("silver hair, lipstick, choker, portrait, cinematic", "choker, portrait, cinematic"),
        ("twintails, pleated skirt, knee socks, anime screenshot", "knee socks, anime screenshot"),
        ("of Persian descent, bearded, thirty, sitting on a rug", "thirty, sitting on a rug"),
        ("bearded, selfie, forest", "selfie, forest"),
    ],
)
def test_tags_of_somebodys_looks_show_somebody_and_go(prompt: str, outgoing: str) -> None:
    found = safeguard(prompt)
    assert found.candidates.prompts == (outgoing,)
    assert found.explanation.single == "nothing said"
    assert found.explanation.withheld


@pytest.mark.parametrize(
    "prompt", ["lipstick, mascara, flat lay product photo", "blonde hair, red lips, doll", "wolf, silver hair, blue eyes"]
)
def test_tags_of_make_up_dolls_and_animals_stay(prompt: str) -> None:
    assert safeguard(prompt).candidates.prompts == (prompt,)
