"""Verbs beside a word: a cue that is what somebody does betrays nothing, and a verb after a cue needs something before it."""

from __future__ import annotations

from obclip.prompts.english.verbs import is_for_many, is_for_one
from obclip.prompts.vocabulary.terms import MANY, NOUN, PERSON_KINDS, STOP, THING
from obclip.prompts.vocabulary.words import harmless, things

from .bearers import is_garment, is_part_of_person
from .cast import Cast
from .describing import DETERMINERS
from .roles import PLAIN, PRONOUN
from .subjects import COPULAS
from .units import SPACE

_OBJECTS = frozenset("a an the some his her their its".split())
_ALSO_VERBS = frozenset(["tie", "dress", "priest", "veil"])
_LEADING_TO_WORN = frozenset("with in wearing sporting".split())
_ALSO_DONE = frozenset("smile smiles look looks".split())
_ACTING = frozenset("works stands falls watches rests".split())
_WHERE = frozenset("outdoors indoors upstairs downstairs sideways backwards forwards upwards downwards always besides".split())
_MOST_WORDS = 5
_PLANS = frozenset("about going ready trying wants want able how need needs".split())


def acts(cast: Cast, place: int) -> bool:
    """Whether a verb in -s with an object stands here: "eyeliner accentuates her eyes"."""
    unit, after = cast.units[place], cast.units[place + 1 : place + 2]
    verb = not unit.forms and unit.word.endswith("s") and unit.word in harmless()
    return bool(verb and after and after[0].before == SPACE and (after[0].word in _OBJECTS or cast.roles[place + 1] == PRONOUN))


def acts_next(cast: Cast, place: int) -> bool:
    """Whether a verb with an object follows, "in a kippah lighting the candles", or what who wears the word does: "in a sari dances"."""
    after = cast.units[place + 1 : place + 3]
    if after and (acts(cast, place + 1) or does_next(cast, place)):
        return True
    return len(after) > 1 and after[0].word.endswith("ing") and after[1].before == SPACE and after[1].word in DETERMINERS


def does_next(cast: Cast, place: int) -> bool:
    """Whether a verb for as many as wear or bear a word follows it: "girls in kimonos walk", "a guy with lipstick smiles"."""
    after = place + 1
    if after >= len(cast.units) or cast.units[after].before != SPACE or cast.roles[after] not in (PLAIN, THING):
        return False
    word, first = cast.units[after].word, max(0, place - _MOST_WORDS)
    leads = next((left for left in range(place - 1, first, -1) if cast.units[left].word in _LEADING_TO_WORN), 0)
    who = [left for left in range(leads) if cast.roles[left] in (NOUN, PRONOUN)]
    if not leads or not who or cast.units[leads].before != SPACE:
        return False
    if word.endswith(("ing", "ed")):
        return (cast.is_parted(after + 1) or cast.roles[after + 1] == STOP) and word in harmless() and word not in things()
    form = cast.units[who[-1]].form(*PERSON_KINDS)
    many = len(who) > 1 or (form is not None and form.number == MANY)
    verb = (many and is_for_many(word, harmless())) or is_for_one(word, harmless())
    borne = (is_part_of_person(word) or is_garment(word)) and word not in _ALSO_DONE  # "with goatee tattoos"
    return verb and not borne and (word not in things() or _goes_on(cast, place, after, many))


def _goes_on(cast: Cast, place: int, verb: int, many: bool) -> bool:
    """Whether a word that may be a thing is a verb: before what is done, or after worn things, none of which is said of another."""
    after = cast.units[verb + 1 : verb + 2]
    if (many and cast.units[place].word.endswith("s")) or cast.units[verb].word in _ACTING:
        return True
    return bool(after) and after[0].before == SPACE and (after[0].word in _OBJECTS or cast.roles[verb + 1] in (PLAIN, THING, PRONOUN))


def has_object(cast: Cast, place: int) -> bool:
    """Whether somebody follows a verb as its object: "kissing her daughter"."""
    after = cast.units[place + 1 : place + 2]
    return bool(after and after[0].before == SPACE and (after[0].word in DETERMINERS or cast.roles[place + 1] == PRONOUN))


def handled(cast: Cast, place: int) -> tuple[int, int, str] | None:
    """Where a verb in -ing that no list knows begins and ends before things, and what stands for it: "a man [pipetting] samples" is with
    them. None where none does: "zorving outdoors"."""
    unit, after = cast.units[place], place + 1
    if unit.forms or not unit.word.endswith("ing") or not place or unit.before != SPACE:
        return None
    if cast.roles[place - 1] != NOUN and cast.units[place - 1].word not in COPULAS:
        return None
    while after < len(cast.units) and after - place < _MOST_WORDS and cast.units[after].before == SPACE:
        if cast.roles[after] not in (PLAIN, THING):
            return None
        if _is_handled(cast.units[after].word):
            return unit.start, unit.end, "with"
        after += 1
    return None


def _is_handled(word: str) -> bool:
    return word in things() or (word.endswith("s") and word not in _WHERE and word[:-1] in harmless())


def makes(cast: Cast, place: int) -> bool:
    """Whether a word for a work is a verb with an object, after who acts: "painting a house", "painting happy pictures"."""
    if place >= len(cast.units) or not cast.units[place].word.endswith("ing"):
        return False
    after = cast.units[place + 1 : place + 3]
    several = len(after) > 1 and after[1].word.endswith("s") and after[1].word in things()
    several = several and after[0].word in harmless() and after[0].word not in things()
    return has_object(cast, place) or (several and after[0].before == after[1].before == SPACE)


def is_verb(cast: Cast, place: int) -> bool:
    """Whether a word stands as a verb does, right after a person or a pronoun, or in -s after a part of one: "the woman reads"."""
    if not place or cast.units[place].before != SPACE:
        return False
    unit = cast.units[place]
    shows = unit.word.endswith("s") and not unit.forms and unit.word not in things() and is_part_of_person(cast.units[place - 1].word)
    return cast.roles[place - 1] in (NOUN, PRONOUN) or shows  # "his face carries a moko"


def is_what_one_does(cast: Cast, place: int) -> bool:
    """Whether a word is a verb with an object, after who acts: "a dancer ties her shoes", "workers tie thick ropes"."""
    unit, after = cast.units[place], place + 1
    if after >= len(cast.units) or cast.units[after].before != SPACE or not place or unit.before != SPACE:
        return False
    if unit.word in _ALSO_VERBS and cast.roles[after] != STOP:
        actor = cast.units[place - 1]
        form = actor.form(*PERSON_KINDS)
        return actor.word in ("to", "they", "who") or (form is not None and form.number == MANY)
    verb = unit.word.endswith("s") and not unit.word.endswith(" as") and is_verb(cast, place)
    return verb and (cast.units[after].word in DETERMINERS or cast.roles[after] == PRONOUN)


def is_planned(cast: Cast, place: int) -> bool:
    """Whether what begins at a unit is what somebody is about to do: "about to go trick or treating"."""
    words = [unit.word for unit in cast.units[max(0, place - 2) : place]]
    return len(words) == 2 and words[1] == "to" and words[0] in _PLANS
