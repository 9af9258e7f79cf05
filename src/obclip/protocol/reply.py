"""The reply: the state of all candidates at the switch point."""

from dataclasses import dataclass

from obclip.denoising.handover import Handover

from .agreement import Agreement
from .work import Work


@dataclass(frozen=True)
class DenoiseReply:
    """A hand-over of N rows, in the order of the request's prompts, what both sides must share to use it, and what it has cost."""

    handover: Handover
    agreement: Agreement
    work: Work | None = None
