"""What `auto` may take: of the plans that were measured, the cheapest whose pictures are as good as those of plain requests."""

from typing import Any

import pytest

from obclip.cli.plans import read_plan
from obclip.evaluation.accelerated import Accelerated, Plan
from obclip.evaluation.cheapest import chosen
from obclip.evaluation.courses import Course
from obclip.protocol.automatic import read_table

PAIR = "cloud, device"


def row(cost: float, *, age: float = 0.97, clip: float = 68.0, fid: float = 6.0) -> dict[str, Any]:
    accuracy = {"gender": {"mean": 1.0}, "age": {"mean": age}}
    return {"server_multiple": cost, "accuracy": accuracy, "clip": clip, "fid": fid, "prompts": 200}


def entries(plans: dict[str, dict[str, Any]], n: int = 6, k: int = 10) -> list[dict[str, Any]]:
    courses = [Accelerated(Plan(text, *read_plan(text)), n, k) for text in plans]
    return chosen(list(plans.values()), courses, 25, PAIR)


def test_the_cheapest_plan_within_the_limits_is_taken() -> None:
    [entry] = entries({"none": row(2.4), "fast": row(0.5), "exact": row(1.4), "tree": row(0.9)})
    assert (entry["candidates"], entry["switch_point"], entry["steps"]) == (6, 10, 25)
    assert entry["plan"]["cache_interval"] == 3
    assert entry["figures"]["server"] == {"plan": 0.5, "none": 2.4}
    [read] = read_table({"family": [entry]})["family"]
    assert read.at(10, 25) == read_plan("fast")[0].at(10), "as protocol/automatic.json keeps it"


@pytest.mark.parametrize("worse", [{"age": 0.959}, {"clip": 67.2}, {"fid": 6.31}])
def test_a_cheaper_plan_that_loses_more_than_the_limits_is_not(worse: dict[str, float]) -> None:
    [entry] = entries({"none": row(2.4), "fast": row(0.5, **worse), "exact": row(1.4)})
    assert entry["figures"]["server"]["plan"] == 1.4


@pytest.mark.parametrize("within", [{"age": 0.96}, {"clip": 67.4}, {"fid": 6.29}, {"age": 0.99, "fid": 3.0}])
def test_what_stays_within_them_is(within: dict[str, float]) -> None:
    assert entries({"none": row(2.4), "fast": row(0.5, **within)})[0]["figures"]["server"]["plan"] == 0.5


def test_nothing_is_chosen_without_plain_pictures_to_compare_with_and_neither_auto_nor_another_last_attribute_is() -> None:
    assert entries({"fast": row(0.5)}) == []
    [entry] = entries({"none": row(2.4), "auto": row(0.1), 'tree:parts_last="age"': row(0.2), "fast": row(0.5)})
    assert entry["figures"]["server"]["plan"] == 0.5


def test_each_number_of_candidates_and_switch_point_has_an_entry_of_its_own_and_controls_have_none() -> None:
    cells = [(2, 5), (6, 5), (6, 10)]
    courses: list[Any] = [Accelerated(Plan("none", *read_plan("none")), n, k) for n, k in cells]
    courses += [Accelerated(Plan("fast", *read_plan("fast")), n, k) for n, k in cells]
    control = Course("device-only", 0, ())
    rows = [row(2.0) for _ in cells] + [row(0.5) for _ in cells] + [row(0.0)]
    found = chosen(rows, [*courses, control], 25, PAIR)
    assert [(entry["candidates"], entry["switch_point"]) for entry in found] == cells
