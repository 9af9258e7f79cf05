"""Whom "one", "another" and "the other" mean: "two friends, one black, the other white", "a gay man and a straight one".

Each is a person of its own. Where the one of two things is meant, nobody is: "a woman with two cats, one black, the other white".
"""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.english.verbs import FORMS_OF_IS
from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, MANY, NOUN, PERSON_KINDS, PHRASE, STOP, THING, Form, Taxonomy
from obclip.prompts.vocabulary.words import things

from .origins import FROM
from .units import BREAK, COMMA, HYPHEN, SPACE, Unit

OF_SEVERAL = frozenset("one other another others some first second third former latter".split())
_FIRST, _OF_PERSONS = frozenset("one some first former".split()), frozenset({"orientation", "disability", "gender"})
_FURTHER = frozenset("other others another second third latter".split())
_ONES = frozenset({"one", "ones"})
_TWO = frozenset("couple pair twins duo trio friends lovers newlyweds".split())
_SIDES, _NUMBERS = (
    frozenset("side half end part eye arm leg hand foot ear cheek breast knee".split()),
    frozenset("two three four five both several 2 3".split()),
)
_LINKS, _DEGREES = frozenset({"and", "but"}), frozenset("very quite rather so too really both also clearly visibly".split())
_AND_ANOTHER = [["and", "a"], ["and", "an"]]  # "a black and a white one"
_ARTICLES = frozenset({"a", "an"})
_NO_PLACES = frozenset("and or but of than as to looking like".split())
_DOES = frozenset("sit stand walk run play dance smile ride talk eat drink pose work pray sing march read swim".split())
_BORNE = frozenset("in on inside into wearing holding riding driving carrying with".split())
_FARTHEST, _MOST_ADJECTIVES = 40, 6  # units


def one_of_several(units: Sequence[Unit], place: int, taxonomy: Taxonomy) -> int:
    """The "one" or "the other" of which an adjective or a phrase is said without a verb, beside another such word; or -1."""
    left = place
    while left and place - left < _MOST_ADJECTIVES and _may_stand_between(units, left):
        left -= 1
    whom = left - 1
    of_them = whom > 1 and units[whom].word == "them" and units[whom - 1].word == "of" and units[left].before == SPACE
    if of_them:
        whom, left = whom - 2, whom - 1  # "one of them mute"
    if whom < 0 or units[left].before != SPACE or units[whom].word not in OF_SEVERAL:
        return -1
    near = range(max(0, whom - _FARTHEST), min(len(units), place + _FARTHEST))
    sure = of_them or units[whom].word in _FURTHER or units[place].form(PHRASE) is not None  # "a woman of 60 and one of 20"
    told = sure or any(units[other].word in OF_SEVERAL for other in near if not whom <= other <= place)
    things_told = any(_counts_things(units, other) for other in near if other < whom)
    named = means_persons(units[:whom], units[place], taxonomy) or is_alone_of_several(units, whom, place, taxonomy)
    return whom if told and not things_told and named else -1


def is_alone_of_several(units: Sequence[Unit], whom: int, place: int, taxonomy: Taxonomy) -> bool:
    """Whether nobody and nothing is named before "one" and "the other", of each of whom is said what no thing is: "one is Korean, the other
    is Kenyan", "one from Peru, the other from Kenya", "one is gay, the other straight"."""
    form = units[place].form(ADJECTIVE, PHRASE)
    if [unit.word for unit in units[max(0, whom - 2) : whom]] == ["of", "the"] and units[whom].word in _NUMBERS:
        whom -= 3  # "one of the two is Muslim"
    if whom < 0 or units[whom].word not in OF_SEVERAL or form is None or form.row not in taxonomy.rows:
        return False
    of_persons = form.words[0] == FROM or any(_says_of_persons(unit, taxonomy) for unit in units)
    named = any(unit.form(*PERSON_KINDS, THING, ANIMAL) or unit.word in things() for unit in units[:whom] if unit.form(ADJECTIVE) is None)
    told = [unit.word for unit in units if unit.word in OF_SEVERAL]
    both = told.count("one") > 1 and not any(map(_is_somebody, units))  # not "one gay and one straight man"
    return of_persons and not named and not _FIRST.isdisjoint(told) and (both or not _FURTHER.isdisjoint(told))


def _says_of_persons(unit: Unit, taxonomy: Taxonomy) -> bool:
    """Whether a word says what no thing is: a people, a faith, whom somebody loves; not "straight"."""
    form = unit.form(ADJECTIVE)
    row = taxonomy.rows.get(form.row) if form else None
    if unit.form(CUE) and not taxonomy.grown_only.isdisjoint(unit.word.split()):
        return True  # "pregnant"
    if row is None or not (row.nominal or _OF_PERSONS.issuperset(row.attributes)):
        return False
    written = any(cell[0] == unit.word for cell in row.cells.values())  # "blind", as each candidate has it
    return unit.word not in taxonomy.narrow or (written and not row.nominal)


def _counts_things(units: Sequence[Unit], place: int) -> bool:
    """Whether "one" stands before a thing or a part of a body, of which "the other" is another: "one eye blue, the other brown"."""
    if units[place].word not in OF_SEVERAL:
        return False
    after = place + 1
    while after < len(units) and units[after].before == SPACE and units[after].form(ADJECTIVE):
        after += 1
    if after >= len(units) or units[after].before != SPACE:
        return False
    word = units[after].word
    return word in things() or word in _SIDES or units[after].form(THING, ANIMAL) is not None


def is_told_of_one(units: Sequence[Unit], place: int, taxonomy: Taxonomy) -> bool:
    """Whether an adjective is what "one" or "the other" is, and no noun for one: "two friends, one black, the other white"."""
    form, noun = units[place].form(ADJECTIVE), units[place].form(NOUN)
    if form is None or not form.row or (noun is not None and not taxonomy.rows[form.row].nominal and taxonomy.rows[noun.row].attributes):
        return False  # "one child, the other a teenager"
    return one_of_several(units, place, taxonomy) >= 0


def _may_stand_between(units: Sequence[Unit], left: int) -> bool:
    """Whether the word before a place may stand between "one" and what is said of it: "one [very old and] fat"."""
    before = units[left - 1]
    if units[left].before not in (SPACE, HYPHEN) or before.word in OF_SEVERAL:
        return False
    return before.form(ADJECTIVE) is not None or before.word in _DEGREES or before.word in _LINKS


def means_persons(before: Sequence[Unit], said: Unit, taxonomy: Taxonomy) -> bool:
    """Whether one of several who were named is meant, and no thing: what stands nearest decides, if nobody is named as several."""
    if any(_is_several(unit) for unit in before):
        return True
    of_things = said.word in taxonomy.narrow or said.word in taxonomy.lasting
    led = zip([None, *before], before, strict=False)
    nouns = [unit for lead, unit in led if _is_somebody(unit) or (of_things and _is_many_things(lead, unit))]
    return bool(nouns) and _is_somebody(nouns[-1])


def stands_for_somebody(units: Sequence[Unit], place: int, taxonomy: Taxonomy) -> bool:
    """Whether "one" after an adjective means somebody, "a gay man and a straight one", or an adjective alone; not "a white one" of cars."""
    if _is_called(units, place, taxonomy):
        return True
    after, said = units[place + 1 : place + 2], units[place].form(ADJECTIVE)
    joined = [unit.word for unit in units[place + 1 : place + 5]]
    one = bool(after) and after[0].before == SPACE and after[0].word in _ONES
    one = one or (joined[:2] in _AND_ANOTHER and joined[3:] == ["one"] and units[place + 3].form(ADJECTIVE) is not None)
    if said is not None and said.row and (_is_told_more(units, place + 1, taxonomy) if one else _is_one_of_row(units, place)):
        return True
    if said is None or not said.row or not one or units[place].word in taxonomy.bound:
        return False
    for other in range(place - 1, max(-1, place - 1 - _FARTHEST), -1):
        rival = units[other].form(ADJECTIVE)
        if rival is not None and rival.row and _say_the_same(rival, said, taxonomy) and (noun := _noun_after(units, other)) is not None:
            return noun.form(*PERSON_KINDS) is not None
    borne = place > 1 and units[place - 2].word in _BORNE and units[place].before == SPACE  # "a woman in a black one"
    return not (borne and units[place].word in taxonomy.lasting) and means_persons(units[:place], units[place], taxonomy)


def _is_told_more(units: Sequence[Unit], whom: int, taxonomy: Taxonomy) -> bool:
    """Whether it is said of a "one", where nobody and nothing is named, what no thing is: "the tall one is Black, the short one Asian"."""
    said = whom + 1 + (units[whom + 1 : whom + 2] != [] and units[whom + 1].word in FORMS_OF_IS)
    return said < len(units) and units[said].before == SPACE and is_alone_of_several(units, whom, said, taxonomy)


def _is_called(units: Sequence[Unit], place: int, taxonomy: Taxonomy) -> bool:
    """Whether somebody is called by a look or a condition alone: "a burly in the forest", "a chubby dancing at a wedding"."""
    form = units[place].form(ADJECTIVE)
    if form is None or not form.row or units[place].word not in taxonomy.sure or not place or units[place - 1].word not in _ARTICLES:
        return False
    if any(taxonomy.attributes[name].single for name in taxonomy.rows[form.row].attributes) or units[place].before != SPACE:
        return False  # "a teenage" is nobody
    after = place + 1 + (place + 1 < len(units) and _does(units[place + 1].word))
    if after >= len(units) or units[after].before in (COMMA, BREAK):
        return True
    leads = units[after].form(STOP) is not None and units[after].word not in _NO_PLACES
    return leads and (units[after].word in _BORNE or not units[after].word.endswith("ing"))  # not "a chubby sitting cat"


def _does(word: str) -> bool:
    """Whether a word in -ing says what somebody does: "walking", "dancing", "sitting"."""
    stem = word.removesuffix("ing")
    return stem != word and not _DOES.isdisjoint({stem, stem + "e", stem[:-1]})


def _is_one_of_row(units: Sequence[Unit], place: int) -> bool:
    """Whether an adjective is one of several, each with an article, that tell apart persons named before: "two men, a black and a white",
    "a man and a woman, an old and a young"."""
    first = last = place
    while (before := _beside_in_row(units, first, -1)) > 0:
        first = before
    while (after := _beside_in_row(units, last, 1)) > 0:
        last = after
    if first == last or first < 2 or units[first - 1].word not in _ARTICLES or units[first - 1].before not in (COMMA, BREAK):
        return False
    ends = last + 1 == len(units) or units[last + 1].before in (COMMA, BREAK) or units[last + 1].form(STOP) is not None
    for at in range(first - 2, -1, -1) if ends or units[last + 1].word.endswith("ing") else ():
        if _is_somebody(units[at]):
            return _is_several(units[at]) or any(map(_is_somebody, units[max(0, at - _MOST_ADJECTIVES) : at]))
        if at and units[at - 1].word in _NUMBERS and _is_many_things(units[at - 1], units[at]):
            return False  # "a woman with two cats, a black and a white"
    return False


def _beside_in_row(units: Sequence[Unit], place: int, step: int) -> int:
    """The adjective with an article that stands beside another in a row, before it (-1) or after it (1); 0 where none does."""
    article = place - 1 if step < 0 else place + 1 + (place + 1 < len(units) and units[place + 1].word in _LINKS)
    if article < 1 or article >= len(units) or units[article].word not in _ARTICLES:
        return 0
    linked = units[article - 1].word in _LINKS
    other = article - 1 - linked if step < 0 else article + 1
    parted = linked or units[article].before == COMMA
    known = 0 < other < len(units) and units[other].form(ADJECTIVE) is not None and units[other - 1].word in _ARTICLES
    return other if parted and known else 0


def _say_the_same(one: Form, other: Form, taxonomy: Taxonomy) -> bool:
    return {taxonomy.attribute(value) for value in one.values} == {taxonomy.attribute(value) for value in other.values}


def _noun_after(units: Sequence[Unit], place: int) -> Unit | None:
    """The noun that an adjective stands before; None for "one"."""
    found = None
    for unit in units[place + 1 : place + 1 + _MOST_ADJECTIVES]:
        if unit.before in (COMMA, BREAK) or unit.word in _ONES or (unit.form(STOP) and unit.word not in _LINKS):
            return found
        noun = unit.form(*PERSON_KINDS, THING, ANIMAL) is not None or unit.word in things()
        if found and not noun:
            return found
        found = unit if noun else found  # of "a black king piece" the piece
    return found


def _is_somebody(unit: Unit) -> bool:
    return unit.form(*PERSON_KINDS) is not None and unit.form(ADJECTIVE) is None


def _is_several(unit: Unit) -> bool:
    form = unit.form(*PERSON_KINDS)
    return form is not None and (form.number == MANY or unit.word in _TWO)


def _is_many_things(lead: Unit | None, unit: Unit) -> bool:
    """Whether a word means several things, by itself or after a number: "cats", "two braids"."""
    many = unit.word.endswith("s") and not unit.word.endswith("ss")
    known = unit.form(THING, ANIMAL) is not None or unit.word in things()
    return many and (known or (lead is not None and lead.word in _NUMBERS))
