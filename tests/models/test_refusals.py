"""What cannot be split is refused when it is loaded, by its class and with what to use instead."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import AutoPipelineForImage2Image, PNDMScheduler, StableDiffusionInpaintPipeline, UniPCMultistepScheduler

from obclip import ObliviousPipeline
from obclip.errors import BadRequest, Disagreement, SolverWarning, UnknownModel
from obclip.in_process import local_cloud
from obclip.models.families.known import around
from obclip.models.loading import load_model
from tests import tiny, tiny_sdxl
from tests.outputs import tensor
from tests.unets import unet

FEW: dict[str, Any] = {"num_inference_steps": 4, "switch_point": 2, "guidance_scale": 2.0, "seed": 3}


@pytest.mark.parametrize(
    "class_name",
    ["FluxPipeline", "StableDiffusion3Pipeline", "StableDiffusionInpaintPipeline", "StableDiffusionXLImg2ImgPipeline", "LattePipeline"],
)
def test_a_folder_of_another_family_is_refused_before_its_weights_are_read(class_name: str, tmp_path: Path) -> None:
    (tmp_path / "model_index.json").write_text(json.dumps({"_class_name": class_name, "_diffusers_version": "0.42.1"}))
    with pytest.raises(UnknownModel, match=rf"is a {class_name}: .*Use the text-to-image model"):
        load_model(str(tmp_path))


def test_loaded_pipelines_that_begin_with_a_picture_are_refused() -> None:
    inpainting = StableDiffusionInpaintPipeline(**tiny.pipeline().components, requires_safety_checker=False)
    for pipeline in (inpainting, AutoPipelineForImage2Image.from_pipe(tiny_sdxl.pipeline())):
        with pytest.raises(UnknownModel, match=type(pipeline).__name__):
            around(pipeline)


def test_a_network_that_wants_a_mask_is_refused() -> None:
    pipeline = tiny.pipeline()
    pipeline.unet = unet("sd", in_channels=9)
    with pytest.raises(UnknownModel, match="takes 9 channels where its latents have 4"):
        around(pipeline)


def test_half_of_a_pair_is_refused() -> None:
    pipeline = tiny.pipeline()
    pipeline.text_encoder = None
    with pytest.raises(UnknownModel, match="has no text_encoder"):
        around(pipeline)


@pytest.mark.parametrize("scheduler", [PNDMScheduler, UniPCMultistepScheduler])
def test_a_scheduler_that_is_none_of_ours_is_not_replaced_without_a_word(scheduler: Any) -> None:
    pipeline = tiny.pipeline()
    pipeline.scheduler = scheduler.from_config(pipeline.scheduler.config)
    with ObliviousPipeline(around(tiny.pipeline()), local_cloud(around(pipeline))) as private:
        with pytest.raises(BadRequest, match="name a solver"):
            private("an old man", **FEW)
        assert private("an old man", solver="ddim", **FEW).images


def test_the_scheduler_of_stable_diffusion_1_is_drawn_with_dpm_solver_from_a_folder_and_that_is_said(tmp_path: Path) -> None:
    pipeline = tiny.pipeline()
    pipeline.scheduler = PNDMScheduler.from_config(pipeline.scheduler.config)
    pipeline.save_pretrained(tmp_path)
    with pytest.warns(
        SolverWarning, match=r"comes with a PNDMScheduler and is drawn with dpmsolver\+\+ where no solver is named\.$"
    ) as told:
        assert load_model(str(tmp_path), device="cpu").solver == "dpmsolver++"
    assert len(told) == 1


def test_a_cloud_of_another_space_is_refused_before_candidates_are_sent() -> None:
    sent = []

    class Listening(type(local_cloud(around(tiny.pipeline())))):  # type: ignore[misc]
        def denoise(self, *given: object) -> object:
            sent.append(given)
            return super().denoise(*given)

    cloud = local_cloud(around(tiny_sdxl.pipeline()))
    cloud.__class__ = Listening
    with ObliviousPipeline(around(tiny.pipeline()), cloud) as private, pytest.raises(Disagreement, match=r'latent space "sdxl".*"sd1"'):
        private("an old man", **FEW)
    assert sent == []


def test_two_models_of_one_consistency_solver_go_on_together() -> None:
    from diffusers import LCMScheduler

    pipelines = [tiny.pipeline(), tiny.pipeline()]
    for pipeline in pipelines:
        pipeline.scheduler = LCMScheduler.from_config(pipeline.scheduler.config)
    with ObliviousPipeline(around(pipelines[0]), local_cloud(around(pipelines[1]))) as private:
        drawn = private("an old man", output_type="latent", **FEW)
    assert torch.isfinite(tensor(drawn)).all()
