"""Names of several words that are known: of persons, and of artists, works, brands and places, whose words count as known together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from obclip.prompts.vocabulary.words import artists, famous, places, tags, works

from .units import HYPHEN, SPACE, Unit

# What a name before it makes the name of a place: "Victoria station".
NAMED_PLACES = frozenset(
    "station street road avenue bridge park beach falls lake hall tower square city museum university college island airport "
    "hospital church cathedral garden gardens house castle palace theatre theater stadium county valley mountain river bay "
    "harbor harbour court hill hills hotel school library style stadium's boulevard plaza memorial monument center centre canyon "
    "desert forest coast islands mountains sea ocean peninsula port temple abbey lane gate market building skyline".split()
)


class Known(NamedTuple):
    """units[start:end] is a known name; person: whether it is somebody's who is no listed artist; artist: whether it is one's who is."""

    start: int
    end: int
    person: bool
    artist: bool


def known_names(units: Sequence[Unit]) -> list[Known]:
    """The known names in a prompt, from left to right, the longest where several begin."""
    lengths, found, reached = _lengths(), list[Known](), 0
    for place, pair in enumerate(pairwise([unit.word for unit in units])):
        if place >= reached and pair in lengths and (known := _longest(units, place, lengths[pair])):
            found.append(known)
            reached = known.end
    return found


def is_name_of_thing(word: str) -> bool:
    """Whether a single word is the name of an artist, a work, a brand or a place."""
    return word in works() or word in places() or word in artists()


def _longest(units: Sequence[Unit], place: int, lengths: Sequence[int]) -> Known | None:
    for count in lengths:
        words = units[place : place + count]
        name = " ".join(unit.word for unit in words)
        artist, thing = name in artists(), name in _things()
        if (artist or thing or name in famous()) and all(unit.before in (SPACE, HYPHEN) for unit in words[1:]):
            return Known(place, place + count, not artist and not thing, artist)
    return None


@lru_cache(maxsize=1)
def _lengths() -> dict[tuple[str, str], tuple[int, ...]]:
    """How many words the names with these first two words have, the most first."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name in artists() | famous() | _things():
        words = name.split()
        if len(words) > 1:
            found[words[0], words[1]].add(len(words))
    return {first: tuple(sorted(counts, reverse=True)) for first, counts in found.items()}


@lru_cache(maxsize=1)
def _things() -> frozenset[str]:
    return works() | tags() | frozenset(places())
