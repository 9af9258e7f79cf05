"""What goes with a word that is withheld, since it says nothing without it: "alzheimer's", "a gi with the sleeves torn off", "blonde haired
with bangs", "comme de garcon", "megaman x"; and what must stand for it between two persons."""

from __future__ import annotations

from obclip.prompts.vocabulary.instead import instead_of
from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, KNOWN, NAME, NOUN, STOP
from obclip.prompts.vocabulary.words import things

from .cast import Cast
from .credits import is_dashed
from .roles import PLAIN, PRONOUN
from .units import COMMA, SPACE
from .worn_hair import past_worn

_GARMENTS = frozenset("garment garments clothes suit suits".split())  # what stands for garments
_WEARING, _DETERMINING = frozenset("in with wearing".split()), frozenset("a an the his her their".split())
_OWNING = frozenset("the its his her their".split())
_OF_GARMENTS = frozenset("sleeve sleeves collar hem hood sash belt skirt straps buttons cuffs pockets lapels neckline trim train".split())
_LOOSE = frozenset("off up down open back away".split())
_OF_HAIR = frozenset("bangs fringe highlights streaks curls braids".split())
_LETTERS = frozenset("bcdefghjklmnopqrstuvwxyz")  # that may end a name
_HALVES = frozenset(["fi"])  # of "sci-fi"
_BEFORE_LOOKING = frozenset("good better best well ill nice fine strange odd".split())  # "good-looking"
_SHAPES, _HUED = frozenset("long short medium curly wavy straight thick thin messy wild flowing".split()), " hair"
_PARTICLES = frozenset("de du des la le di da".split())
WITH_NAMES = frozenset(
    "city cities town village streets street alleys alleyways skyline kingdom island port harbor harbour capital suburbs outskirts slums "
    "downtown ruins".split()
)


def is_owner(cast: Cast, place: int) -> bool:
    """Whether a word that is no cue owns what follows: "in [Zelph]'s house", not "alzheimer's patient"."""
    after = cast.units[place + 1 : place + 3]
    owns = len(after) == 2 and after[0].word == "s" and after[0].start == cast.units[place].end + 1
    return owns and after[1].before == SPACE and not cast.units[place].form(CUE)


def is_of_place(cast: Cast, place: int) -> bool:
    """Whether "of" leads to a name after a word for what has one: "the streets of Brooklyn"."""
    return place > 1 and cast.units[place - 1].word == "of" and cast.units[place - 2].word in WITH_NAMES


def with_belongings(cast: Cast, start: int, end: int) -> tuple[int, int]:
    """A stretch that is left out, and for which nothing is written, with what goes with it: its end, and the other half of a word that a
    hyphen with blanks around it joins, "a good - [lookiung] girl", "[ssci] - fi"."""
    first = _unit_from(cast, start)
    if (worn := past_worn(cast, after := _unit_from(cast, end))) > after:
        end = cast.units[worn - 1].end
    if (past := _past_full_of(cast, end)) > end:
        return _start_of_worn(cast, first, start), past
    if (shaped := _before_hair(cast, first, end)) < end:
        return start, shaped
    owner, end = end, _past_belongings(cast, end)
    if owner < end and _begins_longer_item(cast, first, end):
        return cast.units[first].start, cast.units[_unit_from(cast, end)].start  # "artstation, [Zelph's] shop"
    if bare := _bare_hair(cast, first, end):
        return bare
    if dashed := _start_of_dashed(cast, first):
        return dashed, end
    after = _unit_from(cast, end)
    if after < len(cast.units) and is_dashed(cast.units, after) and cast.units[after].word in _HALVES:
        return start, cast.units[after].end
    led = 1 < first < after < len(cast.units) and is_dashed(cast.units, first) and cast.units[after].before == SPACE
    if led and cast.units[first - 1].before == SPACE and cast.units[first - 1].word in _BEFORE_LOOKING:
        return cast.units[first - 1].start, end
    return start, end


def _before_hair(cast: Cast, first: int, end: int) -> int:
    """Where the colour ends of hair that a word before it shapes as well, "long [and blonde] hair", "long[, blonde] hair"; or the end."""
    last = _unit_from(cast, end) - 1
    joins = first < last and cast.units[first].word == "and"
    if not 0 < first <= last or not cast.units[last].word.endswith(_HUED) or not (joins or cast.units[first].before == COMMA):
        return end
    shaped = cast.units[first - 1].word in _SHAPES and last == first + joins
    return cast.units[last].end - len(_HUED) if shaped else end


def _past_from(cast: Cast, place: int) -> int:
    """Where ends what a participle that is left out comes from, "a man retired [from the army]"; 0 where nothing does."""
    if not cast.units[place - 1].word.endswith("ed") or cast.units[place].word != "from" or cast.units[place].before != SPACE:
        return 0
    while not cast.is_parted(place + 1) and cast.roles[place + 1] not in (NOUN, PRONOUN):
        place += 1
    return cast.units[place].end


def _start_of_dashed(cast: Cast, first: int) -> int:
    """Where an item begins of which only what a dash joins to the words left out would be left: ", creative colorful [- makeup],"; or 0."""
    if not 1 < first < len(cast.units) or not is_dashed(cast.units, first):
        return 0
    left = first - 1
    while left and cast.units[left].before == SPACE and _says_looks(cast, left):
        left -= 1
    return cast.units[left - 1].end if left and cast.units[left].before == COMMA and _says_looks(cast, left) else 0


def _says_looks(cast: Cast, place: int) -> bool:
    """Whether a word says what something is like, or joins two that do."""
    unit = cast.units[place]
    if cast.roles[place] != PLAIN or unit.form(NAME, KNOWN) or unit.word in things():
        return unit.word == "and"
    return not unit.word.endswith("ing")


def _begins_longer_item(cast: Cast, first: int, end: int) -> bool:
    """Whether an item begins with a stretch and goes on after it."""
    after = _unit_from(cast, end)
    return 0 < first < after < len(cast.units) and cast.units[first].before == COMMA and cast.units[after].before == SPACE


def _unit_from(cast: Cast, start: int) -> int:
    """The first unit that begins at a place of the text or behind it; how many there are if none does."""
    return next((place for place, unit in enumerate(cast.units) if unit.start >= start), len(cast.units))


def _bare_hair(cast: Cast, first: int, end: int) -> tuple[int, int] | None:
    """An item of which but "hair" would be left, with the comma before it: ", hair [in pigtails],", ", [ponytail] hair,"."""
    before, after = first - 1, _unit_from(cast, end)
    if before > 0 and cast.units[before].word == "hair" and cast.units[before].before == COMMA and cast.is_parted(after):
        return cast.units[before - 1].end, end
    hair = after < len(cast.units) and cast.units[after].word == "hair" and cast.units[after].before == SPACE
    if hair and before >= 0 and cast.units[first].before == COMMA and cast.is_parted(after + 1):
        return cast.units[before].end, cast.units[after].end
    return None


def _past_full_of(cast: Cast, end: int) -> int:
    """Where what something that is left out is full of ends: "a makeup full of colors and stripes"."""
    place = next((place for place, unit in enumerate(cast.units) if unit.start > end - 1), 0)
    words = " ".join(unit.word for unit in cast.units[place : place + 3])
    last = cast.units[place - 1]
    if not (place and words.startswith("full of ") and cast.units[place].before == SPACE and last.form(CUE) and not last.form(NOUN)):
        return end
    place += 2 * (cast.units[place].word == "full")
    while not cast.is_parted(place + 1) and (cast.roles[place + 1] != STOP or cast.units[place + 1].word == "and"):
        place += 1
    return cast.units[place].end


def _start_of_worn(cast: Cast, first: int, start: int) -> int:
    """Where "in a" before what is left out begins."""
    before = [unit.word for unit in cast.units[max(0, first - 2) : first]]
    worn = len(before) == 2 and before[0] in _WEARING and before[1] in _DETERMINING and first > 2
    return cast.units[first - 3].end if worn else start


def _past_belongings(cast: Cast, end: int) -> int:
    place = next((place for place, unit in enumerate(cast.units) if unit.start > end - 1), -1)  # the unit after it
    if place < 1:
        return end
    after, last = cast.units[place], cast.units[place - 1]
    if after.word == "s" and after.start == end + 1:
        return after.end  # "alzheimer's patient"
    if not last.forms and after.before == SPACE and len(after.word) == 1 and after.word in _LETTERS:
        return end if cast.roles[place + 1 : place + 2] == [NOUN] else after.end  # "megaman x", but not "megaman x batman"
    if past := _past_from(cast, place):
        return past
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
    if before not in cast.person_of or noun not in cast.person_of or cast.units[noun].before != SPACE or cast.units[noun].form(NAME, KNOWN):
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
