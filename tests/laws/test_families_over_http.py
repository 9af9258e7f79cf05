"""Every family saved to disk, its cloud behind HTTP: plan none draws what diffusers draws, and auto what its plan draws unsplit."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from obclip import ObliviousPipeline
from obclip.cloud.engine import Engine
from obclip.denoising.loop import denoise
from obclip.device.request import build_request
from obclip.device.settings import RunSettings
from obclip.models.loading import load_model
from obclip.models.prediction import guided
from obclip.prompts.safeguard import safeguard
from tests import tiny, tiny_sdxl
from tests.outputs import tensor
from tests.running import cloud_server

FAMILIES: dict[str, Any] = {"stable_diffusion": tiny.pipeline, "sdxl": tiny_sdxl.pipeline}
PROMPT, SEED, SCALE, STEPS = "a photo of an old woman", 7, 5.0, 5
TOLERANCE = 1e-4


@pytest.mark.parametrize("family", FAMILIES)
def test_over_http_none_is_diffusers_picture_and_auto_is_its_plan_unsplit(family: str, tmp_path: Path) -> None:
    made = FAMILIES[family]()
    made.save_pretrained(tmp_path)
    made.set_progress_bar_config(disable=True)
    generator = torch.Generator("cpu").manual_seed(SEED)
    expected = made(PROMPT, num_inference_steps=STEPS, guidance_scale=SCALE, generator=generator, output_type="latent").images
    model, done = load_model(str(tmp_path), device="cpu"), safeguard(PROMPT)
    assert (model.family, len(done.candidates)) == (family, 6)
    solver = model.solver or ""
    with cloud_server(str(tmp_path)) as url, ObliviousPipeline.from_pretrained(tmp_path, cloud=url, device="cpu") as pipeline:
        asked: dict[str, Any] = {"num_inference_steps": STEPS, "guidance_scale": SCALE, "seed": SEED, "output_type": "latent"}
        for k in range(1, STEPS):
            plain = tensor(pipeline(PROMPT, switch_point=k, acceleration="none", **asked))
            saved = tensor(pipeline(PROMPT, switch_point=k, **asked))
            settings = replace(RunSettings(STEPS, k, SCALE, solver), family=family).of_size(*model.latent_shape()[1:], model.factor)
            reply = Engine(model).denoise(build_request(done.candidates, settings, SEED))
            predict, state = guided(model, model.condition([PROMPT]), SCALE), reply.handover.row(done.choice.position())
            unsplit = denoise(predict, reply.agreement.levels, state, STEPS, prediction_type=model.prediction_type).latents
            assert (saved - unsplit).abs().max() / unsplit.abs().max() < TOLERANCE, f"auto, switch point {k}"
            assert (plain - expected).abs().max() / expected.abs().max() < TOLERANCE, f"none, switch point {k}"
