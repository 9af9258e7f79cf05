"""What one person is told to be a second time in other words: "a petite, fat woman", "an Asian woman, Caucasian", "fat, double chin".

Of what contradicts another word in some candidates the first is told, and a title before a faith of another block ("a Wiccan priestess").
Nothing here looks at a value: a word goes for the blocks of both.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from obclip.prompts.vocabulary.terms import ADJECTIVE, DETAIL, NOUN, ONE, Form, Taxonomy

from .bearers import names_people, said_beside
from .cast import Cast, Mention, noun_form

_FAITH = "religion"
_LEADING = frozenset({"with", "and", "has", "having"})
_GROUPS = frozenset("couple pair duo trio family group team crowd band crew".split())
_ARTICLES = frozenset({"a", "an"})


def told_twice(cast: Cast, mentions: Sequence[Mention]) -> list[Mention]:
    """The words that go, from left to right."""
    told: dict[tuple[int, Hashable], Form] = {}
    titled = {mention.person: value for mention in mentions for value in mention.form.values if _is_title(cast, mention, value)}
    found = []
    for mention in sorted(mentions, key=lambda mention: mention.unit):
        if _is_joined(cast, mention):
            found.append(mention)
            continue
        said = _said(cast, mention)
        if said is None or cast.units[mention.unit].word in cast.taxonomy.tokens:
            continue
        title = titled.get(mention.person)
        if title and said == _FAITH and cast.taxonomy.block(title) != cast.taxonomy.block(mention.form.values[0]):
            found.append(mention)
            continue
        first = told.setdefault((mention.person, said), mention.form)
        other = mention.head >= 0 and _are_of_two_blocks(first, mention.form, cast.taxonomy)
        if first is not mention.form and (other or _is_tag(cast, mention)):
            found.append(mention)
    return found


def _is_joined(cast: Cast, mention: Mention) -> bool:
    """Whether "and" joins an adjective to another of the same block before a noun for one: "a blind [and deaf] man"; no age, no people."""
    place, head, taxonomy = mention.unit, mention.head, cast.taxonomy
    if place < 2 or mention.form.kind != ADJECTIVE or head < 0 or cast.units[place - 1].word != "and" or cast.heads[place - 2] != head:
        return False
    form = cast.units[place - 2].form(ADJECTIVE)
    if form is None or not form.values or len(mention.form.values) != 1 or names_people(cast.units[place], taxonomy):
        return False
    said = mention.form.values[0]
    alike = taxonomy.block(form.values[0]) == taxonomy.block(said) and not taxonomy.attributes[taxonomy.attribute(said)].single
    one = noun_form(cast.units[head]).number == ONE and cast.units[head].word.rpartition(" ")[2] not in _GROUPS
    return alike and one and cast.units[place].word not in taxonomy.tokens


def _is_title(cast: Cast, mention: Mention, value: str) -> bool:
    """Whether a noun says of what faith somebody is: "rabbi", not "monk"."""
    row = cast.taxonomy.simple_row(ADJECTIVE, value) if mention.form.kind == NOUN else None
    return row is not None and row.nominal and row.attributes == (_FAITH,)


def _said(cast: Cast, mention: Mention) -> Hashable | None:
    """What of a person a word tells that is told once: a people, a build; None for another, and for a noun."""
    form, taxonomy = mention.form, cast.taxonomy
    if form.kind not in (ADJECTIVE, DETAIL) or cast.roles[mention.unit] == NOUN or len(form.values) != 1:
        return None
    attribute = taxonomy.attributes[taxonomy.attribute(form.values[0])]
    block = taxonomy.block(form.values[0])
    if not attribute.once.isdisjoint(block):
        return attribute.name
    return attribute.name if names_people(cast.units[mention.unit], taxonomy) else None


def _are_of_two_blocks(one: Form, other: Form, taxonomy: Taxonomy) -> bool:
    """Whether two words move along axes of their own, of which one is told; adjectives of two peoples beside a noun are told both."""
    known = taxonomy.attributes[taxonomy.attribute(other.values[0])]
    return other.values[0] in known.once and taxonomy.block(one.values[0]) != taxonomy.block(other.values[0])


def _is_tag(cast: Cast, mention: Mention) -> bool:
    """Whether a word is an item of its own, or is a look that "with a" or "and" leads to and that ends an item or the first of two."""
    start = mention.unit
    ends = cast.is_parted(start + 1)
    if mention.head >= 0 or cast.is_parted(start) or mention.form.kind == ADJECTIVE:
        ends = ends or (mention.head < 0 and said_beside(cast.units, cast.roles, start, cast.taxonomy) >= 0)  # "round and robust body"
        return ends and mention.head < 0 and cast.is_parted(start)
    start -= cast.units[start - 1].word in _ARTICLES
    return (ends or cast.units[mention.unit + 1].word == "and") and cast.units[start - 1].word in _LEADING
