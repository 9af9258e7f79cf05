"""Presidio as a detector, with recognisers of our own on an empty spaCy pipeline: nothing of it asks the network."""

from collections.abc import Sequence
from typing import Any

from obclip.errors import BadRequest
from obclip.prompts.detector import IDENTITY, Hint
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.vocabulary.terms import Taxonomy

from .credits import is_credited

_CONTACTS = {
    "e-mail": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "account": r"(?<!\w)@\w{3,}",
    "telephone": r"(?<![\w.])\+?\d[\d\s().-]{7,16}\d(?![\w.])",
    "bank account": r"\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}\b",
    "address": r"\b\d{1,4} [A-Z][a-z]+ (?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive)\b",
}
_TITLED = r"\b(?:Mr|Mrs|Ms|Dr|Prof|Agent|Captain|President|Senator)\.? [A-Z][a-z]+(?: [A-Z][a-z]+)?"
_ENTITIES = {"OBCLIP_PERSON": IDENTITY, "OBCLIP_CONTACT": IDENTITY}


class PresidioDetector:
    """Reports contact data, titled persons, and first names with a surname. Raises BadRequest when Presidio is not installed."""

    name = "presidio"

    def __init__(self, taxonomy: Taxonomy | None = None) -> None:
        try:
            self._analyzer = _analyzer(default_taxonomy() if taxonomy is None else taxonomy)
        except ImportError:
            raise BadRequest("Presidio is not installed: pip install 'obclip[presidio]'.", code="no_detector") from None

    def find(self, texts: Sequence[str]) -> list[list[Hint]]:
        """The hints of each text, in the order of the texts."""
        return [self._of(text) for text in texts]

    def _of(self, text: str) -> list[Hint]:
        found = self._analyzer.analyze(text=text, language="en", entities=list(_ENTITIES))
        hints = [Hint(one.start, one.end, _ENTITIES[one.entity_type]) for one in found]
        return [hint for hint in sorted(hints, key=lambda hint: (hint.start, hint.end)) if not is_credited(text, hint.start)]


def _analyzer(taxonomy: Taxonomy) -> Any:
    from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry

    names = [" ".join(words) for words, forms in taxonomy.forms.items() for form in forms if form.kind in ("name", "known")]
    first = "|".join(sorted({name.title() for name in names if name.isalpha()}, key=lambda name: (-len(name), name)))
    persons = [Pattern("a title", _TITLED, 0.9)]
    if first:
        persons.append(Pattern("a first name and a surname", rf"\b(?:{first}) [A-Z][a-z]+\b", 0.9))
    contacts = [Pattern(name, pattern, 0.9) for name, pattern in _CONTACTS.items()]
    recognizers = [
        PatternRecognizer(supported_entity="OBCLIP_PERSON", patterns=persons, global_regex_flags=0),
        PatternRecognizer(supported_entity="OBCLIP_CONTACT", patterns=contacts, global_regex_flags=0),
    ]
    registry = RecognizerRegistry(recognizers=recognizers, supported_languages=["en"])
    return AnalyzerEngine(registry=registry, nlp_engine=_empty_engine(), supported_languages=["en"])


def _empty_engine() -> Any:
    """Presidio's engine on a pipeline that only splits words: the usual one would be fetched from the network."""
    import spacy
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Empty(SpacyNlpEngine):  # type: ignore[misc, unused-ignore]
        def __init__(self) -> None:
            super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
            self.nlp = {"en": spacy.blank("en")}

        def load(self) -> None:
            """Nothing is to be loaded."""

    return Empty()
