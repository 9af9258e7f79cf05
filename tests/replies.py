"""Replies of small latents, for tests of what a device makes of them."""

import torch

from obclip.denoising.handover import Handover
from obclip.protocol.agreement import Agreement
from obclip.protocol.reply import DenoiseReply

AGREEMENT = Agreement(model="tiny", latent_space="sd1", solver="dpmsolver++", levels={}, schedule="0" * 64, switch_point=3)


def reply(rows: int, *, side: int = 2, step: int = 3) -> DenoiseReply:
    """Row n is filled with n; `previous_x0` with -n."""
    numbers = torch.arange(float(rows)).view(rows, 1, 1, 1).expand(rows, 4, side, side)
    return DenoiseReply(Handover(numbers.clone(), -numbers.clone(), step), AGREEMENT)
