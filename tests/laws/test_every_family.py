"""Every family with every solver, saved to disk, loaded twice and cut at every step: the latents are those of unsplit diffusers."""

from pathlib import Path
from typing import Any

import diffusers
import pytest
import torch
from torch import Tensor

from obclip.cloud.engine import Engine
from obclip.denoising.schedule import SCHEDULERS
from obclip.device.finisher import finish
from obclip.models.loading import load_model
from obclip.models.model import LatentModel
from obclip.protocol.codec import decode_reply, encode_reply
from obclip.protocol.request import DenoiseRequest
from tests import tiny, tiny_sdxl

pytestmark = pytest.mark.slow

PROMPTS = ("a young woman", "a young man", "an old woman")
SEED, STEPS, MEANT, SIDE = 7, 6, 1, 16
TOLERANCE = 1e-4
CANDIDATES_DIFFER = 100 * TOLERANCE
# Random networks hardly read: without guidance candidates would be nearly the same.
TEXT_COUNTS = 8
FAMILIES: dict[str, Any] = {"sd": tiny.pipeline, "sdxl": tiny_sdxl.pipeline}
# How networks of a family and its distilled ones are scheduled and guided.
KINDS: dict[str, tuple[str, dict[str, Any], float]] = {
    "DPM-Solver++": ("dpmsolver++", {}, 5.0),
    "Karras": ("dpmsolver++", {"use_karras_sigmas": True}, 5.0),
    # Its own default, for pixels, is to clip, which latents must not be; set_alpha_to_one is off in SD's and SDXL's configs.
    "DDIM": ("ddim", {"clip_sample": False, "set_alpha_to_one": False}, 5.0),
    "Euler": ("euler", {}, 5.0),
    "Euler ancestral": ("euler-ancestral", {}, 5.0),
    "Lightning": ("euler", {"timestep_spacing": "trailing"}, 0.0),
    "Turbo": ("euler-ancestral", {"timestep_spacing": "trailing"}, 0.0),
    "LCM-LoRA": ("lcm", {}, 1.0),
    "Hyper": ("tcd", {}, 0.0),
}


def built(family: str, kind: str, **settings: Any) -> Any:
    solver, scheduled, _ = KINDS[kind]
    pipeline = FAMILIES[family](**settings)
    name, fixed = SCHEDULERS[solver]
    pipeline.scheduler = getattr(diffusers, name).from_config({**pipeline.scheduler.config, **fixed, **scheduled})
    pipeline.set_progress_bar_config(disable=True)
    for name, weights in pipeline.unet.named_parameters():
        if "attn2.to_v" in name:
            weights.data *= TEXT_COUNTS
    return pipeline


def unsplit(pipeline: Any, scale: float, **more: Any) -> Tensor:
    """What diffusers draws for all prompts, each from the same noise. [N, C, h, w]."""
    generators = [torch.Generator("cpu").manual_seed(SEED) for _ in PROMPTS]
    latents: Tensor = pipeline(
        list(PROMPTS), num_inference_steps=STEPS, guidance_scale=scale, height=SIDE, width=SIDE, generator=generators,
        output_type="latent", **more,
    ).images  # fmt: skip
    return latents


def split(cloud: LatentModel, device: LatentModel, solver: str, scale: float, k: int) -> Tensor:
    """k steps for all prompts, over the wire, and the rest for the one that is meant."""
    request = DenoiseRequest(PROMPTS, SEED, STEPS, k, scale, solver=solver, height=SIDE, width=SIDE)
    reply = decode_reply(encode_reply(Engine(cloud).denoise(request)), len(PROMPTS), (4, SIDE // 2, SIDE // 2))
    return finish(reply.handover.row(MEANT), PROMPTS[MEANT], device, reply.agreement.levels, scale, SEED, (SIDE, SIDE))


def apart(one: Tensor, other: Tensor) -> float:
    return float((one - other).abs().max() / other.abs().max())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_switch_point_gives_the_unsplit_latents(family: str, kind: str, tmp_path: Path) -> None:
    solver, _, scale = KINDS[kind]
    built(family, kind).save_pretrained(tmp_path)
    cloud, device = (load_model(str(tmp_path), device="cpu") for _ in range(2))
    assert cloud.solver == device.solver == solver
    expected = unsplit(built(family, kind), scale)
    assert min(apart(expected[[n]], expected[[MEANT]]) for n in (0, 2)) > CANDIDATES_DIFFER
    for k in range(1, STEPS + 1):
        assert apart(split(cloud, device, solver, scale, k), expected[[MEANT]]) < TOLERANCE, f"switch point {k}"


SMALL: dict[str, dict[str, Any]] = {
    "sd": {"unet_like": "bk-sdm-tiny", "unet_seed": 2},
    "sdxl": {"koala": True, "unet_seed": 2},
}


@pytest.mark.parametrize("kind", ["DPM-Solver++", "Euler", "DDIM"])
@pytest.mark.parametrize("family", FAMILIES)
def test_a_small_network_goes_on_as_diffusers_does_when_the_network_is_exchanged(family: str, kind: str, tmp_path: Path) -> None:
    solver, _, scale = KINDS[kind]
    folders = {"large": tmp_path / "large", "small": tmp_path / "small"}
    small = built(family, kind, **SMALL[family])
    built(family, kind).save_pretrained(folders["large"])
    small.save_pretrained(folders["small"])
    cloud, device = (load_model(str(folder), device="cpu") for folder in folders.values())
    for k in range(1, STEPS):

        def exchange(pipeline: Any, step: int, _: object, tensors: dict[str, Tensor], last: int = k - 1) -> dict[str, Tensor]:
            pipeline.unet = small.unet if step == last else pipeline.unet
            return tensors

        expected = unsplit(built(family, kind), scale, callback_on_step_end=exchange)
        assert apart(split(cloud, device, solver, scale, k), expected[[MEANT]]) < TOLERANCE, f"switch point {k}"
