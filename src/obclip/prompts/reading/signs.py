"""Whom an emoji shows: somebody else than the emoji beside it, or, by itself, the one person that words name."""

from __future__ import annotations

from .cast import NOBODY, Cast
from .emoji import is_sign
from .roles import PLAIN, PRONOUN
from .units import BREAK, COMMA


def are_signs(cast: Cast, place: int) -> bool:
    """Whether a unit and the one before it are emoji: each shows another person."""
    return is_sign(cast.units[place].word) and is_sign(cast.units[place - 1].word)


def join_signs(cast: Cast) -> None:
    """An emoji by itself, like any tag, shows the one person that words name; beside several it is nobody's, and withheld."""
    signs = {noun for noun in cast.nouns if is_sign(cast.units[noun].word) and _stands_alone(cast, noun)}
    named = {cast.person_of[noun] for noun in cast.nouns if not is_sign(cast.units[noun].word)} if signs else set()
    if not named:
        return
    if len(signs) == len(named) == 1:
        cast.person_of[signs.pop()] = named.pop()
    elif PRONOUN in cast.roles or not named.isdisjoint(cast.gendered):
        cast.roles = [PLAIN if place in signs else role for place, role in enumerate(cast.roles)]
        cast.nouns = [noun for noun in cast.nouns if noun not in signs]
        cast.person_of = {noun: person for noun, person in cast.person_of.items() if noun not in signs}
        cast.heads = [NOBODY if head in signs else head for head in cast.heads]


def _stands_alone(cast: Cast, place: int) -> bool:
    """Whether a comma, a break or another emoji stands before a unit, and after it."""
    begins = cast.units[place].before in (COMMA, BREAK) or is_sign(cast.units[place - 1].word)
    return begins and (cast.is_parted(place + 1) or is_sign(cast.units[place + 1].word))
