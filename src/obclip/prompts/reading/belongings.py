"""What goes with a word that is withheld, since it says nothing without it: "alzheimer's", "a gi with the sleeves torn off", "blonde haired
with bangs", "comme de garcon", "megaman x"; and what must
stand for it between two persons."""

from __future__ import annotations

from obclip.prompts.vocabulary.instead import instead_of
from obclip.prompts.vocabulary.terms import ADJECTIVE, NOUN, STOP

from .cast import Cast
from .units import SPACE

_GARMENTS = frozenset("garment garments clothes suit suits".split())  # what stands for garments
_OWNING = frozenset("the its his her their".split())
_OF_GARMENTS = frozenset("sleeve sleeves collar hem hood sash belt skirt straps buttons cuffs pockets lapels neckline trim train".split())
_LOOSE = frozenset("off up down open back away".split())
_OF_HAIR = frozenset("bangs fringe highlights streaks curls braids".split())
_LETTERS = frozenset("bcdefghjklmnopqrstuvwxyz")  # that may end a name
_PARTICLES = frozenset("de du des la le di da".split())


def past_belongings(cast: Cast, end: int) -> int:
    """Where a stretch that is left out, and for which nothing is written, must end."""
    place = next((place for place, unit in enumerate(cast.units) if unit.start > end - 1), -1)  # the unit after it
    if place < 1:
        return end
    after, last = cast.units[place], cast.units[place - 1]
    if after.word == "s" and after.start == end + 1:
        return after.end  # "alzheimer's patient"
    if not last.forms and after.before == SPACE and len(after.word) == 1 and after.word in _LETTERS:
        return end if cast.roles[place + 1 : place + 2] == [NOUN] else after.end  # "megaman x", but not "megaman x batman"
    words = [unit.word for unit in cast.units[place : place + 3]]
    if after.word != "with" or after.before != SPACE or len(words) < 2:
        return end
    if last.word.endswith("haired") and words[1] in _OF_HAIR:
        return cast.units[place + 1].end
    if not (
        instead_of(last.word, cast.taxonomy.instead) in _GARMENTS and len(words) == 3 and words[1] in _OWNING and words[2] in _OF_GARMENTS
    ):
        return end
    place += 2
    while not cast.is_parted(place + 1) and (cast.units[place + 1].word in _LOOSE or _is_done(cast, place + 1)):
        place += 1
    return cast.units[place].end


def joint(cast: Cast, start: int, end: int) -> str:
    """The "and" between two persons whom nothing else parts when a stretch is left out: "woman [breastfeeding] baby"."""
    after = next((place for place, unit in enumerate(cast.units) if unit.start >= end), 0)
    before = next((place for place in range(after - 1, -1, -1) if cast.units[place].end <= start), -1)
    noun = after
    while noun < len(cast.units) and cast.units[noun].before == SPACE and cast.roles[noun] == ADJECTIVE:
        noun += 1
    if before not in cast.person_of or noun not in cast.person_of or cast.units[noun].before != SPACE:
        return ""
    if cast.person_of[before] == cast.person_of[noun] or any(unit.before != SPACE for unit in cast.units[before + 1 : after]):
        return ""
    return " " * (cast.units[before].end == start) + "and" + " " * (cast.units[after].start == end)


def past_particles(cast: Cast, place: int) -> int:
    """The unit that follows the foreign words that begin at a unit: "comme [de garcon] jacket"."""
    after = place
    while cast.units[after].word in _PARTICLES and after + 2 < len(cast.units) and cast.units[after + 1].before == SPACE:
        after += 2
    return after if cast.units[after].before == SPACE and cast.roles[after] != STOP else place


def _is_done(cast: Cast, place: int) -> bool:
    """Whether a word says what was done with a part of a garment: "torn", "rolled"."""
    return cast.units[place].word in ("torn", "cut", "undone") or (cast.units[place].word.endswith("ed") and cast.roles[place] != STOP)
