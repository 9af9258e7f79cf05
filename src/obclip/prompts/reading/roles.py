"""Whose adjective is it: "black dress", "old car", "African elephant" say nothing about a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from obclip.prompts.english.booru import SEXED
from obclip.prompts.english.verbs import FORMS_OF_IS
from obclip.prompts.vocabulary.instead import instead_of
from obclip.prompts.vocabulary.terms import (
    ADJECTIVE,
    ANIMAL,
    CUE,
    DETAIL,
    HINT,
    KNOWN,
    MANY,
    MARK,
    NAME,
    NOUN,
    PERSON_KINDS,
    PHRASE,
    PLACE,
    PRONOUN_KINDS,
    STOP,
    THING,
    Kind,
    Taxonomy,
)
from obclip.prompts.vocabulary.words import places, things

from .leading import (
    OPENING,
    end_of_compound,
    goes_on,
    is_described,
    is_first_of_two,
    is_further_on,
    is_one_of_two,
    is_size,
    leading,
    leads_to_another,
    means_all,
    means_several,
    names_grown,
    opens,
    tells_years,
)
from .likenesses import is_mere_look, is_mere_mood, is_no_person
from .moods import ends_the_phrase, only_moods_lead
from .naming import WHERE
from .of_animals import is_of_an_animal
from .ones import is_told_of_one, means_persons, stands_for_somebody
from .titled_things import is_eating_place, is_made_for, is_named_for_title
from .units import BREAK, COMMA, HYPHEN, SPACE, Unit

Role = Kind | Literal["pronoun", "plain"]
PRONOUN: Final = "pronoun"
PLAIN: Final = "plain"
_MOST_WORDS_BETWEEN, _MOST_WORDS_AFTER_PLACE = 3, 2
_STYLES, _SILENT, _FARTHEST = frozenset({"style", "styled"}), frozenset({STOP, THING, ANIMAL}), 40
_ONE_OF, _LINKS = frozenset("a an one another this that".split()), frozenset({"and", "or", "but"})
_PREFIXES = frozenset({"ex", "co", "vice", "semi", "step", "half", "non"})  # "a slim Ukrainian ex-ballerina"
_ONES, _NEGATIONS = frozenset(["one", "ones"]), frozenset("not t never no longer".split())
_ACTING, _COMPARED = frozenset({"dressed", "clad", "seated", "named", "called", "who"}), frozenset("old older young younger".split())
_IMPAIRED, _SAID_OF_ALL = frozenset(["impaired", "health"]), frozenset(["impaired", "health", "loves"])  # rows of what somebody is
_VERBS = frozenset("sit stand walk run play dance smile look wear hold ride talk eat drink pose work pray sing march fight live".split())


def classify(units: Sequence[Unit], taxonomy: Taxonomy) -> tuple[list[Role], list[int]]:
    """What each unit is, and for an adjective the unit of the person noun that it belongs to, or -1.

    Works from right to left, for whether a word speaks of a person is decided by what follows.
    """
    roles: list[Role] = [PLAIN] * len(units)
    heads = [-1] * len(units)
    for place in range(len(units) - 1, -1, -1):
        forms = units[place].forms
        if len(forms) == 1 and forms[0].kind in _SILENT and not is_mere_look(units, place):
            roles[place] = forms[0].kind
        elif forms:
            roles[place], heads[place] = (THING, -1) if is_eating_place(units, place) else _role(units, roles, heads, place, taxonomy)
    return roles, heads


def _role(units: Sequence[Unit], roles: list[Role], heads: Sequence[int], place: int, taxonomy: Taxonomy) -> tuple[Role, int]:
    unit = units[place]
    certain = unit.form("lookalike", MARK, *PRONOUN_KINDS)
    if certain:
        return (MARK if certain.kind == MARK else PLAIN if certain.kind == "lookalike" else PRONOUN), -1
    if is_mere_look(units, place):
        return PLAIN, -1
    if unit.form("adjective"):
        head = _head(units, roles, place, taxonomy)
        if is_mere_mood(units, place, head, taxonomy) or (unit.word in taxonomy.bound and _is_unbound(units, place, head, taxonomy)):
            return PLAIN, -1
        if head < 0 and (alone := _role_alone(units, roles, place, taxonomy)):
            return alone, -1
        if head >= 0 and (_ends_tag(units, place) or is_one_of_two(units, roles, place)):
            return NOUN, -1
        if head >= 0 or not _can_be_noun(units, roles, place, taxonomy):
            return ADJECTIVE, head
    if unit.form(*PERSON_KINDS):
        other = is_of_an_animal(units, roles, place, taxonomy) or is_made_for(units, roles, place)
        other = other or is_named_for_title(units, place, taxonomy)
        return (PLAIN if other or is_no_person(units, place, taxonomy) else NOUN), -1
    if unit.form(PLACE) and (head := _right_before(units, roles, heads, place, taxonomy)) >= 0:
        return ADJECTIVE, head
    kinds = [form.kind for form in unit.forms if form.kind not in (CUE, HINT, PLACE)]
    return (kinds[0] if kinds else _role_of_cue(unit, taxonomy)), -1


def _role_alone(units: Sequence[Unit], roles: list[Role], place: int, taxonomy: Taxonomy) -> Role | None:
    """The role of an adjective without a noun that speaks of a person by itself."""
    if _ends(units, roles, place) and is_told_of_one(units, place, taxonomy):
        return ADJECTIVE
    return NOUN if _is_nominal(units, roles, place, taxonomy) else None


def _is_unbound(units: Sequence[Unit], place: int, head: int, taxonomy: Taxonomy) -> bool:
    """Whether an adjective that counts only before a noun of its own attribute stands before another, "little dancer", or is a size."""
    unbound = head >= 0 and not _says_the_same(units[place], units[head], taxonomy)
    return unbound or is_size([unit.word for unit in units], place)


def _role_of_cue(unit: Unit, taxonomy: Taxonomy) -> Role:
    """A cue has the role of what may stand for it: a gown is a thing as a garment is."""
    written = instead_of(unit.word, taxonomy.instead) if unit.form(CUE) else ""
    forms = taxonomy.forms.get((written,), ()) if written else ()
    return next((form.kind for form in forms if form.kind in (THING, ANIMAL)), PLAIN)


def _right_before(units: Sequence[Unit], roles: list[Role], heads: Sequence[int], place: int, taxonomy: Taxonomy) -> int:
    """The person noun that a place stands before, with nothing but adjectives and what the noun does between, or -1.

    "Hong Kong actress", "Lagos fashion designer"; not "in Lagos people dance".
    """
    form = units[place].form(PLACE)
    styled = place + 1 < len(units) and units[place + 1].word in _STYLES  # "a Chicago style pizza chef"
    if form is None or taxonomy.rows[form.row].kind != ADJECTIVE or styled or (place and units[place - 1].word in WHERE):
        return -1
    for after in range(place + 1, min(place + 2 + _MOST_WORDS_AFTER_PLACE, len(units))):
        if units[after].before != SPACE:
            return -1
        if roles[after] == NOUN:
            return -1 if units[after].form(NAME, KNOWN) else after
        if roles[after] == ADJECTIVE:
            return heads[after]
        if roles[after] not in (PLAIN, THING) or units[after].word in places() or ends_the_phrase(units[after].word, 2, narrow=False):
            return -1
    return -1


def _is_nominal(units: Sequence[Unit], roles: list[Role], place: int, taxonomy: Taxonomy) -> bool:
    """Whether an adjective without a noun means a person: "an Asian holding a cup", "the elderly"."""
    unit, form = units[place], units[place].form("adjective")
    before = leading(units, place)
    figure = form is not None and not form.words[0].isalpha()  # an age in figures may be a noun as well
    if form is None or (unit.form(*PERSON_KINDS) and not figure):
        return False
    one = place + 1 < len(units) and units[place + 1].word in _ONES and units[place + 1].before == SPACE
    said = one and (form.row in _IMPAIRED or (unit.word in _COMPARED and names_grown(units[:place], taxonomy)))
    if said or stands_for_somebody(units, place, taxonomy) or is_first_of_two(units, roles, place):
        return True  # "next to the blind one", "a woman and a younger one", "a blind and a deaf man"
    if unit.word in taxonomy.narrow and not (form.row in _SAID_OF_ALL and means_all(units, place)):  # "two brothers, one blind"
        return before == "one" and _ends(units, roles, place) and means_persons(units[:place], unit, taxonomy)
    if figure and place + 1 < len(units) and units[place + 1].word == "s" and units[place + 1].start == unit.end + 1:
        return True  # "70-year-old's hands"
    if (unit.word in taxonomy.proper and not unit.capital) or (before == "the" and unit.form(PLACE)):  # "a mohawk", "the Caribbean"
        return False
    if place == len(units) - 1 and taxonomy.rows[form.row].nominal and all(other.form(ADJECTIVE) for other in units):
        return True  # a people and nothing else: "Somali"
    ends = _ends(units, roles, place)
    after = "" if ends else units[place + 1].word
    if form.number == MANY or before == "the":
        return (ends or (after.endswith("ing") and after not in things())) and form.row != ""
    acts = ends or after in _ACTING or (after.endswith(("ing", "s")) and after not in things())
    if means_several(units, place):
        return (acts or after in _VERBS) and taxonomy.rows[form.row].nominal
    if ends and (before == "one" or _begins_aged(units, place, taxonomy) or (figure and only_moods_lead(units, place, taxonomy))):
        return True  # "two men, one old and one young", "elderly Portuguese", "smiling 60 year old"
    return acts and (before in _ONE_OF or is_described(units, place)) and (taxonomy.rows[form.row].nominal or figure)


def _ends(units: Sequence[Unit], roles: list[Role], place: int) -> bool:
    """Whether a phrase ends with a word."""
    return place + 1 >= len(units) or units[place + 1].before in (COMMA, BREAK) or roles[place + 1] in (STOP, PHRASE, DETAIL)


def _begins_aged(units: Sequence[Unit], place: int, taxonomy: Taxonomy) -> bool:
    """Whether the adjective of a people stands at the beginning of a tag, with an age before it: "young Mongolian on horseback"."""
    form = units[place - 1].form("adjective") if place and units[place].before == SPACE else None
    said = units[place].form("adjective")
    if form is None or said is None or not taxonomy.rows[said.row].nominal or not form.row:
        return False
    begins = place == 1 or units[place - 1].before in (COMMA, BREAK)
    return begins and any(taxonomy.attributes[name].single for name in taxonomy.rows[form.row].attributes)


def _can_be_noun(units: Sequence[Unit], roles: list[Role], place: int, taxonomy: Taxonomy) -> bool:
    """Whether a word that may be an adjective is a person here; "an albino lion" and "a senior portrait" are none."""
    unit = units[place]
    noun = unit.form("noun")
    said = _is_said(units, place) and (noun is None or noun.number != MANY)  # "who is bisexual", as "who is gay"
    if said or (noun and not noun.words[0].isalpha()) or tells_years(units, place, taxonomy):  # in figures: "a 10-year-old whisky"
        return False
    if noun is None or taxonomy.rows[noun.row].attributes or noun.number == MANY:
        return unit.form(*PERSON_KINDS) is not None
    after = units[place + 1] if place + 1 < len(units) else None
    told = any(other.form(*PERSON_KINDS) for other in units[:place]) and leading(units, place) not in OPENING
    if told and not any(taxonomy.attributes[taxonomy.attribute(value)].single for value in noun.values):
        return False  # "a man, bisexual", as "a man, gay"
    parted = after is None or after.before in (COMMA, BREAK) or roles[place + 1] in (STOP, PRONOUN)
    return parted or (after is not None and (after.word.endswith(("ing", "s")) or after.word in _ACTING))


def _is_said(units: Sequence[Unit], place: int) -> bool:
    """Whether a copula leads to a word, also over "not" and the like: "he is no longer bisexual"."""
    while place and units[place - 1].word in _NEGATIONS:
        place -= 1
    return place > 0 and units[place - 1].word in FORMS_OF_IS


def _ends_tag(units: Sequence[Unit], place: int) -> bool:
    """Whether a noun ends a tag, so that it is no adjective of the next: "dark-skinned female, maid", "holding child, man"."""
    noun, led = units[place].form("noun"), units[place].before == SPACE and units[place - 1].word.endswith("ing")
    counted = place - 1 - (place > 1 and units[place - 1].form(ADJECTIVE) is not None)
    led = led or (counted >= 0 and units[counted].word.isdigit())  # "1 white child, idol"
    return noun is not None and (noun.row == SEXED or led) and units[place + 1].before in (COMMA, BREAK)


def _says_the_same(adjective: Unit, noun: Unit, taxonomy: Taxonomy) -> bool:
    """Whether a noun states the attribute of an adjective itself, with a value of the same block."""
    said, form = adjective.form("adjective"), noun.form("noun")
    if said is None or form is None:
        return False
    return any(taxonomy.block(value) == taxonomy.block(said.values[0]) for value in form.values)


def _head(units: Sequence[Unit], roles: list[Role], place: int, taxonomy: Taxonomy) -> int:
    """The person noun that the adjective at `place` belongs to, or -1."""
    between, narrow = 0, units[place].word in taxonomy.narrow
    aged = _is_age(units[place], taxonomy) and opens(units, place)  # "a 57-year-old tenured Computer Science professor"
    told = place > 1 and units[place - 1].word in FORMS_OF_IS and units[place - 2].form(*PERSON_KINDS, *PRONOUN_KINDS)  # "Tom is old, Ann"
    for after in range(place + 1, min(len(units), place + _FARTHEST)):
        unit, role = units[after], roles[after]
        if unit.before == BREAK and not goes_on(units, place, after):
            return -1
        if _is_compound(units, roles, after) or (unit.before == COMMA and (between or told or unit.word.isdigit())):
            return -1  # "asian, 1girl" are two tags
        if role == NOUN:
            return after
        if role == ADJECTIVE or (role == STOP and unit.word in _LINKS and not (between or told)) or is_further_on(units, roles, after):
            continue
        if leads_to_another(units, after, place) and roles[after + 3] == NOUN and (role == PLAIN or not narrow):
            return after + 3
        if _is_what_for(units, roles, after) and not narrow:  # "an old sea captain"
            between += 1
            continue
        if (unit.word == "looking" and (between or after == place + 1)) or (role == PLAIN and unit.form(CUE)):
            continue
        between += not unit.word[0].isdigit()  # "a black 5.5 ft woman"
        most = 1 if narrow else _MOST_WORDS_BETWEEN + aged
        linked = units[after - 1].word in _LINKS  # "a thin and tired woman"
        thing = aged and (role == THING or unit.word in things())
        field = role == PLAIN and _is_field(units, roles, after)
        plain = thing or field or (role in (PLAIN, MARK) and not ends_the_phrase(unit.word, 1 if aged else between, narrow and not linked))
        if between > most or not (plain or end_of_compound(units, roles, after) > after):
            return -1
    return -1


def _is_age(unit: Unit, taxonomy: Taxonomy) -> bool:
    """Whether an adjective says what one person has once."""
    form = unit.form(ADJECTIVE)
    return form is not None and any(taxonomy.attributes[name].single for name in taxonomy.rows[form.row].attributes)


def _is_what_for(units: Sequence[Unit], roles: list[Role], place: int) -> bool:
    """Whether a thing or an animal right before a person says with what the person has to do: "TV/film actress"."""
    after = end_of_compound(units, roles, place, things=True) + 1
    return roles[place] in (THING, ANIMAL) and after < len(units) and units[after].before == SPACE and roles[after] == NOUN


def _is_field(units: Sequence[Unit], roles: list[Role], place: int) -> bool:
    """Whether a word in -s right before a person says what the person works with: "systems analyst"."""
    after = place + 1
    return units[place].word.endswith("s") and after < len(units) and units[after].before == SPACE and roles[after] == NOUN


def _is_compound(units: Sequence[Unit], roles: list[Role], place: int) -> bool:
    """Whether a hyphen makes a word part of another, so that what stands before is no adjective of a person.

    It does not in "Korean-Americans" and in "ex-ballerina".
    """
    unit = units[place]
    if unit.before != HYPHEN or roles[place] == ADJECTIVE or is_further_on(units, roles, place):
        return False
    return roles[place] != NOUN or not (unit.form("folk", "adjective") or units[place - 1].word in _PREFIXES)
