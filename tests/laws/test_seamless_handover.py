"""With the same model on both sides, the split run is the unsplit run of diffusers."""

from dataclasses import replace
from typing import Any

import pytest
import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, EulerDiscreteScheduler, StableDiffusionPipeline

from obclip import ObliviousPipeline
from obclip.cloud.engine import Engine
from obclip.denoising.loop import denoise
from obclip.device.request import build_request
from obclip.device.settings import RunSettings
from obclip.device.transport import CloudClient
from obclip.in_process import local_cloud
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.models.prediction import guided
from obclip.prompts.safeguard import candidate_prompts, safeguard
from tests import tiny
from tests.outputs import tensor

# Of the largest latent: two computations of the same float32 numbers in batches of other sizes differ in the last bits.
TOLERANCE = 1e-4
STEPS = 7
PROMPT = "a photo of an old woman in a garden"
SCHEDULERS = {
    "dpmsolver++": lambda config: DPMSolverMultistepScheduler.from_config(config, algorithm_type="dpmsolver++", solver_order=2),
    "ddim": DDIMScheduler.from_config,
    "euler": EulerDiscreteScheduler.from_config,
}


def unsplit(pipeline: StableDiffusionPipeline, solver: str, guidance_scale: float, steps: int = STEPS) -> torch.Tensor:
    pipeline.scheduler = SCHEDULERS[solver](pipeline.scheduler.config)
    pipeline.set_progress_bar_config(disable=True)
    generator = torch.Generator("cpu").manual_seed(11)
    drawn = pipeline(PROMPT, num_inference_steps=steps, guidance_scale=guidance_scale, generator=generator, output_type="latent")
    assert isinstance(drawn.images, torch.Tensor)
    return drawn.images


def largest_difference(a: torch.Tensor, b: torch.Tensor) -> float:
    return ((a - b).abs().max() / b.abs().max().clamp(min=1)).item()


@pytest.mark.parametrize("solver", SCHEDULERS)
@pytest.mark.parametrize("prediction_type", ["epsilon", "v_prediction"])
def test_every_switch_point_gives_the_unsplit_latents(solver: str, prediction_type: str) -> None:
    expected = unsplit(tiny.pipeline(prediction_type=prediction_type), solver, 7.5)
    same = tiny.pipeline(prediction_type=prediction_type)
    with ObliviousPipeline(_model(same), None) as alone, ObliviousPipeline(alone.model, _cloud(same)) as pipeline:
        for switch_point in range(STEPS + 1):
            got = pipeline(
                PROMPT,
                num_inference_steps=STEPS,
                switch_point=switch_point,
                guidance_scale=7.5,
                seed=11,
                acceleration="none",
                solver=solver,
                output_type="latent",
            )
            assert largest_difference(tensor(got), expected) < TOLERANCE, f"switch point {switch_point}"


@pytest.mark.parametrize("guidance_scale", [1.0, 3.0])
def test_guidance_is_that_of_diffusers(guidance_scale: float) -> None:
    expected = unsplit(tiny.pipeline(), "dpmsolver++", guidance_scale)
    with ObliviousPipeline(_model(tiny.pipeline()), _cloud(tiny.pipeline())) as pipeline:
        got = pipeline(
            PROMPT,
            num_inference_steps=STEPS,
            switch_point=3,
            guidance_scale=guidance_scale,
            seed=11,
            acceleration="none",
            output_type="latent",
        )
    assert largest_difference(tensor(got), expected) < TOLERANCE


def test_many_steps_leave_the_final_order_alone() -> None:
    """From 15 steps on DPM-Solver++ ends at second order; a truncated list of timesteps would not know."""
    expected = unsplit(tiny.pipeline(), "dpmsolver++", 7.5, steps=16)
    with ObliviousPipeline(_model(tiny.pipeline()), _cloud(tiny.pipeline())) as pipeline:
        got = pipeline(
            PROMPT, num_inference_steps=16, switch_point=14, guidance_scale=7.5, seed=11, acceleration="none", output_type="latent"
        )
    assert largest_difference(tensor(got), expected) < TOLERANCE


@pytest.mark.parametrize("solver", SCHEDULERS)
def test_auto_is_the_default_and_equals_its_plan_unsplit(solver: str) -> None:
    """Unsplit: the candidates' latents under the plan after k steps, and the user's own prompt from there on in one loop."""
    cloud = _model(tiny.pipeline())
    settings: dict[str, Any] = {"num_inference_steps": STEPS, "guidance_scale": 3.0, "seed": 11, "solver": solver}
    plans: tuple[dict[str, Any], ...] = ({}, {"acceleration": "none"})
    prompts = candidate_prompts(PROMPT)
    with ObliviousPipeline(_model(tiny.pipeline()), local_cloud(cloud)) as pipeline:
        for k in range(1, STEPS):
            got, plain = (tensor(pipeline(PROMPT, switch_point=k, output_type="latent", **settings, **plan)) for plan in plans)
            asked = replace(RunSettings(STEPS, k, 3.0, solver), family=cloud.family).of_size(*cloud.latent_shape()[1:], cloud.factor)
            reply = Engine(cloud).denoise(build_request(prompts, asked, 11))
            assert len(reply.handover.latents) == len(prompts) > 1
            state = reply.handover.row(safeguard(PROMPT).choice.position())
            predict = guided(cloud, cloud.condition([PROMPT]), 3.0)
            whole = denoise(predict, reply.agreement.levels, state, STEPS, prediction_type=cloud.prediction_type).latents
            assert largest_difference(got, whole) < TOLERANCE, f"switch point {k}"
            assert k == 1 or largest_difference(got, plain) > TOLERANCE, "a plan that did nothing would be no plan"


def test_restarting_the_history_changes_the_picture() -> None:
    with ObliviousPipeline(_model(tiny.pipeline()), _cloud(tiny.pipeline())) as pipeline:
        carried, restarted = (
            tensor(pipeline(PROMPT, num_inference_steps=STEPS, switch_point=3, seed=11, history=history, output_type="latent"))
            for history in ("carry", "restart")
        )
    assert largest_difference(carried, restarted) > TOLERANCE


def test_two_lines_with_all_defaults_draw_what_diffusers_draws() -> None:
    """N = 1, the same model on both sides, with a negative prompt and two pictures; diffusers is given the seeds of the output."""
    negative = "blurry, watermark"
    with ObliviousPipeline.from_pretrained(tiny.pipeline(), cloud=tiny.pipeline()) as pipeline:
        made = pipeline("a red car", negative_prompt=negative, num_images_per_prompt=2, output_type="pt", allow_single=True)
    same = tiny.pipeline()
    same.set_progress_bar_config(disable=True)
    generators = [torch.Generator("cpu").manual_seed(seed) for seed in made.seeds]
    asked = {"negative_prompt": negative, "num_images_per_prompt": 2, "generator": generators, "num_inference_steps": 25}
    expected = same("a red car", **asked, output_type="pt").images
    without = same("a red car", **{**asked, "negative_prompt": None}, output_type="pt").images
    assert (tensor(made) - expected).abs().max() < TOLERANCE < (without - expected).abs().max() / 10


def _model(pipeline: StableDiffusionPipeline) -> StableDiffusionModel:
    return StableDiffusionModel(pipeline, name="tiny")


def _cloud(pipeline: StableDiffusionPipeline) -> CloudClient:
    return local_cloud(_model(pipeline))
