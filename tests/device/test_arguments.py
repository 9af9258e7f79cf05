"""Nothing that a pipeline of diffusers takes is ignored without a word: it is supported, or refused with a reason."""

import inspect
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import LatentConsistencyModelPipeline, StableDiffusionPipeline, StableDiffusionXLPipeline

from obclip import ObliviousPipeline
from obclip.device.arguments import FRAMES, REFUSED
from obclip.device.settings import RunSettings
from obclip.errors import BadRequest, UserError
from obclip.models.families.known import around
from obclip.prompts.rules import Rules
from tests import tiny, tiny_sdxl
from tests.outputs import tensor

TAKEN = inspect.signature(ObliviousPipeline.__call__).parameters


def arguments(pipeline: type) -> list[str]:
    """All that it can be called with; its `**kwargs` are the two that it has replaced."""
    names = list(inspect.signature(pipeline.__call__).parameters)
    assert "kwargs" in names
    return [*(name for name in names if name not in ("self", "kwargs")), "callback", "callback_steps"]


@pytest.mark.parametrize("pipeline", [StableDiffusionPipeline, LatentConsistencyModelPipeline, StableDiffusionXLPipeline])
def test_every_argument_is_supported_or_refused_with_a_reason(pipeline: type) -> None:
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        for name in arguments(pipeline):
            assert (name in TAKEN) != (name in REFUSED), name
            if name in REFUSED:
                odd: dict[str, Any] = {name: 0.5}
                with pytest.raises(BadRequest, match=f"^{name} is not supported: .{{20,}}") as refusal:
                    private("an old man", **odd)
                assert "\n" not in refusal.value.message


@pytest.mark.parametrize("name", ["pag_scale", "pag_adaptive_scale", "sag_scale"])
def test_guidance_of_another_kind_is_refused_with_a_reason_and_off_is_nothing(name: str) -> None:
    odd: dict[str, Any] = {name: 3.0}
    off: dict[str, Any] = {name: 0.0}
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        with pytest.raises(BadRequest, match=f"^{name} is not supported: .*guidance_scale"):
            private("an old man", **odd)
        assert private("an old man", num_inference_steps=1, mode="device-only", **off).images


@pytest.mark.parametrize("pipeline", [StableDiffusionPipeline, StableDiffusionXLPipeline])
def test_what_diffusers_would_do_anyway_may_be_said(pipeline: type) -> None:
    """Their own defaults, spelt out, change nothing."""
    defaults = inspect.signature(pipeline.__call__).parameters
    idle = {name: defaults[name].default for name in arguments(pipeline) if name in REFUSED and name in defaults}
    assert len(idle) >= 10
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        assert private("an old man", num_inference_steps=1, mode="device-only", **idle).images


@pytest.mark.parametrize(
    "idle",
    [
        {"denoising_end": 1.0},
        {"prompt_2": "", "negative_prompt_2": ""},
        {"prompt_2": "an old man", "negative_prompt_2": "blurry"},
        {"cross_attention_kwargs": {"scale": 1.0}},
        {"original_size": (16, 24), "target_size": [16, 24], "crops_coords_top_left": [0, 0]},
        {"original_size": (16, 16), "target_size": (16, 16), "height": None, "width": None},
        {"original_size": (16, 24), "height": None},
        {"negative_target_size": (16, 24)},
        {"callback": None, "callback_steps": 1},
    ],
)
def test_and_so_may_what_comes_to_the_same(idle: dict[str, Any]) -> None:
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        ask: dict[str, Any] = {"negative_prompt": "blurry", "num_inference_steps": 1, "mode": "device-only", "height": 16, "width": 24}
        assert private("an old man", **{**ask, **idle}).images


@pytest.mark.parametrize(
    "changing",
    [
        {"denoising_end": 0.8},
        {"denoising_end": True},
        {"prompt_2": "a young man"},
        {"negative_prompt_2": "an old man"},
        {"cross_attention_kwargs": {"scale": 0.5}},
        {"original_size": (24, 16)},
        {"target_size": (16, 16)},
        {"original_size": (None, None)},
        {"original_size": (24, 24), "height": None, "width": None},
        {"original_size": (None, None), "height": None, "width": None},
        {"original_size": 16, "width": None},
        {"negative_original_size": (24, 16)},
        {"crops_coords_top_left": (5, 5)},
        {"callback_steps": 2},
    ],
)
def test_but_not_what_comes_near_it(changing: dict[str, Any]) -> None:
    with (
        ObliviousPipeline(around(tiny.pipeline()), None) as private,
        pytest.raises(BadRequest, match=f"^{next(iter(changing))} is not supported: "),
    ):
        private("an old man", **{"negative_prompt": "blurry", "height": 16, "width": 24, **changing})


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_of_another_size_is_told_what_makes_one(name: str) -> None:
    given: dict[str, Any] = {name: (24, 24)}
    for pipeline in (tiny.pipeline(), tiny_sdxl.pipeline()):
        with (
            ObliviousPipeline(around(pipeline), None) as private,
            pytest.raises(BadRequest, match="the picture's own size, whole: leave it out, and give height and width for another size"),
        ):
            private("an old man", **given)


@pytest.mark.parametrize(("name", "meant"), [("negative_promt", "negative_prompt"), ("guidence_scale", "guidance_scale")])
def test_a_misspelt_argument_is_told_what_was_meant(name: str, meant: str) -> None:
    given: dict[str, Any] = {name: 0.5}
    with (
        ObliviousPipeline(around(tiny.pipeline()), None) as private,
        pytest.raises(TypeError, match=rf"unexpected keyword argument '{name}': did you mean {meant}\?$"),
    ):
        private("an old man", **given)


@pytest.mark.parametrize("name", ["image", "mask_image", "masked_image_latents", "control_image", "strength"])
def test_a_picture_to_begin_with_is_refused_in_a_sentence(name: str) -> None:
    given: dict[str, Any] = {name: 0.5}
    with (
        ObliviousPipeline(around(tiny.pipeline()), None) as private,
        pytest.raises(BadRequest, match=f"^{name} is not supported: a picture"),
    ):
        private("an old man", **given)


@pytest.mark.parametrize("config", [{"foo": 3}, {"ncols": "wide"}, {"total": 4}, {"file": "log"}, {"bar_format": "{nope}"}])
def test_a_bar_that_cannot_be_is_refused_where_it_is_set_and_where_a_wrapped_pipeline_has_it(config: dict[str, Any]) -> None:
    wrapped = tiny.pipeline()
    with ObliviousPipeline(around(wrapped), None) as private:
        with pytest.raises(BadRequest, match=r"^The progress bar cannot be drawn like that \(.+\): give what tqdm takes"):
            private.set_progress_bar_config(**config)
        assert private("an old man", num_inference_steps=1, mode="device-only").images, "what was refused has no say"
        wrapped.set_progress_bar_config(**config)
        with pytest.raises(BadRequest, match=r"^The progress bar cannot be drawn like that"):
            private("an old man", num_inference_steps=1, mode="device-only")


def test_a_bar_that_can_be_is_drawn(capfd: pytest.CaptureFixture[str]) -> None:
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        private.set_progress_bar_config(desc="drawing", leave=True, ncols=80)
        assert capfd.readouterr().err == ""
        private("an old man", num_inference_steps=1, mode="device-only")
        assert "drawing: 100%" in capfd.readouterr().err


def test_the_numbers_of_other_libraries_count_as_pythons() -> None:
    known: dict[str, Any] = {"seed": 7, "num_inference_steps": 2, "height": 16, "guidance_scale": 2.0, "num_images_per_prompt": 1}
    foreign = {name: np.int64(value) if isinstance(value, int) else np.float32(value) for name, value in known.items()}
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        told = [private("an old man", mode="device-only", output_type="pt", **numbers) for numbers in (known, foreign)]
    assert (tensor(told[0]) == tensor(told[1])).all()
    assert [(one.seed, type(one.seed)) for one in told] == [(7, int)] * 2


@pytest.mark.parametrize(
    "scale", [torch.tensor(2.0), torch.tensor(2), torch.tensor(2.0, dtype=torch.bfloat16), np.array(2.0), np.int64(2), Fraction(2)]
)
def test_a_guidance_scale_may_be_a_scalar_of_any_library(scale: Any) -> None:
    asked: dict[str, Any] = {"mode": "device-only", "output_type": "pt", "num_inference_steps": 1, "seed": 7}
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        assert (
            tensor(private("an old man", guidance_scale=scale, **asked)) == tensor(private("an old man", guidance_scale=2.0, **asked))
        ).all()


@pytest.mark.parametrize(
    ("scale", "told"),
    [
        (torch.tensor([2.0]), r"a Tensor of shape \[1\]"),
        (torch.ones(2, 3), r"a Tensor of shape \[2, 3\]"),
        (torch.tensor(2.0, device="meta"), r"a Tensor of shape \[\]"),
        (torch.tensor(True), r"a Tensor of shape \[\]"),
        (np.array([2.0, 3.0]), r"a ndarray of shape \[2\]"),
        (np.array("two"), r"a ndarray of shape \[\]"),
        ([2.0], r"\[2\.0\]"),
        ("2", "'2'"),
        (2j, "2j"),
    ],
)
def test_what_is_no_number_to_guide_by_is_one_sentence(scale: Any, told: str) -> None:
    with (
        ObliviousPipeline(around(tiny.pipeline()), None) as private,
        pytest.raises(BadRequest, match=rf"^guidance_scale must be a number \(got {told}\)\.$"),
    ):
        private("an old man", guidance_scale=scale, mode="device-only")


@pytest.mark.parametrize("number", [np.float64(2), np.bool_(True), np.array([1, 2]), "2", np.str_("2")])
@pytest.mark.parametrize("name", ["seed", "num_inference_steps", "num_images_per_prompt"])
def test_what_is_no_whole_number_in_any_library_is_refused_in_a_sentence(name: str, number: Any) -> None:
    with (
        ObliviousPipeline(around(tiny.pipeline()), None) as private,
        pytest.raises(BadRequest, match=f"^{name} must be a whole number.*got"),
    ):
        private("an old man", mode="device-only", **{name: number})


@pytest.mark.parametrize("mode", ["oblivious", "device-only"])
def test_a_plan_as_a_command_line_writes_it_is_refused_with_pythons_own_way(mode: str) -> None:
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        with pytest.raises(BadRequest, match=r'^A command line alone .* in Python give Preset\("fast", \(\("cache_interval", 2\),\)\)'):
            private("an old man", mode=mode, acceleration="fast:cache_interval=2")
        with pytest.raises(BadRequest, match="There is no such acceleration: choose one of auto, none"):
            private("an old man", mode=mode, acceleration="fats")


@pytest.mark.parametrize(("prompts", "number"), [(["an old man", 3], 2), ([None, "an old man"], 1), (("a", "b", b"c"), 3)])
def test_a_prompt_that_is_no_text_is_told_by_its_place(prompts: Any, number: int) -> None:
    kind = type(prompts[number - 1]).__name__
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        with pytest.raises(BadRequest, match=rf"^Prompt {number} of {len(prompts)} is no text \(got {kind}\)"):
            private(prompts)
        with pytest.raises(BadRequest, match=rf"^Negative prompt {number} of {len(prompts)} is no text"):
            private(["an old man"] * len(prompts), negative_prompt=prompts)


def test_an_argument_that_nobody_takes_is_a_users_mistake_and_one_as_python_has_it() -> None:
    with ObliviousPipeline(around(tiny.pipeline()), None) as private:
        for name, meant in (("strenght", "did you mean strength?"), ("foo", "no argument has a name like it, leave it out.")):
            for kind in (TypeError, UserError):
                given: dict[str, Any] = {name: 0.5}
                with pytest.raises(kind) as refusal:
                    private("an old man", **given)
                assert str(refusal.value) == f"ObliviousPipeline.__call__() got an unexpected keyword argument '{name}': {meant}"


def test_the_defaults_are_those_of_the_settings_and_the_rules() -> None:
    known = {**vars(RunSettings()), **vars(Rules())}
    shared = {name: parameter.default for name, parameter in TAKEN.items() if name in known}
    assert len(shared) >= len(vars(RunSettings())) + 5
    assert shared == {name: known[name] for name in shared}
