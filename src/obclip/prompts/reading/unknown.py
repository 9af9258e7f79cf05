"""Words that nothing is known of: neither in the taxonomy, nor a number, nor in the lists of words that say nothing of a person.

What they say cannot be hidden, so they fail closed: where one may say something of a person it is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from obclip.prompts.english.numbers import ONES
from obclip.prompts.vocabulary.foreign import foreign
from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, FOLK, MARK, NOUN, PRONOUN_KINDS, STOP, THING
from obclip.prompts.vocabulary.words import given_names, harmless, neutral_persons, surnames, tags, things

from .bearers import is_garment
from .cast import Cast
from .known_names import is_name_of_thing, known_names
from .misspelt import hides_person, is_misspelt_manner, is_misspelt_person, is_misspelt_small_word, is_name
from .names import makers_of
from .roles import PLAIN
from .subjects import COPULAS
from .units import BREAK, COMMA, HYPHEN, SPACE, Unit

UNKNOWN = "unknown"
_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
# Titles, and what is left of a word before an apostrophe and after it.
_SHORT = frozenset(
    "ph dr prof sgt capt lt col gen jr sr don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn ain ll ve re th "
    "st nd rd".split()
)
_HOLDING = frozenset(
    "in with wearing wears wore wear holding holds held hold carrying carries having has had have dressed sporting from of like as for "
    "named called is are was were be being become becomes looks".split()
)
_OWNING = frozenset("a an the his her their my your our this that some several many few both".split()) | frozenset(ONES)
_MOST_WORDS = 4
_SHORTEST = 4  # letters of a word in one of two
_LOOKS = frozenset(
    "dark black white brown pale light fair yellow blond blonde golden silver grey gray curly long short skin skinned hair haired head "
    "headed face faced eyed eyes lips lipped beard body bodied chest breasted blood born".split()
)
# Words that English has taken over with their accents, or that its speakers type.
TAKEN_OVER = frozenset(
    "naïve naïveté façade façades café cafés cliché clichés déjà décor entrée entrées exposé fiancé jalapeño piñata protégé résumé risqué "
    "sauté soufflé touché crème brûlée papier-mâché château fête crêpe crêpes purée consommé voilà pokémon noël doppelgänger über "
    "smörgåsbord blasé appliqué attaché communiqué émigré éclair flambé frappé lamé macramé matinée passé pâté première séance toupée "
    "aïoli açaí divorcé née mêlée bête fiancée teh neko".split()
)
_LIKENESSES = frozenset("photo photograph picture portrait image painting drawing sketch selfie headshot closeup of".split())


def find_unknown(units: Sequence[Unit], text: str) -> list[int]:
    """The units that nothing is known of, but for those who are credited with the picture or its style: "by Greg Rutkowski"."""
    found = [place for place, unit in enumerate(units) if not unit.forms and not _is_known(unit.word)]
    if not found:
        return []
    credited = makers_of(units)
    shown = any(unit.form(NOUN, "person", FOLK, *PRONOUN_KINDS) for unit in units)
    named = {place for name in known_names(units) if not name.person for place in range(name.start, name.end)}
    return [
        place
        for place in found
        if place not in named
        and (not credited[place] or _is_small_word(units[place], text) or (shown and _is_slip_for_maker(units, place)))
    ]


def _is_slip_for_maker(units: Sequence[Unit], place: int) -> bool:
    """Whether a word alone after "by" or "style of" is no name and a slip away from a word for a person: "a man by wonam"."""
    alone = place > 0 and units[place - 1].word in ("by", "of") and (place + 1 == len(units) or units[place + 1].before != SPACE)
    return alone and not is_name(units[place].word) and is_misspelt_person(units[place].word)


def _is_known(word: str) -> bool:
    return len(word) == 1 or not any(map(str.isalpha, word)) or word in _SHORT or is_listed(word)


def is_listed(word: str) -> bool:
    """Whether a word is in one of the lists of words that say nothing of a person."""
    return (
        word in harmless()
        or word in TAKEN_OVER
        or word in things()
        or word in neutral_persons()
        or word in tags()
        or is_name_of_thing(word)
        or _is_measure(word)
        or is_roman(word)
        or is_misspelt_small_word(word)
        or _is_compound(word)
    )


def _is_compound(word: str) -> bool:
    """Whether two harmless words are written as one, and neither says how somebody looks: "velvetcloak"."""
    if word in surnames() or word in given_names() or word in foreign().words:
        return False
    parts = ((word[:at], word[at:]) for at in range(_SHORTEST, len(word) - _SHORTEST + 1))
    return any(one in harmless() and other in harmless() and _LOOKS.isdisjoint((one, other)) for one, other in parts)


def is_roman(word: str) -> bool:
    """Whether a word is a number as Romans write it: "xix century"."""
    return _ROMAN.fullmatch(word) is not None


def _is_measure(word: str) -> bool:
    """Whether a word is a number with a unit or the like: "35mm", "4k", "1990s", "2nd", "f22"."""
    letters = word.strip("0123456789")
    return len(letters) <= 2 and letters.isascii() and len(letters) < len(word)


def _is_small_word(unit: Unit, text: str) -> bool:
    return not text[unit.start].isascii()


def tells_of_person(cast: Cast, place: int) -> bool:
    """Whether an unknown word may say something of a person who is shown: in a noun phrase with one, as predicate, worn, held, where
    somebody comes from, as what an article leads to, as a tag of its own, or as a slip for a person."""
    if hides_person(cast.units[place].word, cast.taxonomy):
        return True
    if is_misspelt_manner(cast.units[place].word, cast.taxonomy.forms):
        return False
    if not cast.nouns and cast.nameless < 0:
        return _may_be_shown(cast, place)
    return _is_garbled(cast.units[place]) or _is_tag(cast, place) or _is_beside_person(cast, place) or _is_led_to(cast, place)


def _may_be_shown(cast: Cast, place: int) -> bool:
    """Whether the word may be all that is shown: the first tag, or what the first article or likeness leads to, "portrait of a vieja"."""
    led = False
    for left in range(place - 1, -1, -1):
        word = cast.units[left].word
        if cast.units[left + 1].before != SPACE or not (word in _LIKENESSES or word in _OWNING):
            return False
        led = True
    return cast.is_parted(place + 1) or (led and cast.roles[place + 1] == STOP)


def _is_garbled(unit: Unit) -> bool:
    return not unit.word.isalnum()


def _is_tag(cast: Cast, place: int) -> bool:
    """Whether the word, with unknown words beside it, stands alone between commas."""
    left, right = place, place + 1
    while left > 0 and place - left < _MOST_WORDS and cast.units[left].before in (SPACE, HYPHEN) and not cast.units[left - 1].forms:
        left -= 1
    end = min(len(cast.units), left + _MOST_WORDS + 1)  # no further: a run of such words may be long
    while right < end and cast.units[right].before in (SPACE, HYPHEN) and not cast.units[right].forms:
        right += 1
    begins = left == 0 or cast.units[left].before in (COMMA, BREAK)
    return begins and (right == len(cast.units) or cast.units[right].before in (COMMA, BREAK)) and right - left <= _MOST_WORDS


def _is_beside_person(cast: Cast, place: int) -> bool:
    """Whether a person noun stands right before the word, or after it with nothing but adjectives between."""
    if place and cast.units[place].before in (SPACE, HYPHEN) and cast.roles[place - 1] == NOUN:
        return True
    for after in range(place + 1, min(place + _MOST_WORDS, len(cast.units))):
        if cast.units[after].before not in (SPACE, HYPHEN, COMMA):
            return False
        if cast.roles[after] == NOUN:
            return True
        if cast.roles[after] not in (ADJECTIVE, PLAIN, MARK):
            return False
    return False


def _is_led_to(cast: Cast, place: int) -> bool:
    """Whether an article, a possessive, a verb of wearing or being, or "from" leads to the word, and the word ends its phrase."""
    after = place + 1
    if after < len(cast.units) and cast.units[after].before in (SPACE, HYPHEN) and cast.roles[after] == THING and not _is_worn(cast, after):
        return False
    for left in range(place - 1, max(-1, place - 1 - _MOST_WORDS), -1):
        if cast.units[left + 1].before not in (SPACE, HYPHEN):
            return False
        word = cast.units[left].word
        if word in _HOLDING or word in _OWNING or word in COPULAS or word.isdigit():
            return True
        if cast.roles[left] == STOP:
            return False
    return False


def _is_worn(cast: Cast, place: int) -> bool:
    """Whether a thing is one of those by whose names people are known: "in a Kanjivaram saree"."""
    return cast.units[place].form(CUE) is not None or is_garment(cast.units[place].word)
