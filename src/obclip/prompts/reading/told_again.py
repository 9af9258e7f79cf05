"""Who is spoken of a second time: "A woman ... The woman", "a female elf in armor, gorgeous girl".

Nothing here looks at a value. Where two or more may be meant by "the man", the word is withheld and "person" stands for it: an axis of
its own would show a third person, and whom it means would tell who of them is a man.
"""

from __future__ import annotations

from itertools import pairwise

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, DETAIL, KNOWN, MANY, NAME, NOUN, ONE, STOP, THING

from .cast import NOBODY, Cast, noun_form
from .members import tells_members
from .one_person import join_appositions, join_tags_of_one
from .plain_persons import is_of_pair, is_plain_person
from .roles import PLAIN
from .units import BREAK, COMMA, HYPHEN, SPACE

_VERBS = frozenset("has is wears looks holds stands sits wore had was".split())
_FIGURE, _FOCUS = "figure", "focus"
_WORN, _RULING = frozenset({"dressed", "clad", "wearing"}), frozenset({"of"})  # "a young woman, queen of the night"
# Parts and clothes after a noun without an article, which are those of who is shown: "a goth girl, tattered maiden tendrils".
_THEIRS = frozenset("face hair eyes hands body skin arms legs tendrils dress gown clothes clothing outfit costume makeup".split())
# Words of how a picture is made: behind them a list of who is shown is over, and a noun alone says again who it was.
_OF_PICTURES = frozenset(
    "artstation quality resolution cgsociety 4k 8k octane lighting art shot cinematic masterpiece stroke style render unreal".split()
)
_BEING, _ARTICLES = frozenset("is was s being".split()), frozenset(["a", "an", "the"])
_DESCRIBING = frozenset({ADJECTIVE, DETAIL, PLAIN, THING, ANIMAL})
_LIKENED, _TURNING = frozenset({"like", "resembling"}), frozenset("transforming turning morphing changing transformed turned".split())
_PLAYING = [[*words, article] for words in (["as"], ["dressed", "as"], ["portrayed", "as"]) for article in ("a", "an", "the")] + [
    ["as"],
    ["dressed", "as"],
]
_MOST_WORDS = 6


def spoken_of(cast: Cast, place: int) -> int:
    """The person whom "the man" means again: the only one so far who has a noun of this row, whichever: "A woman ... The woman".

    NOBODY for somebody else; where several have one, the place is noted as vague.
    """
    unit = cast.units[place]
    form = unit.form(NOUN)
    if form is None or not place or is_of_pair(unit, cast.taxonomy) or not _is_told(cast, place):
        return NOBODY
    told = [noun for noun in cast.nouns if (other := cast.units[noun].form(NOUN)) and other.row == form.row and noun not in cast.vague]
    counts = {form.number, *(noun_form(cast.units[noun]).number for noun in told)}
    parted = bool(told) and any(unit.before == BREAK for unit in cast.units[told[-1] + 1 : place + 1])  # not "a man kisses the woman"
    parted = parted or (bool(told) and _is_item(cast, told[-1]))  # "robot girl, a dragon behind the girl"
    if counts != {ONE} or not parted:
        return NOBODY
    alike = {cast.person_of[noun] for noun in told}
    if len(alike) > 1 and form.values and place not in cast.heads:
        cast.vague.add(place)
    return alike.pop() if len(alike) == 1 else NOBODY


def _is_told(cast: Cast, place: int) -> bool:
    """Whether "the" stands before a noun, or the noun begins an item and a verb follows: "girl has long hair"."""
    before, after = cast.units[place - 1], cast.units[place + 1 : place + 2]
    if place > 1 and before.word.endswith("ing") and before.before == SPACE == cast.units[place].before:
        before = cast.units[place - 2]  # "the sleeping child"
    if before.word == "the" and cast.units[place].before == SPACE:
        return True
    plain = is_plain_person(cast.units[place], cast.taxonomy)
    return plain and cast.units[place].before in (BREAK, COMMA) and bool(after) and after[0].before == SPACE and after[0].word in _VERBS


def join_described(cast: Cast) -> None:
    """Joins a noun that ends an item without an article to the only person before, of whom more is said than a list says of each:
    "a female elf in armor, gorgeous girl"; not "man, woman, child".
    """
    if len(cast.nouns) < 2 or cast.owners:
        return
    join_tags_of_one(cast)
    join_appositions(cast)
    _join_parts(cast)
    _join_predicates(cast)
    _join_turned(cast)
    _join_members(cast)
    _join_figures(cast)
    _join_faces(cast)
    _join_focus(cast)
    _join_repeated(cast)
    _join_same(cast)
    _join_kinds(cast)
    first = cast.person_of[cast.nouns[0]]
    later = [noun for noun in cast.nouns if cast.person_of[noun] != first and cast.units[noun].form(NOUN)]
    if tells_members(cast, later):
        return
    own = [noun for noun in cast.nouns if cast.person_of[noun] == first]
    last = own[-1]
    if later and len(own) == 1 and _is_title(cast, last, later[0]):
        cast.person_of[later[0]] = first
        return
    if not later or (len(own) == 1 and cast.is_parted(last + 1) and (cast.is_parted(last) or _is_next_item(cast, last + 1, later[0]))):
        return  # "photo of a man, woman" lists two, as "man, umbrella, woman" does
    if all(_is_item(cast, noun) and cast.units[noun].form(NOUN) and noun_form(cast.units[noun]).number == ONE for noun in later):
        cast.person_of.update((noun, first) for noun in later)


def _join_figures(cast: Cast) -> None:
    """Joins a figure that is an item of its own, without an article, to the only person before: "a tribal priestess, female figure"."""
    first = cast.person_of[cast.nouns[0]]
    for noun in cast.nouns[1:]:
        before = {cast.person_of[other] for other in cast.nouns if other < noun}
        if cast.units[noun].word == _FIGURE and before == {first} and _is_item(cast, noun):
            cast.person_of[noun] = first


def _join_faces(cast: Cast) -> None:
    """Joins whose face somebody has to them, if nobody else stands before: "a warrior goddess with beautiful woman face", "a robot woman,
    girl face"."""
    first = cast.person_of[cast.nouns[0]]
    for noun in cast.nouns[1:]:
        start, after = noun, cast.units[noun + 1 : noun + 2]
        while start and cast.units[start].before == SPACE and cast.roles[start - 1] in _DESCRIBING:
            start -= 1
        faces = bool(after) and after[0].word == "face" and after[0].before == SPACE
        item = cast.units[start].before == COMMA and cast.is_parted(noun + 2)
        if (
            faces
            and (item or (start > 0 and cast.units[start - 1].word == "with"))
            and {cast.person_of[other] for other in cast.nouns if other < noun} == {first}
        ):
            cast.person_of[noun] = first


def _join_focus(cast: Cast) -> None:
    """Joins whom a picture has its focus on to the only person before with such a noun: "a man in the rain, man focus"."""
    for noun in cast.nouns[1:]:
        after = cast.units[noun + 1 : noun + 2]
        if after and after[0].word == _FOCUS and after[0].before == SPACE and cast.is_parted(noun):
            told = {cast.person_of[other] for other in cast.nouns if other < noun and _row(cast, other) == _row(cast, noun)}
            if len(told) == 1:
                cast.person_of[noun] = told.pop()


def _join_repeated(cast: Cast) -> None:
    """Joins nouns of one row that are items of their own, with words of style between, where nobody else is shown: "god, octane, god"."""
    first, *later = cast.nouns
    alone = all(cast.is_parted(noun) and cast.is_parted(noun + 1) and _row(cast, noun) == _row(cast, first) for noun in cast.nouns)
    if alone and not _OF_PICTURES.isdisjoint(unit.word for unit in cast.units[first : later[0]]):
        cast.person_of.update((noun, cast.person_of[first]) for noun in later)


def _join_kinds(cast: Cast) -> None:
    """Joins of what kind somebody is, as an item of its own that tells what they have, to the only person before: "a man with fair skin,
    barbarian with tattoos"."""
    first, *later = cast.nouns
    for noun in later:
        begins = cast.units[noun].before in (COMMA, BREAK) and [unit.word for unit in cast.units[noun + 1 : noun + 2]] == ["with"]
        told = {cast.person_of[other] for other in cast.nouns if other < noun} == {cast.person_of[first]}
        forms = [noun_form(cast.units[each]) for each in (first, noun)]
        if begins and told and forms[1].kind == "person" and forms[0].number == forms[1].number == ONE:
            cast.person_of[noun] = cast.person_of[first]


def _join_same(cast: Cast) -> None:
    """Joins a noun for several that ends an item to the one person before that is told by the same noun: "a woman, happy women"."""
    told, *later = [noun for noun in cast.nouns if cast.units[noun].form(NOUN)] or [-1]
    for noun in later:
        numbers = [noun_form(cast.units[each]).number for each in (told, noun)]
        if _row(cast, noun) == _row(cast, told) and numbers == [ONE, MANY] and _is_item(cast, noun):
            cast.person_of[noun] = cast.person_of[told]


def _row(cast: Cast, noun: int) -> str:
    return noun_form(cast.units[noun]).row


def _join_parts(cast: Cast) -> None:
    """Joins who plays a part to it: "a young woman as a beautiful barmaid", "a woman resembling Anna as a princess"."""
    for before, noun in pairwise(cast.nouns):
        start = noun
        while start > before and cast.units[start].before == SPACE and (start == noun or cast.roles[start] in _DESCRIBING):
            start -= 1
        led = [unit.word for unit in cast.units[before + 1 : start + 1]]
        if led in _PLAYING:
            one, other = cast.person_of[_likened(cast, before)], cast.person_of[noun]
            if noun_form(cast.units[before]).number == noun_form(cast.units[noun]).number == ONE:
                cast.person_of.update((each, one) for each, person in cast.person_of.items() if person == other)


def _likened(cast: Cast, name: int) -> int:
    """Who is like a name that "resembling" leads to, or the noun itself."""
    first = name
    while first - 1 in cast.person_of and cast.person_of[first - 1] == cast.person_of[name]:
        first -= 1
    led = first > 0 and cast.units[first - 1].word in _LIKENED and cast.units[name].form(NAME, KNOWN, "person") is not None
    before = cast.nouns_in(0, first)
    return before[-1] if led and before else name


def _join_turned(cast: Cast) -> None:
    """Joins what the only person so far turns into, where a pronoun does: "a harpy ... she is transforming into an evil catgirl"; not "a
    man turning into a catgirl"."""
    for noun in cast.nouns[1:]:
        start = noun
        while start and cast.units[start].before == SPACE and (start == noun or cast.roles[start] in _DESCRIBING):
            start -= 1
        start -= cast.units[start].word in _ARTICLES
        if start < 1 or cast.units[start].word != "into" or cast.units[start - 1].word not in _TURNING:
            continue
        told = {cast.person_of[other] for other in cast.nouns if other < start}
        clause = next((place for place in range(start, 0, -1) if cast.units[place].before == BREAK), 0)
        named = any(clause <= other < start for other in cast.nouns)
        if len(told) == 1 and not named and noun_form(cast.units[noun]).number == ONE:
            cast.person_of[noun] = told.pop()


def _join_members(cast: Cast) -> None:
    """Gives the members of a group its gender, who are told one by one by its noun: "two witches, a short witch and a tall witch"."""
    for group in cast.nouns:
        if noun_form(cast.units[group]).number != MANY or is_plain_person(cast.units[group], cast.taxonomy):
            continue
        members = [noun for noun in cast.nouns if noun > group and cast.units[noun].form(NOUN) and _row(cast, noun) == _row(cast, group)]
        if len(members) < 2 or any(noun_form(cast.units[noun]).number != ONE for noun in members):
            continue
        listed = any(unit.before == COMMA for unit in cast.units[group + 1 : members[0] + 1])
        if listed and any(unit.word == "and" for unit in cast.units[members[-2] : members[-1]]):
            cast.alike.update((cast.person_of[noun], cast.person_of[group]) for noun in members)


def _join_predicates(cast: Cast) -> None:
    """Joins what the only person so far is said to be: "a man, he is a good father", "a guy who is an android"."""
    for noun in cast.nouns[1:]:
        start = noun
        while start and cast.units[start].before == SPACE and (start == noun or cast.roles[start] in _DESCRIBING):
            start -= 1
        start -= cast.units[start].word in _ARTICLES
        if start < 1 or cast.units[start].word not in _BEING or noun_form(cast.units[noun]).number != ONE:
            continue
        told = {cast.person_of[other] for other in cast.nouns if other < start}
        subject = start - 1 - (cast.units[start - 1].word == "who")
        whose = subject in cast.person_of or cast.units[subject].form("he") is not None
        if whose and len(told) == 1:
            person, one = cast.person_of[noun], told.pop()
            cast.person_of.update((each, one) for each, other in cast.person_of.items() if other == person)


def _is_title(cast: Cast, noun: int, title: int) -> bool:
    """Whether an item says what somebody who is told plainly is: "a young woman, goddess of the night"."""
    after = cast.units[title + 1 : title + 2]
    ruled = bool(after) and after[0].word in _RULING and not is_plain_person(cast.units[title], cast.taxonomy)
    return ruled and is_plain_person(cast.units[noun], cast.taxonomy) and _is_item(cast, title) and _is_next_item(cast, noun + 1, title)


def _is_next_item(cast: Cast, start: int, noun: int) -> bool:
    return not any(cast.is_parted(place) for place in range(start + 1, noun + 1))


def _is_item(cast: Cast, noun: int) -> bool:
    """Whether a noun, what describes it, and what its person has or wears are all that an item says, without an article."""
    if not (cast.is_parted(noun + 1) or (cast.units[noun + 1].word in _WORN | _THEIRS | _RULING and cast.units[noun + 1].before == SPACE)):
        return False
    for place in range(noun, max(-1, noun - 1 - _MOST_WORDS), -1):
        unit, role = cast.units[place], cast.roles[place]
        another = role == NOUN and cast.person_of[place] != cast.person_of[noun]  # "woman feeding child", "woman and child"
        describes = role in _DESCRIBING or (role == NOUN and not another) or unit.word == "and"
        if place < noun and (not describes or (unit.form(STOP, CUE) and unit.word != "and") or unit.word.isdigit()):
            return False
        if unit.before in (COMMA, BREAK):
            return place == noun or unit.word != "and"  # not "a man, a dog, and old woman"
        if unit.before not in (SPACE, HYPHEN):
            return False
    return False
