"""Colours of hair and eyes that a drawn character may have, whoever it is: "1girl, red hair"."""

from __future__ import annotations

from .cast import Cast
from .units import words_of

_COLOURED = frozenset({"hair", "haired", "eyes", "eyed", "eye", "blonde", "blond", "redhead"})
_PHOTOGRAPHED = frozenset(
    "photo photos photograph photographs photography photographic photorealistic photorealism photoreal realistic realism hyperrealistic "
    "selfie dslr cinematic".split()
)


def is_drawn(cast: Cast, place: int) -> bool:
    """Whether a cue is the colour of the hair or the eyes of a drawn character, who may have any: "1girl, red hair"."""
    coloured = cast.units[place].word.replace("-", " ").rpartition(" ")[2] in _COLOURED
    return bool(cast.owners) and coloured and _PHOTOGRAPHED.isdisjoint(words_of(cast.units))
