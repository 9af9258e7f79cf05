"""Words beside one that is withheld, which say nothing without it: "a feminine-looking boy", "a gay-friendly bar", "very masculine"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from obclip.prompts.vocabulary.instead import instead_of
from obclip.prompts.vocabulary.plurals import plural
from obclip.prompts.vocabulary.terms import CUE, EXPLICIT, NOUN, STOP, Form

from .cast import Cast
from .credits import is_dashed
from .roles import PRONOUN
from .units import HYPHEN, SPACE, Unit

_LEADING_ON = (" as", " enough", " across", " on", " around")
_NEAR = 2
_NO_ADVERBS = frozenset(
    "friendly lovely ugly silly holy curly lonely early lively elderly daily deadly ghostly heavenly cuddly prickly wrinkly unruly "
    "princely kingly godly burly chilly jolly family girly manly motherly fatherly sickly homely orderly woolly bubbly only belly".split()
)
_DEGREES = frozenset("very extremely really so quite too rather super ultra incredibly insanely full".split())
_EYES = "eyes"
_SEVERAL = frozenset("few many several these those various matching two three four five six seven eight nine ten different".split())
_LIKENED = {  # what leads to somebody, with the words before it: "looks like zorvel", "dressed as zorvel"
    "like": frozenset("looks look looking looked dressed dresses".split()),
    "of": frozenset(["art"]),
    "as": frozenset("dressed disguised cosplaying posing starring".split()),
}
_SECONDS = frozenset("haired eyed skinned faced headed lipped nosed legged bearded bodied inspired themed mechanical organic punk".split())


def end_of_compound(cast: Cast, place: int) -> int:
    """The unit after the compound that an unknown word begins, or a word with blanks around its hyphen, "afro - haired bass player", where
    that is only said of what follows; else the place itself."""
    end = place + 1
    if _is_spaced(cast, place) or _inspires(cast, place):
        return end + 1
    while end < len(cast.units) and cast.units[end].before == HYPHEN and cast.roles[end] != NOUN:
        end += 1
    joined = end > place + 1 and end < len(cast.units) and not cast.units[place].forms and cast.roles[end] != STOP
    return end if joined and cast.units[end].before == SPACE else place


def _is_spaced(cast: Cast, place: int) -> bool:
    """Whether a hyphen with blanks around it joins a word to one that ends a compound and begins no clause."""
    after = cast.units[place + 1 : place + 3]
    if len(after) < 2 or not is_dashed(cast.units, place + 1) or after[0].word not in _SECONDS:
        return False
    return after[1].before == SPACE and cast.roles[place + 2] != STOP


def _inspires(cast: Cast, place: int) -> bool:
    """Whether a word says what inspired the thing after it: "a school uniform inspired attire"."""
    after = cast.units[place + 1 : place + 3]
    return len(after) > 1 and after[0].word == "inspired" and after[0].before == after[1].before == SPACE and cast.roles[place + 2] != STOP


def start_of_joined(cast: Cast, place: int, kept: Collection[int]) -> int:
    """The unit with which the compound begins whose last part a cue is: "gray-blue eyes", "neutral-to-light-brown skin"."""
    while place and cast.units[place].before == HYPHEN and place - 1 not in kept:
        place -= 1
    return place


def start_of_degree(cast: Cast, place: int) -> int:
    """Where in the text "very" or "ruggedly" begins before an adjective, or else the adjective."""
    return cast.units[first_of_degree(cast, place)].start


def first_of_degree(cast: Cast, place: int) -> int:
    """The unit of the first word that says how before an adjective, or else the adjective."""
    while place and cast.units[place].before == SPACE and _says_how(cast.units[place - 1]):
        place -= 1
    return place


def _says_how(unit: Unit) -> bool:
    return unit.word in _DEGREES or (not unit.forms and is_adverb(unit.word))


def is_adverb(word: str) -> bool:
    """Whether a word in small letters says how: "ruggedly"."""
    return word.endswith("ly") and word not in _NO_ADVERBS


def compared(cast: Cast, place: int) -> tuple[int, int, str] | None:
    """What leads on to another word, and what stands for it: "as old as", "old enough", "a scar across" his cheek."""
    unit = cast.units[place]
    written = cast.taxonomy.otherwise.get(unit.word, "") if unit.word.endswith(_LEADING_ON) else ""
    return (unit.start, unit.end, written) if written else None


def said_before(cast: Cast, place: int, word: str) -> int:
    """The unit with a word that stands shortly before another, in the same item, or -1."""
    for left in range(place - 1, max(-1, place - 1 - _NEAR), -1):
        if cast.units[left + 1].before != SPACE:
            return -1
        if cast.units[left].word == word or (word == _EYES and left == place - 1 and cast.units[left].word.endswith("hair")):
            return left  # "long blonde hair blue eyes" is long hair
    return -1


def some_thing(cast: Cast, place: int) -> str:
    """What stands for a phrase of which nothing may be said: "a few things", "someone" in a person's place, "something"."""
    before = [unit.word for unit in cast.units[max(0, place - 2) : place]] if place and cast.units[place].before == SPACE else []
    if before and before[-1] in _SEVERAL:
        return "things"
    likened = len(before) == 2 and (before[0] in _LIKENED.get(before[1], ()) or (before[1] == "like" and cast.roles[place - 2] == NOUN))
    return "someone" if likened else "something"


def counted(cast: Cast, first: int, place: int, written: str) -> str:
    """What is written in place of a word whose compound begins at `first`; "hairstyle" for "hair" where "a" leads to it, "he has a big
    beard", and "garments" where several are meant, "matching yukata"."""
    left = first
    while left and place - left < _NEAR and cast.units[left].before == SPACE and cast.roles[left - 1] not in (NOUN, PRONOUN, STOP):
        left -= 1
    if any(unit.word in _SEVERAL for unit in cast.units[max(0, left - 1) : first]):
        return instead_of(plural(cast.units[place].word), cast.taxonomy.instead) or written
    leads = left > 0 and cast.units[left].before == SPACE and cast.units[left - 1].word in ("a", "an")
    if written not in ("hair", "hairstyle"):
        return written
    return "hairstyle" if leads else "hair"  # "with black french braid" is with black hair


def tells(forms: Sequence[Form]) -> bool:
    """Whether words together say or betray a value: "dark skin", not "short hair"."""
    return any(form.kind == CUE or form.kind in EXPLICIT for form in forms)
