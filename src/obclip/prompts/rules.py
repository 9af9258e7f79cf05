"""What the user may decide about the safeguard."""

from __future__ import annotations

from dataclasses import dataclass

from obclip.errors import BadRequest

from .detector import Detector
from .vocabulary.terms import Taxonomy

KEEP, WITHHOLD, REFUSE = "keep", "withhold", "refuse"
POLICIES = (KEEP, WITHHOLD, REFUSE)


@dataclass(frozen=True)
class Rules:
    """The user's decisions.

    max_candidates: the most prompts that are sent; above it, attributes are left out of what the cloud sees.
    cues: what becomes of words that betray a value. None, the default, withholds those which betray a hidden axis,
    since they would tell the candidates apart, and keeps the rest, with a warning. Names and contact data are withheld
    unless the policy is to keep. taxonomy: None for the English one that comes with obclip.
    detectors: further detectors beside the rules; what they report is withheld, unless the policy is to keep.
    """

    max_candidates: int = 64
    cues: str | None = None
    taxonomy: Taxonomy | None = None
    detectors: tuple[Detector, ...] = ()

    def __post_init__(self) -> None:
        if self.cues is not None and self.cues not in POLICIES:
            raise BadRequest(f"cues must be one of {', '.join(POLICIES)} (got {self.cues!r}).")
        if self.max_candidates < 1:
            raise BadRequest(f"max_candidates must be at least 1 (got {self.max_candidates}).")


DEFAULT_RULES = Rules()
