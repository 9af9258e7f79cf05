"""What the user's own pipeline does to a picture after decoding is done here too: its safety checker, its watermark."""

from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import StableDiffusionPipeline
from diffusers.pipelines.stable_diffusion.safety_checker import StableDiffusionSafetyChecker
from PIL import Image
from torch import Tensor
from transformers import CLIPConfig, CLIPImageProcessor

from obclip import ObliviousPipeline
from tests import tiny, tiny_sdxl
from tests.outputs import tensor

FEW: dict[str, Any] = {"num_inference_steps": 3, "guidance_scale": 2.0, "output_type": "pt"}
SMALL = {"hidden_size": 32, "intermediate_size": 37, "num_hidden_layers": 1, "num_attention_heads": 4, "projection_dim": 32}


def checked(least: float) -> StableDiffusionPipeline:
    """The tiny pipeline with a checker that flags what is more alike to its concepts than `least`, a cosine."""
    parts = tiny.pipeline().components
    config = CLIPConfig(text_config=SMALL, vision_config={**SMALL, "image_size": 30, "patch_size": 15}, projection_dim=32)
    with torch.random.fork_rng():
        torch.default_generator.manual_seed(0)
        checker = StableDiffusionSafetyChecker(config).eval()
    checker.concept_embeds_weights.data.fill_(least)
    checker.special_care_embeds_weights.data.fill_(2.0)
    extractor = CLIPImageProcessor(size={"shortest_edge": 30}, crop_size={"height": 30, "width": 30})
    pipeline = StableDiffusionPipeline(**{**parts, "safety_checker": checker, "feature_extractor": extractor})
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


@pytest.mark.parametrize(("least", "flagged"), [(-2.0, True), (2.0, False)])
def test_a_safety_checker_of_the_devices_pipeline_is_asked(least: float, flagged: bool) -> None:
    with ObliviousPipeline.from_pretrained(checked(least), cloud=tiny.pipeline()) as pipeline:
        made = pipeline("a red car", allow_single=True, **FEW)
    generator = torch.Generator("cpu").manual_seed(made.seed)
    expected = checked(least)("a red car", generator=generator, **FEW)
    assert made.nsfw_content_detected == expected.nsfw_content_detected == [flagged]
    assert (tensor(made) - expected.images).abs().max() < 1e-4
    assert bool(tensor(made).any()) != flagged


@pytest.mark.parametrize(("least", "flagged"), [(-2.0, True), (2.0, False)])
def test_a_safety_checker_in_a_models_folder_is_asked(least: float, flagged: bool, tmp_path: Path) -> None:
    checked(least).save_pretrained(tmp_path)
    with ObliviousPipeline.from_pretrained(str(tmp_path), cloud=None) as pipeline:
        made = pipeline("a red car", mode="device-only", **FEW)
    assert made.nsfw_content_detected == [flagged]


def test_the_checker_is_asked_of_what_a_callback_looks_at_as_well() -> None:
    looks: list[Image.Image] = []

    def look(pipe: Any, _: int, __: Tensor, told: dict[str, Tensor]) -> None:
        looks.append(pipe.preview(told["latents"]))

    for least in (-2.0, 2.0):
        with ObliviousPipeline.from_pretrained(checked(least), cloud=None) as pipeline:
            pipeline("a red car", mode="device-only", callback_on_step_end=look, **{**FEW, "num_inference_steps": 1})
    assert [any(picture.tobytes()) for picture in looks] == [False, True]


def test_without_one_nothing_is_said() -> None:
    with ObliviousPipeline.from_pretrained(tiny.pipeline(), cloud=None) as pipeline:
        assert pipeline("a red car", mode="device-only", **FEW).nsfw_content_detected is None


def test_a_watermark_of_the_devices_pipeline_is_set() -> None:
    class Mark:
        def apply_watermark(self, pixels: Tensor) -> Tensor:
            return -pixels

    drawn = []
    for mark in (None, Mark()):
        loaded = tiny_sdxl.pipeline()
        loaded.watermark = mark
        with ObliviousPipeline.from_pretrained(loaded, cloud=None) as pipeline:
            drawn.append(tensor(pipeline("a red car", mode="device-only", seed=3, **FEW)))
    assert (drawn[0] - (1 - drawn[1])).abs().max() < 1e-5
