"""Plans of the cloud are judged on the pictures that whole requests give."""

import json
import re
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import pytest
import torch

from obclip.cli.plans import read_plan
from obclip.errors import BadRequest
from obclip.evaluation.accelerated import Accelerated, AccelerationLab, Plan, acceleration_courses, candidates_of, check_plans
from obclip.evaluation.courses import CLOUD, DEVICE, Course, Leg
from obclip.evaluation.figures import MARKERS, for_all_candidates, pareto
from obclip.evaluation.items import CANONICAL, OWN, Item, worded
from obclip.models.loading import load_model
from obclip.prompts.safeguard import candidate_prompts
from obclip.protocol.acceleration import PRESETS
from tests import distilled
from tests.commands import Call

PROMPT = "portrait of an old Indian man, smiling"
BAD_FIELDS = ["fast:cache_interval=0", 'tree:parts_last="mood"']
BAD_FIELDS += ['fast:parts_last="age"', "none:partings=[3]", "tree:partings=[5]", "stages:partings=[4]"]


def named(text: str) -> Plan:
    return Plan(text, *read_plan(text))


@pytest.mark.parametrize(("n", "expected"), [(2, 2), (6, 6), (10, 6), (30, 30), (1, 1)])
def test_a_part_of_the_candidates_varies_whole_axes_and_holds_the_real_prompt(n: int, expected: int) -> None:
    found = candidates_of(worded(Item(PROMPT, {}, 0)), n)

    assert len(found.prompts) == len(set(found.prompts)) == expected
    assert found.prompts[found.place] == worded(Item(PROMPT, {}, 0)).words["canonical"]
    assert set(found.prompts) <= set(candidate_prompts(PROMPT).prompts)
    assert (found.neutral is not None) == (expected == 30)


def test_plans_that_change_nothing_leave_latents_alone_and_others_say_how_far_they_go() -> None:
    lab = AccelerationLab(load_model("portraits-cloud"), load_model("portraits-device"), steps=6)
    items = [worded(Item(PROMPT, {}, 3)), worded(Item("a young European woman", {}, 4))]
    courses = [Accelerated(named(plan), 6, 4) for plan in ("none", "exact", "fast", 'tree:parts_last="age"')]

    measured = lab.draw(items, courses).measured

    far = {course.plan.name: float(measured[f"{course.name}/distance"].max()) for course in courses}
    cost = {course.plan.name: float(measured[f"{course.name}/multiple"].max()) for course in courses}
    assert far["none"] < 1e-4
    assert far["exact"] < 1e-4
    assert all(1e-3 < far[plan] < 1 for plan in ("fast", 'tree:parts_last="age"'))
    assert cost["none"] == pytest.approx(6 * 4 / 6, rel=1e-3)
    assert cost["fast"] < cost["exact"] < cost["none"]


def test_a_request_hands_over_every_candidate_and_the_plan_none_the_real_one_alone() -> None:
    lab = AccelerationLab(load_model("portraits-cloud"), load_model("portraits-device"), steps=6)
    one, plans = worded(Item(PROMPT, {}, 3)), {name: Accelerated(named(name), 6, 4) for name in ("tree", "none")}

    found, state = lab.handed_over_to_all(one, plans["tree"])

    assert len(state.latents) == len(found.prompts) == 6
    torch.testing.assert_close(state.row(found.place).latents, lab.handed_over([one], plans["tree"]).latents)
    assert float((state.latents - state.row(found.place).latents).flatten(1).std(1).count_nonzero()) == 5
    with pytest.raises(BadRequest, match="draws the real candidate alone"):
        lab.handed_over_to_all(one, plans["none"])


def test_a_distilled_device_is_handed_latents_at_one_of_its_own_levels(tmp_path: Path) -> None:
    with distilled.exchanged(tmp_path):
        lab = AccelerationLab(load_model("portraits-cloud"), load_model("portraits-device"), steps=6)
    items, finish = [worded(Item(PROMPT, {}, 3))], Leg(DEVICE, OWN, 6)
    plain = Course("oblivious", 4, (Leg(CLOUD, CANONICAL, 4), finish))
    courses = [Accelerated(named(plan), 6, 4) for plan in ("none", "tree")]

    drawn = lab.draw(items, [plain, *courses])

    assert float(drawn.measured[f"{courses[0].name}/distance"]) < 1e-4
    assert 1e-3 < float(drawn.measured[f"{courses[1].name}/distance"]) < 1
    torch.testing.assert_close(drawn.pixels[courses[0].name], drawn.pixels[plain.name], atol=1e-3, rtol=0)


def test_a_plan_may_differ_from_its_preset_in_single_fields() -> None:
    lab = AccelerationLab(load_model("portraits-cloud"), load_model("portraits-device"), steps=6)
    courses = [Accelerated(named(plan), 6, 4) for plan in ("fast", "fast:cache_branch=2", "fast:neutral_prefix=0;cache_interval=1")]

    measured = lab.draw([worded(Item(PROMPT, {}, 3))], courses).measured

    preset, dearer, dearest = (float(measured[f"{course.name}/multiple"]) for course in courses)
    assert preset < dearer < dearest


@pytest.mark.parametrize(("plans", "counts"), [([], [2]), (["none"], []), (["none"], [0, 2])])
def test_no_plan_or_no_candidate_is_refused_before_anything_is_drawn(plans: list[str], counts: list[int]) -> None:
    with pytest.raises(BadRequest, match="at least one each"):
        acceleration_courses([named(plan) for plan in plans], counts, [5], 25)


@pytest.mark.parametrize("plan", BAD_FIELDS)
def test_a_field_that_is_none_is_refused_before_anything_is_drawn(plan: str) -> None:
    with pytest.raises(BadRequest, match=r"acceleration|cache_interval|parts_last|partings|full_steps"):
        check_plans(acceleration_courses([named(plan)], [2], [5], 25), [Item(PROMPT, {}, 0)], 25)


@pytest.mark.parametrize(
    ("plan", "n", "fits"),
    [
        ("stages:full_steps=[0,2]", 2, True),
        ("stages:full_steps=[0,2]", 30, False),
        ("tree:axes=[2,3]", 30, False),
        ("tree:axes=[3,5,2]", 30, True),
    ],
)
def test_a_tree_is_checked_by_the_axes_of_the_prompts(plan: str, n: int, fits: bool) -> None:
    courses = acceleration_courses([named(plan)], [n], [10], 25)
    with nullcontext() if fits else pytest.raises(BadRequest, match=r"axes|full_steps"):
        check_plans(courses, [Item(PROMPT, {}, 0)], 25)


def test_the_command_writes_rows_and_a_pareto_plot(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "out"
    few = ("--prompts", 3, "--steps", 5, "--switch-points", 3, "--resamples", 0)
    told = call("evaluate", "acceleration", "--plans", "none,tree", "--candidates", "2,6", *few, "--out", out)

    assert told.status == 0
    rows = json.loads((out / "acceleration.json").read_text())
    assert [(row["mode"], row["n"]) for row in rows if "latent_distance" in row] == [("none", 2), ("tree", 2), ("none", 6), ("tree", 6)]
    assert {"neutral-start", "half-steps"} <= {row["mode"] for row in rows}
    assert (out / "pareto.png").stat().st_size > 1000


def test_the_plot_has_a_marker_of_its_own_for_every_plan_and_control(tmp_path: Path) -> None:
    courses = acceleration_courses([named(name) for name in PRESETS], [2], [5], 25)
    scores = {"fid": 2.0, "server_multiple": 0.5, "accuracy": {name: {"mean": 0.9} for name in ("gender", "age", "ethnicity")}}

    pareto([{"mode": one.mode, "switch_point": one.switch_point, "n": 2, **scores} for one in courses], tmp_path / "pareto.svg")

    drawing = (tmp_path / "pareto.svg").read_text()
    modes = {one.mode for one in courses}
    assert all(f"<!-- {mode} -->" in drawing for mode in modes), "the legend names each"
    shapes = dict(re.findall(r'<path id="(m[0-9a-f]+)" d="([^"]+)"', drawing))
    drawn = Counter(shapes[one] for one in re.findall(r'href="#(m[0-9a-f]+)"', drawing))
    assert len([shape for shape, times in drawn.items() if times >= 3]) >= len(modes), "in both panels and the legend"
    assert len(set(MARKERS)) == len(MARKERS) >= len(modes)


def test_control_h_stands_at_the_cost_of_every_number_of_candidates() -> None:
    control = {"mode": "half-steps", "switch_point": 10, "n": 1, "server_multiple": 0.2}
    plans = [{"mode": "none", "switch_point": k, "n": n, "server_multiple": n * k / 25} for k in (5, 10) for n in (2, 6)]

    shown = list(for_all_candidates([control, *plans]))

    assert [(row["n"], row["server_multiple"]) for row in shown if row["mode"] == "half-steps"] == [(2, 0.4), (6, pytest.approx(1.2))]
    assert [row for row in shown if row["mode"] == "none"] == plans
