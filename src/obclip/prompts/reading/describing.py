"""When a cue only says something of the word after it, which can stand without: "a bearded man", "a hospital corridor"."""

from __future__ import annotations

from obclip.prompts.english.articles import refitted
from obclip.prompts.vocabulary.instead import instead_of
from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, DETAIL, KNOWN, NAME, NOUN, PLACE, STOP, THING
from obclip.prompts.vocabulary.words import harmless, things

from .bearers import is_part_of_person
from .cast import Cast
from .roles import PLAIN, PRONOUN
from .units import HYPHEN, SPACE

SHOWN = "shown"  # what stands for an adjective
DETERMINERS = frozenset(["a", "an", "the", "some", "two", "three", "one"])
_DAYS = frozenset("birthday birthdays bday b".split())
_MOST_WORDS = 5
_MOST_WORDS_OF_THINGS = 3
_ALSO_OF_THINGS = frozenset(["weathered", "weather beaten", "wrinkled", "wrinkly", "ginger", "hairy", "pear shaped", "apple shaped"])
_OF_ANIMALS = frozenset(["bearded", "bald", "freckled"])  # "a bearded vulture"
# Parts of persons, and what is named for one: "with blond hair profile picture" has no picture of hair.
PARTS = ("hair", "eyes", "skin", "lips", "beard", "mustache", "moustache", "freckles")
_LOCKS = ("dreadlocks", "dreads", "braids", "ponytail", "pigtails", "goatee")
PICTURES = frozenset("photo photograph picture portrait profile closeup shot".split())
_SHAPES = frozenset("long short thick thin full bushy big small huge trimmed neat curly wavy straight scruffy".split())
_OF_PARTS = frozenset(
    "ribbon ribbons clip clips band bands bow bows ornament ornaments pin pins salon style styles tie ties wig trimmer".split()
)


def only_describes(cast: Cast, place: int) -> bool:
    """Whether the cue only says something of the word after it, which can stand without."""
    if place + 1 >= len(cast.units):
        return False
    after = cast.units[place + 1]
    if after.before in (SPACE, HYPHEN) and after.word in _DAYS:  # "her 30th birthday"
        return True
    if after.before != SPACE:
        return False
    if _is_strange_adjective(cast, place):
        return True
    if after.word in PICTURES and cast.units[place].word.endswith((*PARTS, *_LOCKS)):
        return False  # "dark skin and dreadlocks photo"
    if (
        "with" in [unit.word for unit in cast.units[max(0, place - 2) : place]]
        and cast.units[place].word.endswith(PARTS)
        and after.word not in _OF_PARTS
    ):
        return False
    if place and cast.units[place - 1].word in _SHAPES and instead_of(cast.units[place].word, cast.taxonomy.otherwise) == "hair":
        return False  # "short beard round glasses": the shape is that of no glasses
    if _leads_to_hair(cast, place):
        return True
    looks = (
        _is_adjective(cast, place) and cast.roles[place + 1] in (PLAIN, ADJECTIVE, DETAIL) and not after.word.endswith("ing")
    )  # "with freckled cheeks"
    return looks or _stands_before_person(cast, place) or _is_thing(cast, place + 1)  # "a hospital corridor" is a corridor


def has_stand_in(cast: Cast, place: int) -> bool:
    """Whether a noun of its kind may stand for the cue."""
    word, taxonomy = cast.units[place].word, cast.taxonomy
    return instead_of(word, taxonomy.instead) != "" or instead_of(word, taxonomy.otherwise) not in ("", SHOWN)


def is_look_of_name(cast: Cast, place: int) -> bool:
    """Whether a name and a look are an item of their own, of which nothing is left: "joker make up"."""
    first = place - 1
    if first < 0 or cast.units[place].before != SPACE or not (cast.is_parted(first) and cast.is_parted(place + 1)):
        return False
    return cast.units[first].form(NAME, KNOWN) is not None and instead_of(cast.units[place].word, cast.taxonomy.otherwise) == "styling"


def _is_strange_adjective(cast: Cast, place: int) -> bool:
    """Whether an unknown word, or a cue that nothing stands for, is before the noun of its phrase: "with zorvel wings"."""
    unit, last = cast.units[place], place + 1
    while (
        last + 1 < len(cast.units)
        and not (cast.units[last].forms or cast.units[last].word in harmless())
        and cast.units[last + 1].before == SPACE
    ):
        last += 1  # "an oompa loompa version"
    after = cast.units[last]
    described = not unit.forms or (unit.form(CUE) and not has_stand_in(cast, place))
    if not described or unit.word in harmless() or not place or cast.roles[place - 1] in (NOUN, PRONOUN) or cast.roles[last] != PLAIN:
        return False
    left = place - 1
    while left and cast.roles[left] == PLAIN and cast.units[left].before == SPACE:
        left -= 1
    leads = cast.roles[left] == STOP and cast.units[left].word not in DETERMINERS
    verb = after.word.endswith(("ing", "ed")) or (after.word.endswith("s") and not leads)
    known = after.form(PLACE) is not None or (not after.forms and after.word in harmless())
    return known and not verb and (cast.is_parted(last + 1) or cast.roles[last + 1] == STOP)


def _is_thing(cast: Cast, place: int) -> bool:
    if cast.roles[place] == ANIMAL and not cast.units[place - 1].forms:
        return True  # "the Millenium falcon"
    return cast.roles[place] == THING or (cast.roles[place] == PLAIN and not cast.units[place].forms and cast.units[place].word in things())


def _is_adjective(cast: Cast, place: int) -> bool:
    """Whether the cue says what somebody looks like: "freckled", "bald"."""
    return instead_of(cast.units[place].word, cast.taxonomy.otherwise) == SHOWN


def _leads_to_hair(cast: Cast, place: int) -> bool:
    """Whether hair, for which a cue would stand, comes with its colour in the same item: "buzz cut black hair"."""
    if not instead_of(cast.units[place].word, cast.taxonomy.instead).startswith("hair"):
        return False
    after = cast.units[place + 1 : place + 3]
    return len(after) == 2 and after[1].before == SPACE and after[1].word == "hair" and cast.roles[place + 1] != STOP


def _stands_before_person(cast: Cast, place: int) -> bool:
    for after in range(place + 1, min(place + 1 + _MOST_WORDS, len(cast.units))):
        if cast.units[after].before != SPACE:
            return False
        if cast.roles[after] == NOUN:
            return True
        if cast.roles[after] not in (ADJECTIVE, PLAIN, THING, ANIMAL):
            return False
    return False


def is_of_thing(cast: Cast, place: int) -> bool:
    """Whether a look that things have as well is said of one: "a weathered leather coat", "a ginger cat"."""
    word = cast.units[place].word
    if word not in _ALSO_OF_THINGS and word not in _OF_ANIMALS:
        return False
    for after in range(place + 1, min(place + 1 + _MOST_WORDS_OF_THINGS, len(cast.units))):
        unit = cast.units[after]
        if unit.before != SPACE or is_part_of_person(unit.word) or cast.roles[after] not in (PLAIN, THING, ANIMAL, ADJECTIVE):
            return False
        ends = cast.is_parted(after + 1) or cast.roles[after + 1] == STOP
        if ends:
            return cast.roles[after] == ANIMAL or (word in _ALSO_OF_THINGS and _is_thing(cast, after))
    return False


def one_of(written: str) -> str:
    """What stands for a word without an article: "a house", "an instrument", but "houses" and "food"."""
    return written if written.endswith("s") or written == "food" else refitted("a ", written)
