"""Replies of small latents, for tests of what a device makes of them."""

import torch

from obclip.denoising.handover import Handover
from obclip.denoising.levels import Levels
from obclip.protocol.agreement import Agreement
from obclip.protocol.reply import DenoiseReply

LEVELS = Levels("vp", "dpmsolver++", (9.0, 4.0, 2.0, 1.0, 0.0), (999.0, 749.0, 499.0, 249.0))
AGREEMENT = Agreement(model="tiny", latent_space="sd1", levels=LEVELS, switch_point=3)


def reply(rows: int, *, side: int = 2, step: int = 3) -> DenoiseReply:
    """Row n is filled with n; `previous_x0` with -n."""
    numbers = torch.arange(float(rows)).view(rows, 1, 1, 1).expand(rows, 4, side, side)
    return DenoiseReply(Handover(numbers.clone(), -numbers.clone(), step), AGREEMENT)
