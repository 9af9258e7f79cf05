"""A loaded pipeline's scheduler is followed as it is set, or refused when the pipeline is taken, before anything is sent."""

from typing import Any

import diffusers
import pytest
import torch

from obclip import ObliviousPipeline
from obclip.errors import BadRequest, SolverWarning
from tests import tiny
from tests.outputs import tensor

CONFIG: dict[str, Any] = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
FEW: dict[str, Any] = {"num_inference_steps": 5, "guidance_scale": 2.0, "output_type": "latent"}


def scheduled(name: str, registered: dict[str, Any], **made: Any) -> Any:
    """A pipeline with a scheduler of that class: as it is made, and as it is set afterwards."""
    pipeline = tiny.pipeline()
    pipeline.scheduler = getattr(diffusers, name)(**{**CONFIG, **made})
    pipeline.scheduler.register_to_config(**registered)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


@pytest.mark.parametrize(
    ("name", "registered"),
    [
        ("EulerDiscreteScheduler", {"timestep_spacing": "trailing"}),
        ("EulerDiscreteScheduler", {"use_karras_sigmas": True}),
        ("DDIMScheduler", {"clip_sample": False, "steps_offset": 40}),
        ("DPMSolverMultistepScheduler", {"use_karras_sigmas": True}),
    ],
)
def test_what_was_registered_after_a_scheduler_was_made_is_followed(name: str, registered: dict[str, Any]) -> None:
    expected = scheduled(name, registered)("a lamp", generator=torch.Generator().manual_seed(3), **FEW).images
    with ObliviousPipeline.from_pretrained(scheduled(name, registered), cloud=scheduled(name, registered)) as private:
        made = tensor(private("a lamp", seed=3, allow_single=True, switch_point=2, **FEW))
    assert (made - expected).abs().max() < 1e-4 * expected.abs().max()
    unset = scheduled(name, {"clip_sample": False} if name == "DDIMScheduler" else {})
    otherwise = unset("a lamp", generator=torch.Generator().manual_seed(3), **FEW).images
    assert (otherwise - expected).abs().max() > 1e-2 * expected.abs().max()


@pytest.mark.parametrize("name", ["EulerDiscreteScheduler", "DDIMScheduler"])
def test_a_scheduler_that_is_set_on_a_wrapped_pipeline_is_followed_from_the_next_call_on(name: str) -> None:
    both = [scheduled("DPMSolverMultistepScheduler", {}) for _ in range(2)]
    made = {"clip_sample": False} if name == "DDIMScheduler" else {"timestep_spacing": "trailing"}
    expected = scheduled(name, {}, **made)("a lamp", generator=torch.Generator().manual_seed(3), **FEW).images
    with ObliviousPipeline.from_pretrained(both[0], cloud=both[1]) as private:
        before = tensor(private("a lamp", seed=3, allow_single=True, switch_point=2, **FEW))
        for pipeline in both:
            pipeline.scheduler = scheduled(name, {}, **made).scheduler
        after = tensor(private("a lamp", seed=3, allow_single=True, switch_point=2, **FEW))
    assert (after - expected).abs().max() < 1e-4 * expected.abs().max()
    assert (before - expected).abs().max() > 1e-2 * expected.abs().max()


def test_one_that_is_set_in_place_is_followed_by_both_halves_of_one_pipeline() -> None:
    one = scheduled("EulerDiscreteScheduler", {})
    expected = scheduled("EulerDiscreteScheduler", {"use_karras_sigmas": True})("a lamp", generator=torch.Generator().manual_seed(3), **FEW)
    with ObliviousPipeline.from_pretrained(one, cloud=one) as private:
        private("a lamp", seed=3, allow_single=True, switch_point=2, **FEW)
        one.scheduler.register_to_config(use_karras_sigmas=True)
        after = tensor(private("a lamp", seed=3, allow_single=True, switch_point=2, **FEW))
    assert (after - expected.images).abs().max() < 1e-4 * expected.images.abs().max()


@pytest.mark.parametrize("side", [0, 1])
def test_one_that_cannot_be_split_is_refused_at_each_call_until_another_is_set(side: int) -> None:
    both = [scheduled("EulerDiscreteScheduler", {}) for _ in range(2)]
    with ObliviousPipeline.from_pretrained(both[0], cloud=both[1]) as private:
        own, ask = both[side].scheduler, {"seed": 3, "allow_single": True, "switch_point": 2, **FEW}
        first = tensor(private("a lamp", **ask))
        both[side].scheduler = diffusers.DPMSolverMultistepScheduler(**CONFIG, thresholding=True)
        for _ in range(2):
            with pytest.raises(BadRequest, match="cannot be split: give it thresholding=False"):
                private("a lamp", **ask)
        both[side].scheduler = own
        assert torch.equal(tensor(private("a lamp", **ask)), first)


@pytest.mark.parametrize("name", ["HeunDiscreteScheduler", "DDIMScheduler"])
def test_a_device_whose_own_scheduler_is_not_the_one_it_finishes_by_is_told(name: str) -> None:
    both = [scheduled("EulerDiscreteScheduler", {}) for _ in range(2)]
    with ObliviousPipeline.from_pretrained(both[0], cloud=both[1]) as private:
        both[0].scheduler = scheduled(name, {}, **({"clip_sample": False} if name == "DDIMScheduler" else {})).scheduler
        with pytest.warns(SolverWarning, match="goes on with the cloud's solver, euler, and not with its own"):
            private("a lamp", seed=3, allow_single=True, switch_point=2, **FEW)


def test_parts_are_set_on_the_pipelines_that_are_wrapped_and_not_on_the_one_around_them() -> None:
    own = scheduled("EulerDiscreteScheduler", {})
    with ObliviousPipeline.from_pretrained(own, cloud=own) as private:
        with pytest.raises(BadRequest, match="scheduler is a part of the pipelines that are wrapped: set it on those, or name a solver"):
            private.scheduler = own.scheduler
        assert not hasattr(private, "scheduler")
        assert not hasattr(private, "controlnet")


@pytest.mark.parametrize("part", ["unet", "vae", "text_encoder", "tokenizer"])
@pytest.mark.parametrize("side", [0, 1])
def test_a_part_that_is_exchanged_on_a_wrapped_pipeline_is_refused_until_its_own_is_back(side: int, part: str) -> None:
    both = [scheduled("EulerDiscreteScheduler", {}) for _ in range(2)]
    with ObliviousPipeline.from_pretrained(both[0], cloud=both[1]) as private:
        own, ask = getattr(both[side], part), {"seed": 3, "allow_single": True, "switch_point": 2, **FEW}
        setattr(both[side], part, getattr(scheduled("EulerDiscreteScheduler", {}), part))
        with pytest.raises(BadRequest, match=f"^The {part} of .* was exchanged after its pipeline was wrapped: wrap the pipeline anew"):
            private("a lamp", **ask)
        setattr(both[side], part, own)
        assert private("a lamp", **ask).seed == 3


@pytest.mark.parametrize(
    ("name", "made", "needs"),
    [
        ("DDIMScheduler", {"clip_sample": True}, "clip_sample=False"),
        ("DPMSolverMultistepScheduler", {"thresholding": True}, "thresholding=False"),
        ("EulerDiscreteScheduler", {"final_sigmas_type": "sigma_min"}, "final_sigmas_type='zero'"),
        ("EulerDiscreteScheduler", {"interpolation_type": "log_linear"}, "interpolation_type='linear'"),
    ],
)
def test_settings_that_cannot_be_split_are_refused_when_a_pipeline_is_taken(name: str, made: dict[str, Any], needs: str) -> None:
    odd = scheduled(name, {}, **made)
    with pytest.raises(BadRequest, match=f"cannot be split: give it {needs}"):
        ObliviousPipeline.from_pretrained(odd, cloud=None)
    with pytest.raises(BadRequest, match=f"cannot be split: give it {needs}"):
        ObliviousPipeline.from_pretrained(tiny.pipeline(), cloud=odd)


@pytest.mark.parametrize(("name", "wrong"), [("DDPMScheduler", "clip_sample=False"), ("UniPCMultistepScheduler", "thresholding=False")])
def test_of_a_scheduler_that_is_none_of_ours_that_is_told_before_how_it_is_set(name: str, wrong: str) -> None:
    odd = scheduled(name, {}, **({"thresholding": True} if name == "UniPCMultistepScheduler" else {}))
    for device, cloud in ((odd, None), (tiny.pipeline(), odd)):
        with pytest.raises(BadRequest, match=f"^A {name} is none of the schedulers that can be split.*give.*DDIMScheduler.*, with {wrong}"):
            ObliviousPipeline.from_pretrained(device, cloud=cloud)


ZERO = {"rescale_betas_zero_snr": True, "timestep_spacing": "trailing"}


@pytest.mark.parametrize(("name", "made"), [("DDIMScheduler", {"clip_sample": False}), ("LCMScheduler", {}), ("TCDScheduler", {})])
def test_noise_that_is_to_be_predicted_where_there_is_nothing_else_is_refused_when_a_pipeline_is_taken(
    name: str, made: dict[str, Any]
) -> None:
    odd = scheduled(name, {}, **made, **ZERO)
    for device, cloud in ((odd, None), (tiny.pipeline(), odd)):
        with pytest.raises(BadRequest, match="without any signal: give the model's scheduler rescale_betas_zero_snr=False, or the pred"):
            ObliviousPipeline.from_pretrained(device, cloud=cloud)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("DDIMScheduler", {"clip_sample": False, "prediction_type": "v_prediction"}),
        ("DDIMScheduler", {"clip_sample": False, "timestep_spacing": "leading"}),
        ("TCDScheduler", {"prediction_type": "v_prediction"}),
        ("EulerDiscreteScheduler", {}),
    ],
)
def test_schedules_that_begin_elsewhere_or_predict_something_else_are_drawn_as_diffusers_draws_them(
    name: str, made: dict[str, Any]
) -> None:
    zero = {**ZERO, **made}
    expected = scheduled(name, {}, **zero)("a lamp", generator=torch.Generator().manual_seed(3), **FEW).images
    with ObliviousPipeline.from_pretrained(scheduled(name, {}, **zero), cloud=scheduled(name, {}, **zero)) as private:
        made_here = tensor(private("a lamp", seed=3, allow_single=True, switch_point=2, **FEW))
    assert (made_here - expected).abs().max() < 5e-5 * expected.abs().max()


def test_what_another_class_would_not_expect_is_not_logged_as_a_mistake(capfd: pytest.CaptureFixture[str]) -> None:
    few = scheduled("LCMScheduler", {}, original_inference_steps=100)
    with ObliviousPipeline.from_pretrained(few, cloud=scheduled("EulerDiscreteScheduler", {})) as private:
        private("a lamp", seed=3, allow_single=True, **FEW)
    assert "were passed to" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("DDIMScheduler", {"timestep_spacing": "linspace", "clip_sample": False}),
        ("DPMSolverMultistepScheduler", {"solver_order": 1}),
        ("DPMSolverMultistepScheduler", {"algorithm_type": "sde-dpmsolver++"}),
        ("DPMSolverMultistepScheduler", {"solver_type": "heun"}),
        ("LCMScheduler", {"timestep_scaling": 5.0}),
    ],
)
def test_steps_that_are_none_of_ours_are_not_replaced_in_silence(name: str, made: dict[str, Any]) -> None:
    """The sentence names each setting that can be at fault."""
    with ObliviousPipeline.from_pretrained(scheduled(name, {}, **made), cloud=None) as private:
        with pytest.raises(BadRequest, match=f"none that can be split as it is set: name a solver.*{name} with.*{next(iter(made))}="):
            private("an old man", mode="device-only", **FEW)
        assert tensor(private("an old man", mode="device-only", solver="euler", **FEW)).isfinite().all()


@pytest.mark.parametrize("name", ["DDPMWuerstchenScheduler", "FlowMatchEulerDiscreteScheduler"])
def test_a_scheduler_that_does_not_say_what_noise_the_model_knows_is_refused_when_a_pipeline_is_taken(name: str) -> None:
    odd = tiny.pipeline()
    odd.scheduler = getattr(diffusers, name)()
    for device, cloud in ((odd, None), (tiny.pipeline(), odd)):
        with pytest.raises(BadRequest, match=f"A {name} does not say what noise.*beta_schedule.*published with"):
            ObliviousPipeline.from_pretrained(device, cloud=cloud)
