"""`auto` is a table's answer to what is the same for every member of a candidate set."""

import json
from importlib.resources import files
from itertools import product
from typing import Any

import pytest

from obclip.errors import BadRequest
from obclip.protocol.acceleration import NOTHING, Acceleration, Preset
from obclip.protocol.automatic import CAREFUL, Entry, Situation, automatic, measured, read_table, settled, table

SITUATIONS = list(product([(2,), (2, 3), (2, 3, 5), (2, 3, 2, 3), (30,)], [1, 2, 4, 7, 10, 20], [20, 50]))


@pytest.mark.parametrize("family", ["stable_diffusion", "sdxl", ""])
def test_one_candidate_takes_no_plan(family: str) -> None:
    assert automatic(Situation(1, 10, 25, family)) == NOTHING
    assert automatic(Situation(6, 0, 25, family, (2, 3))) == NOTHING


@pytest.mark.parametrize("family", ["stable_diffusion", "sdxl"])
@pytest.mark.parametrize(("axes", "switch_point", "steps"), SITUATIONS)
def test_every_situation_has_a_plan_in_which_candidates_part_at_a_step_in_full(
    family: str, axes: tuple[int, ...], switch_point: int, steps: int
) -> None:
    candidates = 1
    for size in axes:
        candidates *= size
    plan = automatic(Situation(candidates, switch_point, steps, family, axes))
    plan.check(candidates, switch_point)
    assert plan.axes == axes
    assert plan.partings[-1] in plan.full_steps


def test_a_plan_keeps_its_noise_levels() -> None:
    entry = Entry(6, 10, 25, {"tree": True, "partings": [2, 6], "full_steps": [0, 2, 6]}, {})
    assert (entry.at(10, 25).partings, entry.at(20, 50).partings) == ((2, 6), (4, 12))
    assert entry.at(5, 25).partings == (1, 3), "the cloud's part ends before: earlier"
    assert entry.at(20, 25).full_steps == (0, 2, 6, 10, 14, 18), "and if it goes on, full as often as at the end"


def test_the_nearest_entry_is_that_of_the_candidates_and_then_of_the_noise() -> None:
    six, many = ({row.switch_point: row for row in measured("stable_diffusion") if row.candidates == n} for n in (6, 30))
    for entries, candidates in ((six, 5), (many, 64)):
        for k, steps, share in ((10, 25, 10), (24, 50, 10), (3, 25, 5)):
            expected = entries[share].at(k, steps)
            assert automatic(Situation(candidates, k, steps, "stable_diffusion", (candidates,))).partings == expected.partings


def test_a_family_on_which_nothing_was_measured_takes_the_careful_plan() -> None:
    assert measured("sdxl") == measured(CAREFUL) == ()
    careful, other = (automatic(Situation(6, 10, 25, family, (2, 3))) for family in ("sdxl", "stable_diffusion"))
    assert careful == automatic(Situation(6, 10, 25, "", (2, 3))) != other
    assert set(other.full_steps) < set(careful.full_steps) | {7}


def test_candidates_whose_axes_are_not_told_are_one_axis() -> None:
    assert automatic(Situation(6, 10, 25, "sdxl")).axes == (6,)


def test_fields_may_differ_and_a_value_stays_as_it_is() -> None:
    situation = Situation(6, 10, 25, "sdxl", (2, 3))
    assert settled(Preset("auto", (("cache_branch", 2),)), situation).cache_branch == 2
    own = Acceleration(exact=True)
    assert settled(own, situation) == own
    assert settled("fast", situation) == Preset("fast").at(10)


@pytest.mark.parametrize("told", [{"axes": (2, 3)}, {"axes": (2, 3), "order": (1, 0)}])
def test_what_is_told_of_a_tree_is_refused_of_a_plan_without_one(told: dict[str, Any]) -> None:
    situation = Situation(6, 10, 25, "sdxl", (2, 3))
    for plan in (
        Acceleration(**told),
        Preset("fast", tuple(told.items())),
        Preset("auto", (("tree", False), ("partings", ()), *told.items())),
    ):
        with pytest.raises(BadRequest, match=r"^axes and order are for trees only: auto, stages, tree, candidate-tree\.$"):
            settled(plan, situation)
    assert settled(Preset("tree", tuple(told.items())), situation).axes == (2, 3)
    assert settled(Preset("auto", (("tree", False), ("partings", ()))), situation).axes == ()


def test_what_is_measured_says_of_what_and_holds_the_limits() -> None:
    for family, rows in table().items():
        for row in rows:
            assert bool(row.figures) == (family != CAREFUL)
    for row in measured("stable_diffusion"):
        fid, clip, *people = (row.figures[name] for name in ("fid", "clip", "gender", "age", "ethnicity"))
        assert row.figures["prompts"] >= 100
        assert fid["plan"] < 1.05 * fid["none"]
        assert clip["plan"] > 0.99 * clip["none"]
        assert all(one["plan"] > one["none"] - 0.0101 for one in people)


def test_a_table_that_is_none_is_refused() -> None:
    whole = json.loads((files("obclip.protocol") / "automatic.json").read_text(encoding="utf-8"))
    assert read_table(whole) == table()
    with pytest.raises(BadRequest, match="no table of accelerations"):
        read_table({"sdxl": [{"candidates": 6}]})
