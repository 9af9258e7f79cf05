"""What somebody is said to be without, which goes with the word that says so: "with no beard", "wearing no makeup at all"."""

from __future__ import annotations

from obclip.prompts.vocabulary.terms import ADJECTIVE, NOUN, STOP

from .cast import Cast
from .looks import INTRODUCERS
from .roles import PLAIN
from .subjects import COPULAS
from .units import SPACE

_LACKING, _WITHOUT = "no", "without"
_ANY = frozenset(["a", "an", "any"])
_LINKS = frozenset(["and", "or", "nor"])
_MOST_WORDS = 3


def lacked(cast: Cast, place: int) -> tuple[int, int, str] | None:
    """Where in the text "with no beard", "without a beard" or "no makeup and" begins and ends, and what stands for it: nothing, or "no such
    thing" after a verb, "he has no beard". None where nothing is lacked."""
    left = place
    while left and cast.units[left].before == SPACE and place - left < _MOST_WORDS and _leads(cast, left - 1):
        left -= 1
    if not left or cast.units[left].before != SPACE or cast.units[left - 1].word not in (_LACKING, _WITHOUT):
        return None
    first = left - (cast.units[left - 1].word == _LACKING)
    if cast.units[first].word == _LACKING and cast.is_parted(first) and _goes_on(cast, place + 1):
        return cast.units[first].start, cast.units[place + 1].start, ""  # ", no beard wearing a suit"
    led = first > 0 and cast.units[first].before == SPACE and cast.units[first - 1].word in (*INTRODUCERS, *_LINKS, _WITHOUT)
    if cast.units[first].word == _LACKING and _is_said(cast, first) and (not led or cast.units[first - 2].word in COPULAS):
        return cast.units[first].start, cast.units[place].end, "no such thing"
    if first < 2 or not led:
        return None
    after = place + 1
    if (
        after + 1 < len(cast.units)
        and cast.units[after].word in _LINKS
        and cast.units[after].before == cast.units[after + 1].before == SPACE
    ):
        return cast.units[first].start, cast.units[after + 1].start, ""  # "with no beard and blue eyes"
    if not cast.is_parted(after) and cast.units[after].word == "on" and cast.is_parted(after + 1):
        after += 1
    if [unit.word for unit in cast.units[after : after + 2]] == ["at", "all"]:
        after += 2
    return cast.units[first - 2].end, cast.units[after - 1].end, ""


def _is_said(cast: Cast, place: int) -> bool:
    """Whether a verb says of somebody what is lacked: "she is wearing no lipstick", not "man no beard"."""
    return place > 0 and cast.units[place].before == SPACE and cast.roles[place - 1] != NOUN


def _goes_on(cast: Cast, place: int) -> bool:
    """Whether two words or more follow in an item that can be all that it says: not "no beard on his face"."""
    if cast.is_parted(place) or cast.is_parted(place + 1) or cast.units[place].before != SPACE:
        return False
    return cast.roles[place] != STOP or cast.units[place].word.endswith("ing")


def _leads(cast: Cast, place: int) -> bool:
    unit = cast.units[place]
    return unit.word in _ANY or (cast.roles[place] in (PLAIN, ADJECTIVE) and unit.word not in (_LACKING, _WITHOUT))
