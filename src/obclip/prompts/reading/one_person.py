"""One person who is told by two nouns: "ikemen, bishounen", "Mama Ruth, a warm Black woman in an apron"."""

from __future__ import annotations

from obclip.prompts.vocabulary.terms import ADJECTIVE, NAME, NOUN, ONE

from .cast import Cast, noun_form
from .plain_persons import is_plain_person
from .roles import PLAIN
from .units import BREAK, COMMA, SPACE

_KINDS = frozenset({"femboy", "bishonen", "gyaruo", "husbando", "onii-san"})  # rows of words that drawn characters have as tags


def join_tags_of_one(cast: Cast) -> None:
    """Joins the nouns of a list of tags that are one word each, where one of them is a word for drawn characters: "femboy, maid"."""
    nouns = [noun for noun in cast.nouns if cast.units[noun].form(NOUN)]
    alone = all(cast.is_parted(noun) and cast.is_parted(noun + 1) and noun_form(cast.units[noun]).number == ONE for noun in cast.nouns)
    if alone and len(nouns) > 1 and any(_kind(cast, noun) in _KINDS for noun in nouns):
        cast.person_of.update((noun, cast.person_of[nouns[0]]) for noun in cast.nouns)


def _kind(cast: Cast, noun: int) -> str:
    return noun_form(cast.units[noun]).row.partition("=")[0].partition("/")[0]


def join_appositions(cast: Cast) -> None:
    """Joins "a woman" to whom a text begins with by a word for kin or a title, with a name or without, and no article: no minor, and
    not a second plain noun, of which a list may be."""
    first = cast.nouns[0]
    last = max(noun for noun in cast.nouns if cast.person_of[noun] == cast.person_of[first])
    form = noun_form(cast.units[first])
    named = all(cast.units[place].form(NAME) or cast.units[place].unknown for place in range(first + 1, last + 1))
    told = form.kind == NOUN and form.number == ONE and not is_plain_person(cast.units[first], cast.taxonomy)
    if not (told and named and cast.units[first].before == BREAK and cast.is_parted(last + 1)):
        return
    other = next((noun for noun in cast.nouns if noun > last), last)
    start = last + 1
    if other == last or cast.units[start].before != COMMA or cast.units[start].word not in ("a", "an"):
        return
    between = range(start + 1, other)
    after = next((place for place in range(other + 1, len(cast.units)) if cast.is_parted(place)), other)
    listed = cast.units[after].word in ("a", "an")  # "king, a woman, a dog"
    described = not listed and all(cast.roles[place] in (ADJECTIVE, PLAIN) and cast.units[place].before == SPACE for place in between)
    grown = is_plain_person(cast.units[other], cast.taxonomy) and cast.taxonomy.grown.keys().isdisjoint(noun_form(cast.units[other]).values)
    if described and grown and cast.units[other].before == SPACE and noun_form(cast.units[other]).number == ONE:
        cast.person_of.update((each, cast.person_of[first]) for each, one in cast.person_of.items() if one == cast.person_of[other])
