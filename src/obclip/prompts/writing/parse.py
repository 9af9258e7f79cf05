"""A prompt becomes a template: literal pieces, gaps that move along axes, and the slots found, with reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from obclip.errors import BadRequest, EmptyPrompt, NotClosed, NotUnderstood
from obclip.prompts.reading.builds import told_before
from obclip.prompts.reading.cast import Cast, Mention, noun_form
from obclip.prompts.reading.contrasted import contrasted, says_which
from obclip.prompts.reading.cues import Cue, cuts_of, find_cues, told_by
from obclip.prompts.reading.drawn import is_drawn
from obclip.prompts.reading.emoji import is_sign, plain_emoji, with_emoji
from obclip.prompts.reading.garbled import join_garbled
from obclip.prompts.reading.language import check_language, check_script
from obclip.prompts.reading.lettering import read_lettering
from obclip.prompts.reading.mark_joins import check_joins
from obclip.prompts.reading.mark_kinds import with_marks
from obclip.prompts.reading.marks import Marked, is_token, read_marks
from obclip.prompts.reading.named_as_animals import without_named_as_animals
from obclip.prompts.reading.names import read_names
from obclip.prompts.reading.normal import Normal, is_blank, normalise
from obclip.prompts.reading.not_shown import without_told
from obclip.prompts.reading.persons import read_cast
from obclip.prompts.reading.runs import spread_runs
from obclip.prompts.reading.scenes import hints_beside, scenes_beside
from obclip.prompts.reading.shorthand import spelled_out
from obclip.prompts.reading.tags_alone import shown_by_tags
from obclip.prompts.reading.told_twice import told_twice
from obclip.prompts.reading.units import Unit, read_units, words_of
from obclip.prompts.reading.unknown import UNKNOWN, find_unknown, tells_of_person
from obclip.prompts.reading.unread import find_unread
from obclip.prompts.reading.values import YOUNG, Identity, Key, identify, states_minor
from obclip.prompts.rules import DEFAULT_RULES, KEEP, REFUSE, SHOW, WITHHOLD, Rules
from obclip.prompts.vocabulary.taxonomy import Taxonomy, default_taxonomy
from obclip.prompts.vocabulary.terms import CONTACT, CUE, HINT, KNOWN, NAME, NOUN

from .pieces import Omitted, assemble
from .template import Found, Skeleton, Slot, Template

MOST_LETTERS = 4000
MOST_WORDS = 500  # a figure by itself or an emoji is one; no text encoder of a cloud reads more than some 512 tokens
_GROWN, _TWICE = "grown", "twice"  # why a word goes: it is of grown persons, and a minor is shown; another has told it
_GOING = frozenset({_GROWN, _TWICE})


def parse(prompt: str, taxonomy: Taxonomy | None = None, *, rules: Rules = DEFAULT_RULES) -> Template:
    """The template of a prompt. Offsets of its slots are code points of the prompt as the user wrote it.

    Raises EmptyPrompt when there is no word in it, BadRequest when it is too long or a mark cannot be read, NotEnglish when it is in
    another language, and NotClosed or NotUnderstood when it holds cues or unknown words and the rules refuse them.
    """
    check_length(prompt)
    base = default_taxonomy() if taxonomy is None else taxonomy
    normal = normalise(prompt)
    check_joins(normal.text, base)
    marked = plain_emoji(without_told(read_marks(normal, prompt), base))
    if is_blank(marked.normal.text) and not marked.marks:
        what = "is empty, but for what is withheld" if marked.hidden else "has no word" if prompt.strip() else "is empty"
        raise EmptyPrompt(f"The prompt {what}: write what is to be drawn.")
    told = contrasted(marked.normal.text, base)
    neutral = [marked.normal.span(start, end) for start, end, written in told if start < end and not says_which(written)]
    built = [marked.normal.span(*build.span("word")) for build in told_before(marked.normal.text, base)]
    hidden = tuple(sorted((*marked.hidden, *neutral, *built)))
    marked = replace(marked, normal=spread_runs(spelled_out(marked.normal, base), base), hidden=hidden)
    reading = _read(marked.normal.text, with_marks(with_emoji(base, marked.normal.text), marked.marks))
    if len(reading.units) > MOST_WORDS:
        raise BadRequest(f"The prompt has {len(reading.units)} words; at most {MOST_WORDS} are read. Shorten it.", code="prompt_too_long")
    if rules.language != "any":
        check_script(" ".join(option for mark in marked.marks for option in mark.options))
        check_language(marked.normal.text, reading.units, [cue.unit for cue in reading.unknown])
    return _template(prompt, marked, reading, rules, base)


def check_length(prompt: str) -> None:
    """Raises BadRequest for a prompt of more than `MOST_LETTERS` characters, before anything in it is looked for."""
    if len(prompt) > MOST_LETTERS:
        raise BadRequest(f"The prompt has {len(prompt)} characters; at most {MOST_LETTERS} are read. Shorten it.", code="prompt_too_long")


def read_again(template: Template, text: str, rules: Rules, base: Taxonomy | None = None) -> Template:
    """The template of another text with the marks of this one, in which each token that is left stands for its mark.

    base: a taxonomy of other sizes of blocks. Raises as `parse` does.
    """
    marks = tuple(mark for mark in template.marks if mark.token in text)
    known = base or template.base or template.taxonomy
    text = text if any(map(is_token, text)) or not is_blank(text) else "something"
    marked = Marked(spread_runs(spelled_out(Normal(text, range(len(text))), known), known), marks)
    text = marked.normal.text
    return _template(text, marked, _read(text, with_marks(with_emoji(known, text), marks)), rules, known)


@dataclass(frozen=True)
class _Reading:
    units: Sequence[Unit]
    cast: Cast
    mentions: Sequence[Mention]
    identity: Identity
    cues: Sequence[Cue]
    unknown: Sequence[Cue]


def _template(prompt: str, marked: Marked, reading: _Reading, rules: Rules, base: Taxonomy) -> Template:
    normal = marked.normal
    withheld = _withheld(reading, normal.text, rules)
    skeleton, keys = _assembled(normal.text, reading, withheld, rules)
    return Template(
        prompt,
        skeleton,
        _slots(marked, reading, keys),
        tuple(reading.identity.values[key] for key in keys),
        reading.identity.taxonomy,
        cues=_found(normal, reading, reading.cues),
        withheld=(*(Found(*span, "", "") for span in marked.hidden), *_found(normal, reading, withheld)),
        unknown=(*_found(normal, reading, reading.unknown), *_unread(normal, reading)),
        persons=bool(reading.cast.nouns) or reading.cast.nameless >= 0 or bool(shown_by_tags(reading.cast)),
        base=base,
        marks=marked.marks,
        source=normal.text,
        origin=normal.origin,
    )


def _read(text: str, taxonomy: Taxonomy) -> _Reading:
    units = join_garbled(without_named_as_animals(read_units(text, taxonomy), taxonomy), text, taxonomy)
    units = read_names(read_lettering(units, text), text, taxonomy)
    cast, mentions = read_cast(units, taxonomy)
    identity = identify(mentions, words_of(units), taxonomy, cast.alike)
    unknown = [Cue(place, UNKNOWN, "word") for place in find_unknown(units, text)]
    return _Reading(units, cast, mentions, identity, [*_identities(cast), *find_cues(cast)], unknown)


def _assembled(text: str, reading: _Reading, withheld: Sequence[Cue], rules: Rules) -> tuple[Skeleton, tuple[Key, ...]]:
    kept = {mention.unit for mention in reading.mentions} - _spare(reading) - {cue.unit for cue in withheld if cue.value in _GOING}
    cuts = cuts_of(reading.cast, [cue.unit for cue in withheld if cue.unit not in kept], kept)
    omitted = Omitted(cuts, rules.cues != KEEP, frozenset(cue.unit for cue in withheld if cue.unit in kept))
    return assemble(text, reading.cast, reading.mentions, reading.identity, omitted)


def _spare(reading: _Reading) -> set[int]:
    """Nouns without a stated value that are tags of their own of a person who has other nouns: one that is withheld leaves no "person"."""
    cast = reading.cast
    if not cast.owners:  # "a woman by a lake, blonde, silk"
        alone = (noun for noun in cast.nouns[1:] if cast.is_parted(noun) and cast.is_parted(noun + 1))
        return {noun for noun in alone if cast.units[noun].form(CUE)}
    nouns = Counter(cast.person_of.values())
    named = [mention for mention in reading.mentions if mention.form.kind == "person" and nouns[mention.person] > 1]
    return {mention.unit for mention in named if cast.is_parted(mention.unit) and cast.is_parted(mention.unit + 1)}


def _identities(cast: Cast) -> list[Cue]:
    """Names and contact data: they betray who a person is. "Jack Russell terrier" names nobody."""
    return [
        Cue(place, form.row, form.values[0])
        for place, unit in enumerate(cast.units)
        for form in unit.forms
        if form.kind == CONTACT or (form.kind in (NAME, KNOWN) and cast.roles[place] == NOUN)
    ]


def _withheld(reading: _Reading, text: str, rules: Rules) -> list[Cue]:
    """The words that are left out of what the cloud sees: cues, and unknown words that say something of a person.

    Whether a word is cut never depends on a value, only on which attributes are hidden: otherwise the cut itself would tell the
    candidates apart.
    """
    vague = [Cue(place, *_first_value(reading, place)) for place in sorted(reading.cast.vague)]
    return [*vague, *_withheld_cues(reading, rules), *_withheld_unknown(reading, text, rules), *_of_the_grown(reading), *_twice(reading)]


def _twice(reading: _Reading) -> list[Cue]:
    taxonomy = reading.identity.taxonomy
    return [Cue(told.unit, taxonomy.attribute(told.form.values[0]), _TWICE) for told in told_twice(reading.cast, reading.mentions)]


def _first_value(reading: _Reading, place: int) -> tuple[str, str]:
    """The attribute and the value that a noun says first."""
    value = noun_form(reading.units[place]).values[0]
    return reading.identity.taxonomy.attribute(value), value


def _withheld_cues(reading: _Reading, rules: Rules) -> list[Cue]:
    if rules.cues == REFUSE and reading.cues:
        words = ", ".join(repr(reading.units[cue.unit].word) for cue in reading.cues)
        raise NotClosed(f"These words betray what they do not name: {words}. Leave them out, or withhold them.")
    if rules.cues == KEEP:
        return []
    hidden = _hidden(reading)
    cues = [*reading.cues, *told_by(reading.cast, scenes_beside(reading.cast, hidden))]
    cues += [Cue(place, attribute, HINT) for place, attribute in hints_beside(reading.cast, hidden)]
    if not cues:
        return []
    named = {mention.unit for mention in reading.mentions if mention.form.values and not is_sign(reading.units[mention.unit].word)}
    return [
        cue
        for cue in cues
        if cue.unit not in named and (rules.cues == WITHHOLD or cue.attribute in hidden or not is_drawn(reading.cast, cue.unit))
    ]


def _of_the_grown(reading: _Reading) -> list[Cue]:
    """Words beside which "girl" would mean an adult, where a minor is stated and a candidate says "girl" or "boy": "hot teen girl"; and
    words that no candidate with a minor has: "pregnant". So goes what a body is called beside them, where a minor has it: "petite"."""
    identity, taxonomy = reading.identity, reading.identity.taxonomy
    if not taxonomy.grown:
        return []
    minor = not taxonomy.grown.keys().isdisjoint(identity.values.values())
    if not minor and not states_minor(reading.mentions, taxonomy):
        return []
    said = {mention.unit for mention in reading.mentions}
    age = taxonomy.attribute(next(iter(taxonomy.grown)))
    unfit = (taxonomy.grown_only if minor else frozenset()) | (taxonomy.grown_words if _says_young(reading) else frozenset())
    places = [place for place, unit in enumerate(reading.units) if place not in said and not unfit.isdisjoint(unit.word.split())]
    minors = {mention.person for mention in reading.mentions if states_minor([mention], taxonomy)}
    bodies = [mention.unit for mention in reading.mentions if mention.person in minors and _is_of_the_grown(mention, taxonomy)]
    return [Cue(place, age, _GROWN) for place in (*places, *bodies)]


def _is_of_the_grown(mention: Mention, taxonomy: Taxonomy) -> bool:
    """Whether each value that a word hides among is one of the words beside which a "girl" is grown."""
    return any(taxonomy.grown_words.issuperset(taxonomy.block(value)) for value in mention.form.values)


def _says_young(reading: _Reading) -> bool:
    """Whether a minor is stated, and some candidate says "girl" or "boy"."""
    identity, taxonomy = reading.identity, reading.identity.taxonomy
    if not states_minor(reading.mentions, taxonomy):
        return False
    nouns = [mention for mention in reading.mentions if mention.form.kind == NOUN]
    known = [noun for noun in nouns if all(identity.key(noun.person, value) in identity.values for value in noun.form.values)]
    rows = [identity.row(noun.person, noun.form) for noun in known]
    return any(not YOUNG.isdisjoint(written) for row in rows if row for written in row.cells.values())


def _hidden(reading: _Reading) -> set[str]:
    """The attributes that the axes may hide, those of marked choices included."""
    names = {key[1] for key in reading.identity.values}
    return names | {taken for name in names for taken in reading.identity.taxonomy.attributes[name].takes}


def _withheld_unknown(reading: _Reading, text: str, rules: Rules) -> list[Cue]:
    if rules.unknown == REFUSE and reading.unknown:
        words = ", ".join(repr(text[reading.units[cue.unit].start : reading.units[cue.unit].end]) for cue in reading.unknown)
        raise NotUnderstood(f"Nothing is known of these words: {words}. Word them otherwise, withhold them, or pass --unknown show.")
    if rules.unknown == SHOW:
        return []
    return [cue for cue in reading.unknown if tells_of_person(reading.cast, cue.unit)]


def _slots(marked: Marked, reading: _Reading, keys: Sequence[Key]) -> tuple[Slot, ...]:
    numbers = {key: number for number, key in enumerate(keys)}
    identity = reading.identity
    found = []
    for mention in reading.mentions:
        unit = reading.units[mention.unit]
        start, end = marked.span(unit.start, unit.end)
        for value in mention.form.values:
            attribute = identity.taxonomy.attribute(value)
            word = "mark" if is_token(unit.word) else f"{mention.form.kind} {unit.word!r}"
            axis = numbers.get(identity.key(mention.person, value), -1)
            found.append(Slot(start, end, attribute, value, f"the {word} says {attribute} {value}", axis))
    return tuple(found)


def _unread(normal: Normal, reading: _Reading) -> Iterator[Found]:
    """Words that say something of a person though nobody is shown, and move along no axis."""
    moved = {reading.units[mention.unit].start for mention in reading.mentions}
    for start, end in find_unread(reading.cast, normal.text):
        if start not in moved:
            yield Found(*normal.span(start, end), UNKNOWN, "word")


def _found(normal: Normal, reading: _Reading, cues: Sequence[Cue]) -> tuple[Found, ...]:
    """Words with their places in the user's prompt."""
    if not cues:
        return ()
    spans = [normal.span(reading.units[cue.unit].start, reading.units[cue.unit].end) for cue in cues]
    found = {Found(start, end, cue.attribute, cue.value) for (start, end), cue in zip(spans, cues, strict=True)}
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.attribute, one.value)))
