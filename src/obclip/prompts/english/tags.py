"""Persons in short: "M, 35", "25F", "F/41", "25yo F"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import CUE, ONE, Form, Taxonomy

from .booru import SEXED

Tag = tuple[int, int, tuple[Form, ...]]  # start, end, what it may mean
_LEAD = r"(?:^|(?<=[,;|(\[{] )|(?<=[,;|(\[{])|(?<=\b[aA] )|(?<=\ban )|(?<=\bof ))"
_ENDS = r"(?=\s*(?:[,;|)\]}.]|$))"
_NUMBER = r"(?P<number>[1-9]\d?)"
_LETTER_FIRST = re.compile(rf"{_LEAD}(?P<letter>[MFmf])(?:\s?[,/]\s?|\s|(?<=[MF])){_NUMBER}{_ENDS}")
# "F25 with long hair": years of a grown person, and no aircraft, arms, lens or road.
_GOING_ON = re.compile(
    rf"{_LEAD}(?P<letter>[MF])(?P<number>[2-7]\d)(?=\s(?:with|in|at|on|wearing|who|and|sitting|standing|smiling|looking|posing|holding|portrait|photo|photograph|selfie|headshot)\b)"
)
_MACHINES = frozenset("F20 F21 F22 F28 F29 F32 F35 F40 F50 F56 M20 M21 M22 M24 M25 M26 M27 M28 M40 M42 M50 M60 M61".split())
_NUMBER_FIRST = re.compile(rf"{_LEAD}{_NUMBER}\s?(?:y\.?/?o\.?\s|[,/]\s?)?(?P<letter>[MF])\b(?!')")
_SMALL = re.compile(rf"(?:^|(?<=, )){_NUMBER}\s?/?\s?(?P<letter>[mf]){_ENDS}")
_SMALL_FIRST = re.compile(r"(?:^|(?<=, ))(?P<letter>[mf])(?P<number>[2-7]\d)(?=,|$)")  # "m27", but no "f22" of a lens
# "f/28 redhead selfie", "28/f selfie"
_SLASHED_FIRST = re.compile(rf"{_LEAD}(?P<letter>[MFmf])/(?P<number>[2-7]\d)(?= [a-z])")
_SLASHED = re.compile(rf"{_LEAD}(?P<number>[2-7]\d)/(?P<letter>[mf])(?= [a-z])")
_KEYED = re.compile(
    r"\b(?:sex|gender)[\"']?\s?(?:[:=]\s?[\"']?(?P<letter>[mf])\b|(?:[:=-]|is)\s?[\"']?(?P<word>male|female)(?=[\"']?\s*(?:[,;.|)}\]\n]|$)))",
    re.IGNORECASE,
)
_COLOURED = re.compile(
    r"[\"']?\b(?P<part>hair|eyes?)(?:[ _]?colou?rs?)?[\"']?\s?[:=]\s?[\"']?(?P<colour>[a-z]+)[\"']?(?=\s?(?:[,;}\n]|$))", re.IGNORECASE
)
# What no match of the patterns above can lack, quickly looked for.
_DIGIT = re.compile("[1-9]")
_BESIDE = re.compile(r"[MFmf]\s?[,/]?\s?[1-9]|\d\s?[,/]?\s?[MFmf]|o\.? [MF]\b")
_STOPS = frozenset({"1", "2", "4", "8", "11", "16", "22", "32"})  # f-numbers of lenses: "f/8" is no person
_FRACTION = re.compile(r"\s?\.\s?\d")  # "f/5.6", "f / 5. 6"
_WARM = 60
_WEATHER = re.compile(r"\s(?:outside|outdoors|weather|heat|degrees|temperature|sunshine)\b")
_NEXT = re.compile(r"(?: [A-Za-z]+)+")
_YOUNGEST = 3
_VALUES = {"m": "male", "f": "female"}


def find_tags(text: str, taxonomy: Taxonomy) -> Iterator[Tag]:
    """Where persons are named in short: start, end and the forms that it amounts to."""
    if not taxonomy.ages or not _DIGIT.search(text):
        return
    if _BESIDE.search(text):
        for pattern in (_LETTER_FIRST, _GOING_ON, _NUMBER_FIRST, _SMALL, _SMALL_FIRST, _SLASHED_FIRST, _SLASHED):
            for match in pattern.finditer(text):
                yield from _person(match, taxonomy)


def find_keyed(text: str, taxonomy: Taxonomy) -> Iterator[Tag]:
    """What a letter, a sex or a colour says after its key: "gender: F", "gender: female", '"sex": "m"', '"hair": "black"', "hair: grey"."""
    for match in _KEYED.finditer(text):
        said = match.lastgroup or ""
        gender = _VALUES[match[said][0].lower()]
        if row := taxonomy.rows.get(SEXED) or (taxonomy.simple_row("noun", gender) if gender in taxonomy.values else None):
            yield *match.span(said), (Form((match[said].lower(),), "noun", row.name, ONE, (gender,)),)
    for match in _COLOURED.finditer(text) if ":" in text or "=" in text else ():
        colour, part = match["colour"].lower(), match["part"].lower()
        forms = [form for form in taxonomy.forms.get((colour, part), ()) if form.kind == CUE]
        if forms:
            yield *match.span(), tuple(forms)
        elif (colour,) in taxonomy.forms:
            yield *match.span("colour"), (Form((colour,), "lookalike", "", ONE, ()),)


def _person(match: re.Match[str], taxonomy: Taxonomy) -> Iterator[Tag]:
    gender = _VALUES[match["letter"].lower()]
    age = _age(match["number"], taxonomy)
    row = taxonomy.simple_row("noun", gender) if gender in taxonomy.values else None
    if not row or not age or _is_lens(match) or match.group() in _MACHINES or _is_warmth(match):
        return
    adjective = taxonomy.simple_row("adjective", age) if _leads_to_noun(match, taxonomy) else None
    if adjective:
        yield match.start(), match.end(), (Form((match.group(),), "adjective", adjective.name, ONE, (age,)),)
    else:
        yield match.start(), match.end(), (Form((match.group(),), "noun", row.name, ONE, (gender, age)),)


def _is_lens(match: re.Match[str]) -> bool:
    """Whether it is an f-number: "f/8", "f/5.6", "f22"."""
    if match["letter"] not in "fF" or not ("/" in match.group() or match.re is _SMALL_FIRST):
        return False
    return match["number"] in _STOPS or _FRACTION.match(match.string, match.end()) is not None


def _leads_to_noun(match: re.Match[str], taxonomy: Taxonomy) -> bool:
    """Whether a noun names the same person, right after or after adjectives: "a 25F Asian woman" is one woman, not a woman woman."""
    following = _NEXT.match(match.string, match.end())
    for word in following.group().lower().split() if following else ():
        kinds = [form.kind for form in taxonomy.forms.get((word,), ())]
        if "adjective" not in kinds:
            return "noun" in kinds
    return False


def _is_warmth(match: re.Match[str]) -> bool:
    """Whether "75F" is a temperature: as many degrees as are pleasant or more, before a word of the weather."""
    return match["letter"] == "F" and int(match["number"]) >= _WARM and _WEATHER.match(match.string, match.end()) is not None


def _age(number: str, taxonomy: Taxonomy) -> str | None:
    years = int(number)
    return next((name for most, name in taxonomy.ages if years <= most), None) if years >= _YOUNGEST else None
