"""A prompt becomes a template: literal pieces, gaps that move along axes, and the slots found, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from obclip.errors import EmptyPrompt, NotClosed
from obclip.prompts.english.contacts import CONTACT
from obclip.prompts.reading.cues import Cue, cuts_of, find_cues
from obclip.prompts.reading.marks import Marked, read_marks
from obclip.prompts.reading.names import KNOWN, read_names
from obclip.prompts.reading.normal import Normal, is_blank, normalise
from obclip.prompts.reading.persons import Cast, Mention, read_cast
from obclip.prompts.reading.roles import NOUN
from obclip.prompts.reading.units import Unit, read_units, words_of
from obclip.prompts.reading.values import Identity, Key, identify
from obclip.prompts.rules import DEFAULT_RULES, KEEP, REFUSE, WITHHOLD, Rules
from obclip.prompts.vocabulary.taxonomy import Taxonomy, default_taxonomy
from obclip.prompts.vocabulary.terms import NAME

from .pieces import Omitted, assemble
from .template import Found, Skeleton, Slot, Template


def parse(prompt: str, taxonomy: Taxonomy | None = None, *, rules: Rules = DEFAULT_RULES) -> Template:
    """The template of a prompt. Offsets of its slots are code points of the prompt as the user wrote it.

    Raises EmptyPrompt when there is no word in it, and NotClosed when it holds cues and the rules refuse them.
    """
    normal = normalise(prompt)
    if is_blank(normal.text):
        raise EmptyPrompt("The prompt is empty: write what is to be drawn.")
    marked = read_marks(normal, default_taxonomy() if taxonomy is None else taxonomy)
    normal, known = marked.normal, marked.taxonomy
    reading = _read(normal.text, known)
    withheld = _withheld(reading, rules)
    skeleton, keys = _assembled(normal.text, reading, withheld, rules)
    return Template(
        prompt,
        skeleton,
        _slots(marked, reading, keys),
        tuple(reading.identity.values[key] for key in keys),
        known,
        cues=_found(normal, reading, reading.cues),
        withheld=(*(Found(*span, "", "") for span in marked.hidden), *_found(normal, reading, withheld)),
        source=normal.text,
        origin=normal.origin,
    )


class Reader:
    """Reads candidates as if each were the prompt: `parse` and nothing else. The same text is read once."""

    def __init__(self, taxonomy: Taxonomy, rules: Rules) -> None:
        self._taxonomy, self._rules = taxonomy, rules
        self._read: dict[str, Skeleton] = {}

    def skeleton(self, candidate: str) -> Skeleton:
        """What `parse` finds in a candidate."""
        if candidate not in self._read:
            self._read[candidate] = parse(candidate, self._taxonomy, rules=self._rules).skeleton
        return self._read[candidate]


@dataclass(frozen=True)
class _Reading:
    units: Sequence[Unit]
    cast: Cast
    mentions: Sequence[Mention]
    identity: Identity
    cues: Sequence[Cue]


def _read(text: str, taxonomy: Taxonomy) -> _Reading:
    units = read_names(read_units(text, taxonomy), text)
    cast, mentions = read_cast(units, taxonomy)
    return _Reading(units, cast, mentions, identify(mentions, words_of(units), taxonomy), [*_identities(cast), *find_cues(cast)])


def _assembled(text: str, reading: _Reading, withheld: Sequence[Cue], rules: Rules) -> tuple[Skeleton, tuple[Key, ...]]:
    kept = {mention.unit for mention in reading.mentions}
    cuts = cuts_of(reading.cast, [cue.unit for cue in withheld if cue.unit not in kept], kept)
    omitted = Omitted(cuts, rules.cues != KEEP, frozenset(cue.unit for cue in withheld if cue.unit in kept))
    return assemble(text, reading.cast, reading.mentions, reading.identity, omitted)


def _identities(cast: Cast) -> list[Cue]:
    """Names and contact data: they betray who a person is. "Jack Russell terrier" names nobody."""
    return [
        Cue(place, form.row, form.values[0])
        for place, unit in enumerate(cast.units)
        for form in unit.forms
        if form.kind == CONTACT or (form.kind in (NAME, KNOWN) and cast.roles[place] == NOUN)
    ]


def _withheld(reading: _Reading, rules: Rules) -> list[Cue]:
    """The cues that are left out of what the cloud sees. Whether a cue is cut never depends on a value, only on
    which attributes are hidden: otherwise the cut itself would tell the candidates apart."""
    if rules.cues == REFUSE and reading.cues:
        words = ", ".join(repr(reading.units[cue.unit].word) for cue in reading.cues)
        raise NotClosed(f"These words betray what they do not name: {words}. Leave them out, or withhold them.")
    if rules.cues == KEEP:
        return []
    hidden = {key[1] for key in reading.identity.values}
    named = {mention.unit for mention in reading.mentions if mention.form.values}
    return [
        cue
        for cue in reading.cues
        if cue.unit not in named and (rules.cues == WITHHOLD or cue.attribute in hidden or cue.attribute == "identity")
    ]


def _slots(marked: Marked, reading: _Reading, keys: Sequence[Key]) -> tuple[Slot, ...]:
    numbers = {key: number for number, key in enumerate(keys)}
    found = []
    for mention in reading.mentions:
        unit, identity = reading.units[mention.unit], reading.identity
        start, end = marked.span(unit.start, unit.end)
        for value in mention.form.values:
            attribute = identity.taxonomy.attribute(value)
            because = f"the {mention.form.kind} {unit.word!r} says {attribute} {value}"
            axis = numbers.get(identity.key(mention.person, value), -1)
            found.append(Slot(start, end, attribute, value, because, axis))
    return tuple(found)


def _found(normal: Normal, reading: _Reading, cues: Sequence[Cue]) -> tuple[Found, ...]:
    """The cues with their places in the user's prompt."""
    spans = [normal.span(reading.units[cue.unit].start, reading.units[cue.unit].end) for cue in cues]
    found = {Found(start, end, cue.attribute, cue.value) for (start, end), cue in zip(spans, cues, strict=True)}
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.attribute, one.value)))
