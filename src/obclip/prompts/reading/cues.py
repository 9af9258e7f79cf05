"""Words that betray a value without naming it: found, and cut out of what the cloud sees where the policy says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from obclip.prompts.vocabulary.instead import instead_of
from obclip.prompts.vocabulary.terms import ADJECTIVE, CONTACT, CUE, DETAIL, HINT, NOUN, STOP, THING, Form
from obclip.prompts.vocabulary.words import surnames, things

from .acting import acts, acts_next, handled, has_object, is_planned, is_verb, is_what_one_does
from .bare_parts import end_of_bare, first_of_bare_hair, is_bare_item, says_all_of_part, start_of_shape
from .bearers import is_in_figures, is_worn
from .belongings import is_of_place, is_owner, joint, past_particles, with_belongings
from .cast import Cast
from .compounds import compared, counted, end_of_compound, first_of_degree, said_before, some_thing, start_of_degree, start_of_joined, tells
from .credits import is_dashed
from .describing import DETERMINERS, PARTS, SHOWN, has_stand_in, is_look_of_name, is_of_thing, one_of, only_describes
from .emoji import is_sign
from .lacking import lacked
from .leads_on import alone_of_phrase, ends_origin, follows_and, is_between, leads_on, shares_article
from .lettering import is_slogan
from .looks import INTRODUCERS, PLACING, begins_clause, is_first_of_looks, is_look_next
from .names import makers_of
from .roles import PLAIN
from .scenes import is_alone_among_makers, is_scene, is_some_place, scene_tags, worn
from .tags_alone import shown_by_tags
from .torn import torn
from .units import BREAK, COMMA, HYPHEN, SPACE
from .worn_hair import first_of_tied

_AUXILIARIES = frozenset("is are was were be been being s".split())
_MOST_WORDS = 5
_DONE_IN = frozenset("dressed made rendered painted drawn created modelled modeled sculpted".split())  # before what is withheld
_CLAUSE = "clause"  # the value of a cue that is a whole clause or phrase after a person: "who cannot see"
_JOINING, _TURNING = ("and", "or"), " turning"  # what stands for "praying"
_CHANGED = frozenset({"trap", "traps"})  # as a tag of its own, of a person whose gender is not what it looks like
_OF_SOMEBODY = frozenset("solo blush blushing smile hair eyes thighs thighhighs pantyhose viewer crossdressing androgynous cosplay".split())


class Cue(NamedTuple):
    """A unit that betrays a value of an attribute."""

    unit: int
    attribute: str
    value: str


class Cut(NamedTuple):
    """A stretch of the text that is left out, and what is written instead."""

    start: int
    end: int
    instead: str


def find_cues(cast: Cast) -> list[Cue]:
    """The cues of a prompt that shows a person; a bearded dog betrays nothing."""
    changed = [Cue(place, "gender", "changed") for place in range(len(cast.units)) if _is_changed(cast, place)]
    shown = cast.nouns or cast.nameless >= 0 or cast.apart or (changed and not _OF_SOMEBODY.isdisjoint(unit.word for unit in cast.units))
    if not ((tags := shown_by_tags(cast)) or shown or _is_marked_for(cast)):
        return []
    told = [(place, form) for place, unit in enumerate(cast.units) for form in unit.forms if form.kind == CUE]
    credited = makers_of(cast.units) if told else []  # "by James Gurney" lies on no gurney
    cues = [
        Cue(place, form.row, form.values[0])
        for place, form in told
        if not (is_what_one_does(cast, place) or is_of_thing(cast, place))
        if not (
            credited[place]
            and cast.units[place].word in surnames()
            and not (form.row == "religion" and is_alone_among_makers(cast, place, credited))
        )
    ]
    return cues + changed + told_by(cast, [*(tag for tag in tags if tag[1].kind != CUE), *worn(cast), *scene_tags(cast)])


def _is_marked_for(cast: Cast) -> bool:
    """Whether a marked choice says values of persons though nobody has a noun: "{old|young} beard"."""
    taxonomy = cast.taxonomy
    marked = {taxonomy.attribute(value) for unit in cast.units for form in taxonomy.tokens.get(unit.word, ()) for value in form.values}
    return any(taxonomy.attributes[name].takes for name in marked)


def told_by(cast: Cast, found: Iterable[tuple[int, Form]]) -> list[Cue]:
    """Units with the meaning by which each tells its first value, as cues."""
    return [Cue(place, cast.taxonomy.attribute(form.values[0]), form.values[0]) for place, form in found]


def _is_changed(cast: Cast, place: int) -> bool:
    return cast.units[place].word in _CHANGED and cast.is_parted(place) and cast.is_parted(place + 1)


def cuts_of(cast: Cast, places: Sequence[int], kept: Collection[int]) -> list[Cut]:
    """What is left out for the cues at these places, from left to right; cuts that touch become one.

    "with a beard and a pearl necklace" loses its "with" as well, which neither cut alone could take.
    """
    joined: list[Cut] = []
    cuts = {_cut_worn(cast, place) or _cut(cast, place, kept) for place in places}
    for found in sorted({cut if cut.instead else Cut(*with_belongings(cast, cut.start, cut.end), "") for cut in cuts}):
        if joined and not joined[-1].instead and not found.instead and found.start <= joined[-1].end:
            start, end = joined[-1].start, max(joined[-1].end, found.end)
            joined[-1] = Cut(_without_introducer(cast, start, end), end, "")
        elif joined and not joined[-1].instead and found.start == joined[-1].start and follows_and(cast, found.start):
            joined[-1] = found  # "and [a coton de] [tulear] on her lap"
        elif not joined or found.end > joined[-1].end:
            joined.append(found)
    return [cut if cut.instead else Cut(*cut[:2], joint(cast, *cut[:2])) for cut in joined]


def _cut_worn(cast: Cast, place: int) -> Cut | None:
    """ "Ghanaian dress" is a dress."""
    unit, after = cast.units[place], place + 1
    if found := lacked(cast, place) or torn(cast, place) or compared(cast, place) or handled(cast, place):
        return Cut(*found)  # "a man with no beard" is a man
    if (end := end_of_compound(cast, place)) > after:
        return Cut(unit.start, cast.units[end].start, "")  # "a gay-friendly bar" is a bar
    says = cast.roles[place] == ADJECTIVE or (is_scene(cast, place) and is_worn(cast.units, cast.roles, place))
    if not says or unit.form(CUE) or after >= len(cast.units):
        return None
    return Cut(unit.start, cast.units[after].start, "")


def _without_introducer(cast: Cast, start: int, end: int) -> int:
    """Where a cut must begin so that no "with", and no "with a", is left with nothing to say."""
    before = [unit for unit in cast.units if unit.end <= start]
    before = before[:-1] if before and before[-1].word in ("a", "an") else before
    following = next((unit for unit in cast.units if unit.start >= end), None)
    parted = following is None or following.before in (COMMA, BREAK) or following.form("stop") is not None
    if len(before) > 1 and before[-1].word in INTRODUCERS and parted:
        return before[-2].end
    return start


def _cut(cast: Cast, place: int, kept: Collection[int]) -> Cut:
    """How a cue is left out: as an adjective, as an item of a list, with its "with a", or replaced by "something".

    kept: the units that are slots, which no cut may swallow.
    """
    unit = cast.units[place]
    if unit.form(CONTACT) or is_slogan(unit):
        return Cut(unit.start, unit.end, "something")
    if place and unit.before == SPACE and (is_sign(unit.word) or _is_clause(cast, place) or _follows_person(cast, place)):
        return Cut(cast.units[place - 1].end, unit.end, "")
    if only_describes(cast, place) and not acts_next(cast, place):
        if says_all_of_part(cast, place):
            return _phrase(cast, place + 1, kept)
        first = start_of_shape(cast, start_of_joined(cast, place, kept))
        return Cut(start_of_degree(cast, first), cast.units[place + 1].start, "")
    if (unit.word.endswith("ing") or not unit.forms) and place and unit.before == SPACE and cast.roles[place - 1] == NOUN:
        if cast.units[place - 1].word == "drunk":
            return Cut(unit.start, unit.end, "person")
        towards = unit.forms and place + 1 < len(cast.units) and cast.units[place + 1].word == "to"
        # "a man praying at the wall" is a man at it, "praying to a statue" turning to it, "my girlfriend sarah" a girlfriend.
        return Cut(cast.units[place - 1].end, unit.end, _TURNING if towards else " with" if has_object(cast, place) else "")
    if is_look_of_name(cast, place) or (place and unit.before == SPACE and cast.units[place - 1].word == "no"):
        return _item(cast, place, place - 1, kept)  # "joker make up", "no beard, long hair"
    if _is_described(cast, place):
        return _replaced(cast, place, place, kept)
    if not unit.forms and place and unit.before == SPACE and unit.word.endswith("ed") and cast.roles[place - 1] != STOP:
        return Cut(cast.units[place - 1].end, unit.end, "")  # "a portrait surounded by light"
    return _phrase(cast, place, kept)


def _phrase(cast: Cast, place: int, kept: Collection[int]) -> Cut:
    """How the noun phrase is left out that ends with a unit."""
    left = _phrase_start(cast, place, kept)
    before, tied = cast.units[left - 1] if left else None, first_of_tied(cast, left - 1)
    if (first := tied if tied < left - 1 else first_of_bare_hair(cast, left - 1) if cast.is_parted(place + 1) else 0) > 0:
        return Cut(cast.units[first - 1].end, cast.units[place].end, "")
    if before and cast.units[left].before == SPACE and cast.roles[left - 1] != ADJECTIVE and is_owner(cast, place):
        return Cut(cast.units[left].start, cast.units[place].end, "someone")
    if before and cast.units[left].before == SPACE and before.word in (*INTRODUCERS, *_JOINING):
        return _with_introducer(cast, place, left, kept)
    if before and left > 1 and not cast.units[place].forms and ends_origin(cast, left - 1, place):
        return Cut(cast.units[left - 2].end, cast.units[place].end, "")  # "shutter speed from something", "a vampire of clan zorvel"
    if before is None or cast.units[left].before in (COMMA, BREAK):
        return _item(cast, place, left, kept)
    return _replaced(cast, place, left, kept)


def _follows_person(cast: Cast, place: int) -> bool:
    """Whether a cue that no noun stands for ends a phrase right after a person: "the goddess shiva" is a goddess."""
    unit, after = cast.units[place], place + 1
    if cast.roles[place - 1] != NOUN or unit.form(CUE) is None or unit.word.endswith("ing") or instead_of(unit.word, cast.taxonomy.instead):
        return False
    return not instead_of(unit.word, cast.taxonomy.otherwise) and (cast.is_parted(after) or cast.roles[after] == STOP)


def _is_clause(cast: Cast, place: int) -> bool:
    return cast.units[place - 1].word not in _AUXILIARIES and any(form.values == (_CLAUSE,) for form in cast.units[place].forms)


def _is_described(cast: Cast, place: int) -> bool:
    """Whether other words describe the cue, and a noun of its kind may stand for it: "a red dress"."""
    first = first_of_degree(cast, place)
    if not first or cast.units[first].before != SPACE or not instead_of(cast.units[place].word, cast.taxonomy.instead):
        return False
    word, role = cast.units[first - 1].word, cast.roles[first - 1]
    return role in (PLAIN, THING, ADJECTIVE) and word not in (*DETERMINERS, *INTRODUCERS, "s") and not is_verb(cast, first - 1)


def _replaced(cast: Cast, place: int, left: int, kept: Collection[int]) -> Cut:
    """The cue with a noun of its kind in its place; without one, its phrase is "something"."""
    unit, taxonomy = cast.units[place], cast.taxonomy
    if is_of_place(cast, place) and (is_scene(cast, place) or not unit.forms):
        return Cut(cast.units[place - 2].end, unit.end, "")  # "the streets of Tokyo" are the streets
    written = instead_of(unit.word, taxonomy.instead) or instead_of(unit.word, taxonomy.otherwise)
    hint = unit.form(HINT) is not None and bool(written)
    if hint or is_scene(cast, place) or is_some_place(cast, place):
        shown = written if hint else "place"
        described = place and unit.before == SPACE and (cast.roles[place - 1] != STOP or cast.units[place - 1].word in DETERMINERS)
        return Cut(unit.start, unit.end, shown if described else one_of(shown))
    if not written and (span := alone_of_phrase(cast, place, left, kept)):
        return Cut(*span, "")
    if not written:
        return Cut(cast.units[left].start, unit.end, "do something" if is_planned(cast, left) else some_thing(cast, left))
    if written == SHOWN and place and unit.before == SPACE and cast.units[place - 1].word not in _AUXILIARIES:
        return Cut(cast.units[place - 1].end, unit.end, "")
    if written == SHOWN and cast.units[place + 1 : place + 2] and unit.before != SPACE and cast.units[place + 1].before == SPACE:
        return Cut(unit.start, cast.units[place + 1].start, "")  # "a demon, bald with horns"
    if (said := said_before(cast, place, written)) >= 0:
        return Cut(cast.units[said].end, unit.end, "")  # "curly hair short beard" is curly hair
    first = start_of_joined(cast, place, kept)
    while first and cast.units[first].before == SPACE and tells(taxonomy.forms.get((cast.units[first - 1].word, written), ())):
        first -= 1  # "dark weathered skin" is no "dark skin"
    if (end := end_of_bare(cast, first, place, written)) >= 0:
        return Cut(cast.units[first].start if end else cast.units[first - 2].end, end or unit.end, "")
    return Cut(start_of_degree(cast, first), unit.end, counted(cast, first, place, written))


def _phrase_start(cast: Cast, place: int, kept: Collection[int]) -> int:
    """The first unit of the noun phrase that ends with the cue."""
    left = start_of_joined(cast, place, kept)
    while left and place - left < _MOST_WORDS and cast.units[left].before == SPACE and left - 1 not in kept:
        unit, role = cast.units[left - 1], cast.roles[left - 1]
        if unit.word in DETERMINERS:
            return left - 1
        if role not in (PLAIN, THING, ADJECTIVE) or unit.word.endswith("ing") or unit.word == "s" or is_verb(cast, left - 1):
            break
        if unit.word == "hair" and left < place:
            break  # "long hair short beard"
        left -= 1
    return left


def _with_introducer(cast: Cast, place: int, left: int, kept: Collection[int]) -> Cut:
    introducer = left - 1
    following = cast.units[place + 1 : place + 3]
    stays = cast.units[introducer].word == "and" and has_stand_in(cast, place) and leads_on(cast, place)
    stays = stays and (cast.is_parted(place + 2) or cast.roles[place + 2] == STOP)  # "pores and wrinkles visible"
    lies = cast.units[introducer].word == "in" and not cast.units[place].forms  # "a man in zorvel at night" is a man at night
    if following and following[0].before == SPACE and ((following[0].word in PLACING and not lies) or stays):
        return _replaced(cast, place, left, kept)
    strange = not cast.units[place].forms and following and not acts_next(cast, place)
    if strange and following[0].before == SPACE and cast.roles[place + 1] in (PLAIN, DETAIL):
        return Cut(cast.units[left].start, cast.units[past_particles(cast, place + 1)].start, "")  # "wearing zorbic de garcon jacket"
    if not cast.units[place].forms and len(following) == 2 and following[0].word == "like" and following[1].before == SPACE:
        return Cut(cast.units[place].start, following[1].start, "")  # "with smooth porceilin like skin"
    listed = len(following) == 2 and following[0].word in _JOINING and following[0].before == SPACE
    if listed and not begins_clause(cast, place + 2):
        return Cut(cast.units[left + shares_article(cast, left, place + 2)].start, following[1].start, "")
    away = is_scene(cast, place) and cast.units[place + 1 : place + 2] and cast.units[place + 1].word not in things()
    if leads_on(cast, place) and not (away or acts_next(cast, place)) and not cast.units[place].word.endswith(PARTS):
        return Cut(cast.units[start_of_joined(cast, place, kept)].start, following[0].start, "")  # "with long blonde flowing hair"
    if introducer and cast.units[introducer].word == "with" and is_look_next(cast, place + 1) and not acts_next(cast, place):
        return Cut(cast.units[left].start, following[0].start, "")  # "with a beard glasses" is with glasses
    if introducer and (cast.units[introducer - 1].word in _AUXILIARIES or is_between(cast, introducer)):
        return _replaced(cast, place, left, kept)
    if introducer and cast.units[introducer - 1].word in _DONE_IN and cast.units[introducer].before == SPACE:
        introducer -= 1
    if introducer and not (cast.units[introducer].word == "with" and is_first_of_looks(cast, place)):
        return Cut(cast.units[introducer - 1].end, cast.units[place].end, "")
    end = following[0].start if following else cast.units[place].end
    return Cut(cast.units[left if introducer else introducer].start, end, "")


def _item(cast: Cast, place: int, left: int, kept: Collection[int]) -> Cut:
    after = cast.units[place + 1] if place + 1 < len(cast.units) else None
    if after and after.before == HYPHEN:  # "indo - islamic" without its first part
        return Cut(cast.units[left].start, after.start, "")
    added = left > 0 and after is not None and is_in_figures(cast.units[place]) and after.word in _JOINING  # "old, 6'2 and blind"
    if after and after.before == SPACE and not added:
        if is_bare_item(cast, place, left, instead_of(cast.units[place].word, cast.taxonomy.instead) or cast.units[place].word):
            return Cut(cast.units[left - 1].end, cast.units[place].end, "")
        if acts(cast, place + 1):
            return Cut(cast.units[left].start, cast.units[place].end, "something")
        if after.word.endswith("ed") and cast.roles[place + 2 : place + 3] == [STOP]:
            return _replaced(cast, place, left, kept)  # "tie fastened to the collar"
        modifies = cast.roles[place + 1] in (PLAIN, THING) and left == place
        if modifies and says_all_of_part(cast, place):
            return _item(cast, place + 1, left, kept)  # "handsome face, realistic"
        return Cut(cast.units[left].start, after.start, "") if modifies else _replaced(cast, place, left, kept)
    if left and (cast.units[left].before == COMMA or is_dashed(cast.units, left)):
        return Cut(cast.units[left - 1].end, cast.units[place].end, "")
    if after and after.before == COMMA:
        return Cut(cast.units[left].start, after.start, "")
    return Cut(cast.units[left].start, cast.units[place].end, "")
