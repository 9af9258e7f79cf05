"""What somebody is said not to be, which goes whole: "neither old nor fat", "no longer young, the actress waves"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, ONE, Form, Taxonomy

from .around import Around
from .verbs import FORMS_OF_IS

_HOW, _WORD = "(?:too |very |so |really )?", r"[^\W\d_]+(?:-[^\W\d_]+)*"
_NEITHER = re.compile(
    rf"\b(?:(?:who|that) (?:is|are|was|were) )?neither (?P<said>{_HOW}(?P<one>{_WORD}) nor {_HOW}(?P<other>{_WORD}))(?![\w'-])"
)
# As the beginning of a sentence, before who is meant.
_BEGINS = r"(?:\A|(?<=[.!?;] )|(?<=\n))"
_NO_LONGER = re.compile(rf"{_BEGINS}(?:no longer|not yet|not|never|hardly|barely|far from) (?P<one>{_WORD})(?=,)")
_BEYOND = re.compile(rf"{_BEGINS}(?:older|younger) than (?:her|his|their) (?:years|age)(?=,)")
COPULAS = FORMS_OF_IS | {"be", "looks", "seems"}


def find_negations(around: Around) -> Iterator[tuple[int, int, tuple[Form, ...]]]:
    """Where a text says so: start, end and the form that betrays an attribute."""
    for match in _NEITHER.finditer(around.text) if "neither" in around.text else ():
        attribute = _attribute(match["one"], around.taxonomy) or _attribute(match["other"], around.taxonomy)
        alone = around.led_by(match.start()) in COPULAS  # "she is neither"
        if attribute and not around.followed_by(match.end()).isalpha():
            yield _told(match.string, match.start("said") if alone else match.start(), match.end(), attribute)
    for match in _NO_LONGER.finditer(around.text):
        if attribute := _attribute(match["one"], around.taxonomy):
            yield _told(match.string, *match.span(), attribute)
    for match in _BEYOND.finditer(around.text) if around.taxonomy.ages else ():
        yield _told(match.string, *match.span(), around.taxonomy.attribute(around.taxonomy.ages[0][1]))


def _told(text: str, start: int, end: int, attribute: str) -> tuple[int, int, tuple[Form, ...]]:
    return start, end, (Form((text[start:end],), CUE, attribute, ONE, ("clause",)),)


def _attribute(word: str, taxonomy: Taxonomy) -> str:
    """The attribute of which an adjective says a value, "" for another word."""
    form = next((form for form in taxonomy.forms.get(tuple(word.split("-")), ()) if form.kind == ADJECTIVE and form.values), None)
    return taxonomy.attribute(form.values[0]) if form else ""
