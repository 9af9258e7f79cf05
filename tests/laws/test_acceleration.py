"""What acceleration must not change: nothing on is plain, shared maps of equal prompts are their own, equal work is exact, and requests
that share a network share nothing else."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor

from obclip.cloud.engine import Engine
from obclip.denoising.loop import beginning, denoise
from obclip.denoising.noise import initial_noise
from obclip.denoising.schedule import make_levels
from obclip.errors import BadRequest
from obclip.models.conditioning import Conditioning
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.models.prediction import guided
from obclip.protocol.acceleration import PRESETS
from obclip.protocol.reply import DenoiseReply
from obclip.protocol.request import DenoiseRequest
from tests import tiny
from tests.asking import asked as value_of
from tests.reference.oblivious import naive_latents
from tests.unets import model, unet

PROMPTS = ("an old man", "an old woman", "a young man", "a young woman")


def request(acceleration: Any = "none", **changes: Any) -> DenoiseRequest:
    fields: dict[str, Any] = {"prompts": PROMPTS, "seed": 5, "num_inference_steps": 12, "switch_point": 6, "guidance_scale": 3.0}
    fields |= changes
    return DenoiseRequest(**fields, acceleration=value_of(acceleration, fields["switch_point"]))


def latents(network: StableDiffusionModel, asked: DenoiseRequest, most_rows: int | None = None) -> Tensor:
    return Engine(network, most_rows=most_rows).denoise(asked).handover.latents


def difference(a: Tensor, b: Tensor) -> float:
    return float((a - b).abs().max() / b.abs().max().clamp(min=1))


@pytest.mark.parametrize("shape", [None, "sd", "sdxl"])
@pytest.mark.parametrize("guidance_scale", [1.0, 3.0])
@pytest.mark.parametrize("most_rows", [None, 3])
def test_nothing_switched_on_is_plain_to_the_last_bit(shape: str | None, guidance_scale: float, most_rows: int | None) -> None:
    network = model(shape)
    levels = make_levels(network.scheduler_config, "dpmsolver++", 12)
    start = beginning(initial_noise(5, (1, *network.latent_shape())), levels, len(PROMPTS))
    predict = guided(network, network.condition(PROMPTS), guidance_scale, most_rows)
    plain = denoise(predict, levels, start, 6, prediction_type=network.prediction_type)
    got = Engine(network, most_rows=most_rows).denoise(request(guidance_scale=guidance_scale)).handover
    assert torch.equal(got.latents, plain.latents)
    assert got.previous_x0 is not None
    assert plain.previous_x0 is not None
    assert torch.equal(got.previous_x0, plain.previous_x0)


@pytest.mark.parametrize("shape", [None, "sd", "sd2", "sdxl"])
@pytest.mark.parametrize("guidance_scale", [1.0, 3.0])
def test_equal_work_done_once_equals_the_naive_loop(shape: str | None, guidance_scale: float) -> None:
    network, asked = model(shape), request("exact", guidance_scale=guidance_scale)
    assert difference(latents(network, asked), naive_latents(network, asked)) < 1e-4


@pytest.mark.parametrize("solver", ["ddim", "euler"])
def test_equal_work_done_once_equals_the_naive_loop_with_every_solver(solver: str) -> None:
    network, asked = model(prediction_type="v_prediction"), request("exact", solver=solver)
    assert difference(latents(network, asked), naive_latents(network, asked)) < 1e-4


@pytest.mark.parametrize("shape", ["sd", "sdxl"])
@pytest.mark.parametrize(
    ("switch_point", "count", "changes"),
    [
        (6, 2, {}),
        # Steps: all together; parted by the first axis; parted by both, on latents of the first.
        (3, 4, {"tree": True, "axes": (2, 2), "order": (0, 1), "neutral_prefix": 1}),
    ],
)
def test_a_fit_between_two_is_exact_where_there_are_no_more(shape: str, switch_point: int, count: int, changes: dict[str, Any]) -> None:
    network = model(shape)
    own, fitted = (
        latents(
            network,
            request({"plan": "exact", "shared_unconditional": sharing, **changes}, prompts=PROMPTS[:count], switch_point=switch_point),
        )
        for sharing in (None, "fitted")
    )
    assert difference(fitted, own) < 1e-4


class OneText(StableDiffusionModel):
    """Encodes every prompt but the empty one alike."""

    def condition(self, prompts: Sequence[str], *size: Any) -> Conditioning:
        return super().condition(["the same" if prompt else "" for prompt in prompts], *size)


@pytest.mark.parametrize("shape", ["sd", "sdxl"])
@pytest.mark.parametrize(
    "plan", ["pivot", "shared-unconditional", "shared-unconditional-epsilon", "shared-unconditional-x0", "neutral-prefix", "candidate-tree"]
)
def test_equal_prompts_lose_nothing_by_sharing(shape: str, plan: str) -> None:
    pipeline = tiny.pipeline()
    pipeline.unet = unet(shape)
    network = OneText(pipeline, name="one text")
    assert difference(latents(network, request({"plan": plan, "axes": (2, 2)})), latents(network, request())) < 2e-5


@pytest.mark.parametrize("shape", ["sd", "sdxl"])
@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("most_rows", [None, 3])
def test_the_pivots_own_way_is_not_changed_by_sharing(shape: str, exact: bool, most_rows: int | None) -> None:
    network = model(shape)
    plain = latents(network, request())
    for fields in ({"pivot_steps": 6}, {"shared_unconditional": "x0"}, {"pivot_steps": 6, "shared_unconditional": "epsilon"}):
        got = latents(network, request({**fields, "exact": exact}), most_rows)
        assert difference(got[:1], plain[:1]) < 2e-5
        assert difference(got[1:], plain[1:]) > 2e-5, "the others' is"


@pytest.mark.parametrize(
    ("plan", "exact"), [*((plan, False) for plan in PRESETS), ("pivot", True), ("attention-cache", True), ("block-skip", True)]
)
def test_calls_in_parts_change_nothing(plan: str, exact: bool) -> None:
    network, asked = model("sd"), request({"plan": plan, "axes": (2, 2), "exact": exact})
    assert difference(latents(network, asked, 3), latents(network, asked)) < 2e-5


def test_no_call_has_more_rows_than_allowed() -> None:
    """Without this the equality above would hold of one call of all rows."""
    network, sizes = model("sd"), list[int]()
    network.network.register_forward_hook(lambda module, taken, given: sizes.append(len(given[0])))
    latents(network, request(), 3)
    assert sizes == [3, 3, 2] * 6


@pytest.mark.parametrize("plan", [name for name in PRESETS if name not in ("none", "exact")])
def test_every_other_plan_changes_something_and_stays_finite(plan: str) -> None:
    network = model("sd")
    plain, got = latents(network, request()), latents(network, request({"plan": plan, "axes": (2, 2)}))
    assert torch.isfinite(got).all()
    assert difference(got, plain) > 1e-6


@pytest.mark.parametrize(("height", "width"), [(24, 16), (16, 8)])
@pytest.mark.parametrize("plan", ["exact", "paper", "fast", "tree"])
def test_pictures_need_not_be_square(height: int, width: int, plan: str) -> None:
    got = latents(model(), request({"plan": plan, "axes": (2, 2)}, height=height, width=width))
    assert got.shape == (4, 4, height // 2, width // 2)


@pytest.mark.parametrize("plan", ["neutral-prefix", "candidate-tree"])
def test_a_prefix_is_the_neutral_prompts_own_way(plan: str) -> None:
    """Steps 0 and 1 are the neutral prompt's, for all; from there each candidate goes on with its own text."""
    network, neutral = model("sd"), "an old person"
    asked = {"plan": plan, "axes": (2, 2), "neutral_prefix": 2, "neutral_prompt": neutral}
    levels, kind = make_levels(network.scheduler_config, "dpmsolver++", 12), network.prediction_type
    start = beginning(initial_noise(5, (1, *network.latent_shape())), levels, 1)
    alone = denoise(guided(network, network.condition((neutral,)), 3.0), levels, start, 2, prediction_type=kind)
    assert alone.previous_x0 is not None
    shared = replace(alone, latents=alone.latents.expand(4, -1, -1, -1), previous_x0=alone.previous_x0.expand(4, -1, -1, -1))
    apart = denoise(guided(network, network.condition(PROMPTS), 3.0), levels, shared, 3, prediction_type=kind).latents
    assert difference(latents(network, request(asked, switch_point=3)), apart) < 2e-5
    assert difference(latents(network, request({**asked, "neutral_prompt": None}, switch_point=3)), apart) > 2e-5, "their mean is not"


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
@pytest.mark.parametrize("plan", ["exact", "paper", "fast", "tree"])
def test_half_precision_stays_near_single(plan: str, dtype: torch.dtype) -> None:
    network, asked = model("sd"), request({"plan": plan, "axes": (2, 2)}, switch_point=5)
    single = latents(network, asked)
    network.pipeline.to(dtype)
    assert 0 < difference(latents(network, asked), single) < 0.1


PLANS = ("paper", "fast", "tree", "none", "deep-cache")


def _wait(barrier: threading.Barrier) -> None:
    barrier.wait(60)


def in_turns(jobs: list[Callable[[Callable[[int], None]], None]]) -> None:
    """Run jobs in threads that go on together, step by step: after each step a job waits for all others."""
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[Callable[[int], None]], None]) -> None:
        try:
            job(lambda step: _wait(barrier))
        except Exception:
            barrier.abort()
            raise

    with ThreadPoolExecutor(len(jobs)) as pool:
        failures = [future.exception() for future in [pool.submit(run, job) for job in jobs]]
    for failure in failures:
        if failure is not None and not isinstance(failure, threading.BrokenBarrierError):
            raise failure


def test_requests_that_interleave_on_one_network_never_see_each_others_caches() -> None:
    network = model("sd")
    asked = [request({"plan": plan, "axes": (2, 2)}, seed=seed) for seed, plan in enumerate(PLANS)]
    alone = [Engine(network).denoise(one) for one in asked]
    together: dict[int, DenoiseReply] = {}

    def job(place: int) -> Callable[[Callable[[int], None]], None]:
        return lambda on_step: together.update({place: Engine(network).denoise(asked[place], on_step)})

    in_turns([job(place) for place in range(len(asked))])
    for place, one in enumerate(alone):
        other = together[place]
        assert difference(other.handover.latents, one.handover.latents) < 1e-6, PLANS[place]
        assert other.work == one.work


def test_a_state_that_leaked_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: with one store for all requests the test above must fail."""
    from obclip.cloud.acceleration.run import Run

    store: dict[tuple[str, int], object] = {}
    original = Run.__init__

    def leaky(self: Run, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self._kept = store

    monkeypatch.setattr(Run, "__init__", leaky)
    with pytest.raises((AssertionError, KeyError, IndexError, RuntimeError)):
        test_requests_that_interleave_on_one_network_never_see_each_others_caches()


def test_a_request_after_another_is_as_if_alone() -> None:
    network = model("sdxl")
    fresh = latents(model("sdxl"), request())
    for plan in PLANS:
        latents(network, request({"plan": plan, "axes": (2, 2)}))
        assert torch.equal(latents(network, request()), fresh), plan


@pytest.mark.parametrize(("plan", "switch_point"), [("deep-cache", 6), ("deep-cache", 1), ("fast", 2)])
def test_a_branch_that_the_network_does_not_have_is_refused_whether_or_not_a_step_would_take_it(plan: str, switch_point: int) -> None:
    with pytest.raises(BadRequest, match=r"^cache_branch must be 0 to \d for this model \(got 99\)\.$"):
        Engine(model("sd")).prepare(request({"plan": plan, "cache_branch": 99}, switch_point=switch_point))
