"""What the caller has loaded into a pipeline stays in it: tokens of textual inversion, and adapters; those of one side are told."""

import warnings
from pathlib import Path
from typing import Any

import pytest
import torch
from rich.console import Console

from obclip import ObliviousPipeline
from obclip.cli.device_service import Halves
from obclip.device.settings import RunSettings
from obclip.errors import BadRequest, PairWarning
from obclip.in_process import local_cloud
from obclip.models.adapters import adapters, tokens, weights
from obclip.models.families.known import around
from obclip.prompts.rules import Rules
from tests import tiny, tiny_sdxl
from tests.outputs import tensor
from tests.running import cloud_server

FEW: dict[str, Any] = {"num_inference_steps": 4, "guidance_scale": 2.0, "output_type": "latent"}
PROMPT = "a photo of qqcat by the sea"


def taught(pipeline: Any, *, seed: int = 1, count: int = 3) -> Any:
    """A pipeline with one token of three vectors."""
    vectors = 3 * torch.randn(count, 32, generator=torch.Generator().manual_seed(seed))
    pipeline.load_textual_inversion({"qqcat": vectors}, token="qqcat")
    if hasattr(pipeline, "tokenizer_2"):
        pipeline.load_textual_inversion(
            {"qqcat": vectors}, token="qqcat", text_encoder=pipeline.text_encoder_2, tokenizer=pipeline.tokenizer_2
        )
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


@pytest.mark.parametrize("make", [tiny.pipeline, tiny_sdxl.pipeline])
def test_tokens_of_textual_inversion_are_drawn_as_diffusers_draws_them(make: Any) -> None:
    asked = {**FEW, "unknown": "show", "allow_single": True, "seed": 3}
    with (
        ObliviousPipeline.from_pretrained(taught(make()), cloud=taught(make())) as pipeline,
        ObliviousPipeline.from_pretrained(make(), cloud=make()) as untaught,
    ):
        made, without = tensor(pipeline(PROMPT, **asked)), tensor(untaught(PROMPT, **asked))
    expected = taught(make())(PROMPT, generator=torch.Generator().manual_seed(3), **FEW).images
    assert (made - expected).abs().max() < 1e-4 * expected.abs().max()
    assert (without - expected).abs().max() > 1e-2 * expected.abs().max()


def test_the_vectors_of_a_token_count_in_the_window() -> None:
    model = around(taught(tiny.pipeline()))
    model.check_length(["qqcat " * 20])
    with pytest.raises(BadRequest, match="too long"):
        model.check_length(["qqcat " * 30])


class Adapted(torch.nn.Module):
    """A layer as peft puts it around one of a network's own, with what it says of its adapters."""

    def __init__(self, layer: torch.nn.Module, weights: dict[str, float], *, on: bool = True) -> None:
        super().__init__()
        self.layer, self.weight, self.bias = layer, layer.weight, layer.bias
        self.r, self.lora_alpha, self.use_rslora = dict.fromkeys(weights, 4), dict.fromkeys(weights, 8), dict.fromkeys(weights, False)
        self.scaling = {name: weight * 8 / 4 for name, weight in weights.items()}
        self.active_adapters, self.disable_adapters = list(weights), not on
        self.merged_adapters: list[str] = []

    def forward(self, *args: Any) -> Any:
        return self.layer(*args)


def with_factors(*, seed: int = 1, rank: int = 4, width: int = 8) -> Any:
    """A pipeline with an adapter whose factors are drawn."""
    pipeline = with_adapter("style")
    generator = torch.Generator().manual_seed(seed)
    for kind in ("lora_A", "lora_B"):
        factor = torch.nn.Linear(width, rank, bias=False)
        factor.weight.data = torch.randn(rank, width, generator=generator)
        setattr(pipeline.unet.conv_in, kind, torch.nn.ModuleDict({"style": factor}))
    return pipeline


def with_adapter(*names: str, on: bool = True, **weights: float) -> Any:
    pipeline = tiny.pipeline()
    pipeline.set_progress_bar_config(disable=True)
    if told := {**dict.fromkeys(names, 1.0), **weights}:
        pipeline.unet.peft_config = dict.fromkeys(told)
        pipeline.unet.conv_in = Adapted(pipeline.unet.conv_in, told, on=on)
    return pipeline


@pytest.mark.parametrize(
    ("cloud", "device", "words"),
    [
        (with_adapter("style"), with_adapter(), "The cloud's pipeline draws with style and the device's does not"),
        (with_adapter("style"), with_adapter("style", "hero"), "The device's pipeline draws with hero and the cloud's does not"),
        (with_adapter("style"), with_adapter("style", on=False), "The cloud's pipeline draws with style and the device's does not"),
        (with_adapter(style=0.0), with_adapter("style"), "The device's pipeline draws with style and the cloud's does not"),
        (
            with_adapter(style=0.3),
            with_adapter(style=0.9),
            "style weighs 0.3 in the cloud's pipeline and 0.9 in the device's.*set_adapters",
        ),
    ],
)
def test_an_adapter_that_one_side_alone_draws_with_or_by_another_weight_is_told(cloud: Any, device: Any, words: str) -> None:
    with ObliviousPipeline(around(device), local_cloud(around(cloud))) as pipeline, pytest.warns(PairWarning, match=words):
        pipeline("an old man", **FEW)


@pytest.mark.parametrize(
    ("device", "is_told"), [(with_factors(seed=2), True), (with_factors(), False), (with_factors(seed=2, width=16), False)]
)
def test_two_adapters_of_one_name_are_told_where_they_are_for_one_layer(device: Any, is_told: bool) -> None:
    with ObliviousPipeline(around(device), local_cloud(around(with_factors()))) as pipeline, warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        pipeline("an old man", **FEW)
    assert is_told == any("The adapter style is another one in the cloud's" in str(warning.message) for warning in told)


def test_of_an_adapter_its_weight_is_told_and_not_how_peft_keeps_it() -> None:
    pipeline = with_adapter(style=0.3, hero=1.0)
    assert adapters(pipeline) == {"style", "hero"}
    assert weights(pipeline) == {"style": frozenset({0.3}), "hero": frozenset({1.0})}
    pipeline.unet.conv_in.use_rslora["style"] = True
    assert weights(pipeline)["style"] == {0.15}
    pipeline.unet.conv_in.disable_adapters = True
    assert adapters(pipeline) == {"style", "hero"}
    assert weights(pipeline) == {}
    assert adapters(tiny.pipeline()) == frozenset()


@pytest.mark.parametrize("make", [tiny.pipeline, tiny_sdxl.pipeline])
def test_a_token_of_textual_inversion_that_one_side_was_taught_is_told(make: Any) -> None:
    assert (tokens(taught(make())), tokens(make())) == (frozenset({"qqcat"}), frozenset())
    for cloud, device, words in (
        (taught(make()), make(), "The cloud's pipeline was taught qqcat"),
        (make(), taught(make()), "The device's"),
    ):
        with (
            ObliviousPipeline.from_pretrained(device, cloud=cloud) as pipeline,
            pytest.warns(PairWarning, match=f"{words}.*reads the letters alone"),
        ):
            pipeline("an old man", **FEW)


@pytest.mark.parametrize("make", [tiny.pipeline, tiny_sdxl.pipeline])
def test_a_token_with_other_vectors_on_the_two_sides_is_told(make: Any) -> None:
    for other in (taught(make(), seed=2), taught(make(), count=2)):
        with (
            ObliviousPipeline.from_pretrained(taught(make()), cloud=other) as pipeline,
            pytest.warns(PairWarning, match="The cloud's pipeline was taught other vectors for qqcat than the device's"),
        ):
            pipeline("an old man", **FEW)


def test_vectors_in_another_number_format_are_the_same() -> None:
    with ObliviousPipeline.from_pretrained(taught(tiny.pipeline()), cloud=taught(tiny.pipeline()).to(dtype=torch.bfloat16)) as pipeline:
        pipeline("an old man", **FEW)


def free(**changed: float) -> Any:
    pipeline = with_adapter()
    pipeline.enable_freeu(**{"s1": 0.9, "s2": 0.2, "b1": 1.2, "b2": 1.4, **changed})
    return pipeline


@pytest.mark.parametrize(
    ("cloud", "device", "words"),
    [
        (free(), with_adapter(), r"FreeU is on \(s1=0.9, s2=0.2, b1=1.2, b2=1.4\) in the cloud's pipeline and off in the device's"),
        (with_adapter(), free(), "FreeU is off in the cloud's pipeline and on .* in the device's"),
        (free(), free(b2=1.6), "b2=1.4.* in the cloud's pipeline and on .*b2=1.6.* in the device's"),
    ],
)
def test_freeu_on_one_side_or_by_other_numbers_is_told(cloud: Any, device: Any, words: str) -> None:
    with ObliviousPipeline(around(device), local_cloud(around(cloud))) as pipeline, pytest.warns(PairWarning, match=words):
        pipeline("an old man", **FEW)


@pytest.mark.parametrize(
    ("device", "words"),
    [
        (with_adapter("style"), "draws with style, which the cloud is not sent"),
        (taught(tiny.pipeline()), "was taught qqcat by textual inversion, which the cloud is not sent"),
        (free(), r"has FreeU on \(s1=0.9.*\), which the cloud is not sent"),
    ],
)
def test_what_the_device_has_is_told_where_the_cloud_is_elsewhere(device: Any, words: str, tiny_folder: Path) -> None:
    with cloud_server(str(tiny_folder)) as url, ObliviousPipeline.from_pretrained(device, cloud=url) as pipeline:
        with pytest.warns(PairWarning, match=words) as told:
            pipeline("an old man", **FEW)
        assert [one.category for one in told].count(PairWarning) == 1
        pipeline("an old man", mode="device-only", **FEW)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", None])
def test_the_gateway_and_the_app_tell_it_when_they_are_started(url: str | None, tiny_folder: Path, tmp_path: Path) -> None:
    taught(tiny.pipeline()).save_pretrained(tmp_path)
    folder, cloud = str(tmp_path), None if url else str(tiny_folder)
    halves = Halves(url, False, None, cloud, folder, None, "cpu", None, False, False)
    words = "which the cloud is not sent" if url else "and the cloud's was not"
    with (
        pytest.warns(PairWarning, match=f"was taught qqcat by textual inversion.*{words}"),
        halves.studio(Console(stderr=True), Rules, RunSettings()),
    ):
        pass


def test_the_same_on_both_sides_and_one_for_few_steps_are_not() -> None:
    for cloud, device in ((with_adapter("style"), with_adapter("style")), (free(), free())):
        with ObliviousPipeline(around(device), local_cloud(around(cloud))) as pipeline:
            pipeline("an old man", **FEW)
    few = around(with_adapter("lcm-lora"), solver="lcm")
    with ObliviousPipeline(around(with_adapter()), local_cloud(few)) as pipeline:
        pipeline("an old man", switch_point=2, **FEW)


@pytest.mark.parametrize(
    ("known", "names"), [({"solver": "lcm"}, ("lcm-lora", "style")), ({"solver": "lcm", "step_distilled": (4,)}, ("style",))]
)
def test_one_beside_what_makes_few_steps_is_told_be_that_an_adapter_or_the_weights(known: dict[str, Any], names: tuple[str, ...]) -> None:
    few = around(with_adapter(*names), **known)
    with (
        ObliviousPipeline(around(with_adapter()), local_cloud(few)) as pipeline,
        pytest.warns(PairWarning, match=f"draws with {', '.join(names)} and the device's does not"),
    ):
        pipeline("an old man", switch_point=2, **FEW)


def test_a_pair_with_an_adapter_is_not_saved_in_a_form_that_nobody_can_load(tmp_path: Path) -> None:
    for device, cloud in [(with_adapter("style"), tiny.pipeline()), (tiny.pipeline(), with_adapter("style"))]:
        with ObliviousPipeline.from_pretrained(device, cloud=cloud) as private:
            with pytest.raises(BadRequest, match=r"carries the adapter style.*fuse_lora\(\).*unload_lora_weights"):
                private.save_pretrained(tmp_path / "pair")
            assert not (tmp_path / "pair").exists()
