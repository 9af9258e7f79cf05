"""Things, plants, birds and dishes that bear the word for a person: they say nothing of anybody, and stay."""

import pytest

from obclip.prompts.safeguard import candidate_prompts


@pytest.mark.parametrize(
    "prompt",
    [
        "a bowl of Caesar salad",
        "boy racer car, spoiler",
        "petite fours on a stand",
        "restroom sign with men and women icons",
        "Blackfriars bridge",
        "a father christmas ornament",
        "Hermes scarf",
        "blind alley at night, deaf silence",
        'gentleman\'s club facade, neon sign reading "GIRLS GIRLS GIRLS"',
        "a red Mercedes in a garage",
        "a vintage Mercedes at night",
        "a male to female adapter on a desk",
        "guy ropes in the wind",
        "kid leather gloves on a chair",
        "two cardinals at a feeder in winter",
        "the dumb waiter of an old hotel",
        "a king of hearts card on felt",
        "an old man cactus in a pot",
        "a black queen and a white king on a chessboard",
        "sweet William in a vase",
        "a Winnebago camper at dusk",
        "déjà vu in a café",
        "a naïve façade in the sun",
        "a jug of π juice",
        "the letter Ω on a wall",
        "Old Bailey at dawn",
        "Amazon parcel box",
        "infant formula tin",
        "grandma's apple pie recipe card",
        "boyfriend jeans folded",
        "widow's peak mountain",
        "a robot butler",
        "Boy Scout badge close up",
        "St. Peter's Basilica",
        "Cheshire cat smile, neon",
        "Alfa Romeo Giulia, red",
        "her majesty's ship sailing at dawn, engraving",
        "it's raining men, poster",
        "teenage mutant ninja turtles logo",
        "Margherita pizza",
        "Jack Daniels bottle",
        "Hermes handbag",
    ],
)
def test_a_thing_that_is_named_for_a_person_stays(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "outgoing"),
    [
        ("a cardinal in a red robe", "a priest in a red robe"),
        ("Mercedes smiles at the camera", "Someone smiles at the camera"),
        ("portrait of the queen of hearts", "portrait of the king of hearts"),
        ("a guy on a rope", "a woman on a rope"),
    ],
)
def test_the_person_of_that_name_is_hidden(prompt: str, outgoing: str) -> None:
    assert outgoing in candidate_prompts(prompt).prompts


@pytest.mark.parametrize(
    "prompt",
    [
        "a giant rubber ducky in a bath",
        "a knight, wide angle, massive, 8k",
        "poster of mother russia",
    ],
)
def test_sizes_and_kin_of_things_are_nobody_s(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


def test_a_place_and_a_school_before_a_person_are_no_warrior_and_no_age() -> None:
    assert "a Polynesian guide" in candidate_prompts("an Amazon indigenous guide").prompts
    assert "two elementary school principals and a man" in candidate_prompts("two elementary school principals and a woman").prompts
    assert not any("elementary" in text for text in candidate_prompts("a female elementary school pupil").prompts)


def test_a_title_after_a_given_name_is_a_surname() -> None:
    assert candidate_prompts("icon of a minimal steven king, a woman").prompts[1:] == ("icon of a minimal person, a woman",)


@pytest.mark.parametrize(
    "prompt",
    [
        "blonde wood desk, scandinavian interior",
        "brunette ale label design",
        "a glass of blonde ale",
        "muscular sports car, studio light",
        "a guy fawkes mask on a table",
        "huge sheriff star police badge background",
        "a curvy vase",
        "a petite teacup",
        "1cat, sleeping",
    ],
)
def test_a_look_of_persons_before_a_thing_that_bears_it_stays(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    ("prompt", "candidate"),
    [
        ("a woman with 1dog, 1cat", "a man with 1dog, 1cat"),
        ("1girl, 2cats, lightpost", "1boy, 2cats, lightpost"),
        ("a woman on a blonde wood floor", "a man on a blonde wood floor"),
        ("a bearded vulture and a man", "a bearded vulture and a woman"),
        ("a muscular car and a muscular man", "a muscular car and a fat man"),
    ],
)
def test_it_stays_beside_somebody_as_well(prompt: str, candidate: str) -> None:
    assert candidate in candidate_prompts(prompt).prompts


@pytest.mark.parametrize("prompt", ["a blonde stout man", "a bearded wolf man", "a bearded dragon rider", "a man in a muscular stance"])
def test_the_look_of_somebody_does_not(prompt: str) -> None:
    candidates = candidate_prompts(prompt).prompts
    assert not any(look in candidate for candidate in candidates[:1] for look in ("blonde", "bearded"))
    assert not all("muscular" in candidate for candidate in candidates)
