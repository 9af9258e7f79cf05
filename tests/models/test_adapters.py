"""What the caller has loaded into a pipeline stays in it: tokens of textual inversion, and adapters; those of one side are told."""

from pathlib import Path
from typing import Any

import pytest
import torch

from obclip import ObliviousPipeline
from obclip.errors import BadRequest, PairWarning
from obclip.in_process import local_cloud
from obclip.models.adapters import adapters, tokens
from obclip.models.families.known import around
from tests import tiny, tiny_sdxl
from tests.outputs import tensor

FEW: dict[str, Any] = {"num_inference_steps": 4, "guidance_scale": 2.0, "output_type": "latent"}
PROMPT = "a photo of qqcat by the sea"


def taught(pipeline: Any) -> Any:
    """A pipeline with one token of three vectors."""
    vectors = 3 * torch.randn(3, 32, generator=torch.Generator().manual_seed(1))
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


def with_adapter(*names: str) -> Any:
    pipeline = tiny.pipeline()
    pipeline.unet.peft_config = dict.fromkeys(names)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def test_an_adapter_of_one_side_is_told() -> None:
    assert adapters(with_adapter("style", "hero")) == {"style", "hero"}
    assert adapters(tiny.pipeline()) == frozenset()
    for cloud, device, words in (
        (("style",), (), "The cloud's pipeline carries style and the device's does not"),
        (("style",), ("style", "hero"), "The device's pipeline carries hero and the cloud's does not"),
    ):
        with (
            ObliviousPipeline(around(with_adapter(*device)), local_cloud(around(with_adapter(*cloud)))) as pipeline,
            pytest.warns(PairWarning, match=words),
        ):
            pipeline("an old man", **FEW)


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


def test_the_same_on_both_sides_and_one_for_few_steps_are_not() -> None:
    with ObliviousPipeline(around(with_adapter("style")), local_cloud(around(with_adapter("style")))) as pipeline:
        pipeline("an old man", **FEW)
    few = around(with_adapter("lcm-lora"), step_distilled=(4,))
    with ObliviousPipeline(around(with_adapter()), local_cloud(few)) as pipeline:
        pipeline("an old man", switch_point=2, **FEW)


def test_a_pair_with_an_adapter_is_not_saved_in_a_form_that_nobody_can_load(tmp_path: Path) -> None:
    for device, cloud in [(with_adapter("style"), tiny.pipeline()), (tiny.pipeline(), with_adapter("style"))]:
        with ObliviousPipeline.from_pretrained(device, cloud=cloud) as private:
            with pytest.raises(BadRequest, match=r"carries the LoRA adapter style.*fuse_lora\(\).*unload_lora_weights"):
                private.save_pretrained(tmp_path / "pair")
            assert not (tmp_path / "pair").exists()
