"""How hair is worn, which goes with the hair that is withheld: "blonde hair [tied in a ponytail]", "auburn curls [framing her face]"."""

from __future__ import annotations

import re

from .cast import Cast
from .units import SPACE

_MOST_WORDS = 9
_HAIR = ("hair", "haired", "curls", "waves", "locks", "tresses", "bangs", "fringe", "braid", "braids", "ponytail", "pigtails", "bun", "bob")
_HOW = r"(?:(?:\w+ly|half|all|back|up|down|out|away|loose|together) )*"
_WORN = (
    "tied|styled|pulled|swept|slicked|gathered|worn|braided|plaited|pinned|twisted|combed|brushed|parted|arranged|put|done|held|tucked|"
    "falling|framing|cascading|flowing|tumbling|spilling|draped|hanging|reaching|billowing|blowing|fluttering"
)
_SHAPES = (
    "ponytails?|pony tails?|pigtails?|twintails|buns?|braids?|plaits?|waves|curls|layers|ringlets|locks|cascades?|knots?|topknot|updos?|"
    "chignon|twists?|hairstyle|style|wind|breeze"
)
_PARTS = "face|faces|shoulders?|back|backs|neck|waist|hips|ears?|eyes?|eye|head|side|sides|chest|forehead|cheeks?|knees?|jaw|features"
_PLACED = (
    rf"(?:in|into|by|with) (?:(?!(?:and|with|in)\b)[\w'-]+ ){{0,4}}(?:{_SHAPES})(?: hair)?"
    rf"|(?:(?:over|down|around|across|past|to|behind|on|from|off|about|at|along) )?(?:(?:her|his|their|the|one|both|its) )?"
    rf"(?:(?:delicate|bare|pale|left|right|one|soft|upper|lower|mid|youthful) )*(?:{_PARTS})"
    r"|with (?:an? )?(?:[\w'-]+ ){0,2}(?:ribbons?|clips?|pins?|band|hairband|scrunchie|tie)"
)
_WHERE = "(?: (?:back|up|down|out|away|loose|loosely|neatly|freely|gently|softly|together))*"
_STYLED = re.compile(rf"{_HOW}(?:{_WORN}){_WHERE}(?: (?:{_PLACED}))*(?![\w'-])")
_TIED = frozenset("tied styled pulled swept gathered worn braided plaited pinned twisted arranged put done".split())


def past_worn(cast: Cast, place: int) -> int:
    """The unit after the words that say how hair is worn that ends before a unit; the unit itself where none do."""
    if not 0 < place < len(cast.units) or cast.units[place].before != SPACE or not cast.units[place - 1].word.endswith(_HAIR):
        return place
    words: list[str] = []
    for unit in cast.units[place : place + _MOST_WORDS]:
        if words and unit.before != SPACE:
            break
        words.append(unit.word)
    match = _STYLED.match(" ".join(words))
    while words and match and len(" ".join(words)) > match.end():
        words.pop()
    return place + len(words) if match and len(" ".join(words)) == match.end() else place


def first_of_tied(cast: Cast, introducer: int) -> int:
    """The unit with which begins what is said of hair before "in", "hair [tied] in twin braids"; the introducer where nothing is."""
    first = introducer
    while (
        first > 1
        and cast.units[first].before == SPACE
        and (cast.units[first - 1].word in _TIED or cast.units[first - 1].word in ("back", "up"))
    ):
        first -= 1
    return first if first < introducer and cast.units[first].before == SPACE and cast.units[first - 1].word.endswith("hair") else introducer
