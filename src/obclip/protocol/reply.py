"""The reply: the state of all candidates at the switch point."""

from dataclasses import dataclass

from obclip.denoising.handover import Handover

from .agreement import Agreement


@dataclass(frozen=True)
class DenoiseReply:
    """A hand-over of N rows, in the order of the request's prompts, and what both sides must share to use it."""

    handover: Handover
    agreement: Agreement
