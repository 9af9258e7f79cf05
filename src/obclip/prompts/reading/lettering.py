"""Words that are to be written in the picture: a sign that says "Old Man's Bar" shows no man; nor does what is not to be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import CONTACT, CUE, KNOWN, MARK, NAME, Form

from .units import Unit
from .unwanted import unwanted

_MOST_LETTERS = 80
_LEADS = (
    "says|saying|reads|reading|read|written|writes|writing|labeled|labelled|labels|label|titled|title|captioned|caption|inscribed|inscription|words|word|"
    "letters|lettering|message|slogan|motto|logo|text|engraved|etched|printed|emblazoned|spells|spelling|spelled|phrase|sign|banner|headline|tagline|"
    "typography|font|graffiti|declaring|declares|proclaiming|proclaims|quote"
)
_PAPERS = (
    r"(?:poster|placard|flyer|leaflet|newspaper|plaque|billboard|marquee|sticker|patch|(?:book|album) cover|postcard)(?=:| (?:for )?[\"'])"
)
_QUOTED = re.compile(
    rf"\b(?:(?:{_LEADS})\b|{_PAPERS})"
    r"(?:\s+(?:with|of|is|as|that|in|the|words?|text|phrase|saying|reading|reads|says|message|letters|on|it|for)\b){0,3}[ ,:]{0,2}"
    rf"(?:\"(?P<double>[^\"\n]{{1,{_MOST_LETTERS}}})\"|"
    rf"(?<=[ ,:])'(?P<single>[^'\n]{{1,{_MOST_LETTERS}}}(?:'[a-z][^'\n]{{0,{_MOST_LETTERS}}}){{0,3}})'(?!\w))",
    re.IGNORECASE,
)
# "Archaeology" written on it
_THEN_WRITTEN = re.compile(
    rf"(?:\"(?P<double>[^\"\n]{{1,{_MOST_LETTERS}}})\"|(?<![\w'])'(?P<single>[^'\n]{{1,{_MOST_LETTERS}}})')\s*(?:is\s|are\s)?"
    r"(?:(?:(?!and\b|with\b)[a-z]+\s){0,2}(?:lettering|letters|typography|caption|slogan|text|logo|font|sign|banner|signage)"
    r"|written|printed|engraved|etched|painted|embroidered|carved|scrawled|spelled|stitched|(?:in|on|across|under|over) it)\b",
    re.IGNORECASE,
)


def read_lettering(units: Sequence[Unit], text: str) -> list[Unit]:
    """The units, with those that are lettering, or not to be shown, as words that look like something else; marks, names and contact data
    stay what they are, and slogans betray whoever is shown with them: "BLACK LIVES MATTER"."""
    spans = [(start, end) for start, _, end in unwanted(text)]
    if '"' in text or "'" in text:
        matches = [*_QUOTED.finditer(text), *_THEN_WRITTEN.finditer(text)]
        spans += [match.span("double" if match["double"] else "single") for match in matches]
    if not spans:
        return list(units)
    return [_as_lettering(unit) if any(start <= unit.start and unit.end <= end for start, end in spans) else unit for unit in units]


def _as_lettering(unit: Unit) -> Unit:
    if unit.form(MARK, CONTACT, NAME, KNOWN):
        return unit
    slogans = [form for form in unit.forms if form.kind == CUE and len(form.words) > 1]
    return unit._replace(forms=(Form((unit.word,), "lookalike"), *slogans))


def is_slogan(unit: Unit) -> bool:
    """Whether a unit is lettering that betrays who is shown with it."""
    first = unit.forms[0] if unit.forms else None
    return first is not None and first.kind == "lookalike" and first.words == (unit.word,) and " " in unit.word
