"""Ages in figures and number words: "35-year-old", "she is forty-seven", "aged 8", "in her 60s", "born in 1985"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.vocabulary.terms import CUE, MANY, ONE, Form, Kind, Row, Taxonomy

from .age_parts import Age
from .age_places import find_stated
from .around import Around
from .emoji import find_emoji_persons
from .numbers import Token, has_number

Figure = tuple[int, int, tuple[Form, ...]]  # start, end, what it may mean

# Ages of those who were born in a year are told as of this one: reading has no clock, and the same prompt always gives the same set.
REFERENCE_YEAR = 2025
_LIFE = 125
_YOUNGEST = 3
_CHILD = 8  # years of a child in an emoji
_PERIODS = {
    "childhood|boyhood|girlhood|infancy|toddler years|early years|preschool years|primary school years|single digits": 8,
    "adolescence|(?:pre-?)?teen(?:age|aged)? years|tween years|pre-teens|high school years|formative years|schooldays": 15,
    "youth|younger years|young(?:er)? adulthood|early adulthood|college years|student days|prime(?: of (?:his |her |their )?life)?": 25,
    "middle age|middle years|midlife|mid-?life|middle adulthood": 50,
    "(?:later|late|golden|twilight|senior|declining|advanced|advancing|autumn|final|last) years|old age|dotage|senescence": 75,
}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
_ORDINALS += " seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth"
_NTH = {word: years for years, word in enumerate(_ORDINALS.split()[:20], 1)} | {
    word: years for years, word in zip(range(30, 101, 10), _ORDINALS.split()[20:], strict=True)
}
_NAMED = "|".join(f"(?P<y{years}>{words})" for words, years in _PERIODS.items())
_ORDINAL = rf"(?:(?P<nth>\d{{1,3}}) ?(?:st|nd|rd|th)|(?P<word>{'|'.join(_NTH)}))"
_PERIOD = re.compile(
    r"\bin (?:his|her|their|my|your|our|its)\s+(?P<whole>(?:(?:very\s+)?(?:early|mid|late|middle)[\s-]+)?"
    rf"(?:{_NAMED}|{_ORDINAL} (?P<unit>decade|year)))\b"
)
# "In the third decade of her life", "nearing her seventieth year".
_NEARING = re.compile(
    rf"\b(?:(?P<within>in|into)|entering|nearing|approaching|reaching|past|beyond) (?:the|(?P<whose>his|her|their|my|your)) {_ORDINAL}"
    r" (?P<unit>decade|year)(?P<life> of (?:(?:his|her|their|my|your) )?(?:life|age))?\b"
)
_GRADE = re.compile(rf"\b(?:{_ORDINAL}[\s-]grader(?P<many>s)?|in (?:the )?{_ORDINAL.replace('<', '<in_')}[\s-]grade)\b")
# "in year 9", "in grade 3", "a year 7 pupil"; years of a reign, a war or a mission have "of" after them.
_YEAR_OF_SCHOOL = re.compile(
    r"\b(?:in (?:the )?|(?P<before>))(?P<unit>grade|year) (?P<nth>1[0-3]|[1-9])(?![\w.,:/-]*\d)(?! of\b)"
    r"(?(before)(?=[\s-](?:students?|pupils?|schoolboys?|schoolgirls?|kids?|child(?:ren)?|boys?|girls?)\b)|(?=\s*(?:$|[,.;!?)\]])|\s(?:and|at|with|who|holding|wearing)\b))"
)
_BEFORE_SCHOOL, _GRADES = 6, 12
_WEIGHED = re.compile(r"\baged?[\"']?\s?:\s?(?P<years>\d{1,3})(?=[)\]}])")  # no weight is that large: "[age:25]"
_BIRTHDAY = re.compile(rf"\b{_ORDINAL}[\s-]+(?:birthday|b-?day)")
_DAY = r"(?:[a-z]{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?|\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?[a-z]{3,9},?|\d{1,2}[./-]\d{1,2}[./-]|[a-z]{3,9})"
_BORN = re.compile(
    r"\b(?:born(?:[^.;]{0,40}?(?:,? (?:in|on|around|about|circa|c\.|sometime|back))+)?"
    r"|b\.|birth ?(?:year|date)|(?:year|date) of birth|dob|d\.o\.b\.?)"
    rf" ?[:=-]? ?(?:{_DAY} ?)?(?:the )?(?:(?:early|mid|late)[ -])?(?P<year>(?:18|19|20)\d\d|'?[2-9]0(?=s\b)|'\d\d)(?:'?s)?\b"
)
_YEAR_BORN = re.compile(r"(?<![\w.,])(?P<year>(?:18|19|20)\d\d)[ -]born\b")  # "a 2010-born gamer"
_WHOSE = "(?:his|her|their|my|your|its|one's)"
_SEASONS = {
    "(?:spring|springtime|flower|bloom|dawn|morning|prime|flush|height)": 25,
    "(?:summer|noon|midst|middle)": 50,
    "(?:autumn|fall|twilight|winter|evening|sunset|dusk)": 75,
}
_SEASON = re.compile(
    rf"\b(?:in|at) the (?:first |full |very )?(?:{'|'.join(f'(?P<y{years}>{words})' for words, years in _SEASONS.items())})"
    rf" of (?:{_WHOSE} )?(?:own )?(?:life|years|days|youth)\b"
    rf"|\b(?P<past>(?:well |long |far )?(?:past|beyond) {_WHOSE} (?:prime|best(?: years)?)|long in the tooth)\b"
)
_PAST_PRIME = 75
_OLD = re.compile(r"(?:[\s-](?:old|young)s?|y[\s./]*o\.?)$")
_CENTURY = re.compile(r"\b(?:(?P<half>half)(?:[ -]a)?|(?P<quarter>a quarter of a|quarter)|over a|nearly a|a)[ -]century[ -]old\b")
_DAYS = re.compile(r"(?<![\w.,])(?P<count>\d{4,5})[\s-](?P<unit>day|week)s?[\s-]old\b")
_CLASS = re.compile(r"\bclass of (?:'\d\d|(?:19|20)\d\d)\b")
_MAY = re.compile(
    "birthday|grade|century|in the tooth|(?:past|beyond) (?:his|her|their|my|your)|(?:in|at) the [a-z ]+ of|(?:decade|year)(?: of|$|[,.;])"
)
_IN_WHOSE = ("in his", "in her", "in their", "in my", "in your", "in our", "in its")
_BIRTH = ("born", "birth", "dob", "b.", "d.o.b")


def may_state_age(lower: str, words: Sequence[str]) -> bool:
    """Whether a text without digits may state an age: it has some word that nothing which is looked for can lack."""
    return has_number(words) or any(words in lower for words in _IN_WHOSE) or _MAY.search(lower) is not None


def find_ages(lower: str, tokens: Sequence[Token], taxonomy: Taxonomy) -> Iterator[Figure]:
    """Where an age is stated in a text in small letters: start, end and the forms that it amounts to."""
    if not taxonomy.ages:
        return
    lower = lower.replace("_", " ")
    for age in _all(Around(lower, tokens, taxonomy)):
        yield from _figure(lower, age, taxonomy)
    for match in _BIRTHDAY.finditer(lower) if "birthday" in lower or "b-day" in lower or "bday" in lower else ():
        value = _value(_nth(match), taxonomy)
        start, end = match.span("word") if match["word"] else (match.start(), match.end() - len(re.split(r"[\s-]", match.group())[-1]) - 1)
        if value:
            yield start, end, (Form((lower[start:end],), CUE, taxonomy.attribute(value), ONE, (value,)),)
    for match in _CLASS.finditer(lower) if "class of" in lower else ():
        yield *match.span(), (Form((match.group(),), CUE, taxonomy.attribute(taxonomy.ages[-1][1]), ONE, (taxonomy.ages[-1][1],)),)


def stated_years(lower: str) -> Iterator[int]:
    """The ages in years that a text in small letters states, whoever has them; an emoji of a child states one."""
    lower = lower.replace("_", " ")
    tokens = [(match.start(), match.end(), match.group()) for match in re.finditer(r"[^\W_]+", lower)]
    for age in _all(Around(lower, tokens, default_taxonomy())):
        yield age.years
    for _, _, meaning in find_emoji_persons(lower):
        if meaning.age == "child" or any(word in meaning.base for word in ("boy", "girl", "child")):
            yield _CHILD


def _all(around: Around) -> list[Age]:
    lower = around.text
    return [
        *find_stated(around),
        *_weighed(lower),
        *_periods(lower),
        *_seasons(around),
        *_in_days(around),
        *_births(lower),
        *_grades(lower),
    ]


def _weighed(lower: str) -> Iterator[Age]:
    for match in _WEIGHED.finditer(lower) if "age" in lower else ():
        years = int(match["years"])
        if years >= _YOUNGEST:
            yield Age(match.start(), match.end(), years, "after")


def _periods(lower: str) -> Iterator[Age]:
    """ "in her later years", "in his seventh decade"."""
    for match in _PERIOD.finditer(lower) if any(words in lower for words in _IN_WHOSE) else ():
        named = next((name for name, text in match.groupdict().items() if name.startswith("y") and text), None)
        years = int(named[1:]) if named else _nth(match) if match["unit"] == "year" else 10 * _nth(match) - 5
        yield Age(*match.span("whole"), years, "decade")
    for match in _NEARING.finditer(lower) if "decade" in lower or "year" in lower else ():
        if match["life"] or (match["whose"] and not match["within"]):
            yield Age(*match.span(), _nth(match) if match["unit"] == "year" else 10 * _nth(match) - 5, "after")


def _seasons(around: Around) -> Iterator[Age]:
    """ "in the autumn of her life", "past his prime"; "half a century old"."""
    lower = around.text
    for match in _SEASON.finditer(lower):
        named = next((int(name[1:]) for name, text in match.groupdict().items() if name[0] == "y" and text), _PAST_PRIME)
        yield Age(*match.span(), named, "after")
    for match in _CENTURY.finditer(lower) if "century" in lower else ():
        following = around.followed_by(match.end())
        before = bool(following) and not around.is_small(following)  # "half a century old professor"
        yield Age(*match.span(), 50 if match["half"] else 25 if match["quarter"] else 100, "before" if before else "after")


def _in_days(around: Around) -> Iterator[Age]:
    """ "5840 days old", which are years."""
    for match in _DAYS.finditer(around.text) if "day" in around.text or "week" in around.text else ():
        years = int(match["count"]) * (7 if match["unit"] == "week" else 1) // 365
        if years <= _LIFE:
            yield Age(match.start(), match.end(), years, "before" if around.led_by(match.start()) in ("a", "an", "the") else "after")


def _births(lower: str) -> Iterator[Age]:
    if not any(words in lower for words in _BIRTH):
        return
    for match in (*_BORN.finditer(lower), *_YEAR_BORN.finditer(lower)):
        year = int(match["year"].strip("'"))
        century = 0 if year > 100 else 2000 if year <= REFERENCE_YEAR % 100 else 1900
        if (age := REFERENCE_YEAR - century - year) >= 0:
            yield Age(match.start(), match.end(), min(age, _LIFE), "before" if match.re is _YEAR_BORN else "after")


def _grades(lower: str) -> Iterator[Age]:
    """ "a 7th grader", "in fifth grade"."""
    for match in _GRADE.finditer(lower) if "grade" in lower else ():
        within = match["in_nth"] or match["in_word"]
        grade = _nth(match) if not within else int(match["in_nth"]) if match["in_nth"] else _NTH[within]
        if grade <= _GRADES:
            yield Age(match.start(), match.end(), grade + _BEFORE_SCHOOL, "after" if within else "before", bool(match["many"]))
    for match in _YEAR_OF_SCHOOL.finditer(lower) if "grade" in lower or "year" in lower else ():
        years = int(match["nth"]) + _BEFORE_SCHOOL - (match["unit"] == "year")
        yield Age(match.start(), match.end(), years, "after" if match["before"] is None else "before")


def _nth(match: re.Match[str]) -> int:
    return int(match["nth"]) if match["nth"] else _NTH[match["word"]]


def _value(years: int, taxonomy: Taxonomy) -> str | None:
    return next((name for most, name in taxonomy.ages if years <= most), None)


def _figure(lower: str, age: Age, taxonomy: Taxonomy) -> Iterator[Figure]:
    """The age as the taxonomy says it.

    By itself an adjective; but for an age that has a noun, as that of a child has, a phrase: nobody "is child".
    """
    beyond = age.years > _LIFE and _OLD.search(lower, age.start, age.end) is not None  # "a 500-year-old elf"
    value = _value(_LIFE if beyond else age.years, taxonomy)
    if value is None:
        return
    noun, words, number = taxonomy.simple_row("noun", value), (lower[age.start : age.end],), MANY if age.many else ONE
    row = _row(age, value, taxonomy, with_noun=noun is not None)
    if row is None:
        return
    kind: Kind = "adjective" if row.kind == "adjective" else "phrase"
    forms = [Form(words, kind, row.name, number, (value,))]
    if noun and kind == "adjective":
        forms.append(Form(words, "noun", noun.name, number, (value,)))
    yield age.start, age.end, tuple(forms)


def _row(age: Age, value: str, taxonomy: Taxonomy, *, with_noun: bool) -> Row | None:
    adjective = taxonomy.simple_row("adjective", value)
    if age.place == "decade":
        return taxonomy.simple_row("decade", value) or adjective
    if age.place == "before" or (age.place == "apart" and not with_noun):
        return adjective
    entered = next((row for row in taxonomy.rows.values() if row.family == "entering" and (value,) in row.cells), None)
    return (entered if age.place == "entered" else None) or taxonomy.simple_row("phrase", value) or adjective
