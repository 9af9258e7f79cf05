"""What holds on a processor holds on a GPU; run where there is one."""

import pytest
import torch

from obclip.cloud.engine import Engine
from obclip.protocol.acceleration import PRESETS
from obclip.protocol.request import DenoiseRequest
from tests.asking import asked as value_of
from tests.unets import model

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device here")
HALVES = [(plan, dtype, 0.1) for plan in ("none", "exact", "paper", "fast", "tree") for dtype in (torch.float16, torch.bfloat16)]


@pytest.mark.parametrize("shape", ["sd", "sd2", "sdxl"])
@pytest.mark.parametrize(("plan", "dtype", "limit"), [*((plan, torch.float32, 1e-3) for plan in PRESETS), *HALVES])
def test_every_plan_gives_the_latents_and_the_ledger_of_a_processor(
    plan: str, shape: str, dtype: torch.dtype, limit: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.backends.cudnn, "allow_tf32", False)
    asked = DenoiseRequest(
        prompts=("an old man", "an old woman", "a young man", "a young woman"), seed=5, num_inference_steps=12, switch_point=6,
        guidance_scale=3.0, acceleration=value_of({"plan": plan, "axes": (2, 2)}, 6),
    )  # fmt: skip
    network = model(shape)
    expected = Engine(network).denoise(asked)
    network.pipeline.to("cuda", dtype)
    got = Engine(network).denoise(asked)
    assert got.work == expected.work
    assert got.handover.latents.device.type == "cpu"
    scale = expected.handover.latents.abs().max().clamp(min=1)
    assert (got.handover.latents - expected.handover.latents).abs().max() / scale < limit
