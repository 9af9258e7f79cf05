"""Unknown words that are a slip away from a word for a person: "wonam", "1gitl", "grils". Whom they mean is not read: they are withheld."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache

from obclip.prompts.vocabulary.foreign import foreign
from obclip.prompts.vocabulary.terms import PRONOUN_KINDS, Taxonomy
from obclip.prompts.vocabulary.words import given_names, harmless, surnames

_PERSONS = frozenset(
    "woman women man men girl girls boy boys lady ladies guy guys male males female females person people child children kids teenager "
    "teenagers teen grandmother grandfather grandma grandpa mother father daughter sister brother husband wife queen king princess prince "
    "actress actor gentleman gentlemen elderly priest priests pregnant disabled christian christians muslim muslims jewish catholic "
    "buddhist hindu african asian american european mexican japanese chinese korean indian hispanic lesbian lesbians bisexual "
    "transgender autistic wheelchair paraplegic homosexual heterosexual caucasian toddler chubby skinny overweight muscular".split()
)
_RESPELT = frozenset("wmn womyn wymyn wimmin womxn grrl grrls gurl gurls boi bois".split())  # on purpose, as it may be
_PICTURES = frozenset("portrait portraits painting photograph photography illustration picture headshot drawing character".split())
_SMALL_WORDS = frozenset("with the and from wearing holding style this that are of in on by".split())
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONG, _MANNER = 8, ("ed", "ing", "ly")
_SIGNS = re.compile(r"[\W_]")
_WEIGHT = re.compile(r":[\d.]+(?=[)\]}]|$)")
_ALTERNATIVES = re.compile(r"\[([^\[\]|:]*)[|:]([^\[\]|:]*)[^\[\]]*\]")
_AFFIXES = frozenset("like less hood ship wise proof post anti".split())
_ENDINGS = frozenset({"man", "men"})  # of names and trades: "rockman"
_PART = 3  # letters of a word in one of two
_SHORT = 3  # letters from which down only two that have changed places are a slip: too many words are alike


def is_misspelt_person(word: str) -> bool:
    """Whether a word of no list, with a count before it or none, becomes one for a person by one letter more, less or other, or by two
    that change places, side by side or with a letter between."""
    bare = word.lstrip("0123456789+")
    return bare in _slips_of(_PERSONS) or bare in _RESPELT


def hides_person(word: str, taxonomy: Taxonomy) -> bool:
    """Whether a word of no list is one about a person, or a slip away from one for a person, but for brackets and signs."""
    return is_compound_of_person(word, taxonomy) or any(
        is_misspelt_person(bare) or (bare != word and is_about_person(bare, taxonomy)) for bare in letters_of(word)
    )


def is_compound_of_person(word: str, taxonomy: Taxonomy) -> bool:
    """Whether a word of no list is two written as one, of which one says something of a person: "manchild", "oldtimer"."""
    if len(word) < 2 * _PART or not word.isalpha() or is_name(word):
        return False
    parts = ((word[:at], word[at:]) for at in range(_PART, len(word) - _PART + 1))
    return any(_says(one, other, taxonomy) or _says(other, one, taxonomy) for one, other in parts)


def is_name(word: str) -> bool:
    """Whether a word is a first name, a surname or one of another language."""
    return word in given_names() or word in surnames() or word in foreign().words


def _says(one: str, other: str, taxonomy: Taxonomy) -> bool:
    if not _says_who(one, taxonomy) or other in _AFFIXES:
        return False
    return _says_who(other, taxonomy) or (other in harmless() and one not in taxonomy.narrow and one not in _ENDINGS)


def _says_who(word: str, taxonomy: Taxonomy) -> bool:
    return any(form.row in taxonomy.rows and form.kind not in PRONOUN_KINDS for form in taxonomy.forms.get((word,), ()))


def letters_of(word: str) -> Iterator[str]:
    """A word without signs and weights, with the first and with the second of two alternatives: "wom[a|e]n" is "woman" and "women"."""
    for chosen in (r"\1", r"\2") if "[" in word else ("",):
        yield _SIGNS.sub("", _WEIGHT.sub("", _ALTERNATIVES.sub(chosen, word)))


def is_about_person(word: str, taxonomy: Taxonomy) -> bool:
    """Whether a word moves with an attribute, as the taxonomy has it."""
    return any(form.row in taxonomy.rows for form in taxonomy.forms.get((word,), ()))


def is_slip(word: str) -> bool:
    """Whether a word of no list becomes a harmless one of English by one letter more, less or other, or by two that change places."""
    return len(word) > _SHORT and word.isascii() and not harmless().isdisjoint(slips(frozenset([word])))


def is_misspelt_manner(word: str, forms: Container[tuple[str, ...]]) -> bool:
    """Whether a long word in -ed, -ing or -ly is a slip away from a harmless one and from none that a taxonomy knows, "surounded", or
    is the adverb of a harmless adjective."""
    if len(word) < _LONG or not word.endswith(_MANNER) or not (word.isascii() and word.isalpha()):
        return False
    if word.endswith("ly") and not harmless().isdisjoint((word.removesuffix("ly"), word.removesuffix("ally"))):
        return True  # "isometrically"
    near = slips(frozenset([word]))
    return any(other.endswith(_MANNER) for other in near & harmless()) and not any((other,) in forms for other in near)


def is_misspelt_small_word(word: str) -> bool:
    """Whether two letters of a small word of English have changed places, "wtih", or a word for a picture has a slip: "potrait"."""
    return (len(word) > 2 and word in _small_slips()) or (len(word) > _SHORT and word in _slips_of(_PICTURES))


@lru_cache(maxsize=1)
def _small_slips() -> frozenset[str]:
    return frozenset(other for word in _SMALL_WORDS for other in swapped(word)) - _SMALL_WORDS


@lru_cache(maxsize=2)
def _slips_of(words: frozenset[str]) -> frozenset[str]:
    return slips(words)


def slips(words: frozenset[str]) -> frozenset[str]:
    """What is one letter more, less or other than one of the words, or has two of its letters in each other's place."""
    found: set[str] = set()
    for word in words:
        parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
        found.update(swapped(word))
        if len(word) > _SHORT:
            found.update(left + right[2] + right[1] + right[0] + right[3:] for left, right in parts if len(right) > 2)
            found.update(left + right[1:] for left, right in parts if right)
            found.update(left + letter + right[skipped:] for left, right in parts for letter in _LETTERS for skipped in (0, 1))
    return frozenset(found - words)


def swapped(word: str) -> Iterator[str]:
    """A word with two letters side by side that have changed places."""
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
