"""A spaCy pipeline as a detector: its parser knows whose adjective "black" is, its entity recogniser finds persons and peoples."""

from collections.abc import Iterator, Sequence
from typing import Any

from obclip.errors import BadRequest
from obclip.prompts.detector import IDENTITY, Hint
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.vocabulary.terms import Taxonomy

from .credits import is_credited

_PERSONS = frozenset({"noun", "person", "name", "folk"})


class SpacyDetector:
    """Reports named persons, peoples, and words of the taxonomy whose head in the sentence is a person.

    Raises BadRequest when spaCy is not installed or has no pipeline of this name.
    """

    def __init__(self, pipeline: str, taxonomy: Taxonomy | None = None) -> None:
        try:
            import spacy
        except ImportError:
            raise BadRequest("spaCy is not installed: pip install 'obclip[spacy]'.", code="no_detector") from None
        try:
            self._pipeline: Any = spacy.load(pipeline)
        except (OSError, ValueError):
            raise BadRequest(
                f"spaCy has no pipeline {pipeline!r}: python -m spacy download en_core_web_sm, or name one that is installed.",
                code="no_detector",
            ) from None
        self.name = f"spacy:{pipeline}"
        self._taxonomy = default_taxonomy() if taxonomy is None else taxonomy

    def find(self, texts: Sequence[str]) -> list[list[Hint]]:
        """The hints of each text, in the order of the texts."""
        return [[*self._entities(document), *self._adjectives(document)] for document in map(self._pipeline, texts)]

    def _entities(self, document: Any) -> Iterator[Hint]:
        for entity in document.ents:
            if entity.label_ == "PERSON" and not is_credited(document.text, entity.start_char):
                yield Hint(entity.start_char, entity.end_char, IDENTITY)
            elif entity.label_ == "NORP" and any(self._is_of_a_person(token) for token in entity):
                yield Hint(entity.start_char, entity.end_char, "ethnicity")

    def _adjectives(self, document: Any) -> Iterator[Hint]:
        for token in document:
            form = next((f for f in self._taxonomy.forms.get((token.lower_,), ()) if f.kind == "adjective"), None)
            if form and form.values and self._is_of_a_person(token):
                yield Hint(token.idx, token.idx + len(token), self._taxonomy.attribute(form.values[0]))

    def _is_of_a_person(self, token: Any) -> bool:
        """Whether a word stands before a person ("black man"), beside one, or is said of one ("the man is black")."""
        if token.dep_ in ("amod", "compound", "appos", "conj"):
            return self._is_person(token.head)
        if token.dep_ in ("acomp", "attr"):
            return any(child.dep_ in ("nsubj", "nsubjpass") and self._is_person(child) for child in token.head.children)
        return False

    def _is_person(self, token: Any) -> bool:
        forms = self._taxonomy.forms.get((token.lower_,), ()) or self._taxonomy.forms.get((token.lemma_.lower(),), ())
        return any(form.kind in _PERSONS for form in forms)
