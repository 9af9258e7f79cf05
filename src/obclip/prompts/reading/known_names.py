"""Names of several words that are known: of persons, and of artists, works, brands and places, whose words count as known together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from obclip.prompts.vocabulary.words import artists, famous, places, tags, works

from .units import HYPHEN, SPACE, Unit


class Known(NamedTuple):
    """units[start:end] is a known name; person: whether it is somebody's who is no listed artist."""

    start: int
    end: int
    person: bool


def known_names(units: Sequence[Unit]) -> list[Known]:
    """The known names in a prompt, from left to right, the longest where several begin."""
    index, found, place = _index(), list[Known](), 0
    while place < len(units):
        known = _longest(units, place, index.get(units[place].word, ()))
        if known:
            found.append(known)
        place = known.end if known else place + 1
    return found


def is_name_of_thing(word: str) -> bool:
    """Whether a single word is the name of an artist, a work, a brand or a place."""
    return word in works() or word in places() or word in artists()


def _longest(units: Sequence[Unit], place: int, names: Sequence[tuple[tuple[str, ...], bool]]) -> Known | None:
    for words, person in names:
        following = units[place + 1 : place + len(words)]
        joined = takewhile(lambda unit: unit.before in (SPACE, HYPHEN), following)
        if words[1:] == tuple(unit.word for unit in joined):
            return Known(place, place + len(words), person)
    return None


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """Names of two words or more by their first word, the longest first."""
    things = artists() | works() | tags() | frozenset(places())
    found: dict[str, list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
    for names, person in ((things, False), (famous() - things, True)):
        for name in names:
            first, *more = name.split()
            if more:
                found[first].append(((first, *more), person))
    return {first: tuple(sorted(entries, key=lambda entry: (-len(entry[0]), entry[0]))) for first, entries in found.items()}
