"""Requests that share calls of the network get what they get alone, and nothing of each other."""

from dataclasses import replace
from typing import Any

import pytest
import torch

from obclip.cloud.batching import alike, gain, together
from obclip.cloud.engine import Engine
from obclip.cloud.worker import Done, Worker
from obclip.errors import ObclipError
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.protocol.acceleration import PRESETS
from obclip.protocol.codec import decode_reply
from obclip.protocol.request import DenoiseRequest
from tests import tiny
from tests.cloud.asking import Held, asked, tiny_model

SIX = tuple(f"a {age} {who}" for age in ("young", "old", "grey") for who in ("man", "woman"))
OTHERS = tuple(f"a {age} {who} at sea" for age in ("young", "old", "grey") for who in ("cook", "king"))


def six(name: str, place: int, **changes: Any) -> DenoiseRequest:
    plan = replace(PRESETS[name](10), axes=(3, 2), neutral_prompt=None if place % 2 else f"a person {place}")
    if name == "none":
        plan = PRESETS[name](10)
    fields = {"prompts": (SIX, OTHERS)[place % 2], "seed": 7 + place, "num_inference_steps": 12, "switch_point": 10, "acceleration": plan}
    return asked(**{**fields, **changes})


def near(one: torch.Tensor, other: torch.Tensor) -> bool:
    return bool((one - other).abs().max() <= 1e-5 * max(1.0, float(other.abs().max())))


IN_PARTS = [pytest.param(name, 5, marks=() if name in ("stages", "exact") else pytest.mark.slow) for name in sorted(PRESETS)]


@pytest.mark.parametrize(("name", "most_rows"), [*((name, None) for name in sorted(PRESETS)), *IN_PARTS])
def test_each_of_three_stacked_requests_gets_what_it_gets_alone(name: str, most_rows: int | None) -> None:
    engine = Engine(StableDiffusionModel(tiny.pipeline(unet_like="sd-v1-4"), name="tiny"), most_rows=most_rows)
    requests = [replace(six(name, place), acceleration=six(name, 1).acceleration) for place in range(3)]
    alone = [engine.denoise(request) for request in requests]
    stacked = [reply for reply, _ in engine.run_together([engine.prepare(request) for request in requests])]

    for one, other in zip(stacked, alone, strict=True):
        assert near(one.handover.latents, other.handover.latents)
        assert one.handover.previous_x0 is not None
        assert other.handover.previous_x0 is not None
        assert near(one.handover.previous_x0, other.handover.previous_x0)
        assert one.work is not None
        assert other.work is not None
        assert one.work.request_macs == pytest.approx(other.work.request_macs, rel=1e-9 if most_rows is None else 0.05)
    assert not near(alone[0].handover.latents, alone[1].handover.latents)


def test_equal_requests_of_two_clients_share_no_row() -> None:
    engine = Engine(tiny_model())
    jobs = [engine.prepare(asked(acceleration=PRESETS["exact"](3))) for _ in range(2)]
    (one, ledger), _ = engine.run_together(jobs)
    assert ledger.total() == engine.run(jobs[0])[1].total()
    assert one.work == engine.denoise(jobs[0].request).work


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"seed": 1, "negative_prompt": "fog", "prompts": ("one", "two"), "numbers": "float16"}, True),
        ({"prompts": ("one", "two", "three")}, False),
        ({"switch_point": 2}, False),
        ({"num_inference_steps": 5}, False),
        ({"guidance_scale": 3.0}, False),
        ({"height": 32}, False),
        ({"acceleration": PRESETS["exact"](3)}, False),
        ({"sigmas": (9.0, 4.0, 2.0, 1.0)}, False),
    ],
)
def test_only_requests_with_one_plan_and_shape_are_alike(changes: dict[str, Any], same: bool) -> None:
    assert alike(asked(), asked(**changes)) is same
    assert not alike(asked(solver="lcm"), asked(solver="lcm")), "each draws noise of its own"


def test_those_that_fit_are_taken_in_their_order_and_no_more_than_allowed() -> None:
    waiting = [asked(seed=1), None, asked(switch_point=2), asked(seed=2), asked(seed=3)]
    assert together(asked(), waiting, 3) == [0, 3]


def outcomes(worker: Worker, requests: list[DenoiseRequest], engine: Held) -> list[Done]:
    first = worker.submit(asked(switch_point=1))
    tickets = [worker.submit(request) for request in requests]
    engine.leave.set()
    assert isinstance(first.future.result(30), Done)
    return [ticket.future.result(30) for ticket in tickets]


def test_a_worker_takes_those_that_wait_together_and_others_in_their_turn() -> None:
    engine = Held()
    requests = [asked(seed=1), asked(switch_point=2), asked(seed=2), asked(seed=3)]
    done = outcomes(Worker(engine, most_together=2), requests, engine)
    assert [one.together for one in done] == [2, 1, 2, 1]
    for one, request in zip(done, requests, strict=True):
        alone = Engine(tiny_model()).denoise(request).handover.latents
        assert near(decode_reply(one.body, 2, tuple(alone.shape[1:])).handover.latents, alone)  # type: ignore[arg-type]


def test_one_that_cannot_be_computed_does_not_spoil_those_beside_it() -> None:
    engine = Held()
    worker = Worker(engine, most_together=3)
    first = worker.submit(asked(switch_point=1))
    good, bad = worker.submit(asked(seed=1)), worker.submit(asked(prompts=("zebra " * 30, "b")))
    engine.leave.set()
    assert isinstance(first.future.result(30), Done)
    assert isinstance(good.future.result(30), Done)
    with pytest.raises(ObclipError) as refused:
        bad.future.result(30)
    assert refused.value.code == "prompt_too_long"


def test_the_gain_is_measured_on_the_model_itself() -> None:
    assert 0.2 < gain(tiny_model()) < 16
