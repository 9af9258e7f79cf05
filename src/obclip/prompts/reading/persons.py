"""Who is in the prompt, and which adjective, phrase and pronoun speaks of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from obclip.prompts.vocabulary.terms import (
    ADJECTIVE,
    ANIMAL,
    DETAIL,
    KNOWN,
    MANY,
    NAME,
    NOUN,
    ONE,
    PHRASE,
    PLACE,
    STOP,
    THEY,
    THING,
    Form,
    Taxonomy,
)
from obclip.prompts.vocabulary.words import things

from .bearers import (
    PARTS,
    is_bodily,
    is_borne,
    is_descent,
    is_further_part,
    is_look,
    is_mixed,
    is_owned_to,
    is_thing_from,
    names_people,
    said_beside,
    shows_face,
)
from .cast import NO_PERSON, NOBODY, Cast, Mention, noun_form
from .credits import PICTURES, is_part_of_name, may_be_surname
from .leading import means_several
from .looks import only_looks
from .noun_beside import noun_beside
from .ones import one_of_several
from .origins import FROM
from .pronouns import find_antecedents, pronoun
from .roles import PLAIN, PRONOUN, classify
from .said_of_things import is_frame_of_thing, is_said_of_thing
from .signs import are_signs, join_signs
from .subjects import are_rivals, come_before, ends_after, is_verb_of_being, left_of, nearest_person, one_of_group, said_of
from .tag_list import is_said_again, read_tags
from .tags_alone import looks_alone
from .told_again import join_described, spoken_of
from .units import BREAK, COMMA, HYPHEN, SPACE, Unit

_QUALITIES = frozenset({"massive", "immense"})  # as tags of their own: of a picture
_HAVING = frozenset({"with", "has", "having"})
_SILENT = frozenset({PLAIN, STOP, THING, ANIMAL})


def read_cast(units: Sequence[Unit], taxonomy: Taxonomy) -> tuple[Cast, list[Mention]]:
    """The persons, and all that is said of them, from left to right.

    Nothing here looks at a value, only at the kinds of words: so each candidate is read alike.
    """
    roles, heads = classify(units, taxonomy)
    cast = Cast(units, roles, heads, taxonomy)
    _find_nouns(cast)
    read_tags(cast)
    join_described(cast)
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
        other = noun_beside(cast, place)
        beside = other >= 0 and not are_signs(cast, place) and not _is_marked_name(cast, place)
        again = NOBODY if beside else spoken_of(cast, place)
        cast.person_of[place] = cast.person_of[other] if beside else persons if again == NOBODY else again
        persons += not beside and again == NOBODY
        cast.nouns.append(place)


def _is_marked_name(cast: Cast, place: int) -> bool:
    """Whether a choice says a gender in words that no other follows, "a man {Dylan|Marley}": the noun before it keeps its own."""
    forms = cast.taxonomy.tokens.get(cast.units[place].word)
    return forms is not None and "he" in cast.taxonomy.rows and _is_silent(cast.taxonomy, forms[0])


def _find_gendered(cast: Cast) -> None:
    if "he" not in cast.taxonomy.rows:
        return
    for place, role in enumerate(cast.roles):
        noun = place if role == NOUN else cast.heads[place] if role == ADJECTIVE else NOBODY
        if noun < 0 or place in cast.vague:
            continue
        form = noun_form(cast.units[place]) if role == NOUN else cast.units[place].form("adjective")
        if form and _shares_axis(cast.taxonomy, form):
            cast.gendered.add(cast.person_of[noun])
            if cast.taxonomy.tokens and _is_silent(cast.taxonomy, form):
                cast.silent.add(cast.person_of[noun])


def _shares_axis(taxonomy: Taxonomy, form: Form) -> bool:
    attribute = taxonomy.rows["he"].attributes[0]
    said = {taxonomy.attribute(value) for value in form.values}
    return attribute in said or any(attribute in taxonomy.attributes[name].takes for name in said)


def _is_silent(taxonomy: Taxonomy, form: Form) -> bool:
    gender = taxonomy.rows["he"].attributes[0]
    return any(gender in taxonomy.attributes[taxonomy.attribute(value)].silent for value in form.values)


def _mention(cast: Cast, place: int) -> Mention | None:
    role, unit = cast.roles[place], cast.units[place]
    if role == NOUN:
        form = noun_form(unit)
        if place in cast.vague:
            return Mention(place, Form(form.words, "person"), cast.person_of[place])
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
    subject = _one(cast, place - (cast.units[place - 1].word in _HAVING))
    if form and form.kind == PHRASE and subject == NOBODY:
        subject = said_of(cast, place)
    person = nearest_person(cast, place) if subject == NOBODY else subject
    if form and form.words[0] == FROM and subject == NOBODY:
        person = _who_comes_from(cast, place)
    means = form and (_states_age(cast, place, form) if form.kind != DETAIL else not is_frame_of_thing(cast, place))
    if means and person == NOBODY and ANIMAL not in cast.roles:
        person = cast.nobody_else()
    if form and form.kind == DETAIL and cast.owners:
        person = one_of_group(cast, person, form)
    return Mention(place, form, person) if form and person != NOBODY else None


def _one(cast: Cast, place: int) -> int:
    """Whom "one" or "the other" right before what is said of it means, a person of its own; or NOBODY."""
    whom = one_of_several(cast.units, place, cast.taxonomy)
    return NOBODY if whom < 0 else cast.somebody_apart(whom)


def _states_age(cast: Cast, place: int, form: Form) -> bool:
    """Whether a phrase means a person even if none is named: "she is of middle age", "of old age, smiling"."""
    if place and (cast.roles[place - 1] == THING or cast.units[place - 1].word in things()) and not shows_face([cast.units[place - 1]]):
        return False  # "a castle of old age"; "portrait, 65" means a person
    return any(value == name for value in form.values for _, name in cast.taxonomy.ages)


def _who_comes_from(cast: Cast, place: int) -> int:
    """The person before "from Peru"; nobody where a thing comes from there: "coffee from Peru"."""
    before = place - 1
    if place and cast.units[place].before == SPACE and is_thing_from(cast.units, cast.roles, before):
        return NOBODY
    if cast.nouns and cast.nouns[0] < place:
        return nearest_person(cast, place)
    if PRONOUN in cast.roles[:place] or cast.nameless != NOBODY:  # "the subject is Muslim. It is from Peru"
        return cast.nobody_else()
    return cast.person_of[cast.nouns[0]] if cast.nouns and come_before(cast, place, cast.nouns[0]) else NOBODY


def _adjective(cast: Cast, place: int) -> Mention | None:
    form, head = cast.units[place].form("adjective", PLACE), cast.heads[place]
    if form is None:
        return None
    # "half Thai, half Swiss": each has an axis of its own, but "1girl, asian, asian female" has one, and so have "asian, caucasian".
    alone = head < 0 and cast.is_parted(place) and cast.is_parted(place + 1)
    apart = not alone and not is_said_again(cast, place) and is_further_part(cast.units, place, cast.taxonomy)
    if head >= 0:
        person = cast.new_person() if apart or _is_contrasted(cast, place) else cast.person_of[head]
        return Mention(place, form, person, head)
    owner = _one(cast, place) if ends_after(cast, place) else NOBODY
    if owner == NOBODY and not is_said_of_thing(cast.units, place):
        owner = _owner(cast, place)
    return Mention(place, form, cast.new_person() if apart else owner) if owner != NOBODY else None


def _is_contrasted(cast: Cast, place: int) -> bool:
    """Whether "and" or "or" leads to another word for the same attribute: "young and old people", "male and female dancers"."""
    after = cast.units[place + 1 : place + 3]
    if len(after) < 2 or after[0].word not in ("and", "or") or cast.heads[place] not in (place + 2, cast.heads[place + 2]):
        return False
    said, other = cast.units[place].form("adjective"), after[1].form("adjective" if cast.heads[place] != place + 2 else "noun")
    if said is None or other is None or not are_rivals(cast, said, other):
        return False
    one = noun_form(cast.units[cast.heads[place]]).number == ONE and after[0].word == "and"
    built = any(cast.taxonomy.attributes[cast.taxonomy.attribute(value)].once for value in said.values)
    return not (one and built)  # "a muscular and toned man" is one man


def _owner(cast: Cast, place: int) -> int:
    """The person of an adjective that stands after its noun ("the man is old"), or alone between commas."""
    before = left_of(cast, place)
    subject = said_of(cast, place)
    if subject == NOBODY and names_people(cast.units[place], cast.taxonomy) and _is_of_somebody(cast, place):
        nearest = nearest_person(cast, place)
        return cast.nobody_else() if nearest == NOBODY and ANIMAL not in cast.roles else nearest
    if subject != NOBODY or (before >= 1 and is_verb_of_being(cast, before, place)):
        return subject
    if (other := said_beside(cast.units, cast.roles, place, cast.taxonomy)) >= 0:
        return cast.person_of[cast.heads[other]] if cast.heads[other] >= 0 else _owner_of_other(cast, other)
    if cast.nouns and is_descent(cast.units, cast.roles, place):
        return nearest_person(cast, place)
    bodily = (cast.nouns or PRONOUN in cast.roles) and is_bodily(cast.units, cast.roles, place, cast.taxonomy)
    if bodily or (cast.units[place].word in cast.taxonomy.sure and not _has_thing_after(cast, place)):
        nearest = nearest_person(cast, place)
        return cast.nobody_else() if nearest == NOBODY and ANIMAL not in cast.roles else nearest
    if not (ends_after(cast, place) or _follows_noun(cast, place)):
        return NOBODY
    alone = (_begins_item(cast, place) and cast.is_parted(place + 1)) or only_looks(cast, place)
    if before >= 0 and cast.roles[before] == NOUN and not (alone and cast.owners):
        return cast.person_of[before]
    if not alone or _is_colour_of_things(cast, place) or _is_of_picture(cast, place) or cast.units[place].word in _QUALITIES:
        return NOBODY
    nearest = nearest_person(cast, place)
    shown = (PRONOUN in cast.roles and ANIMAL not in cast.roles) or looks_alone(cast)
    return cast.nobody_else() if nearest == NOBODY and shown else nearest


def _owner_of_other(cast: Cast, place: int) -> int:
    return nearest_person(cast, place) if cast.roles[place] == DETAIL else _owner(cast, place)


def _begins_item(cast: Cast, place: int) -> bool:
    """Whether an adjective begins an item of a list, by itself or after "half"."""
    first = place - 1 if place and cast.units[place - 1].word in PARTS and cast.units[place].before in (SPACE, HYPHEN) else place
    return cast.units[first].before in (COMMA, BREAK)


def _follows_noun(cast: Cast, place: int) -> bool:
    """Whether an adjective stands right after its noun, as in words typed for a search: "girl korean kpop"."""
    if not place or cast.units[place].before != SPACE or cast.roles[place - 1] not in (NOUN, ADJECTIVE):
        return False
    after = cast.units[place + 1]
    return cast.units[place].word not in cast.taxonomy.narrow or after.form(ADJECTIVE) is not None or after.word.isdigit()


def _is_colour_of_things(cast: Cast, place: int) -> bool:
    """Whether "white" as a tag stands where nobody is shown but by name, and nobody is counted: that of a builder, as it may be."""
    if cast.owners or cast.units[place].word not in cast.taxonomy.narrow:
        return False
    return bool(cast.nouns) and all(_is_named(cast, noun) for noun in cast.nouns)


def _is_of_picture(cast: Cast, place: int) -> bool:
    """Whether an adjective that things have as well begins the text, and a worn picture follows: "old, scratched polaroid of a man"."""
    following = [unit.word for unit in cast.units[place + 1 : place + 4]]
    worn = bool(following) and following[0].endswith("ed") and cast.units[place + 1].before == COMMA
    return worn and place == 0 and cast.units[0].word in cast.taxonomy.lasting and not PICTURES.isdisjoint(following)


def _is_named(cast: Cast, noun: int) -> bool:
    unit = cast.units[noun]
    return unit.form(NAME, KNOWN) is not None or (may_be_surname(unit, cast.taxonomy) and is_part_of_name(cast.units, noun))


def _is_of_somebody(cast: Cast, place: int) -> bool:
    """Whether an adjective of a people says what somebody's looks or forebears are, or is a tag of its own beside a face."""
    if is_borne(cast.units, cast.roles, place) or is_owned_to(cast.units, place) or is_look(cast.units, left_of(cast, place)):
        return True
    if cast.nouns and is_mixed(cast.units, cast.roles, place):
        return True
    alone = cast.units[place].before in (COMMA, BREAK) and cast.is_parted(place + 1)
    return alone and not cast.nouns and shows_face(cast.units)


def _has_thing_after(cast: Cast, place: int) -> bool:
    after = place + 2 if [unit.word for unit in cast.units[place + 1 : place + 2]] == ["looking"] else place + 1  # "a queer looking cloud"
    return after < len(cast.units) and cast.units[after].before == SPACE and cast.roles[after] in (ANIMAL, THING)
