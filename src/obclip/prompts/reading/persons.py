"""Who is in the prompt, and which adjective, phrase and pronoun speaks of whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, DETAIL, NOUN, PHRASE, STOP, THEY, THING, Form, Taxonomy

from .cast import NO_PERSON, NOBODY, Cast, Mention, noun_form
from .pronouns import antecedent, find_antecedents, pronoun
from .roles import PLAIN, PRONOUN, classify
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
) | frozenset({"became", "becomes", "turned", "s", "re", "m"})
_FARTHEST = 40  # units
_RELATIVES = frozenset({"who", "that", "which"})
_SILENT = frozenset({PLAIN, STOP, THING, ANIMAL})
_ADVERBS = frozenset({"very", "quite", "rather", "so", "too", "really", "extremely", "both", "also", "still", "and", "half"})


def read_cast(units: Sequence[Unit], taxonomy: Taxonomy) -> tuple[Cast, list[Mention]]:
    """The persons, and all that is said of them, from left to right.

    Nothing here looks at a value, only at the kinds of words: so each candidate is read alike.
    """
    roles, heads = classify(units, taxonomy)
    cast = Cast(units, roles, heads, taxonomy)
    _find_nouns(cast)
    _find_gendered(cast)
    find_antecedents(cast)
    telling = [place for place, role in enumerate(roles) if role not in _SILENT or units[place].word in taxonomy.tokens]
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
        beside = place - 1 in cast.person_of and cast.units[place].before == SPACE
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
        return Mention(place, noun_form(unit), cast.person_of[place])
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
    person = _nearest(cast, place)
    if form and unit.word.startswith("from ") and not (cast.nouns and cast.nouns[0] < place):
        return None
    if form and person == NOBODY and form.kind == DETAIL and ANIMAL not in cast.roles:
        person = cast.nobody_else()
    return Mention(place, form, person) if form and person != NOBODY else None


def _adjective(cast: Cast, place: int) -> Mention | None:
    form, head = cast.units[place].form("adjective"), cast.heads[place]
    if form is None:
        return None
    if head >= 0:
        person = cast.new_person() if _is_contrasted(cast, place) else cast.person_of[head]
        return Mention(place, form, person, head)
    owner = _owner(cast, place)
    return Mention(place, form, owner) if owner != NOBODY else None


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
    if before >= 1 and cast.units[before].word in COPULAS:
        return _subject(cast, before - 1)
    if cast.units[place].word in cast.taxonomy.sure and not _has_thing_after(cast, place):
        nearest = _nearest(cast, place)
        return cast.nobody_else() if nearest == NOBODY and ANIMAL not in cast.roles else nearest
    if not _ends_after(cast, place):
        return NOBODY
    if before >= 0 and cast.roles[before] == NOUN:
        return cast.person_of[before]
    alone = cast.units[place].before in (COMMA, BREAK) and cast.is_parted(place + 1)
    return _nearest(cast, place) if alone else NOBODY


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
    if cast.units[place].word in _RELATIVES and place:
        place -= 1
    if cast.roles[place] == NOUN:
        return cast.person_of[place]
    if cast.roles[place] == PRONOUN and cast.units[place].form("he"):
        return antecedent(cast, place)[0]
    if cast.units[place].word in ("one", "other", "another") and cast.nouns:
        return cast.new_person()  # "two friends, one is black"
    return NOBODY


def _ends_after(cast: Cast, place: int) -> bool:
    after = place + 1
    return cast.is_parted(after) or cast.roles[after] == STOP


def _nearest(cast: Cast, place: int) -> int:
    after = bisect_left(cast.nouns, place)
    if not cast.nouns:
        return NOBODY
    return cast.person_of[cast.nouns[after - 1 if after else 0]]
