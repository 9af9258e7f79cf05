"""A Hugging Face token classifier as a detector. Its labels decide what a word counts as; labels of places and things count as nothing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from obclip.errors import BadRequest
from obclip.prompts.detector import IDENTITY, Hint

from .credits import is_credited

# What a label contains -> what it counts as. Published classifiers name them "B-PER", "GENDER", "AGE", "NORP", "FIRSTNAME".
_LABELS = (
    ("PER", IDENTITY),
    ("NAME", IDENTITY),
    ("EMAIL", IDENTITY),
    ("PHONE", IDENTITY),
    ("GENDER", "gender"),
    ("SEX", "gender"),
    ("AGE", "age"),
    ("DOB", "age"),
    ("NORP", "ethnicity"),
    ("RACE", "ethnicity"),
    ("ETHNIC", "ethnicity"),
    ("NATION", "ethnicity"),
    ("RELIG", "religion"),
    ("DISAB", "disability"),
    ("ORIENT", "orientation"),
)


class TokenClassifier:
    """Reports the words that the classifier labels. Raises BadRequest when it is neither a folder nor in the local cache.

    Texts are read one by one: in a batch, padding may change a label, and the same text must get the same hints.
    """

    def __init__(self, source: str | Path) -> None:
        from transformers import AutoModelForTokenClassification, AutoTokenizer

        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(str(source), local_files_only=True)
            self._model: Any = AutoModelForTokenClassification.from_pretrained(str(source), local_files_only=True).eval()
        except (OSError, ValueError):
            raise BadRequest(
                f"No token classifier at {str(source)!r}: give a folder, or fetch it first with hf download {source}.", code="no_detector"
            ) from None
        if not self._tokenizer.is_fast:
            raise BadRequest(f"The tokenizer of {str(source)!r} does not tell where words stand (no tokenizer.json).", code="no_detector")
        self.name = f"hf:{source}"
        labels = {int(number): _meaning(str(label)) for number, label in self._model.config.id2label.items()}
        if not any(labels.values()):
            raise BadRequest(f"No label of {str(source)!r} speaks of persons.", code="no_detector")
        self._labels = labels

    def find(self, texts: Sequence[str]) -> list[list[Hint]]:
        """The hints of each text, in the order of the texts."""
        return [self._of(text) for text in texts]

    def _of(self, text: str) -> list[Hint]:
        import torch

        most = min(self._tokenizer.model_max_length, getattr(self._model.config, "max_position_embeddings", 512), 512)
        coded = self._tokenizer(text, return_offsets_mapping=True, return_tensors="pt", truncation=True, max_length=most)
        offsets = coded.pop("offset_mapping")[0].tolist()
        with torch.inference_mode():
            numbers = self._model(**coded).logits[0].argmax(-1).tolist()
        hints = []
        for (start, end), number in zip(offsets, numbers, strict=True):
            attribute = self._labels.get(number, "")
            if attribute and start < end and not (attribute == IDENTITY and is_credited(text, start)):
                hints.append(Hint(start, end, attribute))
        return _joined(hints, text)


def _meaning(label: str) -> str:
    bare = label.upper().removeprefix("B-").removeprefix("I-")
    return next((attribute for part, attribute in _LABELS if part in bare), "")


def _joined(hints: Sequence[Hint], text: str) -> list[Hint]:
    """Hints of one attribute with nothing but a space or less between them, in one."""
    joined: list[Hint] = []
    for hint in hints:
        if joined and joined[-1].attribute == hint.attribute and not text[joined[-1].end : hint.start].strip():
            joined[-1] = Hint(joined[-1].start, hint.end, hint.attribute)
        else:
            joined.append(hint)
    return joined
