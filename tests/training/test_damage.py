"""Portraits are broken on purpose in known ways, and it is known where."""

import random

import numpy as np
import pytest

from training.damage import CHANGES, LEAST, SHAPES, blob, broken, changed, damaged_cells, look, moved, strayed_cells, transparent
from training.portraits.attributes import sample

NUMBER = 70_000_000


def two_looks(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    person = sample(random.Random(seed), hair="long", accessory="none")
    return look(person, NUMBER), look(person | {"hair": "short"}, NUMBER)


def test_a_whole_portrait_has_no_damaged_place() -> None:
    whole, _ = two_looks()

    assert not damaged_cells(whole, whole).any()


def test_a_damaged_place_is_found_where_it_is_and_nowhere_else() -> None:
    whole, _ = two_looks()
    spoilt = whole.copy()
    spoilt[24:32, 40:48] = 1 - spoilt[24:32, 40:48].round()

    assert np.argwhere(damaged_cells(spoilt, whole)).tolist() == [[3, 5]]


def test_damage_is_a_function_of_person_and_dice() -> None:
    first, again = (broken(sample(random.Random(3)), NUMBER, random.Random(4)) for _ in range(2))

    assert np.array_equal(first.pixels, again.pixels)
    assert np.array_equal(first.whole, again.whole)


def test_most_broken_portraits_differ_visibly_from_whole_ones_and_all_are_pictures() -> None:
    made = [broken(sample(random.Random(n)), NUMBER + n, random.Random(n)) for n in range(40)]

    assert sum(damaged_cells(one.pixels, one.whole).sum() >= 2 for one in made) >= 28
    assert all(one.pixels.min() >= 0 and one.pixels.max() <= 1 and one.pixels.shape == (128, 128, 3) for one in made)


def test_half_transparent_hair_lies_between_two_looks() -> None:
    first, second = two_looks()

    mixed = transparent(first, second, random.Random(0))

    assert (mixed >= np.minimum(first, second) - 1e-6).all()
    assert (mixed <= np.maximum(first, second) + 1e-6).all()
    assert (np.abs(mixed - first).max(-1) > LEAST).any()
    assert (np.abs(mixed - second).max(-1) > LEAST).any()


def test_a_moved_part_leaves_the_rest_in_place() -> None:
    first, second = two_looks()

    change = np.abs(moved(first, second, random.Random(1)) - first).max(-1) > 0

    assert 0 < change.mean() < 0.4


@pytest.mark.parametrize("changes", [SHAPES, CHANGES])
def test_another_look_differs_in_one_attribute_of_those_that_may_change(changes: dict[str, int]) -> None:
    person = sample(random.Random(5))

    for n in range(30):
        other = changed(person, random.Random(n), changes)
        differs = [name for name in person if person[name] != other[name]]
        assert len(differs) == 1
        assert differs[0] in changes


def test_a_patch_is_soft_and_covers_a_part() -> None:
    patches = [blob(random.Random(n)) for n in range(20)]

    assert all(patch.min() >= 0 and patch.max() <= 1 for patch in patches)
    assert all(0.001 < patch.mean() < 0.8 for patch in patches)


def test_a_tint_strays_and_faded_lines_do_not() -> None:
    whole, _ = two_looks()
    tinted, faded = whole.copy(), whole.copy()
    tinted[24:32, 40:48, 1] += 0.1
    faded[::2], faded[1::2] = whole[::2] + 0.2, whole[1::2] - 0.2

    assert np.argwhere(strayed_cells(tinted, whole)).tolist() == [[3, 5]]
    assert not strayed_cells(faded, whole).any()
