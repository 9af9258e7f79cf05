"""The evaluation draws what the pipeline draws, goes on where it stopped, and writes what the documentation shows."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from obclip import ObliviousPipeline
from obclip.errors import BadRequest
from obclip.evaluation.courses import Course, Leg, claim_courses, utility_courses
from obclip.evaluation.items import CANONICAL, NEUTRAL, OWN, WRONG, Item, read_items, shifted, worded
from obclip.evaluation.lab import Lab
from obclip.evaluation.timetable import halved
from obclip.models.families.known import around
from obclip.models.loading import load_model
from tests import distilled, tiny
from tests.commands import Call

PROMPT = "portrait of a young African lady in a red sweater"


@pytest.fixture(scope="module")
def lab() -> Lab:
    return Lab(load_model("portraits-cloud"), load_model("portraits-device"), steps=6)


@pytest.mark.parametrize(("mode", "switch_point"), [("cloud-only", None), ("device-only", None), ("hybrid", 3), ("oblivious", 2)])
def test_the_lab_draws_what_the_pipeline_draws(lab: Lab, mode: str, switch_point: int | None) -> None:
    items = [worded(Item(PROMPT, {}, 5)), worded(Item("an old man on a beach", {}, 6))]
    (course,) = utility_courses((mode,), (switch_point or 1,), 6)

    drawn = lab.draw(items, [course]).pixels[course.name]

    with ObliviousPipeline.from_pretrained() as pipeline:
        for row, one in zip(drawn, items, strict=True):
            output = pipeline(
                one.item.prompt,
                num_inference_steps=6,
                switch_point=switch_point or 1,
                mode=mode,
                seed=one.item.seed,
                acceleration="none",
                output_type="pt",
            )
            torch.testing.assert_close(row, output.images[0], atol=2e-3, rtol=0)


def test_courses_that_begin_alike_are_not_changed_by_one_another(lab: Lab) -> None:
    items, courses = [worded(Item(PROMPT, {}, 5))], utility_courses(("cloud-only", "hybrid"), (2, 4), 6)

    together = lab.draw(items, courses).pixels

    for course in courses:
        torch.testing.assert_close(together[course.name], lab.draw(items, [course]).pixels[course.name])


def test_half_the_steps_are_twice_as_long_and_end_at_the_switch_point(lab: Lab) -> None:
    whole, thin = lab.levels, halved(lab.levels, 4)

    assert thin.timesteps == tuple(whole.timesteps[n] for n in (0, 2, 4, 5))
    assert thin.sigmas == tuple(whole.sigmas[n] for n in (0, 2, 4, 5, 6))


def test_server_steps_count_what_the_cloud_runs() -> None:
    courses = {course.name: course for course in claim_courses((5, 10), 25)}

    assert courses["cloud-only"].server_steps() == 25
    assert courses["device-only"].server_steps() == 0
    assert courses["client-first-20"].server_steps() == courses["server-first-20"].server_steps() == 20
    assert courses["half-steps-10"].server_steps() == 5
    assert courses["half-steps-5"].server_steps() == 3
    assert Course("two", 3, (Leg("cloud", OWN, 3), Leg("device", OWN, 9), Leg("cloud", OWN, 12))).server_steps() == 6


def test_the_wordings_of_a_prompt() -> None:
    words = worded(Item(PROMPT, {}, 0)).words

    assert words[OWN] == PROMPT
    assert words[CANONICAL] == "portrait of a young African woman in a red sweater"
    assert not {"young", "African", "woman"} & set(words[WRONG].split())
    assert not {"young", "African", "woman", "man"} & set(words[NEUTRAL].split())


@pytest.mark.parametrize(("place", "sizes", "expected"), [(0, [2, 3], 4), (5, [2, 3], 0), (4, [2, 3], 2), (0, [5], 1)])
def test_a_wrong_candidate_differs_in_every_axis(place: int, sizes: list[int], expected: int) -> None:
    assert shifted(place, sizes) == expected


def test_the_bundled_prompts_state_the_three_sensitive_attributes() -> None:
    items = read_items(None, seed=7, seeds=2)

    assert len(items) == 4000
    assert all({"gender", "age", "ethnicity"} <= item.attributes.keys() for item in items)
    assert len({item.seed for item in items}) == 4000


@pytest.mark.parametrize(
    "line", ["no json", '{"text": "a man"}', '{"prompt": ""}', '{"prompt": "a man", "attributes": {"age": 30}}', "[1]"]
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "prompts.jsonl"
    file.write_text('{"prompt": "a man"}\n' + line + "\n")

    with pytest.raises(BadRequest, match="line 2"):
        read_items(file, 0)


def test_a_file_may_begin_with_a_byte_order_mark_and_one_of_another_encoding_is_told(tmp_path: Path) -> None:
    file = tmp_path / "prompts.jsonl"
    file.write_text('{"prompt": "a man"}\r\n', encoding="utf-8-sig")
    assert [item.prompt for item in read_items(file, 0)] == ["a man"]
    file.write_text('{"prompt": "a man"}', encoding="utf-16")
    with pytest.raises(BadRequest, match="is not written in UTF-8"):
        read_items(file, 0)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--modes", " , "), "--modes names at least one mode"),
        (("--switch-points", ","), "--switch-points takes whole numbers"),
        (("--out", __file__), "cannot be used for the results: choose another --out"),
    ],
)
def test_what_names_nothing_and_a_folder_that_is_none_are_refused_before_a_model_is_loaded(
    call: Call, options: tuple[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("obclip.models.loading.load_model", lambda *_, **__: pytest.fail("a model was loaded"))
    status, _, err = call("evaluate", "utility", "--prompts", 2, *options)
    assert (status, said in " ".join(err.split())) == (2, True), err


def test_client_first_leaves_the_last_steps_to_the_cloud() -> None:
    (course,) = utility_courses(("client-first",), (5,), 25)

    assert [(leg.side, leg.stop) for leg in course.legs] == [("device", 20), ("cloud", 25)]
    assert course.server_steps() == 5


@pytest.mark.parametrize(
    ("modes", "points", "said"), [(("sideways",), (5,), "no mode"), (("hybrid",), (25,), "1 to 24"), (("hybrid",), (0,), "1 to 24")]
)
def test_modes_and_switch_points_that_there_are_not(modes: tuple[str, ...], points: tuple[int, ...], said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        utility_courses(modes, points, 25)


@pytest.fixture
def four_prompts(tmp_path: Path) -> Path:
    file = tmp_path / "four.jsonl"
    people = [("young", "African", "woman", "female"), ("old", "Asian", "man", "male")] * 2
    rows = [{"prompt": f"a {a} {e} {n}", "attributes": {"gender": g, "age": a, "ethnicity": e.lower()}} for a, e, n, g in people]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def test_utility_writes_rows_tables_plots_and_a_sheet_and_goes_on_where_it_stopped(call: Call, four_prompts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = [
        "evaluate",
        "utility",
        "--prompts-file",
        four_prompts,
        "--out",
        out,
        "--steps",
        4,
        "--switch-points",
        2,
        "--batch",
        2,
        "--resamples",
        9,
    ]

    first = call(*arguments)
    assert first.status == 0
    parts = sorted((out / "parts").iterdir())
    parts[1].write_bytes(parts[1].read_bytes()[:100])  # a full disk, a broken copy; one that is not there is drawn as all are at first
    before = parts[0].stat().st_mtime_ns
    assert call(*arguments).stdout == first.stdout
    assert parts[0].stat().st_mtime_ns == before

    rows = json.loads((out / "utility.json").read_text())
    assert [(row["mode"], row["switch_point"]) for row in rows] == [
        ("cloud-only", None), ("device-only", None), ("hybrid", 2), ("oblivious", 2),
    ]  # fmt: skip
    keys = {"mode", "switch_point", "n", "prompts", "seeds", "fid", "kid", "inception_score", "clip", "accuracy", "server_multiple"}
    assert all(keys <= row.keys() for row in rows)
    assert rows[3]["n"] == 30
    assert rows[3]["server_multiple"] == 15
    assert set(rows[0]["accuracy"]["gender"]) == {"mean", "low", "high"}
    for name in ("utility.csv", "utility.md", "quality-against-cost.png", "server-first-or-client-first.png", "contact-sheet.png"):
        assert (out / name).stat().st_size > 100


def test_another_evaluation_in_the_same_folder_is_refused(call: Call, four_prompts: Path, tmp_path: Path) -> None:
    arguments = ["evaluate", "utility", "--prompts-file", four_prompts, "--out", tmp_path / "out", "--modes", "device-only", "--steps"]
    assert call(*arguments, 2, "--switch-points", 1).status == 0

    refused = call(*arguments, 3, "--switch-points", 1)

    assert refused.status == 2
    assert "holds another evaluation (other steps)" in refused.stderr
    (tmp_path / "out" / "settings.json").write_text("{")
    assert "was cut short or changed" in " ".join(call(*arguments, 2, "--switch-points", 1).stderr.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--features", "eyes"], "no features"),
        (["--pair", "one"], "CLOUD,DEVICE"),
        (["--switch-points", "five"], "whole numbers"),
        (["--prompts-file", "nowhere.jsonl"], "cannot be read"),
        (["--reference", "nowhere"], "fewer than two"),
        (["--prompts", "1"], "two pictures or more"),
    ],
)
def test_a_mistake_is_one_sentence(call: Call, tmp_path: Path, arguments: list[str], said: str) -> None:
    told = call("evaluate", "utility", "--prompts", 2, "--out", tmp_path, *arguments)

    assert told.status == 2
    assert said in told.stderr
    assert "Traceback" not in told.stderr


def test_an_unknown_value_is_refused_before_anything_is_drawn(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "prompts.jsonl"
    file.write_text('{"prompt": "an old man", "attributes": {"age": "ancient"}}\n' * 2)

    told = call("evaluate", "utility", "--prompts-file", file, "--out", tmp_path / "out")

    assert "young, middle-aged, old" in told.stderr
    assert not (tmp_path / "out").exists()


def test_claims_write_a_row_for_every_claim_and_control(call: Call, four_prompts: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims"
    told = call("evaluate", "claims", "--prompts-file", four_prompts, "--out", out, "--steps", 5, "--switch-points", 2, "--resamples", 0)

    assert told.status == 0
    modes = {row["mode"] for row in json.loads((out / "claims.json").read_text())}
    assert modes >= {"server-first", "client-first", "wrong-prompt", "restarted", "neutral-start", "half-steps"}
    verdicts = (out / "verdicts.md").read_text()
    for claim in ("server first beats client first", "a wrong prompt for", "history carried at k = 2", "control A", "control h"):
        assert claim in verdicts
    assert verdicts in told.stdout
    assert {file.name for file in out.glob("*.png")} >= {"server-first-or-client-first.png", "wrong-prompt.png"}


def test_a_pair_that_cannot_run_one_schedule_is_refused() -> None:
    few = around(tiny.pipeline(), name="few", step_distilled=(4, 8))
    with pytest.raises(BadRequest, match=r'"few" was distilled for few steps.*choose models that take any'):
        Lab(around(tiny.pipeline(), name="any"), few)
    with pytest.raises(BadRequest, match='"any" and "other" have different latent spaces'):
        Lab(around(tiny.pipeline(), name="any"), around(tiny.pipeline(scaling_factor=0.13025), name="other"))


@pytest.mark.parametrize(("mode", "switch_point"), [("device-only", None), ("hybrid", 3), ("oblivious", 2)])
def test_with_a_distilled_device_the_lab_draws_what_the_pipeline_draws(mode: str, switch_point: int | None, tmp_path: Path) -> None:
    items = [worded(Item(PROMPT, {}, 5)), worded(Item("an old man on a beach", {}, 6))]
    (course,) = utility_courses((mode,), (switch_point or 1,), 6)

    with distilled.exchanged(tmp_path), ObliviousPipeline.from_pretrained() as pipeline:
        few = Lab(load_model("portraits-cloud"), pipeline.model, steps=6)
        drawn = few.draw(items, [course]).pixels[course.name]
        told: dict[str, Any] = {
            "num_inference_steps": 6,
            "switch_point": switch_point,
            "mode": mode,
            "acceleration": "none",
            "output_type": "pt",
        }
        for row, one in zip(drawn, items, strict=True):
            output = pipeline(one.item.prompt, seed=one.item.seed, **told)
            torch.testing.assert_close(row, output.images[0], atol=2e-3, rtol=0)
    assert few.guidance_scale == 3.0, "the cloud's"


def test_a_distilled_device_goes_on_from_levels_of_its_own_and_begins_for_no_cloud() -> None:
    few = Lab(around(tiny.pipeline(), name="any"), around(distilled.pipeline(), name="few"), steps=25)
    finish = Leg("device", OWN, 25)

    cloud, device = few.timetable.of(Course("hybrid", 10, (Leg("cloud", OWN, 10), finish)))
    half, _ = few.timetable.of(Course("half-steps", 10, (Leg("cloud", OWN, 10), finish), halved=10))
    (alone,) = few.timetable.of(Course("device-only", None, (finish,)))
    wrong = few.timetable.of(Course("wrong-prompt", 10, (Leg("cloud", WRONG, 10), Leg("cloud", OWN, 25))))

    assert device.met is not None
    assert (len(cloud.levels), len(half.levels), len(device.levels) - device.met.resume, len(alone.levels)) == (10, 5, 4, 7)
    assert cloud.levels.sigmas[-1] == half.levels.sigmas[-1] == device.levels.sigmas[device.met.resume]
    assert [(stretch.levels, stretch.stop) for stretch in wrong] == [(few.levels, 10), (few.levels, 25)]
    with pytest.raises(BadRequest, match="client-first cannot be drawn with a device that was distilled for 7 steps"):
        few.check(utility_courses(("client-first",), (5,), 25))
    kept = {course.mode for course in claim_courses((5, 10), 25) if few.timetable.able(course)}
    assert kept == {"cloud-only", "device-only", "server-first", "wrong-prompt", "neutral-start", "half-steps"}
