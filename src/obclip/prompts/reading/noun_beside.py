"""Which noun before another means the same person: "woman doctor", "a boy androgynous wizard", "a girl [kimono] gunslinger"."""

from __future__ import annotations

from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, NOUN, THING

from .cast import NOBODY, Cast
from .plain_persons import is_plain_person
from .roles import PLAIN
from .units import SPACE

_MOST_LOOKS = 6  # words


def noun_beside(cast: Cast, place: int) -> int:
    """The noun right before another, which may have adjectives of its own: "a boy androgynous wizard"; or NOBODY.

    Where no other is before it, one that is a look alone: "a 22yo redhead girl", whose years are the girl's.
    """
    left = place
    while left and cast.units[left].before == SPACE and _may_lead_to_noun(cast, left - 1):
        left -= 1
    before = left - 1
    if cast.units[left].before != SPACE or before not in cast.person_of:
        return next((noun for noun in range(left, place) if noun in cast.person_of), NOBODY)
    plain = [is_plain_person(cast.units[noun], cast.taxonomy) for noun in (before, place)]
    own = all(cast.heads[each] == place for each in range(left, place))  # "a boy androgynous wizard"
    # "a tomboy dirty emotionless woman", "princess knight gothic girl"
    same = [noun for noun in cast.nouns if cast.person_of[noun] == cast.person_of[before]]
    told = plain == [False, True] and any(cast.units[noun].form(NOUN) for noun in same)
    # "a girl kimono gunslinger", "a young adult masculine man", "cool girl white hair girl"
    apart = plain == [True, True] and not _says_grown(cast, before) and cast.units[before].word != cast.units[place].word
    cued = not apart and all(cast.units[each].form(CUE) for each in range(left, place))
    return before if left == place or (own and not plain[1]) or cued or (told and place - left <= _MOST_LOOKS) else NOBODY


def _says_grown(cast: Cast, place: int) -> bool:
    form = cast.units[place].form(NOUN)
    return form is not None and not cast.taxonomy.rows[form.row].attributes


def _may_lead_to_noun(cast: Cast, place: int) -> bool:
    """Whether a word may stand between two nouns for one person: it describes, and is no verb; so does "blonde" before a woman."""
    if cast.roles[place] == THING or (cast.roles[place] == NOUN and not cast.units[place].form(NOUN)):
        return cast.units[place].form(CUE) is not None
    word = cast.units[place].word
    verb = word.endswith(("ing", "s")) and not word.endswith(("less", "ous"))
    return cast.roles[place] == ADJECTIVE or (cast.roles[place] == PLAIN and not verb)
