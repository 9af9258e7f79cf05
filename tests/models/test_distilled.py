"""A model's folder says by itself that it was distilled for so many steps and takes no guidance."""

from pathlib import Path
from typing import Any

import pytest
from diffusers import EulerDiscreteScheduler

from obclip import ObliviousPipeline
from obclip.cloud.cost import cost
from obclip.errors import BadRequest
from obclip.models.distilled import distilled_for
from obclip.models.families.known import around
from obclip.models.loading import load_model
from obclip.models.model import LoadedModel
from obclip.models.registry import entry
from tests import distilled, tiny
from tests.commands import Call
from training.ladder import Ladder


def facts(model: LoadedModel) -> tuple[object, ...]:
    return model.step_distilled, model.guidance, model.guidance_scale, model.solver


@pytest.mark.parametrize(
    "config", [{}, {"is_distilled": False}, {"num_inference_steps": 7}, {"is_distilled": False, "num_inference_steps": 7}]
)
def test_a_config_that_does_not_say_so_is_of_a_model_that_takes_any_number_of_steps(config: dict[str, Any]) -> None:
    assert distilled_for(config) == ()


@pytest.mark.parametrize(
    ("said", "steps"), [(True, None), (True, "7"), (True, 7.0), (True, True), (True, 0), (True, 1001), (True, [4, 8]), ("yes", 7), (1, 7)]
)
def test_a_config_that_says_one_half_or_no_number_is_refused(said: Any, steps: Any) -> None:
    with pytest.raises(BadRequest, match="must say is_distilled=true and num_inference_steps, from pure noise, 1 to 1000"):
        distilled_for({"is_distilled": said, "num_inference_steps": steps})


def test_a_folder_says_it_and_still_does_when_it_was_loaded_and_saved_again(tmp_path: Path) -> None:
    expected = ((7,), "none", 1.0, "ddim")
    distilled.pipeline().save_pretrained(tmp_path / "one")
    loaded = load_model(str(tmp_path / "one"), device="cpu")
    assert facts(loaded) == expected
    loaded.pipeline.save_pretrained(tmp_path / "two")
    assert facts(load_model(str(tmp_path / "two"), device="cpu")) == expected
    with ObliviousPipeline.from_pretrained(loaded.pipeline, cloud=tiny.pipeline()) as pair:
        pair.save_pretrained(tmp_path / "pair")
    with ObliviousPipeline.from_pretrained(tmp_path / "pair", device="cpu") as again:
        assert facts(again.model) == expected


def test_a_scheduler_that_is_set_later_says_it_or_says_it_no_more() -> None:
    pipeline = distilled.pipeline()
    model = around(pipeline, name="few")
    pipeline.scheduler = EulerDiscreteScheduler.from_config(pipeline.scheduler.config)
    model.follow_scheduler()
    assert facts(model) == ((7,), "none", 1.0, "euler"), "diffusers hands on what a scheduler does not know"
    pipeline.scheduler = tiny.pipeline().scheduler
    model.follow_scheduler()
    assert facts(model) == ((), "classifier-free", 7.5, "dpmsolver++")
    pipeline.scheduler.register_to_config(is_distilled=True)
    with pytest.raises(BadRequest, match="must say is_distilled"):
        model.follow_scheduler()


def test_a_bundled_device_of_few_steps_stands_beside_the_one_that_takes_any_number() -> None:
    model, ladder = load_model("portraits-device-few", device="cpu"), Ladder(5)
    assert facts(model) == ((5,), "none", 1.0, "ddim")
    assert facts(load_model("portraits-device", device="cpu")) == ((), "classifier-free", 3.0, "dpmsolver++")
    assert model.schedule(5, "ddim") == ladder.levels
    assert [len(ladder) - ladder.place_of(k) for k in (0, 5, 10)] == [5, 4, 3]


def test_the_bundled_device_is_exchanged_by_its_files_alone(tmp_path: Path, call: Call) -> None:
    before = facts(load_model("portraits-device", device="cpu"))
    assert before == ((), "classifier-free", 3.0, "dpmsolver++")
    with distilled.exchanged(tmp_path):
        model = load_model("portraits-device", device="cpu")
        assert facts(model) == ((7,), "none", 1.0, "ddim")
        assert facts(load_model("portraits-cloud", device="cpu")) == before, "the cloud's scheduler stays"
        assert model.schedule(7, "ddim") == Ladder(7).levels, "those that the student learns on"
        known = entry("portraits-device")
        assert known is not None
        assert (known.steps, known.guidance) == ((7,), "none")
        assert "7" in next(line for line in call("models", "--space", "portraits-1").stdout.splitlines() if "portraits-device" in line)
        assert_four_evaluations()
    assert facts(load_model("portraits-device", device="cpu")) == before


def assert_four_evaluations() -> None:
    """What `obclip cost` counts of the device's part after k = 10: four rows of its network, where fifteen guided steps are thirty."""
    few = cost("portraits-device", "none", candidates=1, switch_point=4, steps=7)
    assert few.multiple == pytest.approx(4 / 7)
    row = few.plain_generation_macs / 7
    assert few.request_macs == pytest.approx(4 * row, rel=1e-6)
    with pytest.raises(BadRequest, match="steps must be one of 7"):
        cost("portraits-device", "none", candidates=1, switch_point=15, steps=25)
