"""Words that say a value of a person where the prompt shows nobody: "cute korean, 8k", "age: old", "hijab", "a/s/l 34/f/Seoul", "brown
hands", "an all-black jury", "a woman-led startup", "ebony beauty", "black and proud".

Nothing hides them, so they are told as not understood: a prompt of them says something of a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, DETAIL, FOLK, NOUN, PHRASE, STOP, THING
from obclip.prompts.vocabulary.words import things

from .cast import Cast
from .peopled import COLOURS, PARTS, is_after, is_before, peopled
from .roles import PLAIN
from .tags_alone import shown_by_tags
from .titled_things import is_named_for_title
from .units import BREAK, SPACE

_SAYING = frozenset({ADJECTIVE, DETAIL, FOLK, PHRASE})
_BOTH = frozenset({"blacks and whites", "whites and blacks"})
_PERSONS = frozenset({ADJECTIVE, FOLK, NOUN})
# What has hands or a face that are nobody's.
_WITH_FACES = frozenset(
    "clock clocks watch watches dial dials mask masks doll dolls statue statues sculpture robot robots android skeleton skeletons puppet "
    "puppets mannequin emoji cliff moon typeface playing poker gloves gloved".split()
)
# Who is meant by a look, and how only somebody is who is of a colour as well: "an ebony beauty", "black and proud".
_BEAUTIES, _SKINS = frozenset(["beauty", "beauties"]), frozenset("ivory caramel porcelain".split())
_PROUD = frozenset("proud unapologetic gifted blessed beautiful gorgeous handsome strong free queer gay trans".split())
_JOINING = frozenset("and & but yet".split())
_LEADING = frozenset("a an the with in wearing".split())
_FIELDS = re.compile(
    r"\b(?:a/s/l|asl)\b:? ?\d\d ?[/, ] ?[mf]\b|\b(?:self[ -]portrait|selfie|me) (?:at|aged|when i was) (?:age )?\d\d\b(?!%)"
)


def find_unread(cast: Cast, text: str) -> Iterator[tuple[int, int]]:
    """Where such words stand in the text; nothing where somebody is shown."""
    if cast.nouns or cast.nameless >= 0 or shown_by_tags(cast):
        return
    for place, unit in enumerate(cast.units):
        if is_named_for_title(cast.units, place, cast.taxonomy):
            continue
        if cast.apart and unit.form(CUE):
            continue  # it goes: "one is pregnant, the other is blind"
        says = _is_alone(cast, place) and _says_value(cast, place)
        if says or _is_of_body(cast, place) or _is_of_beauty(cast, place) or _is_said_beside(cast, place):
            yield unit.start, unit.end
        elif joined := _joined(cast, place, text):
            yield cast.units[joined[0]].start, cast.units[joined[1]].end
    for match in _FIELDS.finditer(text.lower()):
        yield match.span()


def _is_alone(cast: Cast, place: int) -> bool:
    """Whether a unit ends an item, or leads on to no thing: "the blind leading the blind"."""
    after = place + 1
    return cast.is_parted(after) or cast.roles[after] == STOP or (cast.units[after].word.endswith("ing") and cast.roles[after] == PLAIN)


def _says_value(cast: Cast, place: int) -> bool:
    unit = cast.units[place]
    if _has_value(cast, place):
        if unit.word in cast.taxonomy.narrow and not _is_pointed_at(cast, place):
            return False
        return unit.word not in cast.taxonomy.lasting or (_is_age(cast, place) and not _shows_thing(cast))
    first = place
    while first and not cast.is_parted(first) and cast.units[first - 1].word in _LEADING:
        first -= 1
    return unit.form(CUE) is not None and cast.is_parted(first) and cast.is_parted(place + 1)


def _is_of_body(cast: Cast, place: int) -> bool:
    """Whether a unit says how somebody's body is, of whom nothing else is shown: "brown hands", "an old face", "a pregnant belly"."""
    unit, after = cast.units[place], cast.units[place + 1 : place + 2]
    if ANIMAL in cast.roles or any(other.word in _WITH_FACES for other in cast.units):
        return False
    if not cast.taxonomy.grown_only.isdisjoint(unit.word.split()) and unit.form(CUE):
        return True
    says = unit.word in COLOURS or _is_age(cast, place) or unit.form(CUE) is not None
    return says and any(_is_part(cast, place + 1 + step) for step in (0, 1)) and bool(after)


def _is_part(cast: Cast, place: int) -> bool:
    """Whether a part of a body that ends its phrase stands here: not the hands of a clock."""
    if place >= len(cast.units) or cast.units[place].before != SPACE or cast.units[place].word.rpartition(" ")[2] not in PARTS:
        return False
    return _is_alone(cast, place) and [unit.word for unit in cast.units[place + 1 : place + 2]] != ["of"]


def _is_of_beauty(cast: Cast, place: int) -> bool:
    """Whether a colour is somebody's who is called by a look: "an ebony beauty", but no horse."""
    after = cast.units[place + 1 : place + 2]
    if not after or after[0].word not in _BEAUTIES or after[0].before != SPACE or ANIMAL in cast.roles:
        return False
    return _is_alone(cast, place + 1) and (cast.units[place].word in _SKINS or _has_value(cast, place))


def _has_value(cast: Cast, place: int) -> bool:
    return any(form.kind in _SAYING and form.values for form in cast.units[place].forms)


def _is_said_beside(cast: Cast, place: int) -> bool:
    """Whether a word ends its item, or begins it, beside one that is said of persons: "black and proud", "gifted but blind"."""
    if not _has_value(cast, place):
        return False
    words = [unit.word for unit in cast.units]
    before, after = words[max(0, place - 2) : place], words[place + 1 : place + 3]
    follows = len(before) == 2 and before[0] in _PROUD and before[1] in _JOINING and _is_alone(cast, place)
    leads = len(after) == 2 and after[0] in _JOINING and after[1] in _PROUD and _is_alone(cast, place + 2)
    return follows or leads


def _joined(cast: Cast, place: int, text: str) -> tuple[int, int] | None:
    """The first and the last unit of a compound of people: "all-black", "all-women", "Asian-owned"; the whole of "blacks and whites"."""
    if cast.units[place].word in _BOTH:  # a tone of pictures elsewhere
        return (place, place) if cast.is_parted(place) and cast.is_parted(place + 1) else None
    if found := peopled(cast.units, place, text):
        return found if found[0] < found[1] or found[0] < place else None
    forms = cast.taxonomy.forms.get((cast.units[place].word,), ())
    if cast.units[place].word in cast.taxonomy.narrow or not any(form.kind in _PERSONS and form.values for form in forms):
        return None
    if is_before(cast.units, place, text):
        return place - 1, place
    return (place, place + 1) if is_after(cast.units, place + 1, text) else None


def _is_pointed_at(cast: Cast, place: int) -> bool:
    """Whether nothing else stands before a unit than "the", a field's name or nothing at all: "the blind", "disability: blind"."""
    return len(cast.units) == 1 or (place > 0 and (cast.units[place - 1].word == "the" or cast.units[place].before == BREAK))


def _is_age(cast: Cast, place: int) -> bool:
    ages = {name for _, name in cast.taxonomy.ages}
    return any(not ages.isdisjoint(form.values) for form in cast.units[place].forms)


def _shows_thing(cast: Cast) -> bool:
    """Whether an old thing may be meant: "gothic church, old"."""
    return any(role in (THING, ANIMAL) or unit.word in things() for unit, role in zip(cast.units, cast.roles, strict=True))
