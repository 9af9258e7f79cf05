"""The plan as a table: what each step does, which rows it runs, and that the tree parts as described."""

from itertools import pairwise
from typing import Any

import pytest

from obclip.cloud.acceleration.plan import StepPlan, plan_steps
from obclip.cloud.acceleration.tree import trajectories
from obclip.errors import BadRequest
from obclip.protocol.acceleration import PRESETS, Acceleration
from tests.asking import asked


def planned(name: str, switch_point: int, candidates: int, **changes: Any) -> tuple[StepPlan, ...]:
    return plan_steps(asked({"plan": name, **changes}, switch_point), switch_point, candidates)


def letters(plan: tuple[StepPlan, ...]) -> str:
    """attention (own, pivot, cached) and blocks (all, up, shallow) of each step, by their first letters."""
    return " ".join(step.attention[0] + step.blocks[0] for step in plan)


@pytest.mark.parametrize(
    ("name", "switch_point", "expected"),
    [
        ("none", 3, "oa oa oa"),
        ("paper", 5, "pa pa pa cu cu"),
        ("paper", 10, "pa pa pa pa ca ca cu cu cu oa"),
        ("cache", 10, "oa oa oa oa ca ca cu cu cu oa"),
        ("block-skip", 10, "oa oa oa oa oa oa ou ou ou ou"),
        ("deep-cache", 5, "oa os os oa os"),
        ("fast", 10, "oa oa oa os os oa os os oa os"),
        ("fast", 5, "oa oa oa os os"),
    ],
)
def test_the_steps_are_these(name: str, switch_point: int, expected: str) -> None:
    assert letters(planned(name, switch_point, 6)) == expected


def test_a_tree_computes_in_full_where_it_parts() -> None:
    plan = planned("tree", 10, 30, axes=[2, 3, 5])
    assert letters(plan) == "oa oa oa os oa os os oa os os"
    assert [len(step.rows) for step in plan] == [2, 2, 3, 4, 8, 8, 8, 32, 32, 32]
    assert [step.part for step in plan] == ["prefix"] * 7 + [None, "cached", "cached"]


@pytest.mark.parametrize(
    ("axes", "order", "widths"),
    [
        ((2, 3), (), [1, 1, 1, 2, 2, 2, 6, 6, 6, 6]),
        ((3, 2), (), [1, 1, 1, 2, 2, 2, 6, 6, 6, 6]),
        ((3, 2), (0, 1), [1, 1, 1, 3, 3, 3, 6, 6, 6, 6]),
        ((2, 3, 5), (2, 1, 0), [1, 1, 1, 5, 5, 15, 15, 30, 30, 30]),
        ((1, 6), (), [1, 1, 1, 6, 6, 6, 6, 6, 6, 6]),
    ],
)
def test_the_tree_parts_by_one_axis_after_the_other(axes: tuple[int, ...], order: tuple[int, ...], widths: list[int]) -> None:
    candidates = max(widths)
    shared = trajectories(Acceleration(tree=True, neutral_prefix=3, axes=axes, order=order), 10, candidates)
    assert [len(groups) for groups in shared] == widths
    for groups, finer in pairwise(shared):
        assert all(any(set(child) <= set(parent) for parent in groups) for child in finer)
    assert all(sorted(place for group in groups for place in group) == list(range(candidates)) for groups in shared)


def test_full_steps_and_partings_may_be_named() -> None:
    """The last one named is for all further axes; who parts at another step takes over what was kept of those together."""
    plan = planned("stages", 10, 30, axes=[2, 3, 5], partings=[2, 5, 7], full_steps=[0, 2, 6, 9])
    assert letters(plan) == "oa os oa os os os oa os os oa"
    assert [len(step.rows) for step in plan] == [2, 2, 3, 4, 4, 8, 8, 32, 32, 32]
    for step, kept in ((5, 2), (7, 6)):
        texts = [plan[kept].rows[source].text for source in plan[step].sources]
        assert all(set(row.text) <= set(text) for row, text in zip(plan[step].rows, texts, strict=True))
        assert texts != [row.text for row in plan[step].rows]
    assert plan[8].sources == plan[7].sources, "still of the same step"
    assert [len(step.rows) for step in planned("stages", 10, 30, axes=[2, 3, 5])] == [2, 2, 3, 4, 4, 4, 4, 32, 32, 32]


@pytest.mark.parametrize("switch_point", [1, 2, 5])
def test_no_candidate_is_left_without_a_step_of_its_own(switch_point: int) -> None:
    last = switch_point - 1
    shared = trajectories(Acceleration(tree=True, axes=(2, 3), partings=(last,)), switch_point, 6)
    assert [len(groups) for groups in shared] == [1] * last + [6]
    for told in ({"partings": (last, 9)}, {"partings": (switch_point,)}, {"neutral_prefix": switch_point}):
        with pytest.raises(BadRequest, match="must be below switch_point, or candidates would be drawn alike"):
            trajectories(Acceleration(tree=True, axes=(2, 3), **told), switch_point, 6)


def test_candidates_of_a_group_share_their_first_axis() -> None:
    shared = trajectories(Acceleration(tree=True, neutral_prefix=1, axes=(2, 3)), 5, 6)
    assert shared[1] == ((0, 1, 2), (3, 4, 5))


def test_a_tree_whose_axes_do_not_fit_is_refused() -> None:
    with pytest.raises(BadRequest, match="multiply to the number of prompts"):
        planned("tree", 5, 6, axes=[2, 2])


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize(("switch_point", "candidates"), [(1, 6), (2, 1), (5, 6), (10, 30), (25, 2)])
def test_every_plan_serves_every_candidate_and_reuses_only_what_was_kept(name: str, switch_point: int, candidates: int) -> None:
    plan = planned(name, switch_point, candidates, axes=[candidates])
    kept = ""
    assert len(plan) == switch_point
    assert (plan[0].attention == "cached", plan[0].blocks) == (False, "all"), "nothing is kept before the first step"
    for place, step in enumerate(plan):
        assert step.step == place
        served = {
            kind: sorted(one for row in step.rows if row.kind == kind for one in row.serves) for kind in ("conditional", "unconditional")
        }
        assert served["conditional"] == list(range(candidates))
        assert served["unconditional"] in ([0, candidates - 1], list(range(candidates)))
        if step.attention == "cached":
            assert kept == "all" or (kept == "up" and step.blocks == "up")
        else:
            kept = step.keeps_attention or ""
        if step.blocks != "all":
            assert plan[place - 1].blocks != "all" or plan[place - 1].keeps_blocks
            whole = next(earlier for earlier in reversed(plan[:place]) if earlier.blocks == "all")
            taken = [whole.rows[source] for source in step.sources] or list(whole.rows)
            assert [row.kind for row in taken] == [row.kind for row in step.rows]
            assert all(row.serves[0] in source.serves for row, source in zip(step.rows, taken, strict=True))
            assert [row.text for row in taken] == [row.text for row in step.rows], "another text's work"


def test_equal_work_is_one_row_only_while_latents_are_equal() -> None:
    plan = planned("exact", 3, 6)
    assert [len(step.rows) for step in plan] == [7, 12, 12]
    assert {row.latent for row in plan[0].rows} == {0}
    assert {row.latent for row in plan[1].rows} == set(range(6))


def test_a_fit_has_an_unconditional_row_of_the_first_and_of_the_last_candidate() -> None:
    for step in planned("tree", 10, 30, axes=[3, 5, 2], order=[0, 1, 2]):
        rows = [row for row in step.rows if row.kind == "unconditional"]
        assert len(rows) == 1 or (0 in rows[0].serves and 29 in rows[1].serves)
        assert len(rows) == (1 if len({row.latent for row in step.rows}) == 1 else 2), "where latents are equal one is enough"


def test_without_guidance_there_is_no_unconditional_row() -> None:
    plan = plan_steps(asked("fast", 5), 5, 6, guided=False)
    assert all(row.kind == "conditional" for step in plan for row in step.rows)
