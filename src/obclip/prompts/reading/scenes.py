"""Places and peoples that are said of no person: where a scene lies, what is worn.

"In Tokyo" says nothing of who is there by itself, but tells the people of somebody whose people is hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from obclip.prompts.vocabulary.terms import ADJECTIVE, HINT, NOUN, PLACE, STOP, Form

from .bearers import is_worn, names_people
from .cast import Cast
from .names import makers_of
from .roles import PLAIN
from .units import HYPHEN, SPACE

_MOST_WORDS = 5


def scenes_beside(cast: Cast, hidden: Collection[str]) -> Iterator[tuple[int, Form]]:
    """The places that would tell a hidden people: "a Japanese woman in Tokyo". hidden: attributes."""
    return ((place, form) for place, form in scenes(cast) if cast.taxonomy.attribute(form.values[0]) in hidden)


def hints_beside(cast: Cast, hidden: Collection[str]) -> Iterator[tuple[int, str]]:
    """The sights and feasts that would tell a hidden people or faith, each with the attribute: "a Japanese woman at Mount Fuji"."""
    found = [(place, form.row) for place, unit in enumerate(cast.units) for form in unit.forms if form.kind == HINT and form.row in hidden]
    credited = makers_of(cast.units) if found else []
    return ((place, attribute) for place, attribute in found if not credited[place])


def scene_tags(cast: Cast) -> Iterator[tuple[int, Form]]:
    """The places that are items of their own, "man, Nairobi", or whose somebody is: "France's king", not "Paris's best cafe"."""
    for place, form in scenes(cast):
        if owns(cast, place):
            if _is_owned_person(cast, place + 2):
                yield place, form
        elif cast.is_parted(place) and cast.is_parted(place + 1):
            yield place, form


def owns(cast: Cast, place: int) -> bool:
    """Whether an apostrophe and an "s" follow a unit."""
    after = cast.units[place + 1 : place + 2]
    return bool(after) and after[0].word == "s" and after[0].start == cast.units[place].end + 1


def _is_owned_person(cast: Cast, place: int) -> bool:
    """Whether a noun for somebody ends the phrase that begins here."""
    for after in range(place, min(place + _MOST_WORDS, len(cast.units))):
        if cast.units[after].before not in (SPACE, HYPHEN) or cast.roles[after] == STOP:
            return False
        if cast.roles[after] == NOUN:
            return True
    return False


def scenes(cast: Cast) -> Iterator[tuple[int, Form]]:
    """The places where a scene lies, not those that makers of pictures are called by."""
    plain = [place for place, role in enumerate(cast.roles) if role == PLAIN and cast.units[place].forms]
    found = [(place, form) for place in plain if (form := cast.units[place].form(PLACE))]
    credited = makers_of(cast.units) if found else []
    return ((place, form) for place, form in found if not credited[place] or is_alone_among_makers(cast, place, credited))


def is_alone_among_makers(cast: Cast, place: int, credited: Sequence[bool]) -> bool:
    """Whether a place among makers is no part of a name, but what a style is of: "in the style of Japan", "art by Mexico"."""
    beside = ((place - 1, place), (place + 1, place + 1))  # a unit, and the one that tells what parts the two
    return not any(
        0 <= near < len(credited) and credited[near] and cast.units[parting].before in (SPACE, HYPHEN) and not cast.units[near].form(STOP)
        for near, parting in beside
    )


def is_scene(cast: Cast, place: int) -> bool:
    """Whether a unit is a place of which nobody is said to be, or a sight."""
    form = cast.units[place].form(PLACE, HINT)
    return form is not None and (cast.roles[place] == PLAIN if form.kind == PLACE else form.values == (PLACE,))


def worn(cast: Cast) -> Iterator[tuple[int, Form]]:
    """Adjectives and places that say of what people or faith something worn is: "Ghanaian dress", "Brazil jersey"."""
    for place, role in enumerate(cast.roles):
        if role not in (ADJECTIVE, PLAIN) or cast.heads[place] >= 0 or not cast.units[place].forms:
            continue
        people = role == ADJECTIVE and names_people(cast.units[place], cast.taxonomy)
        form = cast.units[place].form(ADJECTIVE) if people else cast.units[place].form(PLACE) if role == PLAIN else None
        if form and is_worn(cast.units, cast.roles, place):
            yield place, form


def is_some_place(cast: Cast, place: int) -> bool:
    """Whether an unknown name follows "at the": "having tea at the Ritz"."""
    words = [unit.word for unit in cast.units[max(0, place - 2) : place]]
    named = not cast.units[place].forms and cast.units[place].capital and words[-1:] == ["the"]
    return named and words[0] in ("at", "near", "outside", "inside")
