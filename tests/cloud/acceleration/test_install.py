"""Put on for one call, counted, taken off in any case; what a step reuses is what an earlier one kept."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
import torch
from diffusers import UNet2DConditionModel
from torch import Tensor, nn

from obclip.cloud.acceleration.install import accelerated
from obclip.cloud.acceleration.layout import cut_at_branch
from obclip.cloud.acceleration.plan import Row, StepPlan
from obclip.cloud.acceleration.run import Run
from obclip.errors import BadRequest
from obclip.models.layout import unet_layout
from tests import tiny
from tests.unets import SHAPES, unet

ROWS = (Row((), 0, (0, 1)), Row((0,), 0, (0,)), Row((1,), 1, (1,)))


def inputs(rows: int = 3, height: int = 8, width: int = 8) -> dict[str, Tensor]:
    """Called by keyword, the timestep too."""
    generator = torch.Generator().manual_seed(3)
    latents = torch.randn(rows, 4, height, width, generator=generator)
    latents[1] = latents[0]
    text = torch.randn(rows, 7, tiny.WIDTH, generator=generator)
    return {"sample": latents, "timestep": torch.tensor(600), "encoder_hidden_states": text}


@torch.no_grad()
def called(network: nn.Module, run: Run, given: dict[str, Tensor], rows: Sequence[Row] = ROWS) -> Tensor:
    run.layout = unet_layout(network)
    with accelerated(network, run, 0, rows):
        return plain(network, given)


@torch.no_grad()
def plain(network: nn.Module, given: dict[str, Tensor]) -> Tensor:
    output: Tensor = network(**given, return_dict=False)[0]
    return output


def state(network: UNet2DConditionModel) -> tuple[object, ...]:
    """What must be as it was: processors, forwards, forward hooks."""
    modules = list(network.modules())
    return (
        {name: id(processor) for name, processor in network.attn_processors.items()},
        [module.forward for module in modules],
        ["forward" in vars(module) for module in modules],
        [dict(module._forward_hooks) for module in modules],
    )


REUSING: dict[str, list[StepPlan]] = {
    "attention": [StepPlan(0, ROWS, keeps_attention="all"), StepPlan(1, ROWS, "cached")],
    "up blocks": [StepPlan(0, ROWS, keeps_blocks=True), StepPlan(1, ROWS, blocks="up")],
    "both": [StepPlan(0, ROWS, keeps_attention="up", keeps_blocks=True), StepPlan(1, ROWS, "cached", "up")],
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("height", "width"), [(8, 8), (7, 5), (9, 12)])
@pytest.mark.parametrize("reusing", REUSING)
def test_a_step_that_reuses_equals_a_full_one_on_the_same_input(shape: str, height: int, width: int, reusing: str) -> None:
    network, given = unet(shape), inputs(height=height, width=width)
    run = Run(REUSING[reusing])
    first = called(network, run, given)
    run.stand_at(1)
    assert torch.equal(first, plain(network, given))
    assert (called(network, run, given) - first).abs().max() < 1e-5


def branches(network: nn.Module) -> int:
    """How many there are: the next is refused."""
    for branch in range(100):
        try:
            cut_at_branch(network, unet_layout(network), branch)
        except BadRequest:
            return branch
    raise AssertionError("no branch is refused")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("height", "width"), [(8, 8), (7, 5)])
def test_every_branch_of_deep_cache_equals_a_full_step_on_the_same_input(shape: str, height: int, width: int) -> None:
    network, given = unet(shape), inputs(height=height, width=width)
    expected = plain(network, given)
    work = []
    for branch in range(branches(network)):
        run = Run([StepPlan(0, ROWS, keeps_blocks=True), StepPlan(1, ROWS, blocks="shallow")], cache_branch=branch)
        assert torch.equal(called(network, run, given), expected)
        full = run.ledger.total()
        run.stand_at(1)
        assert (called(network, run, given) - expected).abs().max() < 1e-5, branch
        work.append(run.ledger.total() - full)
    assert len(work) >= 3
    assert all(less < more for less, more in pairwise(work)), "a higher branch computes more"
    assert max(work) < full


@pytest.mark.parametrize("shape", SHAPES)
def test_every_branch_may_reuse_what_was_kept_while_latents_were_equal(shape: str) -> None:
    """As in the step where candidates part: equal work is done for one row then, and in the next step for each row."""
    network, given = unet(shape), inputs()
    given["sample"][2] = given["sample"][0]
    equal = tuple(Row(row.text, 0, row.serves) for row in ROWS)
    expected = plain(network, given)
    for branch in range(branches(network)):
        plan = [StepPlan(0, equal, keeps_blocks=True), StepPlan(1, ROWS, blocks="shallow")]
        run = Run(plan, shares_equal_work=True, cache_branch=branch)
        called(network, run, given, equal)
        run.stand_at(1)
        assert (called(network, run, given) - expected).abs().max() < 1e-5, branch


@pytest.mark.parametrize("shape", SHAPES)
def test_a_reused_step_takes_what_was_kept_and_not_its_own_input(shape: str) -> None:
    """The planted fault of the equalities above: with another input the outputs differ from a full step's."""
    network, given = unet(shape), inputs()
    other = {**given, "sample": given["sample"].flip(2)}
    for plan in REUSING.values():
        run = Run(plan)
        called(network, run, given)
        run.stand_at(1)
        assert (called(network, run, other) - plain(network, other)).abs().max() > 1e-4


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("height", "width"), [(8, 8), (7, 5)])
def test_equal_work_once_gives_the_same_output_for_less(shape: str, height: int, width: int) -> None:
    network, given = unet(shape), inputs(height=height, width=width)
    run, sharing = Run([StepPlan(0, ROWS)]), Run([StepPlan(0, ROWS)], shares_equal_work=True)
    expected, got = called(network, run, given), called(network, sharing, given)
    assert (got - expected).abs().max() < 1e-5
    assert sharing.ledger.total() < run.ledger.total()
    assert sharing.ledger.row == pytest.approx(run.ledger.row)


class Louder:
    """Somebody's own attention."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __call__(self, *args: Any, **rest: Any) -> Tensor:
        output: Tensor = 1.3 * self.inner(*args, **rest)
        return output


@pytest.mark.parametrize("attention", ["own", "pivot"])
def test_processors_of_the_callers_own_are_asked(attention: Any) -> None:
    network, given = unet("sd"), inputs()
    usual = plain(network, given)
    network.set_attn_processor({name: Louder(inner) for name, inner in network.attn_processors.items()})
    expected = plain(network, given)
    got = called(network, Run([StepPlan(0, ROWS, attention)], shares_equal_work=True), given)
    assert (got - expected).abs().max() < 1e-5 < 1e-3 < (usual - expected).abs().max()


class Interrupting(nn.Module):
    """Stands in the middle of a network."""

    def __init__(self, error: type[BaseException]) -> None:
        super().__init__()
        self.error = error

    def forward(self, *_: object, **__: object) -> None:
        raise self.error


@pytest.mark.parametrize("error", [None, RuntimeError, KeyboardInterrupt])
@pytest.mark.parametrize("sharing", [False, True])
def test_processors_and_forwards_are_the_originals_afterwards(error: type[BaseException] | None, sharing: bool) -> None:
    network, given = unet("sd"), inputs()
    before, expected = state(network), plain(network, given)
    for plan in [
        *REUSING.values(),
        [StepPlan(0, ROWS, "pivot"), StepPlan(1, ROWS, "pivot", keeps_blocks=True), StepPlan(2, ROWS, blocks="shallow")],
    ]:
        run = Run(plan, shares_equal_work=sharing)
        for step in range(len(plan)):
            run.stand_at(step)
            called(network, run, given)
        if error is not None:
            whole, network.up_blocks[-1] = network.up_blocks[-1], Interrupting(error)
            network.up_blocks[-1].resnets = whole.resnets
            for step in range(len(plan)):
                run.stand_at(step)
                with pytest.raises((error, KeyError)):
                    called(network, run, given)
            network.up_blocks[-1] = whole
        assert state(network) == before
    assert torch.equal(plain(network, given), expected)


def test_an_error_while_putting_on_takes_off_what_was_put_on(monkeypatch: pytest.MonkeyPatch) -> None:
    network = unet("sd")
    before = state(network)

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("obclip.cloud.acceleration.install.count_layers", fail)
    with pytest.raises(KeyboardInterrupt):
        called(network, Run(REUSING["both"], shares_equal_work=True), inputs())
    assert state(network) == before


def test_it_says_how_much_was_hooked() -> None:
    network = unet("sd")
    attentions = len(network.attn_processors)
    for plan, expected in (([StepPlan(0, ROWS)], attentions), (REUSING["up blocks"], attentions + 4)):
        with accelerated(network, Run(plan, unet_layout(network)), 0, ROWS) as hooked:
            assert hooked == expected


@pytest.mark.parametrize(
    ("plan", "sharing"),
    [([StepPlan(0, ROWS, "pivot")], False), (REUSING["up blocks"], False), ([StepPlan(0, ROWS)], True)],
)
def test_hooking_nothing_is_an_error(plan: list[StepPlan], sharing: bool) -> None:
    with (
        pytest.raises(BadRequest, match="cannot be accelerated") as caught,
        accelerated(nn.Sequential(nn.Linear(2, 2)), Run(plan, shares_equal_work=sharing), 0, ROWS),
    ):
        pass
    assert caught.value.code == "nothing_hooked"
