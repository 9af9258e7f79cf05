"""The acceleration of a request: one typed value, presets that name it, and one sentence for what cannot be."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from obclip.cli.plans import read_plan
from obclip.cloud.door import decode_request
from obclip.errors import BadRequest
from obclip.protocol.acceleration import NOTHING, PRESETS, Acceleration, Preset
from obclip.protocol.codec import encode_request
from obclip.protocol.request import DenoiseRequest
from tests.asking import asked


@pytest.mark.parametrize(("switch_point", "cache_point", "skip_point"), [(5, 3, 3), (10, 4, 6)])
def test_the_papers_preset_has_its_settings(switch_point: int, cache_point: int, skip_point: int) -> None:
    paper = Preset("paper").at(switch_point)
    assert (paper.cache_point, paper.skip_point, paper.pivot_steps, paper.refresh_interval) == (cache_point, skip_point, cache_point, 5)


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("switch_point", [1, 2, 4, 5, 10, 25])
def test_every_preset_crosses_the_wire(name: str, switch_point: int) -> None:
    value = asked({"plan": name, "axes": (2,)}, switch_point)
    sent = DenoiseRequest(("a", "b"), 1, 25, switch_point, 2.0, acceleration=value)
    assert decode_request(encode_request(sent)).acceleration == value


def test_fields_differ_from_a_preset() -> None:
    assert Preset("paper", (("cache_point", 2), ("refresh_interval", None))).at(5).cache_point == 2
    assert Preset().at(5) == Acceleration()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("turbo", "choose one of auto, none, exact, cache, paper, fast, tree"),
        ({"turbo": 1}, "the fields are exact, pivot_steps"),
        ({"cache_point": 0}, "cache_point must be at least 1"),
        ({"cache_point": "3"}, "cache_point must be a whole number or null"),
        ({"cache_point": True}, "cache_point must be a whole number"),
        ({"exact": 1}, "exact must be true or false"),
        ({"neutral_prompt": " "}, "neutral_prompt must have 1 to 2000"),
        ({"neutral_prompt": 3}, "neutral_prompt must be a prompt"),
        ({"exact": None}, "exact"),
        ({"cache_branch": None}, "cache_branch"),
        ({"cache_branch": -1}, "cache_branch must be at least 0"),
        ({"cache_interval": 1001}, "cache_interval must be at most 1000"),
        ({"refresh_interval": 10**12}, "refresh_interval must be at most 1000"),
        ({"axes": [2, "x"]}, "axes must be a list of whole numbers"),
        ({"axes": [2, 0]}, "axes"),
        ({"axes": [1] * 300_000}, "at most 256 axes"),
        ({"order": [1]}, "order"),
        ({"shared_unconditional": "all"}, "fitted, x0, epsilon"),
        ({"cache_interval": 2, "skip_point": 3}, "cannot be joined"),
        ({"cache_interval": 2, "full_steps": (0, 1)}, "cannot be joined"),
        ({"full_steps": (1, 2)}, "full_steps must begin with step 0"),
        ({"full_steps": (0, 2, 2)}, "full_steps must begin with step 0 and rise"),
        ({"full_steps": tuple(range(1001))}, "full_steps 1000"),
        ({"tree": True, "partings": (3, 2)}, "partings must be steps that rise"),
        ({"tree": True, "partings": (1,), "neutral_prefix": 2}, "none of them in the neutral prefix"),
        ({"tree": True, "partings": (1,) * 257}, "partings must name at most 256"),
        ({"partings": (3,)}, "partings has no say without tree"),
        ({"plan": "fast", "partings": (3,)}, "partings has no say without tree"),
        ({"plan": "paper", "cache_branch": 2}, "cache_branch has no say without cache_interval or full_steps"),
        ({"plan": "tree", "refresh_interval": None}, "refresh_interval has no say without cache_point or skip_point"),
        ("auto", "depends on the candidates"),
    ],
)
def test_what_is_not_known_is_refused_in_one_sentence(told: str | dict[str, object], words: str) -> None:
    with pytest.raises(BadRequest, match=words) as caught:
        asked(told, 5)
    assert "turbo" not in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("name", "changes"),
    [("fast", {"cache_interval": 2}), ("fast", ("cache_interval", 2)), ("fast", (("cache_interval", 2, 3),)), ("fast", 5), ("fast", None)],
)
def test_changes_that_are_no_pairs_are_told_how_they_are_written(name: str, changes: Any) -> None:
    with pytest.raises(BadRequest, match=r'^A preset\'s changes are pairs .*: give Preset\("fast", \(\("cache_interval", 2\),\)\)'):
        Preset(name, changes)


@pytest.mark.parametrize(
    "change", [("cache_interval", "two"), ("cache_interval", -1), ("cache_branch", None), ("shared_unconditional", "x")]
)
@pytest.mark.parametrize("name", ["fast", "auto"])
def test_a_value_that_a_field_has_in_no_plan_is_refused_where_the_preset_is_made(name: str, change: tuple[str, object]) -> None:
    with pytest.raises(BadRequest, match=f"^{change[0]} must be "):
        Preset(name, (change,))


@pytest.mark.parametrize("name", [3, None, ("fast",), ["fast"]])
def test_a_presets_name_that_is_no_text_is_told_the_names(name: Any) -> None:
    with pytest.raises(BadRequest, match=r"^There is no such acceleration: choose one of auto, none, exact"):
        Preset(name, ())


def test_a_field_that_there_is_not_is_told_those_that_there_are_however_it_is_given() -> None:
    odd: dict[Any, Any] = {"turbo": 1}
    for make in (lambda: Acceleration(**odd), lambda: replace(NOTHING, **odd), lambda: Preset("fast", tuple(odd.items()))):
        with pytest.raises(BadRequest, match=r"^There is no such field of an acceleration: the fields are exact, pivot_steps"):
            make()


@pytest.mark.parametrize("library", [np.int64, np.uint8, torch.tensor])
def test_the_whole_numbers_and_lists_of_other_libraries_count_as_pythons(library: Callable[[int], Any]) -> None:
    foreign = Preset("tree", (("cache_interval", library(2)), ("axes", [library(2), library(3)]), ("order", np.array([1, 0])))).at(5)
    assert foreign == Preset("tree", (("cache_interval", 2), ("axes", (2, 3)), ("order", (1, 0)))).at(5)
    assert (type(foreign.cache_interval), type(foreign.axes[0]), type(foreign.order[0])) == (int, int, int)
    assert foreign == Acceleration(**vars(foreign))
    for wrong in (np.float64(2), np.bool_(True), 2.0, "2"):
        with pytest.raises(BadRequest, match=r"^cache_interval must be a whole number\.$"):
            Acceleration(cache_interval=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("axes", [(3,), (1, 1, 1), (2, 2)])
def test_axes_are_bounded_by_the_number_of_prompts(axes: tuple[int, ...]) -> None:
    with pytest.raises(BadRequest, match="axes"):
        DenoiseRequest(("a", "b"), 1, 5, 5, 2.0, acceleration=Acceleration(tree=True, axes=axes))


@pytest.mark.parametrize("told", [{"partings": (99,)}, {"partings": (2, 5)}, {"neutral_prefix": 5}, {"full_steps": (0, 5)}])
def test_a_request_names_no_step_after_the_clouds_last(told: dict[str, tuple[int, ...]]) -> None:
    """Candidates that part after it would be drawn alike. Both sides make this value, so both refuse."""
    plan = Acceleration(tree=True, axes=(2,), **told)  # type: ignore[arg-type]
    with pytest.raises(BadRequest, match=rf"^{next(iter(told))} must be below switch_point.* \(got \d+ and 5\)\.$"):
        DenoiseRequest(("a", "b"), 1, 10, 5, 2.0, acceleration=plan)
    assert DenoiseRequest(("a", "b"), 1, 200, 100, 2.0, acceleration=plan).acceleration == plan


@pytest.mark.parametrize("told", [{"pivot_steps": 6}, {"cache_point": 5}, {"skip_point": 5}, {"plan": "paper", "cache_point": 99}])
def test_nor_a_step_that_the_cloud_never_gets_to(told: dict[str, object]) -> None:
    """What would do nothing, or less than it says, is refused as well."""
    with pytest.raises(BadRequest, match=rf"^{list(told)[-1]} must (not be above|be below) switch_point \(got \d+ and 5\)\.$"):
        DenoiseRequest(("a", "b"), 1, 10, 5, 2.0, acceleration=asked(told, 5))


@pytest.mark.parametrize(
    ("told", "last"),
    [
        ({"tree": True, "axes": (2,), "partings": (4,), "full_steps": (0, 3)}, 4),
        ({"tree": True, "axes": (2, 3), "partings": (2,), "full_steps": (0, 1)}, 2),
        ({"tree": True, "axes": (2, 3), "full_steps": (0, 1)}, 2),
        ({"neutral_prefix": 2, "full_steps": (0, 1)}, 2),
    ],
)
def test_who_part_have_a_step_in_full_thereafter(told: dict[str, object], last: int) -> None:
    """Both sides make this value, so both refuse: a step that reuses work need not read a text. It may be the step of the parting."""
    prompts = tuple("abcdef")[: 2 if told.get("axes") == (2,) else 6]
    plan = asked(told, 5)
    with pytest.raises(BadRequest, match=rf"^full_steps must go on after step .*drawn alike \(the last part at step {last}\)\.$"):
        DenoiseRequest(prompts, 1, 10, 5, 2.0, acceleration=plan)
    mended = replace(plan, full_steps=(0, last))
    assert DenoiseRequest(prompts, 1, 10, 5, 2.0, acceleration=mended).acceleration == mended


def test_a_parting_that_no_axis_needs_is_no_reason_to_refuse() -> None:
    plan = Acceleration(tree=True, axes=(1, 6), partings=(2, 4), full_steps=(0, 2))
    plan.check(6, 5)
    assert plan.partings_for(5) == (2,)


@pytest.mark.parametrize("switch_point", range(1, 61))
def test_every_preset_names_steps_of_the_clouds(switch_point: int) -> None:
    for preset in PRESETS.values():
        plan = preset(switch_point)
        replace(plan, axes=(2,) if plan.tree else ()).check(2, switch_point)


def test_a_plan_on_a_command_line_is_a_name_and_fields() -> None:
    assert read_plan("fast") == (Preset("fast"), None)
    assert read_plan("fast:cache_interval=3; exact=false") == (Preset("fast", (("cache_interval", 3), ("exact", False))), None)
    assert read_plan('tree:parts_last="age"') == (Preset("tree"), "age")


@pytest.mark.parametrize("text", ["warp", "fast:warmth=3", "fast:cache_interval=often", "fast:cache_interval", "tree:parts_last=2"])
def test_a_plan_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match=r"acceleration|parts_last"):
        read_plan(text)
