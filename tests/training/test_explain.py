"""A portrait is explained by the person that it was drawn from; what no person explains is left."""

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from training.explain.answers import CHOICES, NUMBERS, RANGES, chosen, measured
from training.explain.guess import Guess, drawn_from, first_guess
from training.explain.remains import Remains, remains_of
from training.explain.scenery import Scenery, continued, scenery_of
from training.explain.search import NARROW, Seen, coarse, cost, explained
from training.portraits.attributes import VALUES, sample
from training.portraits.freedom import Sitter
from training.portraits.render import person_alone, render, sitting

Pixels = NDArray[np.uint8]
NOWHERE = np.zeros((32, 32))
KIND = {"gender": "female", "hair": "long", "clothes": "t-shirt", "background": "beach"}


def portrait(number: int) -> tuple[Sitter, Pixels]:
    person = sample(random.Random(number), **KIND)
    return sitting(person, number), render(person, number)


def scenery(sitter: Sitter, pixels: Pixels) -> Scenery:
    return scenery_of(coarse(pixels) / 255, coarse(person_alone(sitter))[..., 3] / 255, NOWHERE)


def guessed(sitter: Sitter, **wrong: str) -> tuple[Guess, dict[str, NDArray[np.float64]]]:
    """Usual sizes and colours, a few attributes wrong; the right ones are thought nearly as likely."""
    right = dict(zip(CHOICES, (max(0, n) for n in chosen(sitter)), strict=True))
    choices = right | {name: VALUES[name].index(value) for name, value in wrong.items()}
    likely = {name: np.full(count, 0.01) for name, count in CHOICES.items()}
    for name, told in likely.items():
        told[[right[name], choices[name]]] = 0.4, 0.5
    return first_guess(choices, np.zeros(len(RANGES)), np.zeros(2)), likely


def found(sitter: Sitter, pixels: Pixels, **wrong: str) -> tuple[Guess, Remains]:
    behind = scenery(sitter, pixels)
    guess, likely = guessed(sitter, **wrong)
    guess = explained(guess, Seen(coarse(pixels) / 255, behind.colors, likely))
    return guess, remains_of(pixels, guess, behind, NOWHERE)


def test_answers_are_within_their_choices_and_ranges() -> None:
    sitters = [sitting(sample(random.Random(number)), number) for number in range(200)]
    told = np.array([chosen(sitter) for sitter in sitters])
    numbers = np.array([measured(sitter) for sitter in sitters])

    assert (told < np.array(list(CHOICES.values()))).all()
    assert (told.max(0) == np.array(list(CHOICES.values())) - 1).all()
    assert numbers.shape == (200, len(NUMBERS))
    assert np.nanmax(np.abs(numbers)) <= 1 + 1e-6


def test_a_guess_of_the_right_values_draws_nearly_the_portrait() -> None:
    sitter, _ = portrait(3)
    guess, _ = guessed(sitter)
    guess = guess.moved(np.concatenate([measured(sitter)[: len(RANGES)], np.zeros(2 + 15)]))
    off = np.abs(coarse(person_alone(drawn_from(guess))) - coarse(person_alone(sitter)))

    assert off.mean() < 4
    assert off[..., 3].max() < 8


@pytest.mark.parametrize(("number", "wrong"), [(1, {"expression": "surprised"}), (2, {"clothes": "suit", "age": "old"})])
def test_a_whole_portrait_is_explained_from_a_guess_that_is_wrong(number: int, wrong: dict[str, str]) -> None:
    sitter, pixels = portrait(number)
    guess, left = found(sitter, pixels, **wrong)

    assert not left.places().any()
    assert {name: VALUES[name][guess.choices[name]] for name in wrong} == {name: sitter.person[name] for name in wrong}


def test_what_no_person_explains_is_left_and_pulls_nothing() -> None:
    sitter, pixels = portrait(5)
    whole, _ = found(sitter, pixels)
    spoilt = pixels.copy()
    spoilt[72:88, 56:72] = (40, 220, 60)
    guess, left = found(sitter, spoilt)

    assert left.faulty()
    assert np.argwhere(left.places()).tolist() == [[9, 7], [9, 8], [10, 7], [10, 8]]
    assert np.abs(guess.numbers - whole.numbers)[: len(RANGES)].max() < 0.6


def test_a_portrait_a_pixel_aside_is_none_the_worse() -> None:
    sitter, pixels = portrait(7)
    guess, _ = found(sitter, pixels)
    aside = np.roll(pixels, (1, -1), (0, 1))

    assert not remains_of(aside, guess, scenery(sitter, pixels), NOWHERE).places().any()


def test_a_ghost_beside_the_head_is_left_where_the_reader_takes_it_for_a_person() -> None:
    sitter, pixels = portrait(9)
    guess, _ = found(sitter, pixels)
    ghostly = pixels.copy()
    ghostly[40:64, 8:24] = (60, 40, 30)
    foreign = np.zeros((32, 32))
    foreign[10:16, 2:6] = 1
    behind = scenery_of(coarse(ghostly) / 255, np.maximum(foreign, coarse(person_alone(sitter))[..., 3] / 255), foreign)

    assert remains_of(ghostly, guess, behind, foreign).places()[5:8, 1:3].all()
    assert not remains_of(pixels, guess, scenery(sitter, pixels), NOWHERE).places()[5:8, 1:3].any()


def test_a_fault_counts_little_more_where_it_is_worse() -> None:
    sitter, pixels = portrait(11)
    guess, likely = guessed(sitter)
    seen = Seen(coarse(pixels) / 255, scenery(sitter, pixels).colors, likely)
    spoilt = seen.picture.copy()
    spoilt[16:20, 14:18] = 1 - spoilt[16:20, 14:18].round()

    assert 0 < cost(guess, Seen(spoilt, seen.scenery, likely), NARROW) - cost(guess, seen, NARROW) <= 16


def test_scenery_goes_on_behind_the_person_and_stays_where_it_is_seen() -> None:
    colors = np.linspace(0, 1, 32)[:, None, None] * np.ones((32, 32, 3))
    known = np.ones((32, 32), bool)
    known[8:24, 12:20] = False

    assert np.abs(continued(colors, known) - colors).max() < 0.07
    assert np.array_equal(scenery_of(colors, 1.0 - known, NOWHERE).colors[known], colors[known])


def test_of_two_people_that_explain_a_picture_alike_the_likelier_costs_less() -> None:
    sitter, pixels = portrait(5)
    guess, likely = guessed(sitter)
    behind, other = scenery(sitter, pixels).colors, "glasses" if sitter.person["accessory"] != "glasses" else "hat"
    doubtful = likely | {"accessory": np.where(np.arange(CHOICES["accessory"]) == VALUES["accessory"].index(other), 0.96, 0.01)}

    sure, unsure = (cost(guess, Seen(coarse(pixels) / 255, behind, told), NARROW) for told in (likely, doubtful))

    assert sure < unsure
