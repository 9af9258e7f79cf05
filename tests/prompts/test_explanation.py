"""What is hidden and what stays visible, in numbers."""

import pytest

from obclip.prompts.safeguard import safeguard


def test_it_counts_what_is_hidden() -> None:
    found = safeguard("a young Nigerian woman with a beard, in a kimono").explanation
    assert found.n == 30
    assert found.bound == pytest.approx(1 / 30)
    assert found.bits == pytest.approx(4.907, abs=0.001)
    assert found.words(found.withheld) == ("beard", "kimono")
    assert found.kept == ()


def test_it_says_which_block_stays_visible_and_how_much_that_tells() -> None:
    gender, age = safeguard("a teenage boy").explanation.axes
    assert gender.values == ("male", "female")
    assert age.values == ("child", "teenage")
    assert age.bits == pytest.approx(1.32, abs=0.01)


def test_cues_that_stay_and_words_that_go_are_told_apart() -> None:
    found = safeguard("1girl, solo, red hair, kimono").explanation
    assert (found.words(found.kept), found.words(found.withheld)) == (("red hair",), ("kimono",))
    assert (found.n, found.bits) == (2, 1)
