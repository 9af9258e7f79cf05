"""What requests cost on the real architectures: the paper's own figures as it counts them, and ours as they are executed."""

from typing import Any

import pytest

from obclip.cloud.cost import cost, prime_factors, smallest_last
from obclip.errors import BadRequest
from obclip.models.registry import Entry, entries
from obclip.models.weightless import ARCHITECTURES, WeightlessModel
from obclip.protocol.acceleration import Acceleration, Preset
from tests.commands import Call
from training.networks import CLOUD, unet

# Table 7 of arXiv 2510.04153, in T: architecture, N, k, "+ cache", "+ reuse".
TABLE_7 = [
    pytest.param("sd-v1.4", 6, 10, 35.04, 32.72, marks=pytest.mark.slow),
    pytest.param("sd-v1.4", 4, 10, 23.36, 21.86, marks=pytest.mark.slow),
    pytest.param("sd-v1.4", 6, 5, 18.38, 16.64, marks=pytest.mark.slow),
    ("sd-v1.4", 4, 5, 12.25, 11.13),
    pytest.param("sdxl", 6, 10, 270.62, 246.55, marks=pytest.mark.slow),
    pytest.param("sdxl", 6, 5, 146.44, 128.38, marks=pytest.mark.slow),
]
# Tables 2 and 3, a candidate: k, further fields, T.
A_CANDIDATE = [
    pytest.param("sd-v1.4", 10, {}, 5.84, marks=pytest.mark.slow),
    ("sd-v1.4", 5, {}, 3.06),
    pytest.param("sdxl", 10, {}, 45.11, marks=pytest.mark.slow),
    pytest.param("sdxl", 4, {"cache_point": 2, "skip_point": None}, 21.78, marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("architecture", "candidates", "switch_point", "cache", "reuse"), TABLE_7)
def test_the_papers_figures_are_found_as_it_counts(
    architecture: str, candidates: int, switch_point: int, cache: float, reuse: float
) -> None:
    for plan, expected in (("cache", cache), ("paper", reuse)):
        work = cost(architecture, plan, candidates=candidates, switch_point=switch_point, count="paper")
        assert work.request_macs / 1e12 == pytest.approx(expected, rel=0.002), plan


@pytest.mark.parametrize(("architecture", "switch_point", "changes", "expected"), A_CANDIDATE)
def test_the_papers_figures_a_candidate_are_found(architecture: str, switch_point: int, changes: dict[str, Any], expected: float) -> None:
    plan = Preset("cache", tuple(changes.items()))
    work = cost(architecture, plan, candidates=1, switch_point=switch_point, count="paper")
    assert work.request_macs / 1e12 == pytest.approx(expected, rel=0.002)


@pytest.mark.parametrize(
    ("architecture", "plan", "switch_point", "candidates", "most"),
    [
        pytest.param("sd-v1.4", "fast", 10, 6, 0.85, marks=pytest.mark.slow),
        ("sd-v1.4", "fast", 5, 6, 0.42),
        ("sd-v1.4", "tree", 10, 30, 2.3),
        pytest.param("sdxl", "fast", 10, 6, 0.72, marks=pytest.mark.slow),
        pytest.param("sdxl", "tree", 10, 30, 2.0, marks=pytest.mark.slow),
    ],
)
def test_our_plans_cost_at_most_this_many_plain_generations(
    architecture: str, plan: str, switch_point: int, candidates: int, most: float
) -> None:
    assert cost(architecture, plan, candidates=candidates, switch_point=switch_point).multiple <= most


AUTO = [("sd-v1.4", 10, 6, 0.40), ("sd-v1.4", 5, 6, 0.20)]
MANY = [("sdxl", 10, 6, 0.36), ("sd-v1.4", 10, 30, 0.90), ("sdxl", 10, 30, 0.85)]


@pytest.mark.parametrize(
    ("architecture", "switch_point", "candidates", "most"), [*AUTO, *(pytest.param(*row, marks=pytest.mark.slow) for row in MANY)]
)
def test_what_auto_takes_costs_at_most_this_many_plain_generations(
    architecture: str, switch_point: int, candidates: int, most: float
) -> None:
    assert cost(architecture, "auto", candidates=candidates, switch_point=switch_point).multiple <= most


@pytest.mark.parametrize(("architecture", "gmac"), [("sd-v1.4", 401.6), ("sdxl", 3380.6)])
def test_an_evaluation_costs_what_is_published(architecture: str, gmac: float) -> None:
    plain = cost(architecture, "none", candidates=1, switch_point=1, steps=1)
    assert plain.plain_generation_macs / 2e9 == pytest.approx(gmac, rel=1e-3)


def test_the_bundled_architecture_is_the_one_that_is_trained() -> None:
    trained = unet(CLOUD).config
    assert {name: trained[name] for name in ARCHITECTURES["bundled"]} == ARCHITECTURES["bundled"]


def test_an_unknown_architecture_names_the_known_ones() -> None:
    with pytest.raises(BadRequest, match=r"sd-v1\.4, sdxl, .*bundled.*sd-v1-4.*, or such a model's hub id"):
        cost("sd-9", "none", candidates=2, switch_point=1)


def test_axes_of_a_plan_without_a_tree_are_refused() -> None:
    asked: dict[str, Any] = {"candidates": 6, "switch_point": 10, "axes": (2, 3)}
    for plan in ("fast", Acceleration(exact=True)):
        with pytest.raises(BadRequest, match=r"^axes are for trees only: auto, stages, tree, candidate-tree\.$"):
            cost("bundled", plan, **asked)
    assert cost("bundled", "auto", candidates=2, switch_point=1, steps=2, axes=(2,)).multiple > 0, "it may come to be one"


def test_a_model_of_the_registry_costs_what_its_architecture_does() -> None:
    asked: dict[str, Any] = {"candidates": 6, "switch_point": 10}
    assert cost("portraits-cloud", "auto", **asked) == cost("bundled", "auto", **asked)


@pytest.mark.parametrize("known", entries(), ids=lambda known: known.name)
def test_every_model_of_the_registry_is_known_by_its_name_and_has_as_many_parameters(known: Entry) -> None:
    same = WeightlessModel(known.name)
    assert (same.guidance, same.family, same.step_distilled) == (known.guidance or "classifier-free", known.family, known.steps)
    parameters = sum(parameter.numel() for parameter in same.unet.parameters())
    assert known.network is not None
    assert parameters / 1e6 == pytest.approx(known.network, rel=3e-2 if known.bundled else 2e-3)


def test_a_model_of_few_steps_costs_one_pass_a_step_if_it_is_guided_so() -> None:
    asked: dict[str, Any] = {"candidates": 2, "switch_point": 2, "steps": 4}
    plain, few = cost("sd-v1-4", "none", **asked), cost("lcm-dreamshaper-v7", "none", **asked)
    assert few.request_macs == pytest.approx(plain.request_macs / 2, rel=1e-3)
    assert few.multiple == pytest.approx(plain.multiple) == pytest.approx(1.0)
    with pytest.raises(BadRequest, match=r'^"lcm-sdxl" was distilled for few steps: steps must be one of 4, 8 \(got 25\)\.$'):
        cost("lcm-sdxl", "none", candidates=2, switch_point=10)


def test_the_command_takes_names_and_hub_ids_and_settles_the_steps_that_were_left_out(call: Call) -> None:
    for name, told in (
        ("lcm-dreamshaper-v7", "k = 3 of 8"),
        ("SimianLuo/LCM_Dreamshaper_v7", "k = 3 of 8"),
        ("portraits-device", "k = 10 of 25"),
        ("portraits-device-few", "k = 2 of 5"),
    ):
        said = call("cost", "--architecture", name, "--candidates", "2")
        assert (said.status, said.stdout.splitlines()[0]) == (0, f"{name}, N = 2, {told} steps, plan auto, count executed")


@pytest.mark.parametrize(("number", "factors"), [(1, ()), (2, (2,)), (6, (2, 3)), (12, (2, 2, 3)), (30, (2, 3, 5)), (49, (7, 7))])
def test_the_axes_that_are_assumed_are_prime_factors(number: int, factors: tuple[int, ...]) -> None:
    assert prime_factors(number) == factors


@pytest.mark.parametrize(("axes", "order"), [((), ()), ((3,), (0,)), ((2, 3), (1, 0)), ((3, 2, 5), (0, 2, 1))])
def test_they_part_as_a_device_asks_it(axes: tuple[int, ...], order: tuple[int, ...]) -> None:
    assert smallest_last(axes) == order
