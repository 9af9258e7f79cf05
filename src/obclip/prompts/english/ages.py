"""Ages in figures and number words: "35-year-old", "aged 8", "in her 60s", "2 0 years old"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from obclip.prompts.vocabulary.terms import MANY, ONE, Form, Kind, Taxonomy

Figure = tuple[int, int, tuple[Form, ...]]  # start, end, what it may mean
_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties"
_NUMBER_WORDS = {word: number for number, word in enumerate(_ONES.split(), 1)} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
_DECADE_WORDS = {word: 10 * number for number, word in enumerate(_DECADES.split(), 2)} | {
    "teens": 15,
    "preteens": 12,
    "childhood": 8,
}

_DIGITS = "|".join(_ONES.split()[:9])
_WORDED = rf"(?:{'|'.join(_TENS.split())})(?:[\s-](?:{_DIGITS}))?|{'|'.join(reversed(_ONES.split()))}"
_NUMBER = rf"(?P<number>\d\s?\d{{0,2}}|{_WORDED})"
_STATED = re.compile(
    rf"\b(?:{_NUMBER}[\s-]*(?:(?P<years>years?|yrs?\.?)|(?P<less>months?|weeks?|days?))[\s-]*olds?|(?P<short>\d{{1,2}})\s?y[./]?\s?o\.?)(?!\w)"
)
_AGED = re.compile(rf"\b(?:aged?:?|at the age of|(?:at|of) age)\s+(?:of\s+)?{_NUMBER}\b(?!\s*(?:%|px|mm|k\b|x\b))")
_DECADE = re.compile(
    r"\bin (?:his|her|their|my)\s+(?P<whole>(?:(?:early|mid|late|middle)[\s-]*(?:to[\s-]late[\s-]*)?)?"
    rf"(?P<decade>\d\s?0\s?'?s|{'|'.join(_DECADES.split())}|(?:pre)?teens|childhood))\b"
)
_TAG = re.compile(r"(?:^|(?<=, ))(?P<whole>(?:(?:early|mid|late)[\s-]+)?(?P<decade>[2-9]0)'?s)(?=\s*(?:,|$))")
_SOMETHING = re.compile(r"\b(?P<decade>[2-9]0)[\s-]?somethings?\b")
_PERIOD = re.compile("year|yr|month|week|day")
_SHORT = re.compile(r"\d\s?y")
_IN_WHOSE = ("in his", "in her", "in their", "in my")


def may_state_age(lower: str, words: Iterable[str]) -> bool:
    """Whether a text without digits may state an age: it has some word that no match of the patterns can lack."""
    if "age" in lower and not _NUMBER_WORDS.keys().isdisjoint(words):
        return True
    return _counts_periods(lower) or _tells_whose(lower)


def _counts_periods(lower: str) -> bool:
    return "old" in lower and _PERIOD.search(lower) is not None


def _tells_whose(lower: str) -> bool:
    return any(words in lower for words in _IN_WHOSE)


def find_ages(lower: str, taxonomy: Taxonomy) -> Iterator[Figure]:
    """Where an age is stated in a text in small letters: start, end and the forms that it amounts to.

    Each pattern is looked for only where the text has some word that none of its matches can lack.
    """
    if taxonomy.ages:
        yield from _stated(lower, taxonomy)
        yield from _decades(lower, taxonomy)


def stated_years(lower: str) -> Iterator[int]:
    """The ages in years that a text in small letters states, whoever has them."""
    for match in _STATED.finditer(lower):
        yield 1 if match["less"] else _years(match["number"] or match["short"])
    for match in _AGED.finditer(lower):
        yield _years(match["number"])


def _stated(lower: str, taxonomy: Taxonomy) -> Iterator[Figure]:
    if _counts_periods(lower) or _SHORT.search(lower):
        for match in _STATED.finditer(lower):
            years = 1 if match["less"] else _years(match["number"] or match["short"])
            yield from _form(match, years, "adjective", taxonomy)
    if "age" in lower:
        for match in _AGED.finditer(lower):
            yield from _form(match, _years(match["number"]), "phrase", taxonomy)


def _decades(lower: str, taxonomy: Taxonomy) -> Iterator[Figure]:
    if "something" in lower:
        for match in _SOMETHING.finditer(lower):
            yield from _form(match, int(match["decade"]), "adjective", taxonomy)
    if "0s" in lower or "0's" in lower:
        for match in _TAG.finditer(lower):
            yield from _form(match, int(match["decade"]), "adjective", taxonomy)
    if _tells_whose(lower):
        for match in _DECADE.finditer(lower):
            yield from _form(match, _decade(match["decade"]), "decade", taxonomy)


def _form(match: re.Match[str], years: int, kind: Kind, taxonomy: Taxonomy) -> Iterator[Figure]:
    value = next((name for most, name in taxonomy.ages if years <= most), None)
    row = taxonomy.simple_row(kind, value) if value else None
    if value and row:
        part = "whole" if kind == "decade" else 0
        noun = taxonomy.simple_row("noun", value) if kind == "adjective" else None
        number = MANY if match.group().endswith(("olds", "somethings")) else ONE
        said: Kind = "phrase" if kind == "decade" else kind
        forms = [Form((match[part],), said, row.name, number, (value,))]
        if noun:
            forms.append(Form((match[part],), "noun", noun.name, number, (value,)))
        yield match.start(part), match.end(part), tuple(forms)


def _years(text: str) -> int:
    digits = "".join(letter for letter in text if letter.isdigit())
    if digits:
        return int(digits)
    return sum(_NUMBER_WORDS[word] for word in re.split(r"[\s-]+", text))


def _decade(text: str) -> int:
    digits = "".join(letter for letter in text if letter.isdigit())
    return int(digits) if digits else _DECADE_WORDS[text]
