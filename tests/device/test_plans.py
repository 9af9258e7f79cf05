"""A plan is checked alike whether a cloud is asked or not: what would be refused tomorrow is not passed over today."""

from pathlib import Path
from typing import Any

import pytest

from obclip import ObliviousPipeline
from obclip.errors import BadRequest
from obclip.in_process import local_cloud
from obclip.models.families.known import around
from obclip.protocol.acceleration import PRESETS, Acceleration, Preset
from tests import tiny

OWN = """version = "own"
[[attribute]]
name = "hair"
blocks = [["red", "grey"]]
[[row]]
name = "colour"
kind = "adjective"
neutral = ""
[row.forms]
red = ["red-haired"]
grey = ["grey-haired"]
[words]
person = "person/people"
animal = "dog"
close = "hat"
stop = "a, and, of, by, is, with, the"
"""
WIDE = {"acceleration": Acceleration(tree=True, axes=(2, 3))}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"acceleration": Acceleration(neutral_prefix=50)}, "neutral_prefix must be below switch_point"),
        ({"acceleration": Acceleration(pivot_steps=50)}, "pivot_steps must not be above switch_point"),
        ({"acceleration": Acceleration(neutral_prefix=1, full_steps=(0,))}, "full_steps must go on after step 0"),
        ({"acceleration": Acceleration(axes=(2, 3))}, "axes and order are for trees only"),
        ({"acceleration": Acceleration(neutral_prefix=1, neutral_prompt="a man")}, "neutral_prompt is not for you to name"),
        ({"acceleration": Preset("auto", (("neutral_prompt", "a man"),))}, "neutral_prompt is not for you to name"),
        (
            {"acceleration": Preset("fast", (("full_steps", (0,)),))},
            "cache_interval, full_steps, and cache_point with skip_point cannot be joined",
        ),
        ({"acceleration": "none", "parts_last": "age"}, "parts_last is for trees only"),
        ({"parts_last": "nose"}, "parts_last must be one of age, "),
        ({"parts_last": 3}, "parts_last must be one of age, "),
        ({"switch_point": 99}, r"switch_point must be 0 to num_inference_steps \(got 99 and 25\)"),
        ({"switch_point": -1}, r"switch_point must be 0 to num_inference_steps \(got -1 and 25\)"),
    ],
)
@pytest.mark.parametrize("how", [{"mode": "device-only"}, {"switch_point": 0}, {}])
def test_what_no_cloud_could_follow_is_refused_where_none_is_asked_too(how: dict[str, Any], given: dict[str, Any], words: str) -> None:
    with (
        ObliviousPipeline(around(tiny.pipeline()), local_cloud(around(tiny.pipeline()))) as private,
        pytest.raises(BadRequest, match=f"^{words}"),
    ):
        private("an old man", **{**how, **given})


@pytest.mark.parametrize(
    "given", [{"acceleration": plan} for plan in (*PRESETS, "auto")] + [{"parts_last": "age"}, {"switch_point": 25}, WIDE]
)
def test_what_a_cloud_could_follow_is_drawn_where_none_is_asked_too(given: dict[str, Any]) -> None:
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        assert private("an old man", mode="device-only", device_steps=1, **given).images


def test_the_attribute_that_parts_last_may_be_one_of_the_users_own_taxonomy(tmp_path: Path) -> None:
    (own := tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        ask: dict[str, Any] = {"mode": "device-only", "num_inference_steps": 1, "parts_last": "hair"}
        assert private("an old man", taxonomy=own, **ask).images
        with pytest.raises(BadRequest, match="parts_last must be one of age"):
            private("an old man", **ask)
