"""Whether the words after one that is withheld can be all that is said: "tools used: [qwerzt] zbrush", "like [robbie] the robot"."""

from __future__ import annotations

from collections.abc import Collection

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, DETAIL, NOUN, STOP, THING
from obclip.prompts.vocabulary.words import things

from .cast import Cast
from .compounds import is_adverb, start_of_joined
from .describing import PICTURES, has_stand_in
from .roles import PLAIN
from .units import SPACE
from .unknown import is_listed

_DONE = frozenset("worn drawn made seen held shown taken lit done grown".split())
_AUXILIARIES = frozenset("is are was were be been being s".split())
_LOOKS = frozenset("flowing glowing shining sparkling piercing gleaming".split())  # before hair and eyes

_LONGEST_ITEM = 5
_NAMING = (PLAIN, THING, ADJECTIVE, DETAIL)  # roles of the words of a phrase that names a thing
_UNCOUNTED = frozenset(
    "fur armor armour fire smoke leather lace silk light snow rain fog mist sand dust ice gold silver steel metal wood stone paper cloth "
    "fabric cotton denim linen plastic rubber wine beer food bread meat cheese coffee tea milk rice sugar salt oil paint ink chalk hay "
    "gear lightning moonlight chrome bronze iron copper straw plaid coal jade coral hair".split()
)
_COUNTED = frozenset("smile smirk grin frown expression staff body tail scar tattoo halo".split())  # which are no things


def shares_article(cast: Cast, left: int, place: int) -> bool:
    """Whether the "a" at `left` is that of one thing as well that a phrase after "and" names at `place`: "in a kimono and straw hat"."""
    if cast.units[left].word not in ("a", "an"):
        return False
    last = place
    while last + 1 < len(cast.units) and cast.units[last + 1].before == SPACE and cast.roles[last + 1] in _NAMING:
        last += 1
    word = cast.units[last].word
    ends = cast.is_parted(last + 1) or cast.roles[last + 1] == STOP
    counted = word in _COUNTED or (word not in _UNCOUNTED and {word, word + "s"} <= things())
    return ends and counted and all(role in _NAMING for role in cast.roles[place : last + 1])


def is_between(cast: Cast, place: int) -> bool:
    """Whether "and" joins the second of two things that "between" wants both of: "between a mosque and a synagogue"."""
    before = [unit.word for unit in cast.units[max(0, place - _LONGEST_ITEM) : place]]
    return cast.units[place].word == "and" and "between" in before and "and" not in before


def follows_and(cast: Cast, start: int) -> bool:
    """Whether "and" is the last word before a place in the text."""
    return next((unit.word for unit in reversed(cast.units) if unit.end <= start), "") == "and"


def alone_of_phrase(cast: Cast, place: int, left: int, kept: Collection[int]) -> tuple[int, int] | None:
    """The stretch of a word that goes alone: before what can be all that is said, and, of an unknown one, before a cue that a noun stands
    for, "a zorvic kimono", or right after an animal or a thing, "a big owl companipon"; None elsewhere.

    left: the first unit of its phrase. kept: units that no cut may swallow.
    """
    unit, after = cast.units[place], place + 1
    if leads_on(cast, place):
        return cast.units[start_of_joined(cast, place, kept)].start, cast.units[after].start
    if unit.forms:
        return None
    if after < len(cast.units) and cast.units[after].form(CUE) and has_stand_in(cast, after):
        return unit.start, cast.units[after].start
    beside = left == place > 0 and unit.before == SPACE and cast.roles[place - 1] in (THING, ANIMAL)
    return (cast.units[place - 1].end, unit.end) if beside else None


def ends_origin(cast: Cast, leads: int, place: int) -> bool:
    """Whether an item ends with a unit that "from", or "of" after somebody, leads to: "speed from zorvel", "a vampire of clan zorvel"."""
    named = place > leads + 1 and cast.roles[leads - 1] == NOUN
    origin = cast.units[leads].word == "from" or (cast.units[leads].word == "of" and named)
    told = cast.units[leads - 1].word in _AUXILIARIES  # "she is from something"
    return origin and not told and cast.units[place].before == SPACE and cast.is_parted(place + 1)


def leads_on(cast: Cast, place: int) -> bool:
    """Whether a word that can be all that is said follows what is left out: "tools used: qwerzt zbrush", not "qwerzt stands"."""
    after = place + 1
    if cast.units[after : after + 1] and cast.units[after].word == "the" and cast.units[after].before == SPACE:
        return not cast.is_parted(after + 1) and cast.roles[after + 1] in (NOUN, THING, ANIMAL)  # "like robbie the robot"
    if after >= len(cast.units) or cast.units[after].before != SPACE or cast.roles[after] not in (PLAIN, THING, ANIMAL, ADJECTIVE, DETAIL):
        return False
    unit, word = cast.units[after], cast.units[after].word
    if word in PICTURES and cast.units[place].form(CUE):
        return False  # "dark skin and dreadlocks photo"
    if word[:1].isdigit() or unit.form(CUE) or not (unit.forms or is_listed(word)):
        return False  # it goes as well
    verb = word.endswith(("ing", "ed")) or word == "worn" or (word.endswith("s") and not cast.is_parted(after + 1))
    verb = verb or (word in _DONE and cast.roles[after + 1 : after + 2] == [STOP])  # "with sideburns drawn by hand"
    return word in _LOOKS or not (verb or is_adverb(word))
