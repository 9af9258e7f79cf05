"""The one place where the choice meets the latents. Standard library only."""

from obclip.denoising.handover import Handover
from obclip.prompts.choice import Choice
from obclip.protocol.reply import DenoiseReply


def extract(reply: DenoiseReply, choice: Choice) -> Handover:
    """Algorithm 1, line 6: the real prompt's latents [1, C, h, w], with their history, out of N."""
    return reply.handover.row(choice.position())
