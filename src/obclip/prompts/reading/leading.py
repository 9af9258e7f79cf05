"""What leads to an adjective, and whether it leads on over words with signs: "a black U.S. woman", "a well-known man"."""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, FOLK, KNOWN, NAME, NOUN, ONE, STOP, THING, Form, Taxonomy
from obclip.prompts.vocabulary.words import things

from .units import BREAK, COMMA, HYPHEN, SPACE, Unit

_LONGEST_RUN = 12
_ONE = frozenset(["a", "an", "one"])
OPENING = _ONE | frozenset("the his her their my your our this that another some".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve several many few some these those 2 3 4 5 6".split())
_GROUPS = frozenset(
    "group groups crowd crowds pair pairs band bands dozens hundreds thousands gathering procession line team tribe tribes clan".split()
)


def means_several(units: Sequence[Unit], place: int) -> bool:
    """Whether an adjective that stands for persons means more than one: "two Japanese", "a group of Maasai", "the deaf ones"."""
    if place + 1 < len(units) and units[place + 1].word == "ones" and units[place + 1].before == SPACE:
        return True
    place = _run_start(units, place)
    if not place or units[place].before != SPACE:
        return False
    return units[place - 1].word in _NUMBERS or (units[place - 1].word == "of" and place > 1 and units[place - 2].word in _GROUPS)


_INTO, _TERMINALS = frozenset("in on into behind through along down up under from at past off inside".split()), frozenset(["terminal"])
_JOINING = frozenset({"and", "or", "&"})
_BEING, _HOW_SMALL = frozenset("is are was were s re looks seems".split()), frozenset("very so quite too really rather".split())
_AFTER_SIZE = frozenset(["", *"and a an the in on at with but for compared next beside near under by while as".split()])
_BEARING = frozenset({"with", "wearing", "holding", "who"})


def leading(units: Sequence[Unit], place: int) -> str:
    """The word before an adjective and those before it: "a" in "a young Tongan"."""
    place = _run_start(units, place)
    return units[place - 1].word if place and units[place].before == SPACE else ""


def _run_start(units: Sequence[Unit], place: int) -> int:
    """Where the adjectives begin that end here, with at most one other word that may be one: "a hot young Latina"."""
    other, farthest = False, max(0, place - _LONGEST_RUN)
    while place > farthest and units[place].before in (SPACE, HYPHEN):
        before = units[place - 1]
        said = any(form.kind != CUE for form in before.forms) and not is_prefix(units, place - 1)  # "a devout Buddhist"
        if not before.form("adjective") and (other or said or before.word in things()):
            break
        other = other or not before.form("adjective")
        place -= 1
    return place


def is_prefix(units: Sequence[Unit], place: int) -> bool:
    """Whether an "ex" is no person, but what the next word no longer is: "an ex-Mormon"."""
    return units[place].word == "ex" and units[place + 1 : place + 2] != [] and units[place + 1].before == HYPHEN


def goes_on(units: Sequence[Unit], place: int, after: int) -> bool:
    """Whether the phrase that an article and an adjective begin goes on behind a sign: it has met no noun, and no sentence begins."""
    if units[after].capital or not opens(units, place):
        return False
    return not any(unit.word in things() for unit in units[place + 1 : after])


def opens(units: Sequence[Unit], place: int) -> bool:
    """Whether an article, a number or the like leads to an adjective, so that a noun must follow."""
    return (word := leading(units, place)) in OPENING or word in _NUMBERS


def means_all(units: Sequence[Unit], place: int) -> bool:
    """Whether "the" leads to an adjective that means all who are so, "helps the blind", and no thing: not "behind the blind"."""
    if not place or units[place - 1].word != "the" or units[place].before != SPACE or units[place].word in _TERMINALS:
        return False
    before = units[place - 2].word if place > 1 and units[place - 1].before == SPACE else ""
    return before not in _INTO and not (place + 1 < len(units) and units[place + 1].word in ("of", "a"))


def is_described(units: Sequence[Unit], place: int) -> bool:
    """Whether a text begins with a word of which "with" or the like says more: "Korean with glasses"."""
    return place == 0 and len(units) > 1 and units[1].before == SPACE and units[1].word in _BEARING


def is_further_on(units: Sequence[Unit], roles: Sequence[str], place: int) -> bool:
    """Whether a word goes on with a compound that began behind the adjective: "known" in "a Jewish well-known man", "1" in "No. 1"."""
    unit, before = units[place], units[place - 1]
    if before.word == "no" and unit.word.isdigit():
        return True
    return unit.before == HYPHEN and roles[place] not in (NOUN, ADJECTIVE) and before.form(ADJECTIVE) is None


def end_of_compound(units: Sequence[Unit], roles: Sequence[str], place: int, *, things: bool = False) -> int:
    """The last word of what only describes, "five-star", "No. 1", or by `things` of "TV/film"; the word itself where it begins none."""
    last = place
    while last + 1 < len(units) and is_further_on(units, roles, last + 1):
        last += 1
    describes = things or roles[last] not in (THING, ANIMAL) or roles[place] == STOP
    return last if describes and roles[place] != NOUN else place


def leads_to_another(units: Sequence[Unit], place: int, adjective: int) -> bool:
    """Whether "and" joins a thing to one more word before the noun that "a" and an adjective lead to: "an old rock and roll singer"."""
    after = units[place + 1 : place + 4]
    joined = len(after) == 3 and after[0].word == "and" and all(unit.before == SPACE for unit in after)
    thing = units[place].word in things() or units[place].form(THING) is not None
    return joined and thing and after[1].form(STOP, ADJECTIVE) is None and leading(units, adjective) in _ONE


def is_first_of_two(units: Sequence[Unit], roles: Sequence[str], place: int) -> bool:
    """Whether "and a" joins an adjective of one person to that of another before the noun of both: "a blind and a deaf man"."""
    joining, after = units[place + 1 : place + 3], place + 3
    if [unit.before for unit in joining] != [SPACE, SPACE] or joining[0].word not in _JOINING:
        return False
    if leading(units, place) not in OPENING or joining[1].word not in OPENING:
        return False
    while after < len(units) and units[after].before in (SPACE, HYPHEN) and roles[after] == ADJECTIVE:
        after += 1
    if after < len(units) and units[after].before == SPACE and (roles[after] == "plain" or units[after].form(CUE)):
        after += 1  # "a sick and a healthy man"
    return after > place + 3 and after < len(units) and units[after].before == SPACE and roles[after] == NOUN


def names_grown(units: Sequence[Unit], taxonomy: Taxonomy) -> bool:
    """Whether units name somebody, and nobody whose noun says that they are a minor."""
    nouns = [form for unit in units if (form := unit.form(NOUN, "person"))]
    return bool(nouns) and all(taxonomy.grown.keys().isdisjoint(form.values) for form in nouns)


def tells_years(units: Sequence[Unit], place: int, taxonomy: Taxonomy) -> bool:
    """Whether a noun of grown years, as a tag of its own, tells those of the only one before, who has another noun: "a girl, adult"."""
    said, after = units[place].form(ADJECTIVE), units[place + 1 : place + 2]
    if said is None or units[place].before != COMMA or (after and after[0].before not in (COMMA, BREAK)) or "he" not in taxonomy.rows:
        return False
    if not all(taxonomy.attributes[name].single for name in taxonomy.rows[said.row].attributes) or not _is_grown(said, taxonomy):
        return False
    before = [form for unit in units[:place] if (form := unit.form(NOUN, FOLK, NAME, KNOWN, "person"))]
    gender = taxonomy.rows["he"].attributes[0]
    return len(before) == 1 and before[0].number == ONE and bool(before[0].row) and gender in taxonomy.rows[before[0].row].attributes


def _is_grown(form: Form, taxonomy: Taxonomy) -> bool:
    return bool(form.values) and taxonomy.grown.keys().isdisjoint(form.values)


def is_size(words: Sequence[str], place: int) -> bool:
    """Whether "small" is a size, and no age: "small for his age", "the boy is very small"."""
    after = [*words[place + 1 : place + 4], "", "", ""]
    before = place - 1 - (place > 1 and words[place - 1] in _HOW_SMALL)
    said = before >= 0 and words[before] in _BEING and after[0] in _AFTER_SIZE
    return said or (after[0] == "for" and after[2] == "age")


def is_one_of_two(units: Sequence[Unit], roles: Sequence[str], place: int) -> bool:
    """Whether "and" leads straight to another person from a word that may be a noun as well: "child and teenager"."""
    after = units[place + 1 : place + 3]
    linked = len(after) == 2 and after[0].word in ("and", "or", "but") and after[0].before == after[1].before == SPACE
    return linked and roles[place + 2] == NOUN and " " not in after[1].word and units[place].form(NOUN) is not None
