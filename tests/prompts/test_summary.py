"""What is hidden and what stays visible, in numbers."""

import pytest

from obclip.prompts.summary import summarise


def test_it_counts_what_is_hidden() -> None:
    found = summarise("a young Nigerian woman with a beard, in a kimono")
    assert found.n == 30
    assert found.bound == pytest.approx(1 / 30)
    assert found.bits == pytest.approx(4.907, abs=0.001)
    assert found.withheld == ("beard", "kimono")
    assert found.kept == ()


def test_it_says_which_block_stays_visible_and_how_much_that_tells() -> None:
    gender, age = summarise("a teenage boy").visible
    assert gender.block == ("male", "female")
    assert age.block == ("child", "teenage")
    assert age.bits == pytest.approx(1.32, abs=0.01)


def test_cues_that_stay_and_words_that_go_are_told_apart() -> None:
    found = summarise("someone with a beard waves at Emma Thornton")
    assert (found.kept, found.withheld) == (("beard",), ("Emma Thornton",))
    assert (found.n, found.bits) == (1, 0)
