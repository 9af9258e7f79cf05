"""Decides what is written, and in which order, before a piece is written: moving words, cuts, and adjectives that a noun implies."""

from __future__ import annotations

from collections.abc import Sequence

from obclip.prompts.reading.cast import Cast, Mention
from obclip.prompts.reading.cues import Cut
from obclip.prompts.reading.units import HYPHEN, SPACE
from obclip.prompts.reading.values import Identity
from obclip.prompts.vocabulary.terms import ADJECTIVE, NOUN, Row

from .kinds import start_of_kind


def in_order(cast: Cast, mentions: Sequence[Mention], cuts: Sequence[Cut]) -> list[tuple[int, Mention | None, Cut | None]]:
    """The words that are written anew and the cuts, from left to right, each with its unit (-1 for a cut)."""
    steps: list[tuple[int, int, Mention | None, Cut | None]] = [
        (cast.units[mention.unit].start, mention.unit, mention, None) for mention in mentions
    ]
    steps += [(cut.start, -1, None, cut) for cut in cuts]
    return [(unit, mention, cut) for _, unit, mention, cut in sorted(steps, key=lambda step: step[:2])]


def insertions(cast: Cast, mentions: Sequence[Mention], identity: Identity) -> dict[int, list[tuple[Row, int]]]:
    """Adjectives that a noun implies ("grandmother": old) and nothing else renders, each with its person, by the unit they go before."""
    found: dict[int, list[tuple[Row, int]]] = {}
    described: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.form.kind == ADJECTIVE:
            described.setdefault(mention.head, []).append(mention)
    spoken = {mention.unit for mention in mentions}
    for mention in mentions:
        if mention.form.kind != NOUN:
            continue
        kind = range(_start_of_mentioned(cast, mention, spoken), mention.unit + 1)
        for value in _unsaid(mention, [adjective for unit in kind for adjective in described.get(unit, ())], identity):
            known = identity.values[identity.key(mention.person, value)]
            row = identity.taxonomy.simple_row(ADJECTIVE, known)
            if row is not None:
                first = mention.unit if row.nominal else _run_start(cast, kind)  # "a young Swedish person", "an old tall man"
                found.setdefault(first, []).append((row, mention.person))
    return found


def _unsaid(mention: Mention, adjectives: Sequence[Mention], identity: Identity) -> list[str]:
    row = identity.row(mention.person, mention.form)
    said = set(identity.keys(mention.person, row) if row else ())
    for other in adjectives:
        said |= {identity.key(other.person, value) for value in other.form.values}
    return [value for value in mention.form.values if identity.key(mention.person, value) not in said]


def _start_of_mentioned(cast: Cast, noun: Mention, spoken: set[int]) -> int:
    """The first of the nouns right before a noun that say of what kind it is and are written anew themselves, or the noun.

    spoken: the units that are written anew.
    """
    first = start_of_kind(cast, noun.unit)
    while not spoken.issuperset(range(first, noun.unit)):
        first += 1
    return first


def _run_start(cast: Cast, nouns: range) -> int:
    """The first of the adjectives that stand right before nouns that stand together, or the first noun."""
    start = nouns[0]
    while start > 0 and cast.units[start].before in (SPACE, HYPHEN) and cast.heads[start - 1] in nouns:
        start -= 1
    return start
