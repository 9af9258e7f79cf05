"""The acceleration of a request: presets, fields, and one sentence for what is not known."""

import json
from typing import Any

import pytest

from obclip.cloud.acceleration.config import PRESETS, Acceleration, acceleration
from obclip.errors import BadRequest
from obclip.protocol.request import DenoiseRequest


@pytest.mark.parametrize(("switch_point", "cache_point", "skip_point"), [(5, 3, 3), (10, 4, 6)])
def test_the_papers_preset_has_its_settings(switch_point: int, cache_point: int, skip_point: int) -> None:
    paper = acceleration("paper", switch_point)
    assert (paper.cache_point, paper.skip_point, paper.pivot_steps, paper.refresh_interval) == (cache_point, skip_point, cache_point, 5)


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("switch_point", [1, 2, 4, 5, 10, 25])
def test_every_preset_survives_its_json(name: str, switch_point: int) -> None:
    chosen = acceleration(name, switch_point)
    assert acceleration(json.loads(json.dumps(chosen.as_json())), switch_point) == chosen


def test_fields_differ_from_a_preset() -> None:
    assert acceleration({"plan": "paper", "cache_point": 2, "refresh_interval": None}, 5).cache_point == 2
    assert acceleration({}, 5) == Acceleration()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("turbo", "choose one of none, exact, cache, paper, fast, tree"),
        ({"plan": "turbo"}, "choose one of none"),
        ({"turbo": 1}, "the fields are plan, exact, pivot_steps"),
        ({"cache_point": 0}, "cache_point must be at least 1"),
        ({"cache_point": "3"}, "cache_point of an acceleration must be of type int"),
        ({"cache_point": True}, "cache_point"),
        ({"exact": 1}, "exact"),
        ({"neutral_prompt": " "}, "neutral_prompt must have words"),
        ({"neutral_prompt": 3}, "neutral_prompt"),
        ({"exact": None}, "exact"),
        ({"cache_branch": None}, "cache_branch"),
        ({"cache_branch": -1}, "cache_branch must be at least 0"),
        ({"axes": [2, "x"]}, "axes"),
        ({"axes": [2, 0]}, "axes"),
        ({"order": [1]}, "order"),
        ({"shared_unconditional": "all"}, "fitted, x0, epsilon"),
        ({"cache_interval": 2, "skip_point": 3}, "cannot be joined"),
    ],
)
def test_what_is_not_known_is_refused_in_one_sentence(asked: str | dict[str, Any], words: str) -> None:
    with pytest.raises(BadRequest, match=words) as caught:
        acceleration(asked, 5)
    assert "turbo" not in caught.value.message
    assert "\n" not in caught.value.message


def test_a_request_carries_names_and_objects() -> None:
    common: dict[str, Any] = {"prompts": ("a", "b"), "seed": 1, "num_inference_steps": 5, "switch_point": 5, "guidance_scale": 2.0}
    asked: Any
    for asked in ("paper", {"plan": "tree", "axes": (2,), "refresh_interval": None, "exact": True}):
        sent = DenoiseRequest(**common, acceleration=asked)
        assert DenoiseRequest.model_validate_json(sent.model_dump_json()) == sent
    wrong: Any
    for wrong in (3, {"axes": {"deep": 1}}, "x" * 50, {str(n): 1 for n in range(30)}):
        with pytest.raises(ValueError, match="acceleration"):
            DenoiseRequest(**common, acceleration=wrong)
