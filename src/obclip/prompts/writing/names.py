"""Where a name that is withheld leaves nothing, and where "person" reads better than "someone"."""

from __future__ import annotations

import re

from obclip.prompts.english.grammar import capitalised
from obclip.prompts.reading.acting import makes
from obclip.prompts.reading.called import NAMING
from obclip.prompts.reading.cast import Cast, Mention
from obclip.prompts.reading.credits import PICTURES
from obclip.prompts.reading.describing import SHOWN
from obclip.prompts.reading.likenesses import COSTUMES
from obclip.prompts.reading.roles import PLAIN, PRONOUN
from obclip.prompts.reading.subjects import COPULAS
from obclip.prompts.reading.units import BREAK, COMMA, HYPHEN, SPACE
from obclip.prompts.vocabulary.instead import instead_of
from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, KNOWN, NAME, NOUN, ONE, STOP, THING, Row
from obclip.prompts.vocabulary.words import things

from .said_of import STYLED, is_of_hair, is_shown

_SHORTENED = re.compile(r"\b(?:[a-z]|dr|mr|mrs|ms|st|prof|lt|col|gen|sgt|capt)\.$", re.IGNORECASE)
_MOST_WORDS = 3
_NAMED = re.compile(rf"(?:(?P<bracket>[(\[])|,? ?)(?:{'|'.join(sorted(NAMING))}) $", re.IGNORECASE)
_AGES = frozenset("dynasty dynasties era period empire".split())
ALIKE = frozenset("pose poses vibe vibes aesthetic look lookalike fanart meme version cosplay impression impersonator".split())
_LOOKS = frozenset(
    "cute crazy angry happy sad evil cool stupid funny silly weird scary creepy pretty sexy handsome lovely adorable tiny giant annoying "
    "charming stunning smiling looking grinning laughing crying menacing anime manga cartoon pixar disney chibi cyberpunk steampunk gothic "
    "real goth zombie cyborg robot android plush lego mutant vintage modern medieval minimalist pop dark".split()
)
_DESCRIBING = ("ful", "ous", "tive", "sive", "less", "esque", "ic", "like")
_DECADE = re.compile(r"(?:1[89]|20)?\d0s")
_GOD = "god"
_LEADS_TO_GOD = frozenset("of by with from like as to for against under behind before beside near between and or".split())
_VERBAL = ("s", "ing", "ed")
_CONJUNCTIONS = frozenset("while when because until whereas".split())
_TOLD = frozenset("it who that there here what".split())  # whose "s" is a verb


def describes(cast: Cast, place: int) -> bool:
    """Whether a name stands right before a noun that can stand without it: "a Ronald McDonald costume", "joker make up"."""
    after = place + 1
    if after >= len(cast.units) or cast.units[after].before != SPACE:
        return False
    unit, taxonomy = cast.units[after], cast.taxonomy
    if unit.form(NAME, KNOWN) or (place and cast.units[place - 1].word in _CONJUNCTIONS):
        return False  # "batman Liam Neeson" is someone, as is who acts: "while Tom Hanks watches"
    if unit.form(CUE) and cast.roles[after] != NOUN:
        return bool(instead_of(unit.word, taxonomy.instead)) or instead_of(unit.word, taxonomy.otherwise) not in ("", "shown")
    return (
        cast.roles[after] in (NOUN, THING)
        or unit.word in COSTUMES
        or unit.word in ALIKE
        or (unit.word in things() and not unit.word.endswith(_VERBAL))
    )


def names_picture(cast: Cast, mention: Mention) -> bool:
    """Whether a noun for a person only says what a picture shows: "a samurai painting on a wall"."""
    place, after = mention.unit, cast.units[mention.unit + 1 : mention.unit + 2]
    return (
        bool(after) and mention.form.number == ONE and after[0].before == SPACE and after[0].word in PICTURES and not makes(cast, place + 1)
    )


def without_name(cast: Cast, place: int, before: str) -> str | None:
    """The text before a name where nothing need stand for it: "my friend Sarah" is a friend, "a woman, named Anna" a woman; else None.

    In "two women named Kim and Jo" the second name would be another person, and "she is called Anna" would end with its verb.
    """
    if place and cast.units[place].before == SPACE and cast.roles[place - 1] == NOUN and before.endswith(" "):
        return before[:-1]
    match = _NAMED.search(before)
    if place < 2 or not match or cast.units[place - 1].word not in NAMING or _is_paired(cast, place):
        return None
    if cast.units[place].before != SPACE or (place + 1 < len(cast.units) and cast.units[place + 1].before == HYPHEN):
        return None
    parted, owner = cast.is_parted(place - 1), cast.units[place - 2]
    if owner.word in COPULAS:
        return None  # "she's called someone"
    if not (parted or cast.roles[place - 2] in (NOUN, THING) or owner.word in things()):
        return None
    return before[: match.start()] + (match["bracket"] or "")


def _is_paired(cast: Cast, place: int) -> bool:
    """Whether "and" joins another name to a name, or what stands for one."""
    if place + 2 >= len(cast.units) or cast.units[place + 1].word not in ("and", "or"):
        return False
    other = cast.units[place + 2]
    return other.word == "someone" or other.form(NAME, KNOWN) is not None


def is_described(cast: Cast, place: int) -> bool:
    """Whether an adjective stands right before a name, or an article before other words: "the young John Cleese", "a tai Aubrey Plaza"."""
    if not place or cast.units[place].before != SPACE:
        return False
    left = place - 1
    while left and cast.roles[left] == PLAIN and place - left < _MOST_WORDS and cast.units[left].before == SPACE:
        left -= 1
    if cast.roles[place - 1] == ADJECTIVE or _DECADE.fullmatch(cast.units[place - 1].word) or _says_looks(cast, place - 1):
        return True
    if cast.units[place - 1].word == "looking":  # "sinister looking joker", not "a cat looking sideways"
        return place > 1 and cast.units[place - 1].before in (SPACE, HYPHEN) and cast.roles[place - 2] in (PLAIN, ADJECTIVE)
    return left < place - 1 and (cast.units[left].word in ("a", "an") or cast.roles[left] == ADJECTIVE)


def is_joined(cast: Cast, place: int) -> bool:
    """Whether "and" joins a name, with what describes it, to somebody or something in a phrase with an article or a preposition: "a cat
    and young Emma Watson", not "King George and Queen Mary"."""
    left = place
    while left > 1 and place - left <= _MOST_WORDS and cast.units[left].before == SPACE and cast.units[left - 1].word != "and":
        left -= 1
    if left < 2 or cast.units[left - 1].word != "and" or cast.units[left].before != SPACE:
        return False
    first = left - 2
    while first and cast.units[first].before == SPACE and cast.roles[first] != STOP:
        first -= 1
    return cast.roles[left - 2] in (NOUN, THING, ANIMAL) and cast.roles[first] == STOP


def _says_looks(cast: Cast, place: int) -> bool:
    """Whether a word that is no row's describes a person: "cute", "sophisticated", "cyberpunk"."""
    unit = cast.units[place]
    if cast.roles[place] not in (PLAIN, THING, ANIMAL) or unit.form(CUE, NAME, KNOWN):
        return False
    acted = place > 0 and unit.before == SPACE and (cast.roles[place - 1] == NOUN or cast.units[place - 1].word in COPULAS)
    return unit.word in _LOOKS or unit.word.endswith(_DESCRIBING) or (unit.word.endswith("ed") and len(unit.word) > 4 and not acted)


def names_age(cast: Cast, place: int) -> bool:
    """Whether a hyphen joins a name to the age that is called by it: "a Ming-dynasty vase"."""
    after = cast.units[place + 1 : place + 2]
    return bool(after) and after[0].before == HYPHEN and after[0].word in _AGES


def is_bare_god(cast: Cast, mention: Mention, row: Row) -> bool:
    """Whether "god" stands as a name does, without an article that "goddess" wants: "the face of god"."""
    place = mention.unit
    if place < 1 or cast.units[place].before != SPACE:
        return False
    verb = cast.units[place - 1].word.endswith("ing") and place > 1 and cast.roles[place - 2] in (NOUN, THING)  # "a man meeting god"
    bare = cast.units[place - 1].word in _LEADS_TO_GOD or (verb and cast.units[place - 1].before == SPACE)
    return bare and mention.form.number == ONE and any(form[ONE] == _GOD for form in row.cells.values())


def begins_sentence(text: str, start: int) -> bool:
    """Whether a name stands first, or with a capital after a full stop, so that "Someone" does as well."""
    before = text[:start].rstrip()
    return not before or (before[-1] in ".!?" and text[start].isupper() and not _SHORTENED.search(before))


def _are_two(cast: Cast, place: int) -> bool:
    """Whether a noun begins one of the only two items that each say more of one of two persons: "girl has long hair, boy has a hat"."""
    others = {person for noun, person in cast.person_of.items() if noun not in cast.vague}
    begin = [cast.units[noun].before in (COMMA, BREAK) for noun in cast.vague]
    return place in cast.vague and len(others) == 2 and begin == [True, True]


def as_person(cast: Cast, mention: Mention, *, capital: bool = False) -> str:
    """What stands for a noun that only describes, with an article where "she is blonde" had none; for what hair is said to be, "styled"."""
    written = _as_person(cast, mention)
    return capitalised(written) if capital else written


def _as_person(cast: Cast, mention: Mention) -> str:
    if is_of_hair(cast, mention.unit):
        return STYLED
    if is_shown(cast, mention.unit):
        return SHOWN
    if mention.form.number != ONE:
        return "people"
    if _are_two(cast, mention.unit):
        return "one person" if mention.unit == min(cast.vague) else "the other"
    before = mention.unit - 1
    told = before >= 0 and cast.units[before].word in COPULAS
    if told and before and cast.units[before].word == "s":  # "she's ninja", not "the king's ninja"
        told = cast.roles[before - 1] == PRONOUN or cast.units[before - 1].word in _TOLD
    if told and cast.units[before].word in ("are", "were"):
        return "people"
    return "a person" if told else "person"
