"""With the same model on both sides, the split run is the unsplit run of diffusers."""

import pytest
import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, EulerDiscreteScheduler, StableDiffusionPipeline

from obclip import ObliviousPipeline
from obclip.device.transport import CloudClient
from obclip.in_process import local_cloud
from obclip.models.families.stable_diffusion import StableDiffusionModel
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
                solver=solver,
                output_type="latent",
            )
            assert largest_difference(tensor(got), expected) < TOLERANCE, f"switch point {switch_point}"


@pytest.mark.parametrize("guidance_scale", [1.0, 3.0])
def test_guidance_is_that_of_diffusers(guidance_scale: float) -> None:
    expected = unsplit(tiny.pipeline(), "dpmsolver++", guidance_scale)
    with ObliviousPipeline(_model(tiny.pipeline()), _cloud(tiny.pipeline())) as pipeline:
        got = pipeline(PROMPT, num_inference_steps=STEPS, switch_point=3, guidance_scale=guidance_scale, seed=11, output_type="latent")
    assert largest_difference(tensor(got), expected) < TOLERANCE


def test_many_steps_leave_the_final_order_alone() -> None:
    """From 15 steps on DPM-Solver++ ends at second order; a truncated list of timesteps would not know."""
    expected = unsplit(tiny.pipeline(), "dpmsolver++", 7.5, steps=16)
    with ObliviousPipeline(_model(tiny.pipeline()), _cloud(tiny.pipeline())) as pipeline:
        got = pipeline(PROMPT, num_inference_steps=16, switch_point=14, guidance_scale=7.5, seed=11, output_type="latent")
    assert largest_difference(tensor(got), expected) < TOLERANCE


def test_restarting_the_history_changes_the_picture() -> None:
    with ObliviousPipeline(_model(tiny.pipeline()), _cloud(tiny.pipeline())) as pipeline:
        carried, restarted = (
            tensor(pipeline(PROMPT, num_inference_steps=STEPS, switch_point=3, seed=11, history=history, output_type="latent"))
            for history in ("carry", "restart")
        )
    assert largest_difference(carried, restarted) > TOLERANCE


def test_a_generator_and_its_seed_give_the_same_picture() -> None:
    with ObliviousPipeline(_model(tiny.pipeline()), None) as pipeline:
        by_seed = pipeline(PROMPT, num_inference_steps=2, seed=5, mode="device-only", output_type="latent")
        generator = torch.Generator("cpu").manual_seed(5)
        by_generator = pipeline(PROMPT, num_inference_steps=2, generator=generator, mode="device-only", output_type="latent")
    assert torch.equal(tensor(by_seed), tensor(by_generator))


def _model(pipeline: StableDiffusionPipeline) -> StableDiffusionModel:
    return StableDiffusionModel(pipeline, name="tiny")


def _cloud(pipeline: StableDiffusionPipeline) -> CloudClient:
    return local_cloud(_model(pipeline))
