"""Decides what is written, and in which order, before a piece is written: moving words, cuts, and adjectives that a noun implies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from obclip.prompts.reading.cast import Cast, Mention
from obclip.prompts.reading.cues import Cut
from obclip.prompts.reading.units import HYPHEN, SPACE
from obclip.prompts.reading.values import Identity
from obclip.prompts.vocabulary.terms import ADJECTIVE, Row


def in_order(cast: Cast, mentions: Sequence[Mention], cuts: Sequence[Cut]) -> list[tuple[int, Mention | None, Cut | None]]:
    """The words that are written anew and the cuts, from left to right, each with its unit (-1 for a cut)."""
    steps: list[tuple[int, int, Mention | None, Cut | None]] = [
        (cast.units[mention.unit].start, mention.unit, mention, None) for mention in mentions
    ]
    steps += [(cut.start, -1, None, cut) for cut in cuts]
    return [(unit, mention, cut) for _, unit, mention, cut in sorted(steps, key=lambda step: step[:2])]


def insertions(cast: Cast, mentions: Sequence[Mention], identity: Identity) -> dict[int, list[Row]]:
    """Adjectives that a noun implies ("grandmother": old) and that nothing else renders, by the unit they go before."""
    found: dict[int, list[Row]] = {}
    described: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.form.kind == ADJECTIVE:
            described.setdefault(mention.head, []).append(mention)
    persons = {mention.unit: mention.person for mention in mentions}
    for mention in mentions:
        for value in _unsaid(mention, described.get(mention.unit, ()), identity):
            known = identity.values[identity.key(mention.person, value)]
            row = identity.taxonomy.simple_row(ADJECTIVE, known)
            if row is not None:
                first = mention.unit if row.nominal else _run_start(cast, mention, persons)  # "a young Swedish person", "an old tall man"
                found.setdefault(first, []).append(row)
    return found


def _unsaid(mention: Mention, adjectives: Sequence[Mention], identity: Identity) -> list[str]:
    if mention.form.kind != "noun":
        return []
    row = identity.row(mention.person, mention.form)
    said = set(identity.keys(mention.person, row) if row else ())
    for other in adjectives:
        said |= {identity.key(other.person, value) for value in other.form.values}
    return [value for value in mention.form.values if identity.key(mention.person, value) not in said]


def _run_start(cast: Cast, noun: Mention, persons: Mapping[int, int]) -> int:
    """The first of the adjectives that stand right before the noun and speak of its person, or the noun itself: the second people of one
    noun is another's ("Sasak, Algonquin epileptics")."""
    start = noun.unit
    while start > 0 and cast.units[start].before in (SPACE, HYPHEN) and cast.heads[start - 1] == noun.unit:
        if persons.get(start - 1, noun.person) != noun.person:
            break
        start -= 1
    return start
