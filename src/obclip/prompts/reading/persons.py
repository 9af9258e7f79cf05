"""Who is in the prompt, and which adjective, phrase and pronoun speaks of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from obclip.prompts.vocabulary.terms import FOLK, MARK, NAME, ONE, Form, Taxonomy

from .roles import ADJECTIVE, ANIMAL, DETAIL, NOUN, PHRASE, PLAIN, PRONOUN, PRONOUN_KINDS, STOP, THEY, THING, classify
from .units import BREAK, COMMA, SPACE, Unit

NOBODY, NO_PERSON = -1, -2
_COPULAS = frozenset(
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
_RELATIVES = frozenset({"who", "that", "which"})
_SILENT = frozenset({PLAIN, STOP, THING, ANIMAL})
_ADVERBS = frozenset({"very", "quite", "rather", "so", "too", "really", "extremely", "both", "also", "still", "and", "half"})


@dataclass(frozen=True)
class Mention:
    """A unit that speaks of a person. head: the noun that an adjective stands before, or -1."""

    unit: int
    form: Form
    person: int
    head: int = -1
    contested: bool = False


@dataclass
class Cast:
    """The persons of one prompt while it is read: built by `read_cast`, then only looked at."""

    units: Sequence[Unit]
    roles: Sequence[str]
    heads: Sequence[int]
    taxonomy: Taxonomy
    person_of: dict[int, int] = field(default_factory=dict)  # unit of a noun -> person
    nouns: list[int] = field(default_factory=list)  # the units of person nouns, from left to right
    gendered: set[int] = field(default_factory=set)  # persons whose gender is stated by a noun or an adjective
    nameless: int = NOBODY  # the person of pronouns that have no noun

    named_apart: dict[int, int] = field(default_factory=dict)  # unit of a pronoun that means somebody else -> person

    extra: int = 0  # persons that have no noun of their own

    def new_person(self) -> int:
        self.extra += 1
        return len(self.units) + self.extra


def read_cast(units: Sequence[Unit], taxonomy: Taxonomy) -> tuple[Cast, list[Mention]]:
    """The persons, and all that is said of them, from left to right.

    Nothing here looks at a value, only at the kinds of words: so each candidate is read alike.
    """
    roles, heads = classify(units, taxonomy)
    cast = Cast(units, roles, heads, taxonomy)
    _find_nouns(cast)
    _find_gendered(cast)
    telling = [place for place, role in enumerate(roles) if role not in _SILENT]
    mentions = [mention for place in telling if (mention := _mention(cast, place))]
    return cast, mentions


def _find_nouns(cast: Cast) -> None:
    """One person a noun; nouns side by side ("woman doctor") are one person."""
    for place, role in enumerate(cast.roles):
        if role != NOUN:
            continue
        beside = place - 1 in cast.person_of and cast.units[place].before == SPACE
        cast.person_of[place] = cast.person_of[place - 1] if beside else len(set(cast.person_of.values()))
        cast.nouns.append(place)


def _find_gendered(cast: Cast) -> None:
    if "he" not in cast.taxonomy.rows:
        return
    for place, role in enumerate(cast.roles):
        if role not in (NOUN, ADJECTIVE):
            continue
        noun = place if role == NOUN else cast.heads[place]
        form = _noun_form(cast.units[place]) if role == NOUN else cast.units[place].form("adjective")
        if noun >= 0 and form and _shares_axis(cast.taxonomy, form):
            cast.gendered.add(cast.person_of[noun])


def _shares_axis(taxonomy: Taxonomy, form: Form) -> bool:
    attribute = taxonomy.rows["he"].attributes[0]
    return any(taxonomy.attribute(value) == attribute for value in form.values)


def _mention(cast: Cast, place: int) -> Mention | None:
    role, unit = cast.roles[place], cast.units[place]
    if role == NOUN:
        return Mention(place, _noun_form(unit), cast.person_of[place])
    if role == MARK:
        form = unit.form(MARK)
        return Mention(place, form, NO_PERSON) if form else None
    if role == ADJECTIVE:
        return _adjective(cast, place)
    if role in (PHRASE, DETAIL):
        return _attached(cast, place)
    if role in (PRONOUN, THEY):
        return _pronoun(cast, place)
    return None


def _noun_form(unit: Unit) -> Form:
    """What a person noun says. A name says nothing here: what it tells is a cue."""
    form = unit.form("noun") or unit.form(FOLK) or unit.form("person") or unit.form("adjective")
    return form if form else Form((unit.word,), NAME)


def _attached(cast: Cast, place: int) -> Mention | None:
    """A phrase belongs to a person that is named; a detail ("dark skin") means a person even where none is."""
    unit = cast.units[place]
    form = unit.form(PHRASE, DETAIL)
    person = _nearest(cast, place)
    if form and unit.word.startswith("from ") and not any(noun < place for noun in cast.nouns):
        return None
    if form and person == NOBODY and form.kind == DETAIL and ANIMAL not in cast.roles:
        person = _nameless(cast)
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
    if before >= 1 and cast.units[before].word in _COPULAS:
        return _subject(cast, before - 1)
    if cast.units[place].word in cast.taxonomy.sure and not _has_thing_after(cast, place):
        nearest = _nearest(cast, place)
        return _nameless(cast) if nearest == NOBODY and ANIMAL not in cast.roles else nearest
    if not _ends_after(cast, place):
        return NOBODY
    if before >= 0 and cast.roles[before] == NOUN:
        return cast.person_of[before]
    alone = cast.units[place].before in (COMMA, BREAK) and _parted(cast, place + 1)
    return _nearest(cast, place) if alone else NOBODY


def _has_thing_after(cast: Cast, place: int) -> bool:
    after = place + 1
    return after < len(cast.units) and cast.units[after].before == SPACE and cast.roles[after] in (ANIMAL, THING)


def _left_of(cast: Cast, place: int) -> int:
    """The unit before the run of adjectives, adverbs and "and" that leads to this one, in the same sentence."""
    left = place
    while left > 0 and cast.units[left].before in (SPACE, COMMA):
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
        return _antecedent(cast, place)[0]
    if cast.units[place].word in ("one", "other", "another") and cast.nouns:
        return cast.new_person()  # "two friends, one is black"
    return NOBODY


def _ends_after(cast: Cast, place: int) -> bool:
    after = place + 1
    return _parted(cast, after) or cast.roles[after] == STOP


def _parted(cast: Cast, place: int) -> bool:
    return place >= len(cast.units) or cast.units[place].before in (COMMA, BREAK)


def _nearest(cast: Cast, place: int) -> int:
    before = [noun for noun in cast.nouns if noun < place]
    after = [noun for noun in cast.nouns if noun > place]
    noun = before[-1] if before else after[0] if after else -1
    return cast.person_of[noun] if noun >= 0 else NOBODY


def _pronoun(cast: Cast, place: int) -> Mention | None:
    unit = cast.units[place]
    person, contested = _antecedent(cast, place)
    form = unit.form("they") if cast.roles[place] == THEY else _case(cast, place)
    if form is None or person == NOBODY or (cast.roles[place] == THEY and not contested):
        return None
    return Mention(place, form, person, contested=contested)


def _case(cast: Cast, place: int) -> Form | None:
    """The form of a pronoun in its place. His, him and her are told apart by what follows, not by which it is."""
    unit, after = cast.units[place], place + 1
    sure = unit.form("he", "himself")
    if sure or unit.word == "hers":
        return sure or unit.form("hers")
    owns = after < len(cast.units) and cast.units[after].before == SPACE and cast.roles[after] not in (STOP, PRONOUN)
    kind = "his" if owns else "hers" if unit.word == "his" else "him"
    values = unit.form(*PRONOUN_KINDS)
    return Form((unit.word,), kind, kind, ONE, values.values) if values else None


def _antecedent(cast: Cast, place: int) -> tuple[int, bool]:
    """The person that a pronoun stands for, and whether two or more could be meant."""
    if _is_another(cast, place):
        cast.named_apart[place] = cast.new_person()
        return cast.named_apart[place], False
    apart = [person for at, person in cast.named_apart.items() if at < place]
    if apart:
        return apart[-1], True
    before = [noun for noun in cast.nouns if noun < place]
    single = [noun for noun in before if _number(cast, noun) == ONE] or before
    gendered = [noun for noun in single if cast.person_of[noun] in cast.gendered]
    if single:
        noun = (gendered or single)[-1]
        return cast.person_of[noun], len({cast.person_of[other] for other in gendered}) > 1
    if any(role == ANIMAL for role in cast.roles[:place]):
        return NOBODY, False
    after = [noun for noun in cast.nouns if noun > place]
    if after and cast.nameless == NOBODY and not _joins(cast, place + 1):
        return cast.person_of[after[0]], False
    return _nameless(cast), False


def _is_another(cast: Cast, place: int) -> bool:
    """Whether "and" or "or" joins a pronoun to a person before it, so that it means somebody else: "he and she"."""
    if place < 2 or not _joins(cast, place - 1):
        return False
    form = _case(cast, place) if cast.roles[place] == PRONOUN else None
    other = cast.roles[place - 2]
    verb_follows = other == NOUN and not _parted(cast, place + 1)  # "a man smiles at a boy and he waves"
    return form is not None and form.kind in ("he", "him") and other in (NOUN, PRONOUN) and not verb_follows


def _joins(cast: Cast, place: int) -> bool:
    return place < len(cast.units) and cast.units[place].word in ("and", "or") and cast.units[place].before == SPACE


def _nameless(cast: Cast) -> int:
    """The person of a prompt that is spoken of without a noun."""
    if cast.nameless == NOBODY:
        cast.nameless = cast.new_person()
    return cast.nameless


def _number(cast: Cast, noun: int) -> int:
    return _noun_form(cast.units[noun]).number
