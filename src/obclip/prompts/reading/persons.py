"""Who is in the prompt, and which adjective, phrase and pronoun speaks of whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, DETAIL, MANY, NOUN, ONE, PHRASE, PLACE, STOP, THEY, THING, Form, Taxonomy
from obclip.prompts.vocabulary.words import things

from .bearers import is_borne, is_further_part, is_mixed, is_thing_from, names_people, shows_face
from .cast import ANYBODY, NO_PERSON, NOBODY, Cast, Mention, noun_form
from .origins import FROM
from .pronouns import antecedent, find_antecedents, pronoun
from .roles import PLAIN, PRONOUN, classify, means_several
from .signs import are_signs, join_signs
from .tag_list import as_tag, read_tags
from .units import BREAK, COMMA, SPACE, Unit

COPULAS = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "be",
        "being",
        "been",
        "looks",
        "looking",
        "looked",
        "felt",
        "feels",
        "seems",
        "seemed",
        "appears",
    }
) | frozenset({"became", "becomes", "turned", "s", "re", "m", "am"})
_FARTHEST = 40  # units
# Between a subject and what is said of it: "who may be about to turn".
_HELPERS = COPULAS | frozenset(
    "to must may might could can should would will not also still just already now only both all has have had".split()
)
_OTHERS = frozenset({"other", "second", "third"})
_RELATIVES = frozenset({"who", "that", "which"})
_SILENT = frozenset({PLAIN, STOP, THING, ANIMAL})
_ADVERBS = frozenset("very quite rather so too really extremely both also still and half part no longer".split())


def read_cast(units: Sequence[Unit], taxonomy: Taxonomy) -> tuple[Cast, list[Mention]]:
    """The persons, and all that is said of them, from left to right.

    Nothing here looks at a value, only at the kinds of words: so each candidate is read alike.
    """
    roles, heads = classify(units, taxonomy)
    cast = Cast(units, roles, heads, taxonomy)
    _find_nouns(cast)
    read_tags(cast)
    _find_gendered(cast)
    join_signs(cast)
    find_antecedents(cast)
    telling = [place for place, role in enumerate(cast.roles) if role not in _SILENT or units[place].word in taxonomy.tokens]
    mentions = [mention for place in telling if (mention := _mention(cast, place) or _marked(cast, place))]
    return cast, mentions


def _marked(cast: Cast, place: int) -> Mention | None:
    """A marked choice that says nothing of a person: it is an axis all the same."""
    forms = cast.taxonomy.tokens.get(cast.units[place].word)
    return Mention(place, forms[0], NO_PERSON) if forms else None


def _find_nouns(cast: Cast) -> None:
    """One person a noun; nouns side by side ("woman doctor") are one person."""
    persons = 0
    for place, role in enumerate(cast.roles):
        if role != NOUN:
            continue
        beside = place - 1 in cast.person_of and cast.units[place].before == SPACE and not are_signs(cast, place)
        cast.person_of[place] = cast.person_of[place - 1] if beside else persons
        persons += not beside
        cast.nouns.append(place)


def _find_gendered(cast: Cast) -> None:
    if "he" not in cast.taxonomy.rows:
        return
    for place, role in enumerate(cast.roles):
        if role not in (NOUN, ADJECTIVE):
            continue
        noun = place if role == NOUN else cast.heads[place]
        form = noun_form(cast.units[place]) if role == NOUN else cast.units[place].form("adjective")
        if noun >= 0 and form and _shares_axis(cast.taxonomy, form):
            cast.gendered.add(cast.person_of[noun])
            if _is_silent(cast.taxonomy, form):
                cast.silent.add(cast.person_of[noun])


def _shares_axis(taxonomy: Taxonomy, form: Form) -> bool:
    attribute = taxonomy.rows["he"].attributes[0]
    said = [taxonomy.attribute(value) for value in form.values]
    return any(attribute == name or attribute in taxonomy.attributes[name].takes for name in said)


def _is_silent(taxonomy: Taxonomy, form: Form) -> bool:
    gender = taxonomy.rows["he"].attributes[0]
    return any(gender in taxonomy.attributes[taxonomy.attribute(value)].silent for value in form.values)


def _mention(cast: Cast, place: int) -> Mention | None:
    role, unit = cast.roles[place], cast.units[place]
    if role == NOUN:
        form = noun_form(unit)
        if form.kind == ADJECTIVE and form.number == ONE and means_several(cast.units, place):
            form = replace(form, number=MANY)
        return Mention(place, form, cast.person_of[place])
    if role == ADJECTIVE:
        return _adjective(cast, place)
    if role in (PHRASE, DETAIL):
        return _attached(cast, place)
    if role in (PRONOUN, THEY):
        return pronoun(cast, place)
    return None


def _attached(cast: Cast, place: int) -> Mention | None:
    """A phrase belongs to a person that is named; a detail ("dark skin") means a person even where none is."""
    unit = cast.units[place]
    form = unit.form(PHRASE, DETAIL)
    subject = _said_of(cast, place) if form and form.kind == PHRASE else NOBODY
    person = _nearest(cast, place) if subject == NOBODY else subject
    if form and form.words[0] == FROM and subject == NOBODY:
        person = _who_comes_from(cast, place)
    if form and person == NOBODY and (form.kind == DETAIL or _states_age(cast, place, form)) and ANIMAL not in cast.roles:
        person = cast.nobody_else()
    return Mention(place, form, person) if form and person != NOBODY else None


def _states_age(cast: Cast, place: int, form: Form) -> bool:
    """Whether a phrase means a person even if none is named: "she is of middle age", "of old age, smiling"."""
    if place and (cast.roles[place - 1] == THING or cast.units[place - 1].word in things()):
        return False  # "a castle of old age"
    return any(value == name for value in form.values for _, name in cast.taxonomy.ages)


def _said_of(cast: Cast, place: int) -> int:
    """Whom a predicate speaks of: "she is of middle age", "the man just entered old age", "one is young, the other old"."""
    before = _left_of(cast, place)
    if before >= 1 and cast.units[before].word in COPULAS:
        return cast.new_person() if _is_second(cast, place) else _subject(cast, before - 1)
    if _is_second(cast, place) or (before > 0 and cast.units[before].word in _OTHERS and _is_gapped(cast, before)):
        return cast.new_person()
    form = cast.units[place].form(PHRASE)
    enters = form is not None and form.row in cast.taxonomy.rows and cast.taxonomy.rows[form.row].family == "entering"
    return _subject(cast, place - 1) if enters and place else NOBODY


def _is_second(cast: Cast, place: int) -> bool:
    """Whether "and" joins what is said to the same of another person: "the boys are of school age and of teenage years"."""
    if place < 2 or cast.units[place - 1].word not in ("and", "or") or cast.is_parted(place - 1) or not _ends_after(cast, place):
        return False  # "brown and black fur"
    said, other = (cast.units[each].form(ADJECTIVE, PHRASE) for each in (place, place - 2))
    alone = cast.heads[place] < 0 and cast.heads[place - 2] < 0
    return alone and said is not None and other is not None and bool(said.row) and _attributes(cast, said) == _attributes(cast, other)


def _is_gapped(cast: Cast, place: int) -> bool:
    """Whether "one is" stands before "the other", whose verb is left out."""
    words = [unit.word for unit in cast.units[max(0, place - _FARTHEST) : place]]
    said = cast.units[place + 1].form(ADJECTIVE, PHRASE)
    aged = said is not None and any(value == name for value in said.values for _, name in cast.taxonomy.ages)
    return any(first == "one" and (aged or second in COPULAS) for first, second in pairwise(words))


def _who_comes_from(cast: Cast, place: int) -> int:
    """The person before "from Peru"; nobody where a thing comes from there: "coffee from Peru"."""
    before = place - 1
    if before < 0 or (cast.units[place].before == SPACE and is_thing_from(cast.units, cast.roles, before)):
        return NOBODY
    if cast.nouns and cast.nouns[0] < place:
        return _nearest(cast, place)
    return cast.nobody_else() if PRONOUN in cast.roles[:place] else NOBODY


def _adjective(cast: Cast, place: int) -> Mention | None:
    form, head = cast.units[place].form("adjective", PLACE), cast.heads[place]
    if form is None:
        return None
    apart = is_further_part(cast.units, place, cast.taxonomy)  # "half Thai, half Swiss": each has an axis of its own
    if head >= 0:
        person = cast.new_person() if apart or _is_contrasted(cast, place) else cast.person_of[head]
        return Mention(place, form, person, head)
    owner = _owner(cast, place)
    return Mention(place, as_tag(cast, place, form), cast.new_person() if apart else owner) if owner != NOBODY else None


def _is_contrasted(cast: Cast, place: int) -> bool:
    """Whether "and" or "or" leads to another adjective of the same attribute: "young and old people" are two groups."""
    after = cast.units[place + 1 : place + 3]
    if len(after) < 2 or after[0].word not in ("and", "or") or cast.heads[place + 2] != cast.heads[place]:
        return False
    said, other = cast.units[place].form("adjective"), after[1].form("adjective")
    return bool(said and other and _attributes(cast, said) == _attributes(cast, other))


def _attributes(cast: Cast, form: Form) -> set[str]:
    return {cast.taxonomy.attribute(value) for value in form.values}


def _owner(cast: Cast, place: int) -> int:
    """The person of an adjective that stands after its noun ("the man is old"), or alone between commas."""
    before = _left_of(cast, place)
    said_of = _said_of(cast, place)
    if said_of != NOBODY or (before >= 1 and cast.units[before].word in COPULAS):
        return said_of
    if cast.units[place].word in cast.taxonomy.sure and not _has_thing_after(cast, place):
        nearest = _nearest(cast, place)
        return cast.nobody_else() if nearest == NOBODY and ANIMAL not in cast.roles else nearest
    if names_people(cast.units[place], cast.taxonomy) and _is_of_somebody(cast, place):
        nearest = _nearest(cast, place)
        return cast.nobody_else() if nearest == NOBODY and ANIMAL not in cast.roles else nearest
    if not _ends_after(cast, place):
        return NOBODY
    if before >= 0 and cast.roles[before] == NOUN:
        return cast.person_of[before]
    alone = cast.units[place].before in (COMMA, BREAK) and cast.is_parted(place + 1)
    return _nearest(cast, place) if alone else NOBODY


def _is_of_somebody(cast: Cast, place: int) -> bool:
    """Whether an adjective of a people says what somebody's looks or forebears are, or is a tag of its own beside a face."""
    if is_borne(cast.units, cast.roles, place) or (cast.nouns and is_mixed(cast.units, cast.roles, place)):
        return True
    alone = cast.units[place].before in (COMMA, BREAK) and cast.is_parted(place + 1)
    return alone and not cast.nouns and shows_face(cast.units)


def _has_thing_after(cast: Cast, place: int) -> bool:
    after = place + 1
    return after < len(cast.units) and cast.units[after].before == SPACE and cast.roles[after] in (ANIMAL, THING)


def _left_of(cast: Cast, place: int) -> int:
    """The unit before the run of adjectives, adverbs and "and" that leads to this one, in the same sentence."""
    left = place
    while max(0, place - _FARTHEST) < left and cast.units[left].before in (SPACE, COMMA):
        left -= 1
        word = cast.units[left].word
        if cast.roles[left] != ADJECTIVE and word not in _ADVERBS and not word.endswith("ly"):
            return left
    return -1


def _subject(cast: Cast, place: int) -> int:
    while place > 0 and cast.units[place].before == SPACE and (cast.units[place].word in _HELPERS or cast.units[place].word.endswith("ly")):
        place -= 1
    if cast.units[place].word in _RELATIVES and place:
        place -= 1
    if cast.roles[place] == THEY or cast.units[place].word in ("i", "you"):
        nearest = _nearest(cast, place)
        return cast.nobody_else() if nearest == NOBODY and ANIMAL not in cast.roles else nearest
    if cast.units[place].word == "age":  # "her age is 54"
        return antecedent(cast, place - 1)[0] if place and cast.roles[place - 1] == PRONOUN else _nearest(cast, place)
    if cast.roles[place] == NOUN:
        return cast.person_of[place]
    if cast.roles[place] == PRONOUN and cast.units[place].form("he"):
        return antecedent(cast, place)[0]
    if cast.units[place].word in ("one", "other", "another") and cast.nouns:
        return cast.new_person()  # "two friends, one is black"
    return _first_of_clause(cast, place)


def _first_of_clause(cast: Cast, place: int) -> int:
    """The person that a clause begins with, before any thing: "the man in the hat is Korean"."""
    first = place
    while first > max(0, place - _FARTHEST) and cast.units[first].before == SPACE and cast.units[first - 1].word not in COPULAS:
        first -= 1
    for each in range(first, place + 1):
        if cast.roles[each] == NOUN:
            return cast.person_of[each]
        if cast.roles[each] in (THING, ANIMAL) or cast.units[each].word in things():
            return NOBODY
    return NOBODY


def _ends_after(cast: Cast, place: int) -> bool:
    after = place + 1
    return cast.is_parted(after) or cast.roles[after] == STOP


def _nearest(cast: Cast, place: int) -> int:
    owner = cast.owners[place] if cast.owners else NOBODY
    if owner != NOBODY:
        return cast.new_person() if owner == ANYBODY else owner
    after = bisect_left(cast.nouns, place)
    if not cast.nouns:
        return NOBODY
    return cast.person_of[cast.nouns[after - 1 if after else 0]]
