"""Replies of small latents, for tests of what a device makes of them, and the examples of the protocol's page."""

import re
from pathlib import Path

import torch

from obclip.denoising.handover import Handover
from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import Levels
from obclip.protocol.agreement import Agreement
from obclip.protocol.reply import DenoiseReply

LEVELS = Levels("vp", "dpmsolver++", (9.0, 4.0, 2.0, 1.0, 0.0), (999.0, 749.0, 499.0, 249.0))
SPACE = LatentSpace("sd1", 4, 8, "scaled", (0.5, -1.0, 0.25, 2.0))
AGREEMENT = Agreement(model="tiny", space=SPACE, levels=LEVELS, switch_point=3)


def reply(rows: int, *, side: int = 2, step: int = 3) -> DenoiseReply:
    """Row n is filled with n; `previous_x0` with -n."""
    numbers = torch.arange(float(rows)).view(rows, 1, 1, 1).expand(rows, 4, side, side)
    return DenoiseReply(Handover(numbers.clone(), -numbers.clone(), step), AGREEMENT)


def golden(name: str) -> str:
    """An example of docs/protocol.md: what stands in the code block after its name."""
    page = (Path(__file__).parents[1] / "docs" / "protocol.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- golden: {name} -->\n```\w*\n(.*?)\n```", page, re.S)
    assert found is not None, name
    return found[1]
