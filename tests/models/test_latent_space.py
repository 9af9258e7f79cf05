"""One latent space or two: told by normalisation and one probe picture, whatever the files are."""

import copy
from typing import Any

import pytest
import torch
from diffusers import AutoencoderKL

from obclip.denoising.latent_space import NEAR, LatentSpace
from obclip.errors import BadRequest
from obclip.models.latent_space import latent_space, normalised, pictured, probe_picture
from tests import tiny


def vae(seed: int = 0, **settings: Any) -> AutoencoderKL:
    with torch.random.fork_rng():
        torch.default_generator.manual_seed(seed)
        return AutoencoderKL(
            block_out_channels=(32, 32), down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
            latent_channels=4, **settings,
        ).eval()  # fmt: skip


def other_decoder(base: AutoencoderKL) -> AutoencoderKL:
    changed = copy.deepcopy(base)
    for weights in changed.decoder.parameters():
        weights.data += 0.01
    return changed


def rescaled(base: AutoencoderKL) -> AutoencoderKL:
    """Other numbers, the same function, as in the half-precision copy of SDXL's."""
    changed = copy.deepcopy(base)
    attention = changed.encoder.mid_block.attentions[0]
    attention.to_v.weight.data *= 0.25
    attention.to_v.bias.data *= 0.25
    attention.to_out[0].weight.data *= 4
    return changed


def tuned(base: AutoencoderKL) -> AutoencoderKL:
    changed = copy.deepcopy(base)
    generator = torch.Generator().manual_seed(1)
    for weights in changed.encoder.parameters():
        if weights.ndim > 1:
            weights.data += 0.05 * weights.data.std() * torch.randn(weights.shape, generator=generator)
    return changed


BASE = vae()
CASES = {
    "itself": (copy.deepcopy(BASE), True),
    "saved in bfloat16": (copy.deepcopy(BASE).bfloat16(), True),
    "another decoder": (other_decoder(BASE), True),
    "other weights of the same function": (rescaled(BASE), True),
    "an encoder tuned on": (tuned(BASE), False),
    "another training": (vae(1), False),
    "another scaling factor": (vae(scaling_factor=0.13025), False),
    "another shift": (vae(shift_factor=0.1159), False),
    "a mean and a deviation": (vae(latents_mean=[0.0] * 4, latents_std=[1.0] * 4), False),
}


@pytest.mark.parametrize("case", CASES)
def test_the_probe_tells_spaces_apart_and_sees_through_copies(case: str) -> None:
    other, same = CASES[case]
    assert latent_space(BASE, 2).fits(latent_space(other, 2)) is same


def test_names_are_for_show() -> None:
    assert latent_space(tiny.pipeline().vae, 2).name == "sd1"
    assert latent_space(tiny.pipeline(scaling_factor=0.13025).vae, 2).name == "sdxl"
    assert latent_space(tiny.pipeline(scaling_factor=0.5).vae, 2).name == "autoencoderkl-4-0.5"
    assert latent_space(BASE, 2, "mine").fits(latent_space(BASE, 2, "yours"))


@pytest.mark.parametrize(
    "settings", [{}, {"shift_factor": 0.1}, {"latents_mean": [0.1, 0.2, 0.3, 0.4], "latents_std": [1.0, 2.0, 1.0, 0.5]}]
)
def test_a_picture_comes_back_from_the_latents_that_the_network_sees(settings: dict[str, Any]) -> None:
    """Both ways use the same numbers: what one adds the other takes away."""
    coder = vae(**settings)
    mode = coder.encode(probe_picture()).latent_dist.mode()
    expected = (coder.decode(mode, return_dict=False)[0] / 2 + 0.5).clamp(0, 1)
    got = pictured(coder, normalised(coder, probe_picture()))
    assert (got - expected).abs().max() < 1e-5


def test_spaces_of_other_shapes_never_fit() -> None:
    space = LatentSpace("a", 4, 8, "scaled", (1.0, 2.0))
    assert space.distance(space) == 0 < NEAR
    for other in (LatentSpace("a", 16, 8, "scaled", (1.0, 2.0)), LatentSpace("a", 4, 8, "scaled", (1.0,))):
        assert not space.fits(other)
    with pytest.raises(BadRequest, match="finite numbers"):
        LatentSpace("a", 4, 8, "scaled", (float("nan"),))
