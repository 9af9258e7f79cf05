"""SDXL and what is distilled from it, saved, loaded twice and cut at every step: the latents are those of unsplit diffusers."""

from pathlib import Path
from typing import Any

import diffusers
import pytest
import torch
from diffusers import StableDiffusionXLPipeline
from torch import Tensor

from obclip import ObliviousPipeline
from obclip.cloud.engine import Engine
from obclip.denoising.schedule import SCHEDULERS
from obclip.device.finisher import finish
from obclip.models.families.known import around
from obclip.models.families.sdxl import StableDiffusionXLModel
from obclip.models.loading import load_model
from obclip.models.model import LatentModel
from obclip.protocol.codec import decode_reply, encode_reply
from obclip.protocol.request import DenoiseRequest
from tests import tiny_sdxl
from tests.asking import asked
from tests.outputs import tensor

PROMPTS = ("a young woman", "a young man", "an old woman")
SEED, STEPS, MEANT = 7, 4, 1
TOLERANCE = 1e-4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    saved = tmp_path_factory.mktemp("models") / "tiny-sdxl"
    tiny_sdxl.pipeline().save_pretrained(saved)
    return saved


def unsplit(pipeline: StableDiffusionXLPipeline, scale: float, prompts: tuple[str, ...] = PROMPTS, **more: Any) -> Tensor:
    """What diffusers draws for all prompts, each from the same noise."""
    pipeline.set_progress_bar_config(disable=True)
    generators = [torch.Generator("cpu").manual_seed(SEED) for _ in prompts]
    latents: Tensor = pipeline(
        list(prompts),
        num_inference_steps=STEPS,
        guidance_scale=scale,
        height=16,
        width=16,
        generator=generators,
        output_type="latent",
        **more,
    ).images
    return latents


def split(cloud: LatentModel, device: LatentModel, solver: str, scale: float, k: int) -> Tensor:
    """k steps for all prompts, over the wire, and the rest for the one that is meant."""
    request = DenoiseRequest(PROMPTS, SEED, STEPS, k, scale, solver=solver, height=16, width=16)
    reply = decode_reply(encode_reply(Engine(cloud).denoise(request)), len(PROMPTS), (4, 8, 8))
    return finish(reply.handover.row(MEANT), PROMPTS[MEANT], device, reply.agreement.levels, scale, SEED, (16, 16))


def apart(one: Tensor, other: Tensor) -> float:
    return float((one - other).abs().max() / other.abs().max())


# A kind of solver each; tests/laws/test_every_family.py has all.
KINDS: dict[str, tuple[str, dict[str, Any], float, int | None]] = {
    "SDXL with DPM-Solver++": ("dpmsolver++", {}, 5.0, None),
    "with its own Euler": ("euler", {}, 5.0, None),
    "Turbo": ("euler-ancestral", {"timestep_spacing": "trailing"}, 0.0, None),
    "LCM-SDXL": ("lcm", {}, 8.0, 16),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_switch_point_gives_the_unsplit_latents(kind: str) -> None:
    solver, settings, scale, embedded = KINDS[kind]
    pipelines = [tiny_sdxl.pipeline(embedded=embedded) for _ in range(3)]
    for pipeline in pipelines:
        name, fixed = SCHEDULERS[solver]
        pipeline.scheduler = getattr(diffusers, name).from_config(pipeline.scheduler.config, **fixed, **settings)
    expected = unsplit(pipelines[0], scale)
    assert apart(expected[:1], expected[MEANT : MEANT + 1]) > 100 * TOLERANCE, "candidates must differ"
    cloud, device = (around(pipeline, name="tiny") for pipeline in pipelines[1:])
    assert cloud.solver == solver
    assert cloud.guidance == ("classifier-free" if embedded is None else "embedded")
    for k in range(1, STEPS + 1):
        assert apart(split(cloud, device, solver, scale, k), expected[MEANT : MEANT + 1]) < TOLERANCE, f"switch point {k}"


def test_a_large_and_a_small_network_draw_what_diffusers_draws_when_the_network_is_exchanged() -> None:
    large, small = tiny_sdxl.pipeline(), tiny_sdxl.pipeline(unet_seed=2, koala=True)

    def exchange(pipeline: StableDiffusionXLPipeline, step: int, _: object, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
        pipeline.unet = small.unet if step == 1 else pipeline.unet
        return tensors

    expected = unsplit(tiny_sdxl.pipeline(), 5.0, callback_on_step_end=exchange)
    got = split(around(large, name="large"), around(small, name="small"), "euler", 5.0, 2)
    assert apart(got, expected[MEANT : MEANT + 1]) < TOLERANCE


@pytest.mark.parametrize("negative", [None, "", "blurry, watermark"])
def test_two_lines_around_a_loaded_pipeline_draw_its_own_picture(negative: str | None) -> None:
    """N = 1, the same model on both sides, all defaults of both; an empty negative prompt is not the same as none here."""
    with ObliviousPipeline.from_pretrained(tiny_sdxl.pipeline(), cloud=tiny_sdxl.pipeline()) as pipeline:
        made = pipeline("a red car", negative_prompt=negative, num_inference_steps=STEPS, output_type="pt", allow_single=True)
    same = tiny_sdxl.pipeline()
    same.set_progress_bar_config(disable=True)
    asked = {"num_inference_steps": STEPS, "generator": torch.Generator("cpu").manual_seed(made.seed), "output_type": "pt"}
    assert (tensor(made) - same("a red car", negative_prompt=negative, **asked).images).abs().max() < TOLERANCE


def test_a_folder_is_loaded_as_its_family_and_says_so(folder: Path) -> None:
    model = load_model(str(folder), device="cpu")
    assert isinstance(model, StableDiffusionXLModel)
    assert (model.space.name, model.solver, model.guidance_scale) == ("sdxl", "euler", 5.0)


def test_the_unconditional_pass_is_told_zeros_and_the_size() -> None:
    model = around(tiny_sdxl.pipeline(), name="tiny")
    blank, coded = model.blank(24, 16), model.condition([""], 24, 16)
    assert blank is not None
    assert not blank.rows["text"].any()
    assert not blank.rows["pooled"].any()
    assert coded.rows["text"].abs().max() > 1
    assert blank.rows["sizes"].tolist() == coded.rows["sizes"].tolist() == [[24, 16, 0, 0, 24, 16]]


@pytest.mark.parametrize("plan", ["exact", "paper", "fast", "tree"])
def test_plans_run_on_its_network(plan: str) -> None:
    model = around(tiny_sdxl.pipeline(), name="tiny")
    prompts = (*PROMPTS, "an old man")
    plain, saved = (
        Engine(model).denoise(DenoiseRequest(prompts, SEED, 8, 5, 5.0, acceleration=asked({"plan": name, "axes": (2, 2)}, 5)))
        for name in ("none", plan)
    )
    far = apart(saved.handover.latents, plain.handover.latents)
    assert far < 1e-4 if plan == "exact" else 1e-4 < far < 1
    assert saved.work is not None
    assert plain.work is not None
    assert saved.work.request_macs < plain.work.request_macs
