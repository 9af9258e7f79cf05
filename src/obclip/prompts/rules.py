"""What the user may decide about the safeguard."""

from __future__ import annotations

from dataclasses import dataclass

from obclip.errors import BadRequest

from .detector import Detector
from .vocabulary.terms import Taxonomy

KEEP, WITHHOLD, REFUSE, SHOW = "keep", "withhold", "refuse", "show"
POLICIES = (KEEP, WITHHOLD, REFUSE)
UNKNOWN_POLICIES = (SHOW, WITHHOLD, REFUSE)
LANGUAGES = ("en", "any")
MOST_CANDIDATES = 1024


@dataclass(frozen=True)
class Rules:
    """The user's decisions.

    max_candidates: the most prompts that are sent; above it, attributes are left out of what the cloud sees.
    cues: what becomes of words that betray a value. None, the default, withholds them, but for the
    colours of hair and eyes in a list of tags, where they are a drawn character's; these too where they betray a hidden axis.
    Names and contact data are withheld
    unless the policy is to keep. taxonomy: None for the English one that comes with obclip.
    detectors: further detectors beside the rules; what they report is withheld, unless the policy is to keep.
    unknown: what becomes of words that nothing is known of where they may say something of a person.
    language: "en" refuses other languages, "any" reads what it can.
    """

    max_candidates: int = 64
    cues: str | None = None
    taxonomy: Taxonomy | None = None
    detectors: tuple[Detector, ...] = ()
    unknown: str = WITHHOLD
    language: str = "en"

    def __post_init__(self) -> None:
        if self.cues is not None and self.cues not in POLICIES:
            raise BadRequest(f"cues must be one of {', '.join(POLICIES)} (got {self.cues!r}).")
        if self.unknown not in UNKNOWN_POLICIES:
            raise BadRequest(f"unknown must be one of {', '.join(UNKNOWN_POLICIES)} (got {self.unknown!r}).")
        if self.language not in LANGUAGES:
            raise BadRequest(f"language must be one of {', '.join(LANGUAGES)} (got {self.language!r}).")
        if not isinstance(self.max_candidates, int) or isinstance(self.max_candidates, bool):
            raise BadRequest(f"max_candidates must be a whole number (got {self.max_candidates!r}).")
        if self.taxonomy is not None and not isinstance(self.taxonomy, Taxonomy):
            raise BadRequest(f"taxonomy must be a TOML file; of Rules, what load_taxonomy(file) gives (got {self.taxonomy!r}).")
        if not isinstance(self.detectors, tuple | list):
            raise BadRequest(f"detectors must be a tuple of detectors (got {self.detectors!r}).", code="no_detector")
        for detector in self.detectors:
            if not callable(getattr(detector, "find", None)) or not hasattr(detector, "name"):
                raise BadRequest(f"A detector must be a name or have a method find, and a name (got {detector!r}).", code="no_detector")
        if not 1 <= self.max_candidates <= MOST_CANDIDATES:
            raise BadRequest(f"max_candidates must be 1 to {MOST_CANDIDATES} (got {self.max_candidates}).")


DEFAULT_RULES = Rules()
