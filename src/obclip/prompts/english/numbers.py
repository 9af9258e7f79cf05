"""Numbers in a text as people write ages: "47", "4 7", "forty-seven", "20 to 30", "late 40s", "thirties"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

Token = tuple[int, int, str]  # start, end, a word in small letters
_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties"
ONES = {word: number for number, word in enumerate(_ONES.split(), 1)}
TENS = {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
DECADES = {word: 10 * number for number, word in enumerate(_DECADES.split(), 2)} | {
    "teens": 15,
    "preteens": 12,
    "tweens": 12,
    "hundreds": 100,
}
_ROUGH = {ten + end: years for ten, years in TENS.items() for end in ("ish", "something", "somethings")}
_MANY = {"hundred": 100, "thousand": 1000}
_WORDS = {**ONES, **TENS, **DECADES, **_ROUGH, **_MANY, "threescore": 60, "fourscore": 80}
_FIGURE = re.compile(r"([1-9]\d{0,2})([a-z]*)")
_THOUSANDS = re.compile(r"[1-9]\d{3,4}(?=[\s-]*(?:years?|yrs?|y)[\s./-]*(?:olds?|o)\b)")  # "a 1000 year old witch"
_LEADS_ON = re.compile(r"[\s-]*(?:years?|yrs?)(?:[\s-]*(?:old|young))?(?!\s*(?:$|[,.;:!?)\]]|(?:and|with|in|at|on|or|but|who)\b))")
_DIGIT = re.compile(r"\d[a-z]*")
_MOST_DIGITS = 3
_PRICE = re.compile(r"(?:[$€£]|\d[.,:])$")
_FRACTION = re.compile(r"[.,:]\d|/\d+(?!\d|[\s-]*y)|\s?[$€£%°]")
_TENTHS = re.compile(r"\.\d(?=[\s-]*(?:years?|yrs?|y[./]?\s?o)\b)")
_AGED_TENTHS, _AGED = re.compile(r"\.\d\b(?!\.\d)"), re.compile(r"\bage(?:d|s)? $")  # "aged 16.5"
_WEIGHT = re.compile(r":(?:\d?\.\d+|[012])\s?[)\]]")  # "(age 40:0.8)"
_HALF = re.compile(r"\s+and\s+a\s+half\b")
_SCORE = re.compile(rf"(?:[\s-]score(?:\s+years)?|(?<=score)(?:\s+years)?)[\s-](?:and|&)[\s-](?P<more>{'|'.join(ONES)}|1?\d)\b")
_AND = re.compile(r"[ -](?:(?P<and>and|&)[ -])?")
_TO = re.compile(r"- (?:and|or|to) |\s?[-/~]\s?|\s(?:to|or|till|until|going on)\s")
_BETWEEN = re.compile(r"\bbetween\s+(?:the ages of\s+)?$")
QUALIFIER = r"(?:very\s+)?(?:early|mid|middle|late|lower|low|upper|high)"
_TO_DECADE = re.compile(rf"\s?(?:-|/|to|or|and)\s?(?:{QUALIFIER}[\s-]*)?")


class Number(NamedTuple):
    """text[start:end] is a number in tokens[first:last]. decade: whether it is one of years, "40s" or "thirties"."""

    first: int
    last: int
    start: int
    end: int
    years: int
    decade: bool = False


def has_number(words: Sequence[str]) -> bool:
    """Whether one of these words may be a number in letters."""
    return not _WORDS.keys().isdisjoint(words)


def find_numbers(text: str, tokens: Sequence[Token]) -> list[Number]:
    """The numbers of a text in small letters from left to right; those that "to" joins are one, of the years between them."""
    found: list[Number] = []
    reached = 0
    for place, (start, _, word) in enumerate(tokens):
        if place < reached or not (word[0].isdigit() or word in _WORDS):
            continue
        if word == "hundreds" and not (place and tokens[place - 1][2] in ("his", "her")):
            continue  # "people in their hundreds" are many
        number = _in_figures(text, tokens, place) if word[0].isdigit() else _in_words(text, tokens, place)
        if number is None or _PRICE.search(text, max(0, start - 2), start):
            continue
        reached = number.last
        if found and _is_range(text, found[-1], number):
            found[-1] = found[-1]._replace(last=number.last, end=number.end, years=(found[-1].years + number.years) // 2)
        else:
            found.append(number)
    return found


def _in_figures(text: str, tokens: Sequence[Token], place: int) -> Number | None:
    """A number in digits, also where a space parts them: "4 0"."""
    start, end, word = tokens[place]
    match = _FIGURE.fullmatch(word)
    if match is None:
        thousands = _THOUSANDS.match(text, start)
        return Number(place, place + 1, start, thousands.end(), int(thousands.group())) if thousands else None
    digits, rest = match.groups()
    last = place + 1
    while len(digits) == last - place < _MOST_DIGITS and not rest and _is_next_digit(text, tokens, last):
        end, digits, rest = tokens[last][1], digits + tokens[last][2][0], tokens[last][2][1:]
        last += 1
    if not rest and (
        tenths := _TENTHS.match(text, end) or (_AGED.search(text, max(0, start - 6), start) and _AGED_TENTHS.match(text, end))
    ):
        return Number(place, last + 1, start, tenths.end(), int(digits))
    if not rest and _FRACTION.match(text, end) and not _WEIGHT.match(text, end):
        return None
    return _decade(text, tokens, Number(place, last, start, end - len(rest), int(digits)), rest)


def _is_next_digit(text: str, tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and text[tokens[place - 1][1] : tokens[place][0]] == " " and _DIGIT.fullmatch(tokens[place][2]) is not None


def _decade(text: str, tokens: Sequence[Token], number: Number, rest: str) -> Number:
    """The number, with its "s" or "'s" where it is a decade of years."""
    if number.years % 10 or not 20 <= number.years <= 90:
        return number
    if rest == "s":
        return number._replace(end=number.end + 1, decade=True)
    after = tokens[number.last] if number.last < len(tokens) else None
    if after and after[2] == "s" and text[number.end : after[0]].strip() == "'":
        return number._replace(last=number.last + 1, end=after[1], decade=True)
    return number


def _in_words(text: str, tokens: Sequence[Token], place: int) -> Number:
    start, end, word = tokens[place]
    years, last = _WORDS[word], place + 1
    if word in _ROUGH:
        end = start + len(next(ten for ten in TENS if word.startswith(ten)))
    joints = (" ", "-", " & ") if word in TENS else (" ", "-")  # "thirty & five"
    following = tokens[last] if last < len(tokens) and text[end : tokens[last][0]] in joints else None
    if following and word in TENS and ONES.get(following[2], 10) < 10:
        years, end, last = years + ONES[following[2]], following[1], last + 1
    elif following and ONES.get(word, 10) < 10 and following[2] == "and" and (ten := _ten_after(text, tokens, last)):
        years, end, last = years + ten, tokens[last + 1][1], last + 2
    elif following and word in ONES and following[2] in _MANY:
        years, end, last = _MANY[following[2]] * years, following[1], last + 1
    if years >= 100 and (rest := _past_hundred(text, tokens, last)):
        years, end, last = years + rest.years, rest.end, rest.last
    if score := _SCORE.match(text, end):  # "three score and ten", "threescore years and ten"
        more = ONES.get(score["more"]) or int(score["more"])
        years, end = years * (1 if word.endswith("score") else 20) + more, score.end()
        last = next((after for after in range(last, len(tokens)) if tokens[after][0] >= end), len(tokens))
    half = _HALF.match(text, end)
    if half:
        end, last = half.end(), last + 3
    if word in _MANY and place and tokens[place - 1][2] == "a" and text[start - 2 : start] == "a " and not _LEADS_ON.match(text, end):
        place, start = place - 1, start - 2  # "she is a hundred", but "a hundred-year-old lady"
    return Number(place, last, start, end, years, word in DECADES)


def _past_hundred(text: str, tokens: Sequence[Token], place: int) -> Number | None:
    """The five of "a hundred and five", "one hundred five"; but "a hundred five-year-olds" are a hundred."""
    between = _AND.match(text, tokens[place - 1][1])
    if between is None:
        return None
    place += between["and"] == "and"
    if place >= len(tokens) or tokens[place][0] != between.end() or not (tokens[place][2] in ONES or tokens[place][2] in TENS):
        return None
    more = _in_words(text, tokens, place)
    return more if more.years < 100 and (between["and"] or text[more.end : more.end + 1] != "-") else None


def _ten_after(text: str, tokens: Sequence[Token], place: int) -> int:
    """The twenty of "five-and-twenty", whose "and" stands at a place; 0 where there is none."""
    joined = place + 1 < len(tokens) and text[tokens[place][1] : tokens[place + 1][0]] in (" ", "-")
    return TENS.get(tokens[place + 1][2], 0) if joined and text[tokens[place - 1][1] : tokens[place][0]] == "-" else 0


def _is_range(text: str, left: Number, right: Number) -> bool:
    between = text[left.end : right.start]
    if left.decade or right.decade:
        return left.decade and right.decade and _TO_DECADE.fullmatch(between) is not None
    if left.years >= right.years:
        return False
    counted = between.strip() == "and" and _BETWEEN.search(text, max(0, left.start - 30), left.start) is not None
    return counted or _TO.fullmatch(between) is not None
