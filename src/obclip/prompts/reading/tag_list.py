"""Whom the tags of a list speak of: in "1girl, solo, mature female, princess" all of one person, in "2girls, sisters" of one group.

Beside several counts ("1girl, 1boy, dark skin") a tag that nothing ties to one of them is somebody's, and has an axis of its own.
Nothing here looks at a value: "1girl, a woman" and "1girl, a man" are read alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from obclip.prompts.english.booru import ALSO, COUNTED, MULTIPLE, SECTION_MARKS, SOLO
from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, MANY, MARK, NOUN, ONE, STOP, THING

from .cast import ANYBODY, NOBODY, Cast, noun_form
from .roles import PLAIN, PRONOUN
from .units import BREAK, COMMA, SPACE

_LEADING = frozenset("a an the this that one my our both all these those".split())
_DEFINITE = frozenset({"the", "this", "that"})
_LIKENESSES = frozenset(
    "photo photograph picture portrait image painting drawing sketch illustration art artwork render rendering "
    "shot selfie headshot closeup "
    "up view depiction bust character cosplay".split()
)
# Before a noun these words say what is done to somebody else: "1girl, hugging man".
_ACTS = frozenset(
    "hugging kissing carrying touching grabbing feeding chasing watching lifting hitting punching kicking choking protecting "
    "leading following facing helping loving attacking fighting stabbing serving straddling mounting licking biting spanking "
    "groping cuddling comforting piggybacking interviewing photographing painting drawing sketching meeting".split()
)
_OTHERS = frozenset("another other others second third multiple no faceless unseen invisible background offscreen".split())
_UNSEEN = frozenset("pov viewer hand hands arm arms leg legs silhouette shadow".split())  # "male pov", "male hand": of somebody else
_CROWDS = frozenset(
    "crowd crowds audience team group band choir family families army mob gang class orchestra staff party couple "
    "couples pair duo trio".split()
)
_OBJECTS = frozenset({"him", "her", "his", "them"})
_TAGS_OF_SEX = frozenset({"male", "female"})
_FOCUS = "focus"
_FITTING = frozenset({PLAIN, ADJECTIVE, THING, ANIMAL, MARK})


class _Count(NamedTuple):
    """A counted noun. stated: whether a number is given."""

    noun: int
    number: int
    stated: bool


class _Stretch(NamedTuple):
    """Units from start to end."""

    start: int
    end: int


def read_tags(cast: Cast) -> None:
    """Joins the nouns of a list of tags that speak of one person, and notes whom its other tags speak of."""
    counts = _counts(cast)
    words = [unit.word for unit in cast.units]
    alone = SOLO in words
    if not (counts or alone) and _TAGS_OF_SEX.isdisjoint(words):
        return
    parts = _parts(cast)
    sexes = [] if counts or alone else _tags_of_sex(cast, parts)
    counts = _as_one(cast, counts, words) if alone else counts
    if not (counts or len(sexes) == 1 or alone):
        return
    owners = [NOBODY] * len(cast.units)
    places, starts = [count.noun for count in counts], [part.start for part in parts]
    first: Sequence[_Count] = ()
    for section in _sections(cast):
        own = counts[bisect_left(places, section.start) : bisect_left(places, section.end)]
        if section.start == 0:
            first = own
        elif cast.units[section.start].word == ALSO and _is_same_group(cast, first, own):
            cast.person_of.update((noun, cast.person_of[first[0].noun]) for noun in cast.nouns_in(section.start, section.end))
        within = parts[bisect_left(starts, section.start) : bisect_left(starts, section.end)]
        heads = _heads(cast, own or counts) if counts else sexes or _soloist(cast, within)
        for part in within:
            _read_part(cast, part, heads, owners)
    cast.owners = owners


def is_said_again(cast: Cast, place: int) -> bool:
    """Whether a word begins a tag of one person, so that it may say what another tag has said."""
    unit = cast.units[place]
    return bool(cast.owners) and cast.owners[place] >= 0 and unit.before == COMMA and not unit.word.startswith("half")


def _is_same_group(cast: Cast, first: Sequence[_Count], own: Sequence[_Count]) -> bool:
    """Whether a section counts as many of a kind as the first does, and no one else: "2girls AND 2girls, black hair"."""
    if len(first) != 1 or len(own) != 1 or first[0].number != MANY or not (first[0].stated and own[0].stated):
        return False
    rows = {noun_form(cast.units[count.noun]).row for count in (*first, *own)}
    return len(rows) == 1 and cast.units[first[0].noun - 1].word == cast.units[own[0].noun - 1].word


def _counts(cast: Cast) -> list[_Count]:
    """The counted nouns: "1girl", "2 boys" as a tag of its own, "6+girls", "multiple girls"."""
    found: list[_Count] = []
    for noun in cast.nouns:
        unit, before = cast.units[noun], cast.units[noun - 1] if noun else None
        form = unit.form("noun", "person")
        if before is None or form is None or unit.before != SPACE:
            continue
        alone = cast.is_parted(noun + 1) and cast.is_parted(noun - 1)
        if before.word == MULTIPLE:
            found.append(_Count(noun, MANY, False))
        elif before.word.isdigit() and (before.end == unit.start or form.row == COUNTED or alone):
            found.append(_Count(noun, ONE if before.word == "1" else MANY, True))
    return found


def _parts(cast: Cast) -> list[_Stretch]:
    """The stretches between commas and breaks."""
    starts = [place for place, unit in enumerate(cast.units) if place == 0 or unit.before in (COMMA, BREAK)]
    return [_Stretch(start, end) for start, end in zip(starts, [*starts[1:], len(cast.units)], strict=False)]


def _sections(cast: Cast) -> Iterator[_Stretch]:
    """The stretches between BREAK, AND and the like."""
    marks = [place for place, unit in enumerate(cast.units) if unit.word in SECTION_MARKS]
    for start, end in zip([0, *marks], [*marks, len(cast.units)], strict=True):
        yield _Stretch(start, end)


def _heads(cast: Cast, counts: Sequence[_Count]) -> list[_Count]:
    """Those who are counted, each once: "multiple girls" says "2girls" again."""
    stated = [count for count in counts if count.stated]
    groups = [count for count in stated if count.number == MANY]
    again = [count for count in counts if not count.stated]
    if len(again) == len(groups) or len(groups) == 1:
        for place, count in enumerate(again):
            cast.person_of[count.noun] = cast.person_of[groups[min(place, len(groups) - 1)].noun]
        return stated
    return list(counts)


def _as_one(cast: Cast, counts: list[_Count], words: Sequence[str]) -> list[_Count]:
    """The counts, or the first of them where all mean the one who is shown: "1male, 1boy, solo", not "1girl, 1boy, solo focus"."""
    after = words[words.index(SOLO) + 1 : words.index(SOLO) + 2]
    if after == [_FOCUS] or any(count.number != ONE for count in counts):
        return counts
    cast.person_of.update((count.noun, cast.person_of[counts[0].noun]) for count in counts)
    return counts[:1]


def _soloist(cast: Cast, parts: Sequence[_Stretch]) -> list[_Count]:
    """The one who is shown in a list without a count: the first noun that is a tag, in "cat girl, wizard, solo"."""
    nouns = [noun for part in parts if (noun := _told(cast, part)) != NOBODY and _number(cast, noun) == ONE]
    return [_Count(nouns[0], ONE, True)] if nouns else []


def _read_part(cast: Cast, part: _Stretch, heads: Sequence[_Count], owners: list[int]) -> None:
    """Whom each unit of a part speaks of, by itself; a noun that is a tag speaks of the only one who is counted."""
    if len(heads) == 1 and (noun := _told(cast, part)) != NOBODY:
        _join(cast, noun, part, heads[0])
    nouns = list(cast.nouns_in(part.start, part.end))
    if not nouns:
        owners[part.start : part.end] = [_owner(cast, heads)] * (part.end - part.start)
        return
    for place in range(part.start, part.end):
        before = [noun for noun in nouns if noun <= place]
        owners[place] = cast.person_of[before[-1] if before else nouns[0]]


def _owner(cast: Cast, heads: Sequence[_Count]) -> int:
    return NOBODY if not heads else cast.person_of[heads[0].noun] if len(heads) == 1 else ANYBODY


def _join(cast: Cast, noun: int, part: _Stretch, head: _Count) -> None:
    own, person = cast.person_of[noun], cast.person_of[head.noun]
    if _number(cast, noun) == head.number:
        for other in cast.nouns_in(part.start, part.end):
            if cast.person_of[other] == own:
                cast.person_of[other] = person
    elif head.number == MANY:
        for other in cast.nouns_in(part.start, part.end):
            cast.alike[cast.person_of[other]] = person


def _number(cast: Cast, noun: int) -> int:
    return noun_form(cast.units[noun]).number


def _told(cast: Cast, part: _Stretch) -> int:
    """The noun that a part is about: "a young woman in the rain", "photo of a woman", not "holding a man's hand"."""
    start = _after_likeness(cast, part)
    for place in range(start, part.end):
        unit, role = cast.units[place], cast.roles[place]
        if role == NOUN:
            return NOBODY if unit.word in _CROWDS or _is_another(cast, start, place, part.end) else place
        if unit.word in _ACTS or unit.word in _OTHERS or (role not in _FITTING and unit.word not in _LEADING):
            return NOBODY
    return NOBODY


def _after_likeness(cast: Cast, part: _Stretch) -> int:
    for place in range(part.start + 1, part.end):
        if cast.roles[place] == NOUN:
            break
        if cast.units[place].word == "of":
            return place + 1 if cast.units[place - 1].word in _LIKENESSES else part.start
        if cast.roles[place - 1] == STOP and cast.units[place - 1].word not in _LEADING:
            break  # "holding a photo of a man"
    return part.start


def _is_another(cast: Cast, start: int, noun: int, end: int) -> bool:
    """Whether the rest of a part parts its noun from who is counted: "a man behind her", "man's shirt"."""
    after = noun + 1
    if after < end and cast.units[after].word == "s" and cast.units[after].start == cast.units[noun].end + 1:
        return not any(unit.word in _DEFINITE for unit in cast.units[start:noun])
    if after < end and cast.units[after].word in _UNSEEN:
        return True
    return any(_is_object(cast, place) for place in range(after, end))


def _is_object(cast: Cast, place: int) -> bool:
    """Whether a pronoun stands for whom something is done to, or who is near: nothing of theirs follows it."""
    if cast.units[place].word not in _OBJECTS:
        return False
    after = place + 1
    return not (after < len(cast.units) and cast.units[after].before == SPACE and cast.roles[after] not in (STOP, PRONOUN))


def _tags_of_sex(cast: Cast, parts: Sequence[_Stretch]) -> list[_Count]:
    """Where "male" or "female" is a tag of its own; the only one says who is shown: "old man, wizard, male"."""
    places = [part.start for part in parts if part.end == part.start + 1 and part.start in cast.person_of]
    return [_Count(place, ONE, True) for place in places if cast.units[place].word in _TAGS_OF_SEX]


__all__ = ["is_said_again", "read_tags"]
