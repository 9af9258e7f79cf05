"""The ledger is what torch's counter finds, for every plan, and that counter is asked where it does not lie."""

from math import prod

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from obclip.cloud.engine import Engine
from obclip.models.weightless import WeightlessModel
from obclip.protocol.acceleration import PRESETS
from obclip.protocol.automatic import Situation, automatic
from obclip.protocol.request import DenoiseRequest
from tests.asking import asked as value_of
from tests.unets import model


def request(name: str, switch_point: int, guidance_scale: float = 2.0) -> DenoiseRequest:
    return DenoiseRequest(
        prompts=tuple("abcdef"), seed=1, num_inference_steps=25, switch_point=switch_point, guidance_scale=guidance_scale,
        acceleration=value_of({"plan": name, "axes": (2, 3)}, switch_point),
    )  # fmt: skip


def counted(engine: Engine, asked: DenoiseRequest) -> tuple[float, float]:
    """multiply-accumulates of torch's counter and of the ledger."""
    with FlopCounterMode(display=False) as counter:
        work = engine.denoise(asked).work
    assert work is not None
    assert sum(work.by_part.values()) == pytest.approx(work.request_macs, abs=4)
    return counter.get_total_flops() / 2, work.request_macs


WHOLE = ("none", "exact", "paper", "fast", "tree", "stages")  # of whose parts the other plans have one each
SLOW = [*((name, None) for name in PRESETS if name not in WHOLE), ("exact", 5), ("paper", 5)]


@pytest.mark.parametrize(
    ("name", "most_rows"), [*((name, None) for name in WHOLE), ("tree", 5), *(pytest.param(*one, marks=pytest.mark.slow) for one in SLOW)]
)
def test_it_equals_torchs_counter_for_every_plan(name: str, most_rows: int | None) -> None:
    expected, got = counted(Engine(WeightlessModel("bundled"), most_rows=most_rows), request(name, 6))
    assert got == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("most_rows", [None, pytest.param(4, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    ("axes", "family"),
    [
        ((2,), "sdxl"),
        ((2, 3), "stable_diffusion"),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in [((2,), "stable_diffusion"), ((2, 3), "sdxl")]),
        *(pytest.param((2, 3, 5), family, marks=pytest.mark.slow) for family in ("stable_diffusion", "sdxl")),
    ],
)
def test_it_equals_torchs_counter_for_what_auto_takes(axes: tuple[int, ...], family: str, most_rows: int | None) -> None:
    for k in (5, 10):
        plan = automatic(Situation(prod(axes), k, 25, family, axes))
        prompts = tuple(f"candidate {place}" for place in range(prod(axes)))
        expected, got = counted(
            Engine(WeightlessModel("bundled"), most_rows=most_rows), DenoiseRequest(prompts, 1, 25, k, 2.0, acceleration=plan)
        )
        assert got == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("architecture", "name"),
    [
        ("sd-v1.4", "fast"),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in [("sd-v1.4", "paper"), ("sdxl", "fast"), ("sdxl", "paper")]),
    ],
)
def test_it_equals_torchs_counter_on_the_large_architectures(architecture: str, name: str) -> None:
    expected, got = counted(Engine(WeightlessModel(architecture)), request(name, 5))
    assert got == pytest.approx(expected, rel=1e-3)


def test_torchs_counter_is_blind_to_attention_on_a_processor() -> None:
    """Why the comparison is made on the meta device: here the counter misses attention, and the ledger does not."""
    expected, got = counted(Engine(model("sd")), request("none", 1))
    assert expected < 0.999 * got


@pytest.mark.parametrize("guidance_scale", [1.0, 2.0])
def test_a_plain_generation_is_t_evaluations_of_one_prompt(guidance_scale: float) -> None:
    engine = Engine(model("sd"))
    plain = DenoiseRequest(prompts=("a",), seed=1, num_inference_steps=4, switch_point=4, guidance_scale=guidance_scale)
    whole = engine.denoise(plain).work
    assert whole is not None
    assert whole.multiple == pytest.approx(1)
    for name in PRESETS:
        work = engine.denoise(request(name, 5, guidance_scale)).work
        assert work is not None
        assert work.plain_generation_macs == pytest.approx(whole.plain_generation_macs * 25 / 4, rel=1e-9), name


def test_parts_say_whose_work_it_was() -> None:
    engine = Engine(WeightlessModel("bundled"))
    spent = {name: engine.denoise(request(name, 6)).work for name in ("none", "fast", "paper")}
    parts = {name: work.by_part for name, work in spent.items() if work is not None}
    assert parts["none"]["conditional"] == parts["none"]["unconditional"] > 0
    assert parts["none"]["prefix"] == parts["none"]["cached"] == 0
    assert 0 < parts["fast"]["unconditional"] < parts["fast"]["conditional"]
    assert parts["fast"]["prefix"] > 0
    assert parts["paper"]["cached"] > 0


def test_a_reply_carries_it_over_the_wire() -> None:
    from obclip.protocol.codec import decode_reply, encode_reply

    reply = Engine(model()).denoise(request("paper", 5))
    assert reply.work is not None
    assert decode_reply(encode_reply(reply), 6, (4, 8, 8)).work == reply.work


def test_no_gradient_and_no_state_is_left_on_the_meta_network() -> None:
    weightless = WeightlessModel("bundled")
    before = dict(weightless.unet.attn_processors)
    reply = Engine(weightless).denoise(request("fast", 6))
    assert not reply.handover.latents.requires_grad
    assert weightless.unet.attn_processors == before
    assert {parameter.device for parameter in weightless.unet.parameters()} == {torch.device("meta")}
