"""Years that say an age by what is beside them: "each of his 80 years", "looks 20", "the other nineteen", "with vitiligo 25".

So do those that "and" or a verb of its own adds to what is said of somebody: "Thai and 35", "my wife, who is Thai, is 35".
"""

from __future__ import annotations

import re

from obclip.prompts.vocabulary.terms import Kind
from obclip.prompts.vocabulary.words import things

from .age_parts import REACH, Age, Led, Place
from .around import Around

_ADULT = 13  # the least number that is an age without further words
_OTHER = re.compile(r"\bthe (?:other|second|third|younger|older|elder|youngest|oldest|eldest)(?: one)?\s$")
_YEARS = re.compile(r"[\s-](?:years|summers|winters)(?P<behind> (?:behind|of life behind|on) (?:him|her|them|his back|her back))?(?!\w)")
_WITH = re.compile(r"\bwith (?:(?:all|his|her|their|no more than) )*$")
_WHOSE = re.compile(r"\b(?:his|her|their)\s$")
_YOUNGEST, _MOST, _FARTHEST = 3, 100, 7
_WEARING = frozenset("with in wearing having".split())
_LOOKS: frozenset[Kind] = frozenset({"cue", "adjective", "detail", "phrase"})
_BORNE = frozenset(
    "hair eyes eye skin lips smile grin face cheeks nose legs arms hands body figure hips scar scars tattoo tattoos dimples bun bangs "
    "braids braid ponytail pigtails fringe makeup lipstick glasses spectacles sunglasses hat cap beret hoodie jacket coat sweater shirt "
    "blouse dress skirt jeans suit gown uniform scarf".split()
)
_AND = re.compile(r",?\s(?:(?P<and>and|&)|but|yet)\s(?:also |now |already |only |just |still )*$")
_SAYING: frozenset[Kind] = frozenset({*_LOOKS, "noun", "folk", "person"})
_IS = re.compile(
    r"(?:,|,? and|,? but)\s(?:is|was|looks|(?P<turns>turns|turned|turning|just turned)) (?:now |about |almost |just |already |only )*$"
)
_LOOKING = frozenset("look looks looking looked appears appearing seems".split())


def of_another(around: Around, led: Led) -> Age | None:
    """ "one is fifteen, the other nineteen"; not "the younger one" of grown persons."""
    one = led.number.years == 1 and (around.led_by(led.start) == "other" or not around.shows_minor)
    told = not one and around.pauses(led.end) and _OTHER.search(around.text, max(0, led.start - REACH), led.start)
    return Age(led.start, led.end, led.years, "after") if told else None


def in_counted_years(around: Around, led: Led) -> Age | None:
    """ "each of his 80 years", "80 years behind her", "a man with only 20 years"; not "with 20 years of service"."""
    match = _YEARS.match(around.text, led.end)
    if match is None or not around.ends(match.end()):
        return None
    left = max(0, led.start - REACH)
    if not match["behind"] and _WHOSE.search(around.text, left, led.start):
        return Age(led.start, match.end(), led.years, "decade")
    lead = _WITH.search(around.text, left, led.start)
    told = match["behind"] or (lead and around.is_person(around.led_by(lead.start())))
    return Age(lead.start() if lead else led.start, match.end(), led.years, "after") if told else None


def as_it_looks(around: Around, led: Led) -> Age | None:
    """ "vampire, looks 20", where the item has no subject."""
    place = around.place_before(led.start)
    told = around.word(place) in _LOOKING and around.begins(around.tokens[place][0]) and around.shows_person
    return Age(led.start, led.end, led.years, "apart") if told and around.ends(led.end) and led.years >= _ADULT else None


def roughly(around: Around, led: Led) -> Age | None:
    """ "the woman on the right about thirty"."""
    told = led.modified and around.ends(led.end) and around.shows_person and _ADULT <= led.years < _MOST
    return Age(led.start, led.end, led.years, "after") if told else None


def after_looks(around: Around, led: Led) -> Age | None:
    """ "a woman with vitiligo 25", after what only a person has or wears; not "with a Canon 85"."""
    place = around.place_before(led.start)
    alone = around.led_by(led.start) and led.end == led.number.end and around.pauses(led.end)
    if not alone or not (_YOUNGEST if around.shows_minor else _ADULT) <= led.years < _MOST:
        return None
    for left in range(place - 1, max(0, place - _FARTHEST), -1):
        if around.gap(left + 1) not in (" ", "-", "'"):
            return None
        if around.word(left) in _WEARING:
            said = tuple(around.word(at) for at in range(left, place + 1))
            borne = around.word(place) in _BORNE or said in around.taxonomy.forms or not _LOOKS.isdisjoint(around.kinds(said[-1]))
            return Age(led.start, led.end, led.years, "after") if borne and around.is_person(around.word(left - 1)) else None
    return None


def after_and(around: Around, led: Led) -> Age | None:
    """ "my wife is Thai and 35", "a teacher, Black and 45"; not "Black and 2 cats"."""
    match = _AND.search(around.text, max(0, led.start - REACH), led.start)
    if match is None or led.number.years == 1 or not around.pauses(led.end) or led.years >= _MOST:
        return None
    place = around.place_before(match.start())
    word = around.word(place)
    alone = place > 0 and around.begins(around.tokens[place][0]) and word not in things()  # "a man, rich and 40"
    described = alone or not _SAYING.isdisjoint(around.kinds(word))
    if around.is_counted(place) or not (around.predicate(place) or (described and around.shows_person and led.years >= _ADULT)):
        return None
    return Age(led.start, led.end, led.years, place_after_and(around, led.start))


def place_after_and(around: Around, start: int) -> Place:
    """How an age is said after "and": as an adjective after another, "Thai and old", and after all else as "tired and of old age"."""
    match = _AND.search(around.text, max(0, start - REACH), start)
    described = match and match["and"] and "adjective" in around.kinds(around.word(around.place_before(match.start())))
    return "apart" if described or match is None else "after"


def after_more(around: Around, led: Led) -> Age | None:
    """ "my wife, who is Thai, is 35", "she weighs 200 lbs and is 40", "my dad is Polish and turning 60"."""
    match = _IS.search(around.text, max(0, led.start - REACH), led.start)
    told = match and around.pauses(led.end) and led.number.years > 1 and around.begins_with_somebody(match.start())
    return Age(match.start("turns") if match["turns"] else match.end(), led.end, led.years, "after") if match and told else None
