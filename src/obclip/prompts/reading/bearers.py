"""What bears a people's name and so speaks of a person: "her Tongan skin", "of Irish descent", "a mix of Thai and Swiss", "Ghanaian dress".

An adjective of a people or a faith before such a word says it of the person nearby. What is worn betrays it without saying it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, DETAIL, NOUN, STOP, THING, Taxonomy
from obclip.prompts.vocabulary.words import things

from .roles import PLAIN, Role
from .units import BREAK, COMMA, HYPHEN, SPACE, Unit

# Parts and looks of persons, and what they have from their forebears.
_OF_PERSONS = frozenset(
    "skin skins complexion complexions skintone descend features feature face faces eyes eye hair nose lips cheekbones cheeks freckles "
    "brow brows eyebrows beard curls jaw jawline forehead facial looks appearance body physique descent origin origins heritage "
    "hand hands fingers fingertips palms fists knuckles feet arms legs smile smiles "
    "ancestry ancestor ancestors ethnicity nationality extraction lineage bloodline blood roots parentage stock birth ethnic "
    "ethnicities genes dna citizenship passport accent people peoples tribe tribes tribal community communities clan clans "
    "diaspora minority minorities population household households faith religion belief beliefs beauty beauties immigrant "
    "immigrants hairdo".split()
)
# After "of" alone: "of Japanese background", but not "on a Japanese background".
AFTER_OF = frozenset("background backgrounds race nation culture".split())
# After "from a" and "raised in a": where somebody comes from.
_HOMES = frozenset(
    "village villages hamlet town towns city cities suburb slum ghetto neighborhood neighbourhood district region province island islands "
    "home household farm tribe settlement country nation kingdom".split()
)
_RAISED = frozenset("raised born up brought bred".split())
_WORN = frozenset(
    "dress dresses clothing clothes attire garb garment garments robe robes outfit outfits costume costumes gown gowns headdress "
    "headdresses headscarf headscarves headwear headgear turban tunic tunics shawl regalia armor armour uniform uniforms "
    "vestments jewelry jewellery tattoo tattoos apparel wardrobe finery braids hairstyle hairstyles sari saris veil "
    "veils cloak flag flags jersey jerseys passport passports banner banners kit".split()
)
_MIXTURES = frozenset("mix mixture blend cross combination mixed half part hybrid mash".split())
ADDING, _COLOURS = frozenset(["and", "but", "yet"]), frozenset(["black", "white"])
_DESCENT = frozenset("descent ancestry heritage ethnicity lineage parentage ancestors roots".split())
_BETWEEN = frozenset("of between from".split())
_BEING = frozenset("is are was were looks look seems seem".split())
_OWNING_TO = frozenset("identifies identify identified identifying described seen raised born".split())
_WAYS = frozenset("birth choice blood ancestry descent nationality origin naturalization adoption marriage faith upbringing".split())
PARTS = frozenset("half part quarter".split())
_LINKS = frozenset("and or".split()) | PARTS
# Before "from Paris": who sees it, leaves it, or is no person.
_AWAY = frozenset(
    "away far out off view views seen made imported flying shipped stolen borrowed brought bought inspired taken adapted carved "
    "scene scenes still stills shot footage frame straight live broadcast character characters hello greetings postcard escape "
    "news".split()
)
_FACES = frozenset("portrait headshot selfie face facial skin eyes hair lips smile smiling freckles".split())
# Parts of a body that are thin or heavy as the whole is.
_BODIES = frozenset(
    "body bodies build frame figure physique silhouette torso limbs limb face faces arms legs hands fingers neck waist belly cheeks".split()
)
_LOOKS = frozenset("hand finger arm leg look expression smile knuckles palms feet".split())
_ALSO_FAT = frozenset("face faces belly".split())  # what one is called fat by, and not muscular: a cue
_MOST_WORDS = 2
_MOST_LOOKS = 3
_FARTHEST = 12


def is_part_of_person(word: str) -> bool:
    """Whether a word means a part or a look of persons: "hands"."""
    return word in _OF_PERSONS or word in _BODIES or word in _LOOKS


def is_body(word: str) -> bool:
    """Whether a word means a body, or a part of one that is thin or heavy as the whole is: "build", "arms"."""
    return word in _BODIES


def is_in_figures(unit: Unit) -> bool:
    """Whether a word tells a body by its size: "6'2", "200 lbs", "six foot tall"."""
    form = unit.form(CUE)
    return form is not None and form.row == "body" and not form.words[0].isalpha()


def is_garment(word: str) -> bool:
    """Whether a word means something worn that bears a people's name as persons do: "dress"."""
    return word in _WORN


def names_people(unit: Unit, taxonomy: Taxonomy) -> bool:
    """Whether a word is an adjective of a people or a faith and of nothing else: "Tongan", not "black"."""
    form = unit.form(ADJECTIVE)
    return form is not None and taxonomy.rows[form.row].nominal and unit.word not in taxonomy.narrow


def is_borne(units: Sequence[Unit], roles: Sequence[Role], place: int) -> bool:
    """Whether the run of adjectives from here on leads to a look, a part, or the descent of a person."""
    end = _end_of_run(units, place)
    for after in range(end, min(end + _MOST_WORDS + 1, len(units))):
        unit = units[after]
        if unit.before not in (SPACE, HYPHEN):
            return False
        if unit.word in _OF_PERSONS:
            return True
        if unit.word in AFTER_OF:
            return _follows_of(units, place)
        if unit.word in _HOMES:
            return _comes_from(units, roles, place)
        if roles[after] != PLAIN or unit.word in things():
            return False
    return False


def is_bodily(units: Sequence[Unit], roles: Sequence[Role], place: int, taxonomy: Taxonomy) -> bool:
    """Whether an adjective of bodies leads to a body or a part of one, with other looks between: "slender upright body"."""
    form = units[place].form(ADJECTIVE)
    if form is None or not form.values or not _of_bodies(taxonomy).issuperset(form.values):
        return False
    for after in range(place + 1, min(place + 2 + _MOST_LOOKS, len(units))):
        unit = units[after]
        if unit.before not in (SPACE, HYPHEN):
            return False
        if unit.word in _BODIES:
            return not (after == place + 1 and unit.word in _ALSO_FAT) and _ends_phrase(units, roles, after)
        if roles[after] in (NOUN, STOP, THING, ANIMAL) or unit.word in things():
            return False
    return False


def said_beside(units: Sequence[Unit], roles: Sequence[Role], place: int, taxonomy: Taxonomy) -> int:
    """The word of the same attribute that "and" or a comma leads to, or -1: "tall and lean", "a lean, muscular build"."""
    form, after = units[place].form(ADJECTIVE), place + 1
    if after < len(units) and units[after].word in ADDING and units[after].before == SPACE:
        after += 1
    if form is None or not form.values or after >= len(units) or units[after].before not in (SPACE, COMMA):
        return -1
    attribute, other = taxonomy.attribute(form.values[0]), units[after].form(ADJECTIVE, DETAIL)
    says_more = other is not None and bool(other.values) and roles[after] in (ADJECTIVE, DETAIL)
    if not taxonomy.attributes[attribute].apart or other is None or not says_more:
        return -1
    return after if taxonomy.attribute(other.values[0]) == attribute else -1


def is_descent(units: Sequence[Unit], roles: Sequence[Role], place: int) -> bool:
    """Whether a colour that may be a people's stands before what somebody has from forebears: "Black features", "of black descent"."""
    if units[place].word not in _COLOURS or ANIMAL in roles:
        return False
    words = [unit.word for unit in units[place + 1 : place + 3] if unit.before == SPACE]
    if words[:1] and words[0] in _HOMES:
        return _comes_from(units, roles, place)
    if words[:1] == ["facial"]:
        return words[1:] == ["features"]
    return words[:1] == ["features"] or (bool(words) and words[0] in _DESCENT)


def _ends_phrase(units: Sequence[Unit], roles: Sequence[Role], place: int) -> bool:
    """Whether a word is the last of its phrase: no "body lotion"."""
    after = place + 1
    return after >= len(units) or units[after].before in (COMMA, BREAK) or roles[after] == STOP


@lru_cache(maxsize=16)
def _of_bodies(taxonomy: Taxonomy) -> frozenset[str]:
    """The values that a detail says with "body": "slender body"."""
    said = (forms for words, forms in taxonomy.forms.items() if words[-1] == "body")
    return frozenset(value for forms in said for form in forms if form.kind == DETAIL for value in form.values)


def is_worn(units: Sequence[Unit], roles: Sequence[Role], place: int) -> bool:
    """Whether the adjective says of what people something worn is: "traditional Ghanaian dress", "Muslim prayer robe"."""
    for after in range(place + 1, min(place + 2 + _MOST_WORDS, len(units))):
        if units[after].before not in (SPACE, HYPHEN):
            return False
        if units[after].word in _WORN:
            return True
        if roles[after] not in (PLAIN, ADJECTIVE, THING) and units[after].word not in _LINKS:
            return False
    return False


def is_mixed(units: Sequence[Unit], roles: Sequence[Role], place: int) -> bool:
    """Whether the adjective is one of a list after "a mix of", and no thing follows the list."""
    end = _end_of_run(units, place)
    if end < len(units) and units[end].before in (SPACE, HYPHEN) and roles[end] == PLAIN:
        return False
    left = place
    while left > max(0, place - _FARTHEST) and _runs_on(units, left - 1):
        left -= 1
    return _is_mixture(units, left)


def _is_mixture(units: Sequence[Unit], place: int) -> bool:
    before = [unit.word for unit in units[max(0, place - 2) : place]]
    return len(before) == 2 and before[1] in _BETWEEN and before[0] in _MIXTURES


def is_look(units: Sequence[Unit], place: int) -> bool:
    """Whether a copula stands here, and before it a look or a part of somebody: "her skin is Tongan"."""
    return place > 0 and units[place].word in _BEING and units[place - 1].word in _OF_PERSONS


def is_owned_to(units: Sequence[Unit], place: int) -> bool:
    """Whether somebody says so: "identifies as Sikh", "Chinese by birth"."""
    before = [unit.word for unit in units[max(0, place - 2) : place]]
    after = [unit.word for unit in units[place + 1 : place + 3] if unit.before == SPACE]
    if len(after) == 2 and after[0] == "by" and after[1] in _WAYS:
        return True
    return len(before) == 2 and before[1] == "as" and before[0] in _OWNING_TO


def is_further_part(units: Sequence[Unit], place: int, taxonomy: Taxonomy) -> bool:
    """Whether the adjective says a further people: after "half" or a hyphen, or later in a list ("Asian and African students")."""
    if not names_people(units[place], taxonomy):
        return False
    left = place
    while left > max(0, place - _FARTHEST) and _runs_on(units, left - 1):
        left -= 1
    earlier = any(names_people(unit, taxonomy) for unit in units[left:place])
    before = units[place - 1].word if place else ""
    return earlier and (before in _LINKS or units[place].before in (HYPHEN, COMMA) or _is_mixture(units, left))


def is_thing_from(units: Sequence[Unit], roles: Sequence[Role], place: int) -> bool:
    """Whether what stands before "from Peru" is no person: a thing, or a word that says from where something is seen or made."""
    unit = units[place]
    if roles[place] == NOUN or unit.word in _OF_PERSONS or unit.word in _WORN or unit.form(CUE):
        return False
    return roles[place] in (THING, ANIMAL) or unit.word in things() or unit.word in _AWAY


def shows_face(units: Sequence[Unit]) -> bool:
    """Whether some word of the prompt means a face or a part of it."""
    return any(unit.word in _FACES for unit in units)


def _follows_of(units: Sequence[Unit], place: int) -> bool:
    left = place - 1
    while left > 0 and (_runs_on(units, left) or units[left].word in ("mixed", "a", "the")):
        left -= 1
    return left >= 0 and units[left].word == "of"


def _comes_from(units: Sequence[Unit], roles: Sequence[Role], place: int) -> bool:
    """Whether "from a" or "raised in a" leads from somebody to a place or a home: "a woman from a small Moroccan village"."""
    left = place - 1
    while left > max(0, place - _FARTHEST) and units[left].before == SPACE and not units[left].form(STOP):
        left -= 1
    left -= units[left].word in ("a", "an", "the", "some")
    if left < 1 or ANIMAL in roles[:left] or not (units[left].word == "from" or units[left - 1].word in _RAISED):
        return False
    return (NOUN in roles[:left] or "pronoun" in roles[:left]) and not is_thing_from(units, roles, left - 1)


def _end_of_run(units: Sequence[Unit], place: int) -> int:
    end = place + 1
    while end < min(len(units), place + _FARTHEST) and _runs_on(units, end) and units[end].before != BREAK:
        end += 1
    return end


def _runs_on(units: Sequence[Unit], place: int) -> bool:
    unit = units[place]
    return unit.form(ADJECTIVE) is not None or unit.word in _LINKS
