"""Axes are followed into other words, and what becomes of a set never depends on which value is the real one."""

import pytest

from obclip.prompts.closing.following import follow, leave_out
from obclip.prompts.rules import DEFAULT_RULES, Rules
from obclip.prompts.safeguard import safeguard
from obclip.prompts.writing.parse import parse
from obclip.prompts.writing.render import render, render_source

TWO = "an old {0} and a young {1}"


@pytest.mark.parametrize(("first", "second"), [("man", "woman"), ("woman", "man"), ("man", "man"), ("woman", "woman")])
def test_each_real_value_goes_with_its_axis(first: str, second: str) -> None:
    """The second person keeps her sex when the first one's is left out, though the axes are alike."""
    template = parse(TWO.format(first, second))
    genders = [number for number, axis in enumerate(template.skeleton.axes) if axis.attribute == "gender"]
    kept = leave_out(template, {genders[0]}, DEFAULT_RULES)
    assert render(kept.skeleton, kept.values, kept.taxonomy) == f"an old person and a young {second}"


def test_the_same_words_lose_no_axis() -> None:
    template = parse(TWO.format("woman", "man"))
    followed = follow(template, lambda values: render_source(template.skeleton, values, template.taxonomy), DEFAULT_RULES)
    assert (followed.lost, followed.template.skeleton, followed.template.values) == (frozenset(), template.skeleton, template.values)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "her bulky the old {newspaperman|conwoman} from tonga beside his straight female-ends",
            "her bulky the old {conwoman|newspaperman} from tonga beside his straight female-ends",
        ),
        (
            "her kechua the {waitress|waiter}, an old-looking thing, beside his cat",
            "her kechua the {waiter|waitress}, an old-looking thing, beside his cat",
        ),
    ],
)
def test_a_set_whose_words_are_cut_is_the_same_whichever_option_is_real(one: str, other: str) -> None:
    assert safeguard(one).candidates == safeguard(other).candidates


def test_a_mark_moves_with_the_group_that_follows_it() -> None:
    prompts = safeguard("{men|women}, cook, 6+girls, dark-skinned_female", Rules(max_candidates=2)).candidates.prompts
    assert [prompt.split(",")[2] for prompt in prompts] == [" 6+boys", " 6+girls"]
