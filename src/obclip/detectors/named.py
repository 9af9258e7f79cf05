"""A detector by what the user writes: "spacy:en_core_web_sm", "presidio", "hf:dslim/bert-base-NER"."""

from collections.abc import Sequence

from obclip.errors import BadRequest
from obclip.prompts.detector import Detector
from obclip.prompts.vocabulary.terms import Taxonomy


def named_detector(name: str, taxonomy: Taxonomy | None = None) -> Detector:
    """The detector. Raises BadRequest for an unknown one, and when its library or its model is not there."""
    kind, _, rest = name.partition(":")
    if kind == "spacy" and rest:
        from .spacy_pipeline import SpacyDetector

        return SpacyDetector(rest, taxonomy)
    if name == "presidio":
        from .presidio import PresidioDetector

        return PresidioDetector(taxonomy)
    if kind == "hf" and rest:
        from .token_classifier import TokenClassifier

        return TokenClassifier(rest)
    raise BadRequest(f"detector must be spacy:PIPELINE, presidio or hf:NAME_OR_FOLDER (got {name!r}).", code="no_detector")


def named_detectors(names: Sequence[str | Detector], taxonomy: Taxonomy | None = None) -> tuple[Detector, ...]:
    """All of them; detectors of your own pass as they are. Raises BadRequest for what is no list, and for a name that is none."""
    if isinstance(names, str) or not isinstance(names, Sequence):
        raise BadRequest(f"detectors must be a list of names or detectors (got {names!r}).", code="no_detector")
    return tuple(named_detector(name, taxonomy) if isinstance(name, str) else name for name in names)
