"""What is let in is decided by arithmetic alone, and what it promises of the work is never too little."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obclip.cloud.admission import check, generations, plan_name
from obclip.cloud.engine import Engine
from obclip.errors import BadRequest, ObclipError, UnknownModel
from obclip.protocol.acceleration import PRESETS, Acceleration
from obclip.protocol.limits import NO_LIMITS, Limits, most_work
from tests.cloud.asking import asked, tiny_model

ENGINE = Engine(tiny_model())
FACTS = ENGINE.measured_facts()


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(sorted(PRESETS)), st.integers(1, 4), st.integers(1, 6), st.sampled_from([32, 64, 96]), st.sampled_from([1.0, 3.0]))
def test_no_plan_takes_more_work_than_the_bound(name: str, candidates: int, k: int, side: int, scale: float) -> None:
    plan = replace(PRESETS[name](k), axes=(candidates,))
    prompts = tuple(f"number {place}" for place in range(candidates))
    request = asked(prompts=prompts, num_inference_steps=8, switch_point=k, height=side, guidance_scale=scale, acceleration=plan)
    try:
        work = ENGINE.denoise(request).work
    except ObclipError:  # nothing to hook, or a tree of one: refused, and no work
        return

    assert work is not None
    assert 0 < generations(work, request, FACTS) <= most_work(request, FACTS.own) * (1 + 1e-9)


def test_a_plain_generation_is_one_generation() -> None:
    request = asked(prompts=("a man",), num_inference_steps=25, switch_point=25, guidance_scale=3.0)
    work = ENGINE.denoise(request).work
    assert work is not None
    assert generations(work, request, FACTS) == pytest.approx(1.0)
    assert generations(work, request, replace(FACTS, row_macs=None)) == pytest.approx(1.0)
    assert most_work(request, FACTS.own) == 1.0


@pytest.mark.parametrize(
    ("changes", "limits", "code"),
    [
        ({}, NO_LIMITS, None),
        ({"prompts": tuple(map(str, range(256))), "num_inference_steps": 1000, "switch_point": 1000, "height": 2048, "width": 2048},
         Limits(plain_generations=100), "too_much_work"),
        ({}, Limits(prompts=1), "over_limit"),
        ({}, Limits(num_inference_steps=3), "over_limit"),
        ({"height": 128, "width": 128}, Limits(pixels=64 * 128), "over_limit"),
        ({}, Limits(prompt_characters=10), "over_limit"),
        ({"height": 69}, NO_LIMITS, "bad_size"),
        ({"path": "flow"}, NO_LIMITS, "bad_path"),
        ({"solver": "zebra"}, NO_LIMITS, "unknown_solver"),
    ],
)  # fmt: skip
def test_what_is_too_much_is_refused_without_the_model(changes: dict[str, Any], limits: Limits, code: str | None) -> None:
    if code is None:
        check(asked(**changes), FACTS, limits)
        return
    with pytest.raises(BadRequest) as refused:
        check(asked(**changes), FACTS, limits)
    assert refused.value.code == code
    assert "zebra" not in refused.value.message


def test_another_model_is_refused() -> None:
    with pytest.raises(UnknownModel):
        check(asked(model="other"), FACTS, NO_LIMITS)


def test_a_plan_has_its_presets_name_and_no_word_of_a_prompt() -> None:
    named = {name: plan_name(replace(PRESETS[name](10), axes=(2,), neutral_prompt="a zebra"), 10) for name in PRESETS}
    assert all(PRESETS[found](10) == PRESETS[name](10) for name, found in named.items())
    assert plan_name(Acceleration(pivot_steps=9), 10) == "own"
