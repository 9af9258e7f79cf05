"""Parts of a body that say nothing without the word that is withheld: "with freckled cheeks", "wide nose", "long white haired"."""

from __future__ import annotations

from .cast import Cast
from .describing import DETERMINERS
from .roles import PLAIN
from .units import COMMA, SPACE

_PARTS = frozenset(
    "face nose eyes cheeks skin lips chin jaw jawline forehead cheekbones hands fingers body chest ears eyebrows brows lashes nails "
    "hair lines marks torso arms legs shoulders".split()
)
_LEADING = frozenset({"with", "having", "and"})
_JOINING = frozenset({"and", "by"})
_AFTER = _JOINING | frozenset({"in", "on", "at"})
_SHAPES = frozenset("long medium".split())
_BEARDS = frozenset("ducktail full long short thick thin big bushy lush stubble goatee".split())


def says_all_of_part(cast: Cast, place: int) -> bool:
    """Whether a cue is all that is said of the part after it, for which "with" or "and" awaits more: "with freckled cheeks"."""
    after, left = place + 1, place
    if after >= len(cast.units) or cast.units[after].before != SPACE or cast.units[after].word not in _PARTS:
        return False
    if cast.units[after].forms and cast.units[after].word != "hair":  # "ponytail hair, a red coat"
        return False
    if left and cast.units[left].before == SPACE and cast.units[left - 1].word in DETERMINERS:
        left -= 1
    leads = left > 0 and cast.units[left].before == SPACE and cast.units[left - 1].word in _LEADING
    listed = left > 0 and cast.units[left].before == COMMA
    return (leads or listed) and cast.roles[place] == PLAIN and (cast.is_parted(after + 1) or cast.units[after + 1].word in _AFTER)


def is_bare_item(cast: Cast, place: int, left: int, written: str) -> bool:
    """Whether an item of a list leaves but a part of a body before "and" or "by": "freckles, blue eyes and a wide face"."""
    after = place + 1
    if written.rpartition(" ")[2] not in _PARTS or not left or cast.units[left].before != COMMA or after >= len(cast.units):
        return False
    begins_clause = after + 1 < len(cast.units) and cast.units[after + 1].word.endswith("ing")
    return cast.units[after].before == SPACE and cast.units[after].word in _JOINING and not begins_clause


def end_of_bare(cast: Cast, first: int, place: int, written: str) -> int:
    """Where the text goes on after a part of a body that begins at a unit and of which nothing is left to say: past the "and" of "with
    light blue eyes and an open mouth"; 0 where its "with" goes as well, -1 where it may stay."""
    if written == "hair" and _hair_next(cast, place + 1):
        return cast.units[place + 2].start
    if written not in _PARTS or first < 2 or cast.units[first].before != SPACE or cast.units[first - 1].word not in ("with", "having"):
        return -1
    after = place + 1
    if cast.is_parted(after):
        return 0
    joins = cast.units[after].word == "and" and cast.units[after].before == SPACE and not cast.is_parted(after + 1)
    return cast.units[after + 1].start if joins else -1


def _hair_next(cast: Cast, place: int) -> bool:
    """Whether hair comes after "and", so that none need stand before it: "[stubble and] messy hair"."""
    words = [unit.word for unit in cast.units[place : place + 4]]
    alone = [unit.before for unit in cast.units[place : place + 4]]
    return "hair" in words[2:] and words[0] == "and" and set(alone[: words.index("hair") + 1]) == {SPACE}


def first_of_bare_hair(cast: Cast, introducer: int) -> int:
    """The unit with which hair begins of which only how it is worn is said, or what leads to it: "[with] hair in a ponytail"; or 0."""
    hair = introducer - 1
    if hair < 1 or cast.units[introducer].word != "in" or cast.units[hair].word != "hair":
        return 0
    leads = hair > 1 and cast.units[hair].before == SPACE and cast.units[hair - 1].word in ("with", "having")
    return hair - 1 if leads else hair if cast.units[hair].before == COMMA else 0


def start_of_shape(cast: Cast, place: int) -> int:
    """The unit with which the shape of hair begins whose colour is withheld, or of a beard, or the place: "long white haired woman"."""
    word, before = cast.units[place].word, cast.units[place - 1].word if place and cast.units[place].before == SPACE else ""
    return place - 1 if (before in _SHAPES and word.endswith("haired")) or (before in _BEARDS and word == "bearded") else place
