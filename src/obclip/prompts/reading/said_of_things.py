"""What is said of a thing after "is" says nothing of a person, whoever is near: "a woman by a car, the car is old", "the cup is white".

Words and kinds alone decide, of a prompt as of what its candidates share, in which a gap stands for each person.
"""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import ANIMAL, FOLK, KNOWN, NAME, NOUN, PRONOUN_KINDS, STOP, THING
from obclip.prompts.vocabulary.words import things

from .bearers import AFTER_OF, is_part_of_person
from .cast import Cast
from .likenesses import HAIR
from .peopled import means_lives
from .roles import PRONOUN
from .units import BREAK, COMMA, SPACE, Unit

GAP = "\uf8ff"  # stands for what moves: no mark has this token
_VERBS = frozenset("is are was were looks look looked seems seem seemed appears appear appeared became becomes become turned s re".split())
_OF_ONE = frozenset("is was looks seems appears becomes s".split())
_HELPERS = frozenset("may must might could can should would will also all both still now already not only have has had been be".split())
_LINKS, _DEGREES = frozenset({"and", "or", "but"}), frozenset("very quite rather so too all both still also not never as more".split())
# What a clause begins with, behind which its subject stands.
_OPENERS = frozenset("where while whereas because but whose when since if though although until so once".split())
_RELATIVES = frozenset({"which", "that"})
_DETERMINERS = frozenset("a an the this that these those its my your our their his her some each every whose".split())
_LEADING = frozenset("with without in on at by near behind beside under over of from to holding wearing having".split())
_PLACING = frozenset("behind around beside near above under over opposite next surrounding facing".split())
_SEEN = frozenset({"background", "backdrop", "wall", "walls", "floor", "sky", "lighting", "scenery"})  # what a key names of a scene
_ALSO_PERSONS = frozenset({"star", "stars", "extra", "extras", "lead", "leads", "doll", "dolls"})
_MOST_WORDS, _FARTHEST = 5, 24


def is_frame_of_thing(cast: Cast, place: int) -> bool:
    """Whether a frame may be that of a thing where nobody is named: "a mirror with a slender frame", not "slender frame" as a tag."""
    framed = cast.units[place].word.endswith(" frame")
    return framed and PRONOUN not in cast.roles and not (cast.is_parted(place) and cast.is_parted(place + 1))


def is_said_of_thing(units: Sequence[Unit], place: int) -> bool:
    """Whether a thing or an animal is the subject of what an adjective says, or the key before it: "Background: white"."""
    if place and units[place].before == BREAK and _ends(units, place + 1):
        return units[place - 1].word in _SEEN and (place == 1 or units[place - 1].before in (COMMA, BREAK))
    verb = _verb_before(units, place)
    if verb < 1:
        return False
    if _is_placed(units, verb):
        return True
    subject = verb - 1
    while subject > 0 and units[subject].word in _HELPERS and units[subject].before == SPACE:
        subject -= 1
    if units[subject].word in _RELATIVES and subject and units[subject].before in (SPACE, COMMA):
        return _means_thing(units, subject - 1)
    return _means_thing(units, subject) and _begins_clause(units, subject, one=units[verb].word in _OF_ONE)


def _ends(units: Sequence[Unit], place: int) -> bool:
    return place >= len(units) or units[place].before in (COMMA, BREAK)


def _verb_before(units: Sequence[Unit], place: int) -> int:
    """The verb by which an adjective is said, with other adjectives and "and" between, or -1: "is rusty and old"."""
    for left in range(place - 1, max(-1, place - 1 - _MOST_WORDS), -1):
        word, between = units[left].word, units[left + 1].before
        if word in _VERBS and (between == SPACE and not (word == "s" and units[left].end - units[left].start > 1)):
            return left
        describes = word in _LINKS | _DEGREES or units[left].form(STOP) is None
        if between not in (SPACE, COMMA) or not describes or word.endswith("ing") or _is_person(units[left]) or word in things():
            return -1
    return -1


def _begins_clause(units: Sequence[Unit], subject: int, *, one: bool) -> bool:
    """Whether the phrase of a thing is the subject of its clause: nobody stands before it but who owns the thing. one: whether the verb
    has one subject."""
    left = subject
    while left and units[left].before == SPACE and not _opens_phrase(units[left - 1]):
        left -= 1
    left -= left > 0 and units[left].before == SPACE and units[left - 1].word in _DETERMINERS - {"whose"}
    for begins in range(left, max(-1, left - _FARTHEST), -1):
        unit = units[begins]
        if begins < left and (_is_person(unit) or is_part_of_person(unit.word)):
            return False
        if unit.before == BREAK or begins == 0:
            return True
        if unit.before == COMMA:
            return unit.word not in _LEADING and not unit.word.endswith("ing")
        if units[begins - 1].word in _OPENERS or (one and units[begins - 1].word == "and"):
            return True
    return False


def _is_placed(units: Sequence[Unit], verb: int) -> bool:
    """Whether a clause begins with a thing, and tells by whom it stands: "the wall behind him is"."""
    begins = verb
    while begins and units[begins].before == SPACE and units[begins - 1].word not in _OPENERS | {"and"}:
        begins -= 1
    for place in range(begins, verb):
        if units[place].word in _PLACING and place > begins:
            return _means_thing(units, place - 1)
        owns = _is_person(units[place]) and place + 1 < verb and _means_thing(units, place + 1)
        if not owns and units[place].word not in _DETERMINERS and _ends_phrase(units[place]):
            return False
    return False


def _ends_phrase(unit: Unit) -> bool:
    return _is_person(unit) or _opens_phrase(unit) or is_part_of_person(unit.word)


def _opens_phrase(unit: Unit) -> bool:
    """Whether a word stands before a phrase and is no part of it; who owns a thing is a part: "the man's car", "his car"."""
    if unit.word == "s" or _is_person(unit):
        return False
    return unit.form(STOP) is not None or unit.word.endswith("ing")


def _means_thing(units: Sequence[Unit], place: int) -> bool:
    unit = units[place]
    word = unit.word.rpartition(" ")[2]
    if _is_person(unit) or is_part_of_person(word) or word in HAIR or means_lives(word) or word in _ALSO_PERSONS:
        return False
    owned = place > 0 and unit.before == SPACE and (_is_person(units[place - 1]) or units[place - 1].word in ("s", "whose"))
    if word in AFTER_OF and owned:
        return False  # "her background is Black"
    return unit.form(THING, ANIMAL, "lookalike") is not None or unit.word in things()


def _is_person(unit: Unit) -> bool:
    return unit.word == GAP or unit.form(NOUN, FOLK, NAME, KNOWN, "person", "they", *PRONOUN_KINDS) is not None
