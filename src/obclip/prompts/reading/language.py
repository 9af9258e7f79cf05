"""Refuses what is not English: the rules read no other language, so that "nothing was found" would be no answer.

Only words that say no value are looked at and counted: which of a row's words stands there, and in how many words, never decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from obclip.errors import NotEnglish
from obclip.prompts.vocabulary.foreign import Foreign, foreign
from obclip.prompts.vocabulary.terms import ANIMAL, FOLK, KNOWN, NAME, NOUN, PLACE, STOP, THING
from obclip.prompts.vocabulary.words import artists

from .confusables import bare_letters
from .misspelt import is_misspelt_person, is_slip
from .scripts import script_of
from .units import BREAK, COMMA, SPACE, Unit
from .unknown import TAKEN_OVER, is_listed

_ENGLISH = frozenset(["Latin", "Common", "Inherited"])
_ALIKE = frozenset([ANIMAL, PLACE, STOP, THING])
_MAKER = "by"
_NAME_LENGTHS = (2, 3)
_FEW = 3  # unknown words from which on they can be a language that no list has, and names from which on they are a list
_SHORT = 3  # letters of an article: "la playa", "un dia"
_SHOWN = 4
_SYMBOL = re.compile(r"(?<![^\W\d_])[\u0391-\u03a9\u03b1-\u03c9](?![^\W\d_])")  # a Greek letter alone is a sign: "a \u03c0 day cake"
_CONNECTIVES = frozenset("mit med und och".split())  # surnames too, but no name goes on after them
# Words for persons that English prompts have too: foreign after an article, and before an "and" or a "with", of their own languages.
_KNOWN_PERSONS = frozenset(
    "señor senor señora senora señorita senorita hombre signor signore signora signorina herr frau fraulein fräulein monsieur madame "
    "mademoiselle".split()
)
_ARTICLES = frozenset("der die das ein eine einen einem einer la le les el los las un una une il lo gli du des".split())
_SURE_ARTICLES = _ARTICLES - frozenset("die la le los des".split())  # which no English prompt has
_BEFORE_NOUNS = frozenset("a an the this that these those my your our his her their some any every each no one two three in".split())
# German nouns for persons that are English words of other kinds: foreign with a capital after a word that leads to a noun.
_NOUNS = frozenset("mutter kind bub greis weib".split())
_LEADING_TAG, _FEW_TAGS = "kind", 2  # "kind, nude": English says so of somebody who is named
_JOINING = frozenset("mit und ohne con sin y avec sans et che qui que com".split())
# A preposition and the articles that stand after it, which no name in an English prompt has.
_PAIRS = frozenset(
    (first, second)
    for group in (
        "en con por para sobre bajo:la el los las un una su",
        "dans avec sous devant sur:le la les un une son sa",
        "auf mit vor unter neben in:der dem einem einer",
        "con su sotto:una uno il lo gli la",
        "com em sob sobre:um uma o os seu sua",
        "met op in:een het",
    )
    for first in group.partition(":")[0].split()
    for second in group.partition(":")[2].split()
)


@dataclass(frozen=True)
class _Evidence:
    """Places of units. persons: foreign words for persons; foreign: all foreign words; strange: these, and what else is unknown.

    words: how many units say no value of an attribute and are no name.
    """

    persons: Sequence[int]
    foreign: Sequence[int]
    strange: Sequence[int]
    words: int


def check_script(text: str) -> None:
    """Raises NotEnglish for a letter of another script."""
    if not text.isascii() and any(letter.isalpha() and script_of(letter) not in _ENGLISH for letter in _SYMBOL.sub("", text)):
        raise _refusal("letters of another script")


def check_language(text: str, units: Sequence[Unit], unknown: Sequence[int]) -> None:
    """Raises NotEnglish for a letter of another script, for words of another language, and where most words are unknown.

    text: a prompt in normal form. unknown: the units that nothing is known of. Of the user's marks the letters alone count (check_script).
    """
    check_script(text)
    if pairs := [unit.word for unit in units if " " in unit.word and tuple(unit.word.split()) in _PAIRS and not unit.capital]:
        raise _refusal("words of another language", pairs)  # read as a name: "girl avec un chapeau"
    if led := [unit.word for place, unit in enumerate(units) if _is_among_foreign(units, place)]:
        raise _refusal("words of another language", led)
    evidence = _gather(text, units, unknown)
    if evidence.persons or _is_foreign(evidence, units):
        raise _refusal("words of another language", [units[place].word for place in evidence.persons or evidence.foreign])
    if _is_mostly_unknown(evidence, text, units):
        raise _refusal("mostly words that are not known in English", [units[place].word for place in evidence.strange])


def _is_among_foreign(units: Sequence[Unit], place: int) -> bool:
    """Whether a word for a person that English has too is of another language here, or an article leads to a word with diacritics.

    It is where it stands alone, an article or a word with diacritics stands right before it, or an "and" or "with" right after it.
    """
    word = units[place].word
    if word in _NOUNS:
        return _is_noun(units, place)
    if word.isascii() and word not in _KNOWN_PERSONS:
        return False
    before, after = units[place - 1 : place], units[place + 1 : place + 2]
    led = before and units[place].before == SPACE and (before[0].word in _ARTICLES or not before[0].word.isascii())
    if word not in _KNOWN_PERSONS:
        foreign_letter = any(letter.isalpha() for letter in word if not letter.isascii())  # the token of a mark, and an emoji, have none
        return bool(led and foreign_letter and word not in TAKEN_OVER and before[0].word in _SURE_ARTICLES and not units[place].capital)
    return bool(led or len(units) == 1 or (after and after[0].before == SPACE and after[0].word in _JOINING))


def _is_noun(units: Sequence[Unit], place: int) -> bool:
    """Whether such a word is a noun: "with her Mutter and a dog", not "a Kind old man"; or the first of few tags that name nobody."""
    unit, before, after = units[place], units[place - 1], units[place + 1 : place + 2]
    parted = not after or after[0].before in (COMMA, BREAK)
    if place and unit.capital and unit.before == SPACE:
        follows = parted or (after[0].form(STOP) is not None and after[0].word != "of")
        return follows and before.word in _BEFORE_NOUNS and not before.capital
    few = len(units) == _FEW_TAGS or (len(units) > _FEW_TAGS and units[1].word.isdigit())  # "Kind, 8 Jahre"
    return not place and parted and unit.word == _LEADING_TAG and few and not any(map(_names_somebody, units))


def _names_somebody(unit: Unit) -> bool:
    return unit.form(NOUN, "person", FOLK) is not None


def _gather(text: str, units: Sequence[Unit], unknown: Sequence[int]) -> _Evidence:
    """What speaks against English. How a maker of pictures is called tells no language: "by Paolo Rossi"."""
    known, lost = foreign(), set(unknown)
    formless = [place for place, unit in enumerate(units) if not unit.forms and _is_word(unit.word) and unit.word not in TAKEN_OVER]
    noticed = [place for place in formless if place in lost or _spelt(units[place].word, known)]
    if not noticed:
        return _Evidence((), (), (), 0)
    loans, makers = _loans(units, known), _makers(units)
    listed = {place: _listed(units, place, known) for place in noticed if place not in loans}
    persons = [place for place, word in listed.items() if word in known.persons and not _is_somebody(text, units, place)]
    paired = _paired(units)
    strange = sorted(paired | {place for place, word in listed.items() if place not in makers and (word or place in lost)})
    found = [place for place in strange if place in paired or listed[place] or _is_written_foreign(units[place], text)]
    if all(_is_capital_within(text, units, place) for place in found):
        found = []
    return _Evidence(persons, found, strange, len(formless) + sum(map(_says_nothing, units)))


def _says_nothing(unit: Unit) -> bool:
    """Whether the taxonomy knows the word as one that stands in every candidate alike."""
    return bool(unit.forms) and all(form.kind in _ALIKE for form in unit.forms)


def _is_word(word: str) -> bool:
    return word.isalpha() and (len(word) > 1 or not word.isascii())


def _loans(units: Sequence[Unit], known: Foreign) -> set[int]:
    """The units of phrases that English has taken over: "femme fatale"."""
    found: set[int] = set()
    for place, unit in enumerate(units):
        for phrase in known.loans.get(unit.word, ()):
            if phrase == tuple(one.word for one in units[place : place + len(phrase)]):
                found.update(range(place, place + len(phrase)))
    return found


def _makers(units: Sequence[Unit]) -> set[int]:
    """The units between "by" and the end of its sentence."""
    found: set[int] = set()
    inside = False
    for place, unit in enumerate(units):
        inside = (inside and unit.before != BREAK) or unit.word == _MAKER
        if inside:
            found.add(place)
    return found


def _paired(units: Sequence[Unit]) -> set[int]:
    """The places of a preposition and its article in small letters: "en la", "mit dem"."""
    found: set[int] = set()
    for place, (one, other) in enumerate(pairwise(units)):
        if (one.word, other.word) in _PAIRS and other.before == SPACE and not (one.capital and place) and not other.capital:
            found.update((place, place + 1))
    return found


def _listed(units: Sequence[Unit], place: int, known: Foreign) -> str:
    """The word as the list of foreign words has it, or nothing; a surname counts where none can stand alone."""
    word = _spelt(units[place].word, known)
    return "" if word in known.names and _follows_name(units, place, known) else word


def _spelt(word: str, known: Foreign) -> str:
    if word in known.words:
        return word
    bare = "" if word.isascii() else bare_letters(word)
    return bare if bare in known.words else ""


def _follows_name(units: Sequence[Unit], place: int, known: Foreign) -> bool:
    """Whether the word stands where a surname does: "thomas mann", not "alter mann"."""
    if not place or units[place].before in (COMMA, BREAK):
        return False
    before, after = units[place - 1], units[place + 1 : place + 2]
    if units[place].word in _CONNECTIVES and not units[place].capital and after and after[0].before == SPACE:
        return False
    if before.forms:
        return before.word == _MAKER or before.form(NAME, KNOWN) is not None
    return len(before.word) > _SHORT and not is_listed(before.word) and not _spelt(before.word, known)


def _is_written_foreign(unit: Unit, text: str) -> bool:
    """Whether an unknown word in small letters has diacritics, and is no artist's name that is listed without them."""
    return not unit.word.isascii() and text[unit.start].islower() and bare_letters(unit.word) not in _artists_words()


@lru_cache(maxsize=1)
def _artists_words() -> frozenset[str]:
    return frozenset(word for name in artists() for word in bare_letters(name).split())


def _is_capital_within(text: str, units: Sequence[Unit], place: int) -> bool:
    """Whether a word is written as part of a name is: with a capital after another word ("at Ponte Vecchio"), or before a capital."""
    if not text[units[place].start].isupper() or text.isupper():
        return False
    after = place + 1
    led = place > 0 and units[place].before not in (COMMA, BREAK)
    return led or (after < len(units) and units[after].before not in (COMMA, BREAK) and text[units[after].start].isupper())


def _is_somebody(text: str, units: Sequence[Unit], place: int) -> bool:
    """Whether a word is written as a name is, right after a small word or a verb of English and no article: "a photo of Yalda"."""
    before = units[place - 1]
    led = place > 0 and units[place].before == SPACE and (before.form(STOP) is not None or before.word.endswith("ing"))
    small = led and text[before.start].islower() and before.word not in _BEFORE_NOUNS
    return small and units[place].capital and not text.istitle()


def _is_foreign(evidence: _Evidence, units: Sequence[Unit]) -> bool:
    """Three foreign words, two side by side or among sixteen, or one where a fourth of the words are unknown and may be no names."""
    count = len({units[place].word for place in evidence.foreign})
    if count > 2 or (count == 2 and (8 * count >= evidence.words or len(_runs(evidence.foreign, units)) < len(evidence.foreign))):
        return True
    strange = len(evidence.strange) - _named(evidence, units)
    return count > 0 and 6 * strange >= evidence.words and (strange > 1 or evidence.words < 3)


def _is_mostly_unknown(evidence: _Evidence, text: str, units: Sequence[Unit]) -> bool:
    """Whether three words in five are unknown, without names in a list, or half of them with an article that is not English."""
    named = _named(evidence, units)
    strange, words = len(evidence.strange) - named, evidence.words - named
    slips = sum(is_slip(units[place].word) or is_misspelt_person(units[place].word) for place in evidence.strange) if strange >= _FEW else 0
    if 3 * slips >= 2 * strange and not evidence.foreign:
        return False  # "a prety girll holdng a flowr"
    if strange < _FEW:
        return False
    if any(units[place].word in foreign().small for place in evidence.strange):
        return 2 * strange >= words
    capitals = sum(1 for place in evidence.strange if _is_capital_within(text, units, place))
    return 5 * strange >= 3 * words and (strange > _FEW or not capitals)


def _named(evidence: _Evidence, units: Sequence[Unit]) -> int:
    """How many unknown words are names in a list: two or three together, between commas, none of them foreign and no article first."""
    small, found = foreign().small, set(evidence.foreign)
    runs = [run for run in _runs(evidence.strange, units) if len(run) in _NAME_LENGTHS and _is_parted(run, units)]
    names = [run for run in runs if units[run[0]].word not in small and found.isdisjoint(run)]
    return sum(map(len, names)) if len(names) >= _FEW else 0


def _runs(places: Sequence[int], units: Sequence[Unit]) -> list[list[int]]:
    """The places by stretches of words that neither a comma nor another word parts."""
    found: list[list[int]] = []
    for place in places:
        if found and found[-1][-1] == place - 1 and units[place].before not in (COMMA, BREAK):
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _is_parted(run: Sequence[int], units: Sequence[Unit]) -> bool:
    """Whether a comma, an end or a small word of English stands on both sides."""
    first, after = run[0], run[-1] + 1
    begins = units[first].before in (COMMA, BREAK) or units[first - 1].form(STOP) is not None
    return begins and (after == len(units) or units[after].before in (COMMA, BREAK) or units[after].form(STOP) is not None)


def _refusal(what: str, seen: Sequence[str] = ()) -> NotEnglish:
    words = ", ".join(list(dict.fromkeys(seen))[:_SHOWN])
    return NotEnglish(
        f"The prompt has {what}{f' ({words})' if words else ''}, and only English is read: what says something of a person in it would "
        "not be found. Write it in English (at a terminal, --language any with --allow-single reads what it can of it)."
    )
