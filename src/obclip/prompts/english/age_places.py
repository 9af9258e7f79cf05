"""Which numbers are ages: what stands around them tells years of a person from sizes, prices and counts."""

from __future__ import annotations

import re
from collections.abc import Callable

from .age_counts import after_and, after_looks, after_more, as_it_looks, in_counted_years, of_another, place_after_and, roughly
from .age_parts import BRACKETS, MORE, REACH, Age, Led, Place, aged_before, balanced, with_leads
from .around import Around
from .decades import as_decade
from .numbers import ONES, find_numbers

_ADULT = 13  # the least number that is an age without further words
_YOUNGEST = 3
_FACES = frozenset("portrait headshot selfie mugshot closeup face passport".split())
_OF_AGE, _MOST = 18, 100
_KIN = frozenset("girl boy son daughter brother sister nephew niece grandson granddaughter kid toddler".split())
_KINS = frozenset({*(f"{word}s" for word in _KIN), "children", "siblings", "grandchildren"})
_GROWN = frozenset(
    "mother father mom dad mum mommy daddy mummy mama papa parent grandmother grandfather grandma grandpa granny widow widower".split()
) | frozenset("woman man lady gentleman person".split())
_GROUPS = frozenset("team crew class family group crowd band army choir couple gang squad cast troupe party staff board".split())
_COUNTED = 10  # fewer in "they are three" are a count
_MANY = frozenset({"they", "you"})
_DETERMINERS = frozenset({"a", "an", "the", "this", "that", "his", "her", "my", "your", "our", "their", "another", "each", "every", *ONES})
_ONE_OF, _OF_AGES = frozenset({"one", "another", "other"}), re.compile(r" of (?:about )?(?:\d|[a-z]+(?:y|een)\b)")
_TURNS = frozenset("turned turns turning turn reached reaches reaching reach".split())
_LATELY = frozenset("just freshly newly recently barely finally".split())
_SOON = re.compile(
    r"\b(?:(?P<ahead>(?:just |only )?(?:about|going|soon|due|set) to)|(?P<who>who(?: is| has| had| just| soon| will)*)|will(?: soon)?)\s$"
)
_OLD = re.compile(
    rf"{BRACKETS}[\s-]*(?:(?:years?|yrs?\.?|y)(?:'s?)?[\s./-]*(?:(?P<many>olds)|old|young|of\s+age)|yrs?\.?\s?o\.?|y\s?[./]?\s?o\.?)(?!\w)|"
    r"[\s-]?(?:something(?P<more>s)?|ish)(?:[\s-]+(?:years?|yrs?\.?)[\s-]+old)?(?!\w)"
)
_LESS = re.compile(rf"{BRACKETS}[\s-]*(?:months?|mos?\.?|weeks?|wks?\.?|days?|hours?)[\s-]*old(?P<many>s)?(?!\w)")
_YEARS = re.compile(rf"{BRACKETS}[\s-]*(?:years?|yrs?\.?|y)(?!\w)")
_PLUS = re.compile(r"\s?\+(?=\s\w)")
_SPAN = re.compile(
    r"[\s-]+(?:(?P<score>score)(?:\s+years)?|(?P<decades>decades?)|(?P<years>summers|winters|springs|autumns|harvests))"
    r"(?P<old>[\s-]+(?:old|young|of\s+age))?(?!\w)"
)
_LED_TO = re.compile(r"[\s)\]}]*[,;|)\]}][\s)\]}]*")
_ITEM = re.compile(r"(?:^|[,;|\n({\[])[\s({\[]*$")
_PERSON_NEXT = re.compile(r"[\s-]?(?P<noun>[a-z]+)")
_UNITS = re.compile(r"\s*(?:%|px|mm|k\b|x\b)")
_LISTED = re.compile(r",\s?|\s?[(/|\[{@]\s?|\s-\s|:\s")
_AND_MORE = re.compile(rf"\s(?:and|or|&)\s(?:\d|(?:{'|'.join(ONES)})\b)")
_AND = re.compile(r"\s?(?:,|&|/)\s?(?:and\s|or\s)?(?:an?\s)?|\s(?:and|or)\s(?:an?\s)?")
_BEFORE_ALONE = re.compile(r"(?:^[(\[]?|, |[a-z]{3}\.\s)$")


def find_stated(around: Around) -> list[Age]:
    """The ages that the numbers of a text state, from left to right."""
    numbers = [with_leads(around, number) for number in find_numbers(around.text, around.tokens)]
    ages = [next((age for rule in _RULES[led.number.decade] if (age := rule(around, led))), None) for led in numbers]
    for place in range(len(numbers) - 2, -1, -1):  # "8 and 10 years old"
        after = ages[place + 1]
        listed = after and _AND.fullmatch(around.text, numbers[place].end, after.start)
        if ages[place] is None and after and listed and not _counts_children(around, numbers[place]):
            ages[place] = _like(numbers[place], after)
    for place, led in enumerate(numbers[1:], 1):  # "they are 8 and 10"
        before = ages[place - 1]
        if ages[place] is None and before and before.place in ("apart", "after") and around.pauses(led.end) and not led.number.decade:
            ages[place] = _like(led, before) if _AND.fullmatch(around.text, before.end, led.start) else None
    found = [balanced(around.text, age) for age in ages if age]
    if any(age.place == "apart" for age in found) and not around.shows_person:
        return [age._replace(place="after") if age.place == "apart" else age for age in found]
    return found


def _like(led: Led, other: Age) -> Age:
    return Age(led.start, led.end, led.years, other.place)


def _with_years(around: Around, led: Led) -> Age | None:
    """ "35-year-old", "about 60 years old", "6 months old", "40-something"."""
    for unit in (_OLD, _LESS):
        match = unit.match(around.text, led.end)
        if match:
            end = _past_more(around, match.end())
            many = any(match.groupdict().values())
            if around.led_by(led.start) == "of" and (of := _of(around, led._replace(end=end, years=1 if unit is _LESS else led.years))):
                return of
            return Age(led.start, end, 1 if unit is _LESS else led.years, _said(around, led.start, end, many), many)
    return None


def _past_more(around: Around, end: int) -> int:
    more = MORE.match(around.text, end)
    return more.end() if more else end


def _said(around: Around, start: int, end: int, many: bool) -> Place:
    """How an age with its years is said: by what stands beside it."""
    led, following = around.led_by(start), around.followed_by(end)
    if many or around.text.startswith("'s", end) or led in _DETERMINERS or (following and _is_noun_like(around, following)):
        return "before"
    if around.subject(start) or not led or led in ("and", "or"):
        return "before" if following and not around.is_small(following) else place_after_and(around, start)
    if around.is_person(led) and not (following and not around.is_small(following)):
        return "after"
    return "before"


def _is_noun_like(around: Around, word: str) -> bool:
    return around.is_person(word) or "adjective" in around.kinds(word)


def _in_years(around: Around, led: Led) -> Age | None:
    """ "25 years" or "25 yrs" by itself, or right before a person; so is "65+"."""
    match = _YEARS.match(around.text, led.end) or _PLUS.match(around.text, led.number.end)
    if match is None:
        return None
    following = around.followed_by(match.end())
    if following and around.is_person(following) and around.led_by(led.start) in ("a", "an", "the", ""):
        return Age(led.start, match.end(), led.years, "before")
    led_by = around.led_by(led.start)
    if led_by == "of" and around.ends(match.end()):
        return _of(around, led._replace(end=match.end()))
    if around.ends(match.end()) and (around.begins(led.start) or around.subject(led.start) or around.is_person(led_by)):
        return Age(led.start, match.end(), led.years, "after" if led_by and around.is_person(led_by) else "apart")
    return None


def _aged(around: Around, led: Led) -> Age | None:
    """ "aged 40", "age: 54", "at the age of seven", "ages 3 to 5"."""
    match = aged_before(around, led.start)
    if match is None or _UNITS.match(around.text, led.end):
        return None
    end, years = led.end, led.years
    for unit in (_OLD, _LESS, _YEARS):
        if named := unit.match(around.text, end):
            end, years = _past_more(around, named.end()), 1 if unit is _LESS else years
            break
    keyed = match.group().rstrip(" :=-").endswith(('"', "'")) or match.group().endswith(('"', "'"))  # "age": 25
    return Age(led.start if keyed else match.start(), end, years, "apart" if keyed else "after")


def _as_predicate(around: Around, led: Led) -> Age | None:
    """ "she is forty-seven", "who looks about 60", "her age is 54"."""
    found = around.subject(led.start)
    if not found and led.years >= _ADULT and around.led_by(led.start) == "a" and around.ends(led.end):  # "the subject is a forty-seven"
        article = around.tokens[around.place_before(led.start)][0]
        return Age(article, led.end, led.years, "apart") if around.subject(article) else None
    if not found and led.years >= _ADULT and around.led_by(led.start) == "both" and around.ends(led.end):  # "a couple, both 45"
        return Age(led.start, led.end, led.years, "apart")
    if found is None or not around.pauses(led.end):
        return None
    subject = around.word(found[1])
    if (subject in _MANY and led.years < _COUNTED) or (led.number.years == 1 and not around.ends(led.end)):
        return None
    return Age(led.start, led.end, led.years, "apart")


def _turned(around: Around, led: Led) -> Age | None:
    """ "who just turned 30", "about to turn nine", "turning forty"; an item of its own, "just turned 18", where somebody is shown."""
    place = around.place_before(led.start)
    if (
        around.word(place) not in _TURNS
        or not around.may_end(led.end, led.number.years)
        or around.text[around.tokens[place][1] : led.start] != " "
    ):
        return None
    start = around.tokens[place][0]
    soon = _SOON.search(around.text, max(0, start - REACH), start)
    subject = around.subject(led.start, _TURNS | {"is", "are", "was", "s", "be"})
    led_by = around.led_by(start)
    item = (around.begins(start) or led_by in _LATELY) and around.shows_person and _ADULT <= led.years < _MOST
    if not subject and not soon and not item and not around.is_person(led_by):
        return None
    ahead = around.word(place).endswith("ing") or (soon is not None and bool(soon["ahead"] or soon["who"]))
    return Age(soon.start() if soon else start, led.end, led.years, "after" if ahead else "entered")


def _of(around: Around, led: Led) -> Age | None:
    """ "a woman of sixty", "a girl of about ten", "a rookie of 24", "a man of 60 and one of 20"."""
    place = around.place_before(led.start)
    whose = around.word(place - 1)
    one = around.is_person(whose) and around.word(place - 2) in ("a", "an") and whose not in _GROUPS and led.years >= _OF_AGE
    one = one or (whose in _ONE_OF and led.years >= _OF_AGE and around.shows_person and len(_OF_AGES.findall(around.text)) > 1)
    told = around.says_gender(whose) or (one and around.ends(led.end))
    if around.word(place) != "of" or not around.pauses(led.end) or not told or around.gap(place) != " " or _counts_children(around, led):
        return None
    return Age(around.tokens[place][0], led.end, led.years, "after")


def _counts_children(around: Around, led: Led) -> bool:
    """ "A mother of two", and "an old woman of two", which is how a candidate says "a grandmother of two"."""
    place = around.place_before(led.start)
    grown = around.word(place) == "of" and around.word(place - 1) in _GROWN
    return grown and led.end == led.number.end and led.number.years < _ADULT


def _beside(around: Around, led: Led) -> Age | None:
    """ "children under five", "a man over 60"; "woman 35"."""
    led_by = around.led_by(led.start)
    if not led_by or not (around.is_person(led_by) or led_by in ("anyone", "someone", "everyone")):
        return None
    plain = around.says_gender(led_by) and led.number.years >= _ADULT and (around.ends(led.end) or around.acts(led.end))
    if led.years >= _YOUNGEST and led.end == led.number.end:  # "girl 5, boy 8", "two sons 10 and 7"
        plain = (
            plain or (led_by in _KIN and around.ends(led.end)) or (led_by in _KINS and _AND_MORE.match(around.text, led.end) is not None)
        )
    return Age(led.start, led.end, led.years, "after") if plain or (led.modified and around.pauses(led.end)) else None


def _at(around: Around, led: Led) -> Age | None:
    """ "At 72, he still surfs", "a pianist at 20"."""
    if around.led_by(led.start) != "at" or led.years < _ADULT or not around.ends(led.end):
        return None
    start = around.tokens[place := around.place_before(led.start)][0]
    first = around.begins(start) and around.text[led.end : led.end + 2] == ", "
    told = around.is_person(around.led_by(start)) or (first and around.is_subject(place + 1 + led.number.last - led.number.first))
    return Age(start, led.end, led.years, "after") if told else None


def _in_list(around: Around, led: Led) -> Age | None:
    """ "woman, 34", "Anna (45)", "male/35"."""
    place = around.place_before(led.start)
    if place < 0 or led.years < _YOUNGEST or not around.is_person(around.word(place)):
        return None
    grown = led.years >= _ADULT and around.pauses(led.end)
    if not (grown or around.ends(led.end) or _AND_MORE.match(around.text, led.end)):
        return None
    match = _LISTED.fullmatch(around.text, around.tokens[place][1], led.start)
    after = match and ("/" in match.group() or around.acts(led.end))
    return Age(led.start, led.end, led.years, "after" if after else "apart") if match else None


def _alone(around: Around, led: Led) -> Age | None:
    """The number of somebody's years elsewhere in a list, with no number beside it: "man, beard, 35", "portrait, 65"; a child's right
    after the item that shows it: "girl with braces, 14"."""
    item = around.text.rfind(",", 0, max(0, led.start - 2)) + 1
    least = _YOUNGEST if led.number.last - led.number.first == 1 and around.item_shows_person(item) else _OF_AGE
    if not around.ends(led.end) or led.end != led.number.end or not least <= led.years < _MOST:
        return None
    place = around.place_before(led.start)
    numbered = around.word(place)[:1].isdigit() or around.word(place + 1 + led.number.last - led.number.first)[:1].isdigit()
    begins = _BEFORE_ALONE.search(around.text, 0 if led.start < REACH else led.start - REACH, led.start)
    alone = begins and around.text[led.end : led.end + 1] in (",", ".", "", ")", "]")
    ahead = place + 1 + led.number.last - led.number.first
    faced = not _FACES.isdisjoint(map(around.word, (place, ahead, ahead + 1)))  # "portrait, 65", "ftm, 22, mirror selfie"
    if not alone or numbered or not (around.shows_person or faced):
        return None
    return Age(led.start, led.end, led.years, "apart" if around.shows_person else "after")


def _in_spans(around: Around, led: Led) -> Age | None:
    """ "five decades old", "a woman of eighty summers", "of three score years"."""
    match = _SPAN.match(around.text, led.number.end)
    if match is None:
        return None
    years = led.years * (20 if match["score"] else 10 if match["decades"] else 1)
    if match["old"]:
        return Age(led.start, match.end(), years, _said(around, led.start, match.end(), many=False))
    return _of(around, led._replace(end=match.end(), years=years)) if around.led_by(led.start) == "of" else None


def _before_person(around: Around, led: Led) -> Age | None:
    """ "25, woman", "(25), man", as an item of its own; "25 woman", "25woman", which is no count of one."""
    if led.end != led.number.end or not _ADULT <= led.years < _MOST:
        return None
    beside = _PERSON_NEXT.match(around.text, led.end)
    if beside and around.is_one(beside["noun"]) and (around.begins(led.start) or around.led_by(led.start) in _DETERMINERS | {"some", "of"}):
        return Age(led.start, led.end, led.years, "before")
    match = _LED_TO.match(around.text, led.end)
    if match is None or not _ITEM.search(around.text, max(0, led.start - REACH), led.start):
        return None
    return Age(led.start, led.end, led.years, "apart") if around.item_shows_person(match.end()) else None


_Rule = Callable[[Around, Led], Age | None]
_RULES: dict[bool, tuple[_Rule, ...]] = {
    False: (
        _aged,
        _with_years,
        _in_years,
        _turned,
        _as_predicate,
        _of,
        _beside,
        _at,
        of_another,
        in_counted_years,
        as_it_looks,
        _in_list,
        _in_spans,
        _before_person,
        _alone,
        roughly,
        after_looks,
        after_and,
        after_more,
    ),
    True: (as_decade,),
}
