"""What cannot be split is refused when it is loaded, by its class and with what to use instead."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import (
    AutoPipelineForImage2Image,
    LatentConsistencyModelPipeline,
    PNDMScheduler,
    StableDiffusionInpaintPipeline,
    StableDiffusionPipeline,
    UniPCMultistepScheduler,
)

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


@pytest.mark.parametrize("part", ["text_encoder_2", "tokenizer_2"])
def test_sdxl_without_its_second_text_is_refused(part: str) -> None:
    pipeline = tiny_sdxl.pipeline()
    setattr(pipeline, part, None)
    with pytest.raises(UnknownModel, match=rf"has no {part}: .*use a whole text-to-image pipeline"):
        around(pipeline)


def test_a_folder_without_a_tokenizer_is_refused_and_not_read_with_one_that_knows_no_word(tiny_folder: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(tiny_folder, tmp_path / "broken")
    shutil.rmtree(broken / "tokenizer")
    with pytest.raises(UnknownModel, match=r"names a tokenizer in its model_index.json, and has none"):
        load_model(str(broken))


def test_weights_that_do_not_fit_their_config_are_one_sentence(tiny_folder: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(tiny_folder, tmp_path / "broken")
    config = broken / "unet" / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"in_channels": 9}))
    with pytest.raises(UnknownModel, match=r"has weights that do not fit the config.json beside them") as refusal:
        load_model(str(broken))
    assert "\n" not in refusal.value.message


@pytest.mark.parametrize("kept", [lambda data: data[: len(data) // 2], lambda data: b""], ids=["half", "nothing"])
@pytest.mark.parametrize(
    "file",
    [
        "model_index.json",
        "scheduler/scheduler_config.json",
        "text_encoder/model.safetensors",
        "tokenizer/tokenizer.json",
        "unet/config.json",
        "unet/diffusion_pytorch_model.safetensors",
        "vae/diffusion_pytorch_model.safetensors",
    ],
)
def test_a_file_that_was_cut_short_is_named(file: str, kept: Callable[[bytes], bytes], tiny_folder: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(tiny_folder, tmp_path / "broken") / file
    broken.write_bytes(kept(broken.read_bytes()))
    with pytest.raises(UnknownModel, match=rf'^"{broken}" cannot be read, or was cut short: fetch it again') as refusal:
        load_model(str(tmp_path / "broken"))
    assert "\n" not in refusal.value.message


def kept_of_hub(folder: Path, name: str) -> Path:
    """Where the hub's library keeps the one commit that is here of a repository."""
    repository = folder / f"models--{name.replace('/', '--')}"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text(commit := "0" * 40)
    return repository / "snapshots" / commit


def test_a_network_of_another_repository_is_told_by_its_own_name_and_file(tmp_path: Path) -> None:
    (pipeline := tiny_sdxl.pipeline(embedded=8)).save_pretrained(kept_of_hub(tmp_path, "stabilityai/stable-diffusion-xl-base-1.0"))
    with pytest.raises(UnknownModel, match=r'^The model "lcm-sdxl" \(latent-consistency/lcm-sdxl\) is not on this machine'):
        load_model("lcm-sdxl", hub={"cache_dir": tmp_path})
    pipeline.unet.save_pretrained(folder := kept_of_hub(tmp_path, "latent-consistency/lcm-sdxl"))
    assert load_model("lcm-sdxl", hub={"cache_dir": tmp_path}, device="cpu").guidance == "embedded"
    for name in ("diffusion_pytorch_model.safetensors", "config.json"):
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: len(whole) // 2])
        with pytest.raises(UnknownModel, match=rf'^"{folder / name}" cannot be read, or was cut short: fetch it again') as refusal:
            load_model("lcm-sdxl", hub={"cache_dir": tmp_path})
        assert "\n" not in refusal.value.message
        (folder / name).write_bytes(whole)


@pytest.mark.parametrize("scheduler", [None, PNDMScheduler])
def test_what_is_no_loaded_scheduler_is_refused_in_a_sentence(scheduler: Any) -> None:
    pipeline = tiny.pipeline()
    with ObliviousPipeline(around(tiny.pipeline()), local_cloud(around(pipeline))) as private:
        pipeline.scheduler = scheduler
        with pytest.raises(BadRequest, match="must be a loaded scheduler of diffusers"):
            private("an old man", **FEW)


def test_the_guidance_that_is_left_out_is_that_of_the_pipelines_own_class() -> None:
    for kind, scale in ((StableDiffusionPipeline, 7.5), (LatentConsistencyModelPipeline, 8.5)):
        pipeline = kind(**tiny.pipeline().components, requires_safety_checker=False)
        assert around(pipeline).guidance_scale == scale
    assert around(tiny_sdxl.pipeline()).guidance_scale == 5.0


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
