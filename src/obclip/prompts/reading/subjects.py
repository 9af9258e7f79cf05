"""Whom a predicate speaks of: "she is of middle age", "one is young, the other old"."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from obclip.prompts.english.grammar import AMOUNTS, BY_HOW_MUCH
from obclip.prompts.english.verbs import FORMS_OF_IS
from obclip.prompts.vocabulary.instead import instead_of
from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, NOUN, ONE, PERSON_KINDS, PHRASE, STOP, THEY, THING, Form
from obclip.prompts.vocabulary.words import things

from .bearers import is_body, is_in_figures, is_part_of_person
from .cast import ANYBODY, NOBODY, Cast
from .ones import OF_SEVERAL, is_alone_of_several
from .pronouns import antecedent
from .roles import PRONOUN
from .units import COMMA, SPACE, Unit

COPULAS = FORMS_OF_IS | frozenset(
    "be being been m am ain looks looking looked felt feels seems seemed appears became becomes turned".split()
)
# Verbs that say a word of somebody only where it ends the phrase: "she went blind at six", not "he went white water rafting".
BECOMING = frozenset(
    """go goes going gone went get gets getting got gotten grow grows growing grew grown turn turns turning fall falls falling fell fallen
    stay stays staying stayed remain remains remaining remained keep keeps keeping kept rendered left struck becoming feeling
    stand stands standing stood""".split()
)
MANNERS = frozenset("straight wide wider broad round fair dark darker yellow large thick".split())  # "went straight", "stays dark"
_OF_ONE = frozenset("is was s looks seems appears feels".split())
# Before "from", where it stands before whom it is said of: "originally from Peru, a cook", "both from Peru, two women".
_COMING = frozenset({"hailing", "originally", "coming", "both", "all", "each", "of", "them", "everyone", "everybody"})
_FARTHEST, _MOST_OF_THING = 40, 4  # units
# Between a subject and what is said of it: "who may be about to turn".
_HELPERS = COPULAS | frozenset(
    "to must may might could can should would will ll d not also still just already now only both all has have had".split()
)
_SHORTENED = frozenset({"s", "re", "m", "ll", "d"})
_ANYBODY = frozenset(["i", "you", "everyone", "everybody", "characters", "subjects", "participants", "models", "subject", "character"])
_OTHERS = frozenset({"other", "second", "third"})
_OWNERS = frozenset({"whose", "s"})
_RELATIVES = frozenset({"who", "that", "which"})
_ADVERBS = frozenset(
    "not t never even very quite somewhat rather so too really extremely both all also still and half part no longer".split()
)

_MUCH = frozenset({*BY_HOW_MUCH, "still"})


def said_of(cast: Cast, place: int) -> int:
    """Whom a predicate speaks of: "she is of middle age", "the man just entered old age", "one is young, the other old"."""
    before = left_of(cast, place)
    if before >= 1 and is_verb_of_being(cast, before, place):
        if _is_second(cast, place):
            return cast.new_person()
        if is_alone_of_several(cast.units, before - 1, place, cast.taxonomy):
            return cast.somebody_apart(before - 1)
        return _subject(cast, _past_clause(cast, before) - 1)
    if _is_second(cast, place) or is_gapped(cast, before):
        return cast.new_person()
    form = cast.units[place].form(PHRASE)
    enters = form is not None and form.row in cast.taxonomy.rows and cast.taxonomy.rows[form.row].family == "entering"
    return _subject(cast, place - 1) if enters and place else NOBODY


def _past_clause(cast: Cast, verb: int) -> int:
    """Where a clause begins that stands between a subject and its verb, else the verb: "my wife[, who is Thai,] is old"."""
    if cast.units[verb].before != COMMA:
        return verb
    begins = verb - 1
    while begins > max(0, verb - _FARTHEST) and cast.units[begins].before == SPACE:
        begins -= 1
    return begins if begins and cast.units[begins].word in _RELATIVES and cast.units[begins].before == COMMA else verb


def is_verb_of_being(cast: Cast, verb: int, place: int) -> bool:
    """Whether a verb says of somebody what stands at a place: "is", and "went" before what ends its phrase."""
    word = cast.units[verb].word
    if word in COPULAS:
        return not (word == "s" and _owns_thing(cast, verb, place))
    subject = verb - 1
    while subject > 0 and _helps(cast.units[subject]):
        subject -= 1
    told = cast.roles[subject] in (NOUN, PRONOUN, THEY) or cast.units[subject].word in _RELATIVES  # not "hair gone white"
    said = word in BECOMING and cast.units[place].word not in MANNERS and ends_after(cast, place)
    return told and said and cast.units[verb].before == cast.units[verb + 1].before == SPACE


def _owns_thing(cast: Cast, mark: int, place: int) -> bool:
    """Whether "'s" after a person leads over a word that things have as well to a thing: "the woman's old house", not "'s old hands"."""
    taxonomy, word = cast.taxonomy, cast.units[place].word
    if cast.roles[mark - 1] != NOUN or word not in taxonomy.lasting | taxonomy.narrow or ends_after(cast, place):
        return False
    last = place + 1
    while not ends_after(cast, last) and last - place < _MOST_OF_THING:
        last += 1
    named = cast.units[place + 1 : last + 1]
    if any(unit.before != SPACE or is_part_of_person(unit.word) or unit.form(*PERSON_KINDS) for unit in named):
        return False
    return cast.roles[last] in (THING, ANIMAL) or cast.units[last].word in things()


def _is_second(cast: Cast, place: int) -> bool:
    """Whether "and" joins what is said to the same of another person: "the boys are of school age and of teenage years"."""
    if place < 2 or cast.units[place - 1].word not in ("and", "or") or cast.is_parted(place - 1) or not ends_after(cast, place):
        return False  # "brown and black fur"
    said, other = (cast.units[each].form(ADJECTIVE, PHRASE) for each in (place, place - 2))
    if cast.units[place - 1].word == "and" and _is_of_one(cast, left_of(cast, place)):
        return False  # "he is lean and athletic"
    alone = cast.heads[place] < 0 and cast.heads[place - 2] < 0
    return alone and said is not None and other is not None and bool(said.row) and attributes_of(cast, said) == attributes_of(cast, other)


def _is_of_one(cast: Cast, before: int) -> bool:
    """Whether what follows a unit is said of one person: after "is", or a noun for one."""
    form = cast.units[before].form(*PERSON_KINDS) if before >= 0 and cast.roles[before] == NOUN else None
    return before >= 0 and (cast.units[before].word in _OF_ONE or (form is not None and form.number == ONE))


def is_gapped(cast: Cast, place: int) -> bool:
    """Whether "the other" ends here, with "one is" before it, and the verb is left out: "one is six, the other ten"."""
    if place < 1 or cast.units[place].word not in _OTHERS:
        return False
    words = [unit.word for unit in cast.units[max(0, place - _FARTHEST) : place]]
    said = cast.units[place + 1].form(ADJECTIVE, PHRASE)
    aged = said is not None and any(value == name for value in said.values for _, name in cast.taxonomy.ages)
    return any(first == "one" and (aged or second in COPULAS) for first, second in pairwise(words))


def left_of(cast: Cast, place: int) -> int:
    """The unit before the run of adjectives, adverbs and "and" that leads to this one, in the same sentence."""
    left = first_of_how_much(cast, place)
    while max(0, place - _FARTHEST) < left and (cast.units[left].before in (SPACE, COMMA) or cast.units[left].word == "t"):
        left -= 1
        word = cast.units[left].word
        if word == "but" and left and cast.roles[left - 1] == ADJECTIVE:
            continue  # "he is Black but old", not "a man, but gay"
        if cast.roles[left] != ADJECTIVE and word not in _ADVERBS and not word.endswith("ly") and not _is_withheld(cast, left):
            return left
    return -1


def first_of_how_much(cast: Cast, place: int) -> int:
    """Where "a lot" or "more" begins before what somebody's body is like, compared: "a man, a lot thinner", "more muscular"; else the
    adjective. An age that differs so hangs on one that is not said: "much older" is no value."""
    unit = cast.units[place]
    form = unit.form(ADJECTIVE)
    if form is None or not form.row or any(cast.taxonomy.attributes[name].single for name in attributes_of(cast, form)):
        return place
    first = place
    if not unit.word.endswith("er"):
        if not first or unit.before != SPACE or cast.units[first - 1].word != "more":
            return place
        first -= 1
    while first and cast.units[first].before == SPACE and cast.units[first - 1].word in _MUCH:
        first -= 1
    amount = first
    while amount and cast.units[amount].before == SPACE and cast.units[amount - 1].word in AMOUNTS:
        amount -= 1
    return amount - 1 if 0 < amount < first and cast.units[amount - 1].word == "a" else first


def _is_withheld(cast: Cast, place: int) -> bool:
    """Whether a cue that goes is said of somebody as an adjective is: "he is 6'2 and blind", "she is bald and young"."""
    unit = cast.units[place]
    return is_in_figures(unit) or (unit.form(CUE) is not None and instead_of(unit.word, cast.taxonomy.otherwise) == "shown")


def _subject(cast: Cast, place: int) -> int:
    while place > 0 and _helps(cast.units[place]):
        place -= 1
    if cast.units[place].word in _RELATIVES and place:
        place -= 1
    if cast.roles[place] == THEY or cast.units[place].word in _ANYBODY:
        nearest = nearest_person(cast, place)
        return cast.nobody_else() if nearest == NOBODY and ANIMAL not in cast.roles else nearest
    if cast.units[place].word == "age":  # "her age is 54"
        return antecedent(cast, place - 1)[0] if place and cast.roles[place - 1] == PRONOUN else nearest_person(cast, place)
    if is_body(cast.units[place].word) and place and cast.units[place].before == SPACE:  # "her body is slim"
        owner, word = cast.roles[place - 1], cast.units[place - 1].word
        if owner == PRONOUN:
            return antecedent(cast, place - 1)[0]
        return nearest_person(cast, place) if owner == THEY or word in _OWNERS else _first_of_clause(cast, place)
    if cast.roles[place] == NOUN:
        return cast.person_of[place]
    if cast.roles[place] == PRONOUN and cast.units[place].form("he"):
        return antecedent(cast, place)[0]
    if cast.units[place].word in OF_SEVERAL | {"whom"} and cast.nouns:
        return cast.new_person()  # "two friends, one is black", "one of whom is black"
    return _first_of_clause(cast, place)


def _helps(unit: Unit) -> bool:
    """Whether a unit only leads from a subject to what is said of it: "may", "probably", the "ll" of "she'll"."""
    return (unit.word in _HELPERS or unit.word.endswith("ly")) and (unit.before == SPACE or unit.word in _SHORTENED)


def _first_of_clause(cast: Cast, place: int) -> int:
    """The person that a clause begins with, before any thing: "the man in the hat is Korean"."""
    first = place
    while first > max(0, place - _FARTHEST) and cast.units[first].before == SPACE and cast.units[first - 1].word not in COPULAS:
        first -= 1
    for each in range(first, place + 1):
        if cast.roles[each] == NOUN:
            return cast.person_of[each]
        if cast.units[each].word == "one" and cast.units[each - 1].word == "the" and cast.nouns_in(0, each):
            return cast.new_person()  # "the one on the left is old"
        if cast.roles[each] in (THING, ANIMAL) or cast.units[each].word in things():
            return NOBODY
    return NOBODY


def ends_after(cast: Cast, place: int) -> bool:
    after = place + 1
    return cast.is_parted(after) or cast.roles[after] == STOP


def nearest_person(cast: Cast, place: int) -> int:
    owner = cast.owners[place] if cast.owners else NOBODY
    if owner != NOBODY:
        return cast.new_person() if owner == ANYBODY else owner
    after = bisect_left(cast.nouns, place)
    if not cast.nouns:
        return NOBODY
    return cast.person_of[cast.nouns[after - 1 if after else 0]]


def attributes_of(cast: Cast, form: Form) -> set[str]:
    return {cast.taxonomy.attribute(value) for value in form.values}


def are_rivals(cast: Cast, one: Form, other: Form) -> bool:
    """Whether two words say values of the same attributes, so that one person is not both: not "tall and thin"."""
    names, known = attributes_of(cast, one), cast.taxonomy
    apart = any(known.attributes[name].apart for name in names)
    return names == attributes_of(cast, other) and (not apart or known.values[one.values[0]].home == known.values[other.values[0]].home)


def come_before(cast: Cast, place: int, noun: int) -> bool:
    """Whether phrases of origin alone stand before a person with whom the sentence goes on: "born in Lagos, raised in London, a chef"."""
    start = next(unit for unit in range(noun + 1) if cast.units[unit].word not in _COMING)
    first = next((unit for unit in range(start, noun) if cast.roles[unit] != PHRASE), noun)
    led = first > place and all(map(cast.is_parted, range(start + 1, first + 1)))
    return led and all(cast.units[unit].before == SPACE for unit in range(first + 1, noun + 1)) and STOP not in cast.roles[first + 1 : noun]


def one_of_group(cast: Cast, group: int, said: Form) -> int:
    """The only one of a group of whom another tag says the same, else the group: "2boys, dark skin, dark-skinned male"."""
    adjectives = [(cast.units[place].form(ADJECTIVE), head) for place, head in enumerate(cast.heads) if head >= 0]
    ones = {cast.person_of[head] for form, head in adjectives if form and form.row and are_rivals(cast, form, said)}
    return ones.pop() if len(ones) == 1 and all(cast.alike.get(one) == group for one in ones) else group
