"""Whether the words after one that is withheld can be all that is said: "tools used: [qwerzt] zbrush", "like [robbie] the robot"."""

from __future__ import annotations

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, DETAIL, NOUN, THING

from .cast import Cast
from .compounds import is_adverb
from .roles import PLAIN
from .units import SPACE
from .unknown import is_listed

_LOOKS = frozenset("flowing glowing shining sparkling piercing gleaming".split())  # before hair and eyes


def leads_on(cast: Cast, place: int) -> bool:
    """Whether a word that can be all that is said follows what is left out: "tools used: qwerzt zbrush", not "qwerzt stands"."""
    after = place + 1
    if cast.units[after : after + 1] and cast.units[after].word == "the" and cast.units[after].before == SPACE:
        return not cast.is_parted(after + 1) and cast.roles[after + 1] in (NOUN, THING, ANIMAL)  # "like robbie the robot"
    if after >= len(cast.units) or cast.units[after].before != SPACE or cast.roles[after] not in (PLAIN, THING, ANIMAL, ADJECTIVE, DETAIL):
        return False
    unit, word = cast.units[after], cast.units[after].word
    if word[:1].isdigit() or unit.form(CUE) or not (unit.forms or is_listed(word)):
        return False  # it goes as well
    verb = word.endswith(("ing", "ed")) or (word.endswith("s") and not cast.is_parted(after + 1))
    return word in _LOOKS or not (verb or is_adverb(word))
