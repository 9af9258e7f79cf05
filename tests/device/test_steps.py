"""A callback sees the device's steps as it would in diffusers, may change the latents, end the run, and look at what there is."""

from typing import Any

import diffusers
import pytest
import torch
from torch import Tensor

from obclip import ObliviousPipeline
from obclip.errors import BadRequest
from obclip.in_process import local_cloud
from obclip.models.families.known import around
from tests import tiny
from tests.outputs import tensor

PROMPT = "an old man"
FEW: dict[str, Any] = {"num_inference_steps": 4, "guidance_scale": 2.0, "output_type": "latent"}
SOLVERS = {
    "dpmsolver++": diffusers.DPMSolverMultistepScheduler,
    "euler": diffusers.EulerDiscreteScheduler,
    "lcm": diffusers.LCMScheduler,
    "euler-ancestral": diffusers.EulerAncestralDiscreteScheduler,
}


def private(solver: str = "dpmsolver++") -> ObliviousPipeline:
    pipelines = [tiny.pipeline(), tiny.pipeline()]
    for pipeline in pipelines:
        pipeline.scheduler = SOLVERS[solver].from_config(pipeline.scheduler.config)
    return ObliviousPipeline(around(pipelines[0]), local_cloud(around(pipelines[1])))


def kept(into: list[tuple[int, float, Tensor]]) -> Any:
    def callback(_: object, step: int, timestep: Tensor, told: dict[str, Tensor]) -> dict[str, Tensor]:
        into.append((step, float(timestep), told["latents"].clone()))
        return told

    return callback


@pytest.mark.parametrize("solver", SOLVERS)
def test_it_is_called_as_diffusers_calls_it(solver: str) -> None:
    ours: list[tuple[int, float, Tensor]] = []
    theirs: list[tuple[int, float, Tensor]] = []
    with private(solver) as pipeline:
        made = pipeline(PROMPT, switch_point=1, seed=3, callback_on_step_end=kept(ours), **FEW)
        again = pipeline(PROMPT, switch_point=1, seed=3, **FEW)
    same = tiny.pipeline()
    same.scheduler = SOLVERS[solver].from_config(same.scheduler.config)
    same.set_progress_bar_config(disable=True)
    same(PROMPT, generator=torch.Generator().manual_seed(3), callback_on_step_end=kept(theirs), **FEW)
    assert [told[:2] for told in ours] == [told[:2] for told in theirs[1:]]
    for (_, _, mine), (_, _, other) in zip(ours, theirs[1:], strict=True):
        assert (mine - other).abs().max() < 1e-4 * other.abs().max()
    assert torch.equal(tensor(made), tensor(again))


def test_changed_latents_are_gone_on_with() -> None:
    with private() as pipeline:
        made = pipeline(PROMPT, seed=3, callback_on_step_end=lambda *told: {"latents": torch.zeros_like(told[3]["latents"])}, **FEW)
    assert not tensor(made).any()


def test_a_run_can_be_interrupted() -> None:
    steps: list[int] = []

    def stop(pipe: Any, step: int, _: Tensor, told: dict[str, Tensor]) -> dict[str, Tensor]:
        steps.append(step)
        pipe._interrupt = step == 2
        return told

    with private() as pipeline:
        assert tensor(pipeline(PROMPT, switch_point=1, callback_on_step_end=stop, **FEW)).shape == (1, 4, 8, 8)
    assert steps == [1, 2]


def test_what_there_is_can_be_looked_at() -> None:
    pictures = []

    def look(pipe: Any, _: int, __: Tensor, told: dict[str, Tensor]) -> None:
        assert type(pipe.unet).__name__ == "UNet2DConditionModel"
        pictures.append(pipe.preview(told["latents"]))

    with private("euler") as pipeline:
        made = pipeline(PROMPT, seed=3, callback_on_step_end=look, **{**FEW, "output_type": "pil"})
    assert [picture.size for picture in pictures] == [(16, 16)] * 2
    assert pictures[-1].tobytes() == made.image.tobytes()


def test_what_a_pipeline_keeps_of_a_call_is_this_calls_or_refused() -> None:
    told: list[int] = []
    with private() as pipeline:
        pipeline(PROMPT, callback_on_step_end=lambda pipe, *_: told.append(pipe.num_timesteps), **FEW)
        assert told == [FEW["num_inference_steps"]] * len(told) != []
        for name in ("guidance_scale", "_guidance_scale", "_clip_skip", "denoising_start"):
            with pytest.raises(BadRequest, match=f"cannot read {name}: no pipeline of diffusers was called"):
                pipeline(PROMPT, callback_on_step_end=lambda pipe, *_, name=name: getattr(pipe, name) and None, **FEW)


def schedulers(into: list[tuple[Any, ...]]) -> Any:
    def look(pipe: Any, _: int, __: Tensor, told: dict[str, Tensor]) -> dict[str, Tensor]:
        known = pipe.scheduler
        into.append((type(known), known.timesteps.tolist(), known.sigmas, known.num_inference_steps, known.step_index, known.config))
        return told

    return look


def test_the_scheduler_that_a_callback_reads_is_at_this_calls_step() -> None:
    ours: list[tuple[Any, ...]] = []
    theirs: list[tuple[Any, ...]] = []
    with private() as pipeline:
        pipeline(PROMPT, switch_point=1, callback_on_step_end=schedulers(ours), **FEW)
    same = tiny.pipeline()
    same.set_progress_bar_config(disable=True)
    same(PROMPT, callback_on_step_end=schedulers(theirs), **FEW)
    for mine, other in zip(ours, theirs[1:], strict=True):
        assert (mine[:2], mine[3:]) == (other[:2], other[3:])
        assert (mine[2] - other[2]).abs().max() < 1e-4 * other[2].max()


def test_a_callback_without_tensors_is_handed_none() -> None:
    told: list[dict[str, Tensor]] = []
    with private() as pipeline:
        pipeline(PROMPT, callback_on_step_end=lambda *given: told.append(given[3]), callback_on_step_end_tensor_inputs=[], **FEW)
    assert told == [{}, {}]


def test_what_a_callback_cannot_have_is_refused_before_anything_is_sent() -> None:
    with private() as pipeline:
        with pytest.raises(BadRequest, match=r"latents only .got prompt_embeds"):
            pipeline(PROMPT, callback_on_step_end=kept([]), callback_on_step_end_tensor_inputs=["prompt_embeds"], **FEW)
        cutoff = diffusers.callbacks.SDCFGCutoffCallback(cutoff_step_ratio=0.5)
        with pytest.raises(BadRequest, match=r"latents only .got prompt_embeds"):
            pipeline(PROMPT, callback_on_step_end=cutoff, **FEW)


def test_a_callback_that_would_change_the_guidance_is_told_that_it_cannot() -> None:
    def change(pipe: Any, *_: object) -> None:
        pipe._guidance_scale = 0.0

    with private() as pipeline, pytest.raises(BadRequest, match="cannot set _guidance_scale"):
        pipeline(PROMPT, callback_on_step_end=change, **FEW)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"callback_on_step_end": 3}, "callback_on_step_end must be a function or None .got 3"),
        ({"callback_on_step_end": kept([]), "callback_on_step_end_tensor_inputs": "latents"}, "must be a list of names .got 'latents'"),
        ({"callback_on_step_end": kept([]), "callback_on_step_end_tensor_inputs": 3}, "must be a list of names .got 3"),
    ],
)
def test_what_is_no_callback_is_refused_before_anything_is_sent(arguments: dict[str, Any], words: str) -> None:
    sent: list[object] = []
    with private() as pipeline, pytest.raises(BadRequest, match=words):
        pipeline(PROMPT, on_progress=lambda *told: sent.append(told), **arguments, **FEW)
    assert sent == []


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        (3, r"None or a dict of latents alone .got int"),
        ({"prompt_embeds": None}, r"None or a dict of latents alone .got \['prompt_embeds'\]"),
        ({"latents": None}, r"must be a tensor \[1, 4, 8, 8\], as it was handed .got NoneType"),
        ({"latents": torch.zeros(2)}, r"must be a tensor \[1, 4, 8, 8\], as it was handed .got \[2\]"),
        ({"latents": torch.full((1, 4, 8, 8), torch.nan)}, "must be finite numbers .got NaN or infinity"),
    ],
)
def test_what_a_callback_may_not_return_is_one_sentence(returned: Any, words: str) -> None:
    with private() as pipeline, pytest.raises(BadRequest, match=words):
        pipeline(PROMPT, callback_on_step_end=lambda *_: returned, **FEW)
