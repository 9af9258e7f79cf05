"""Lists of what somebody's looks are made of: "with a beard, round glasses and a fringe"."""

from __future__ import annotations

from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, DETAIL, NOUN, STOP
from obclip.prompts.vocabulary.words import harmless, things

from .bearers import ADDING, is_garment, is_part_of_person
from .cast import Cast
from .likenesses import COSTUMES, HAIR
from .roles import PLAIN, PRONOUN
from .units import COMMA, SPACE

WORN = frozenset(
    "glasses spectacles sunglasses goggles monocle eyepatch earring earrings necklace ring rings piercing piercings scarf shirt "
    "sweater hoodie vest shoes boots bracelet bracelets watch bag backpack belt crown cut haircut fringe bangs smile "
    "dimples scar scars wings jeans trousers coat jacket hat helmet gloves".split()
)
INTRODUCERS = frozenset(["with", "in", "wearing", "having", "sporting", "featuring"])
PLACING = frozenset(["on", "around", "over", "across", "of", "at", "against"])
_FARTHEST, _MOST_WORDS = 14, 5  # units


def is_first_of_looks(cast: Cast, place: int) -> bool:
    """Whether further items of what is worn or borne follow after a comma, the last behind "and", so that all of them want one "with"."""
    begins = place + 1
    if begins >= len(cast.units) or cast.units[begins].before != COMMA:
        return False
    for after in range(begins, min(begins + _FARTHEST, len(cast.units))):
        unit = cast.units[after]
        if cast.roles[after] in (NOUN, PRONOUN) or unit.word.endswith("ing") or unit.before not in (SPACE, COMMA):
            return False
        if after > begins and unit.before == COMMA and not _is_look(cast, after - 1):
            return False
        if unit.word == "and":
            return after > begins and _is_look(cast, after - 1) and leads_to_look(cast, after + 1)
    return False


def leads_to_look(cast: Cast, start: int) -> bool:
    """Whether the item that begins here ends with a look."""
    for after in range(start, min(start + _FARTHEST, len(cast.units))):
        if cast.roles[after] in (NOUN, PRONOUN) or cast.units[after].before != SPACE:
            return False
        if _is_look(cast, after):
            return True
    return False


def _is_look(cast: Cast, place: int) -> bool:
    unit = cast.units[place]
    word = unit.word.rsplit(" ", 1)[-1]
    return word in WORN or word in COSTUMES or word in HAIR or is_garment(word) or is_part_of_person(word) or unit.form(CUE) is not None


def is_look_next(cast: Cast, place: int) -> bool:
    """Whether a look follows without a word that joins it, which a "with" before it may then be said of: "with a beard round glasses"."""
    if place >= len(cast.units) or cast.roles[place] == STOP:
        return False
    done = cast.roles[place + 1 : place + 2] == [STOP] and not _is_look(cast, place)  # "with sideburns worn in a coat"
    return not done and leads_to_look(cast, place)


def begins_clause(cast: Cast, place: int) -> bool:
    """Whether what follows "and" is no further item: "in a kilt and a woman", "with a beard and holding an axe"."""
    for after in range(place, min(place + _MOST_WORDS, len(cast.units))):
        if (
            (after > place and cast.units[after].before != SPACE)
            or cast.units[after].word in PLACING
            or cast.units[after].word in INTRODUCERS
        ):
            return False
        if cast.roles[after] in (NOUN, PRONOUN) or (after == place and cast.units[after].word.endswith("ing")):
            return True
    return False


def only_looks(cast: Cast, place: int) -> bool:
    """Whether an adjective is one of an item that "and" joins and that only says how somebody is: "Elf Paladin: slender and poised"."""
    first, last = place, place
    while first and cast.units[first].before == SPACE:
        first -= 1
    while not cast.is_parted(last + 1):
        last += 1
    words = range(first, last + 1)
    if not cast.nouns_in(0, first) or cast.roles[first] != ADJECTIVE or len(words) > _MOST_WORDS:
        return False
    return any(cast.units[each].word in ADDING for each in words) and all(_describes(cast, each) for each in words)


def _describes(cast: Cast, place: int) -> bool:
    unit, role = cast.units[place], cast.roles[place]
    if role == PLAIN:
        return (unit.form(CUE) is not None or unit.word in harmless()) and unit.word not in things() and not unit.word.endswith("ing")
    return role in (ADJECTIVE, DETAIL) or unit.word in ADDING
