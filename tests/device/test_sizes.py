"""Whatever size diffusers draws can be drawn: any multiple of 8, with latents of odd sides."""

from typing import Any

import pytest
import torch
from diffusers import AutoencoderKL, StableDiffusionPipeline

from obclip import ObliviousPipeline
from obclip.errors import BadRequest
from tests import tiny
from tests.outputs import tensor

FEW: dict[str, Any] = {"num_inference_steps": 5, "guidance_scale": 2.0}
SIZE: dict[str, Any] = {"height": 72, "width": 104}


def eightfold(unet_like: str = "plain") -> StableDiffusionPipeline:
    """The tiny pipeline with an autoencoder of eight pixels a latent, as the real ones have."""
    pipeline = tiny.pipeline(unet_like=unet_like)
    with torch.random.fork_rng():
        torch.default_generator.manual_seed(0)
        pipeline.vae = AutoencoderKL(
            block_out_channels=(32,) * 4, down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
            latent_channels=4, scaling_factor=0.18215,
        ).eval()  # fmt: skip
    pipeline.vae_scale_factor = 8
    pipeline.image_processor.register_to_config(vae_scale_factor=8)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


@pytest.mark.parametrize("unet_like", ["plain", "sd-v1-4", "bk-sdm-small"])
def test_latents_of_odd_sides_are_those_of_diffusers(unet_like: str) -> None:
    with ObliviousPipeline.from_pretrained(eightfold(unet_like), cloud=eightfold(unet_like)) as pipeline:
        made = pipeline("a red car", allow_single=True, output_type="latent", **SIZE, **FEW)
        picture = pipeline("an old man", **SIZE, **FEW).image
    generator = torch.Generator("cpu").manual_seed(made.seed)
    expected = eightfold(unet_like)("a red car", generator=generator, output_type="latent", **SIZE, **FEW).images
    assert expected.shape == (1, 4, 9, 13)
    assert (tensor(made) - expected).abs().max() < 1e-4 * expected.abs().max()
    assert picture.size == (104, 72)


@pytest.mark.parametrize("plan", ["exact", "fast", "tree", "paper"])
def test_plans_take_them_as_well(plan: str) -> None:
    with ObliviousPipeline.from_pretrained(eightfold(), cloud=eightfold()) as pipeline:
        plain, saved = (pipeline("an old man", acceleration=name, seed=3, output_type="latent", **SIZE, **FEW) for name in ("none", plan))
    far = (tensor(plain) - tensor(saved)).abs().max() / tensor(plain).abs().max()
    assert far < 1e-4 if plan == "exact" else torch.isfinite(far)
    assert saved.work is not None
    assert plain.work is not None
    assert saved.work.request_macs < plain.work.request_macs


def test_other_sizes_are_refused_as_diffusers_does() -> None:
    with (
        ObliviousPipeline.from_pretrained(eightfold(), cloud=None) as pipeline,
        pytest.raises(BadRequest, match="width must be a multiple of 8"),
    ):
        pipeline("an old man", width=100, **FEW)
