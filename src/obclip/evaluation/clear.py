"""Words in the clear: what stands in every candidate alike although it says a gender, an age or a people.

It looks at the candidates only, as the cloud would, with a list of words of its own; what it finds is to be read by a person, since
"her" may be a ship and "old" a tree.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from .explicit_words import THINGS, TITLES, attributes_of, may_be_of_a_thing

_TOKEN = re.compile(r"[^\W_]+|[^\w\s'’-]")  # words, and the marks that end a phrase
_AHEAD = 2  # "an old wooden house": how far behind the word a thing may stand
_NUMBER = r"\d(?: ?\d)?"
_DECADE = rf"(?:(?:early|mid|late)[ -])?(?:{_NUMBER} ?['’]? ?s|teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
_SHADE = r"(?:dark|black|brown|fair|light|white|olive|tan|tanned|ebony|charcoal)"
_SAYINGS = (
    ("age", re.compile(rf"\b({_NUMBER}[ -]?(?:years?|yrs?)[ -]?old)\b")),
    ("age", re.compile(rf"\b({_NUMBER} ?y\.? ?/?o)\b")),
    ("age", re.compile(rf"\b(aged? (?:of )?{_NUMBER})\b")),
    ("age", re.compile(rf"\b(?:his|her|their) ({_DECADE})\b")),
    ("ethnicity", re.compile(rf"\b({_SHADE}[ -]?skin(?:ned)?)\b")),
)


@dataclass(frozen=True)
class Clear:
    """A word that every candidate has, what it says, whether the candidates hide that attribute, and the words around it."""

    word: str
    attribute: str
    hidden: bool
    around: str


def in_the_clear(candidates: Sequence[str], hidden: Iterable[str]) -> tuple[Clear, ...]:
    """What says one of the attributes in all of the candidates. hidden: the attributes in which they differ."""
    texts = [_without_titles(text.lower().replace("_", " ")) for text in candidates]
    read = [_TOKEN.findall(text) for text in texts]
    shared = reduce(lambda one, other: one & other, map(Counter, read))
    known, found = frozenset(hidden), []
    for word in shared:
        for attribute in attributes_of(word):
            fewest = min(read, key=lambda tokens: tokens.count(word))  # what is not literal there, is not in it
            found += [Clear(word, attribute, attribute in known, around) for around in _about_persons(fewest, word)]
    found += [Clear(said, attribute, attribute in known, said) for attribute, said in _sayings(texts)]
    return tuple(dict.fromkeys(found))


def _without_titles(text: str) -> str:
    for title in TITLES:
        text = text.replace(title, "|")
    return text


def _about_persons(tokens: Sequence[str], word: str) -> list[str]:
    """The surroundings of each occurrence that is not before a thing."""
    places = [place for place, token in enumerate(tokens) if token == word]
    return [" ".join(tokens[max(0, place - 3) : place + 4]) for place in places if not _is_of_a_thing(word, tokens[place + 1 :])]


def _is_of_a_thing(word: str, behind: Sequence[str]) -> bool:
    for token in behind[:_AHEAD] if may_be_of_a_thing(word) else ():
        if not token.isalnum():
            return False
        if token in THINGS:
            return True
    return False


def _sayings(texts: Sequence[str]) -> list[tuple[str, str]]:
    """What is said in several words, in all of the texts."""
    said = [{(attribute, words) for attribute, pattern in _SAYINGS for words in pattern.findall(text)} for text in texts]
    return sorted(set.intersection(*said))
