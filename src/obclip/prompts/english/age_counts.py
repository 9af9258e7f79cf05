"""Years that say an age by what is beside them: "each of his 80 years", "looks 20", "the other nineteen", "with vitiligo 25"."""

from __future__ import annotations

import re

from obclip.prompts.vocabulary.terms import Kind

from .age_parts import REACH, Age, Led
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
