"""Further detectors: what they report is withheld until they report nothing in any candidate.

A learned detector may read two candidates differently. So what it says of one candidate is taken out of all of them, and the set is made
anew, until no candidate has anything left to report. Then the set is closed with the detector as it was without: each member, taken for
the prompt, has nothing to report either, and so gives the set that the rules alone give it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product

from obclip.errors import NotClosed
from obclip.prompts.detector import IDENTITY, Hint
from obclip.prompts.reading.normal import drawable
from obclip.prompts.rules import KEEP, REFUSE, Rules
from obclip.prompts.vocabulary.terms import Taxonomy
from obclip.prompts.writing.articles import refitted
from obclip.prompts.writing.parse import parse
from obclip.prompts.writing.render import render, spread
from obclip.prompts.writing.template import Found, Template

from .certificate import ClosureCertificate
from .settle import matched_axes, settle

Settled = tuple[Template, tuple[str, ...], ClosureCertificate]
REPORTED = "reported"
_INSTEAD = frozenset({"someone", "something", "person", "people", "a", "an"})
_WORDS = re.compile(r"\w+")
_MOST_ROUNDS = 12

Place = tuple[int, int, int, str]  # piece of the skeleton, start and end in it, attribute


def settle_quietly(template: Template, rules: Rules) -> Settled:
    """A settled template in whose candidates the detectors of the rules report nothing that is not hidden.

    Raises NotClosed as `settle` does, when the rules refuse cues and a detector reports one, and when a detector goes on reporting.
    """
    if not rules.detectors:
        return settle(template, rules)
    template = _without_own(template, rules)
    if rules.cues == KEEP:
        return settle(template, rules)
    for _ in range(_MOST_ROUNDS):
        found = settle(template, rules)
        hints = _hints(found[1], rules)
        places = _reported(found[0], found[1], hints)
        if not places:
            _check_members(found[1], hints, template, rules)
            return found
        template = _cut(found[0], places, template.taxonomy, rules)
    raise NotClosed("A detector goes on reporting words of the candidates. Word the prompt otherwise, or leave the detector out.")


def _without_own(template: Template, rules: Rules) -> Template:
    """The template without what the detectors report in the user's own words."""
    source = template.source
    hints = _open(_hints([source], rules)[0], template)
    if not hints:
        return template
    _check_allowed([source[hint.start : hint.end] for hint in hints], rules)
    spans = [template.span(hint.start, hint.end) for hint in hints]
    found = [Found(start, end, hint.attribute, REPORTED) for (start, end), hint in zip(spans, hints, strict=True)]
    if rules.cues == KEEP:
        return replace(template, cues=(*template.cues, *found))
    text = _edited(source, [(hint.start, hint.end, hint.attribute) for hint in hints])
    return _read_again(template, text, found, rules)


def _open(hints: Iterable[Hint], template: Template) -> list[Hint]:
    """The hints on words that are neither slots nor withheld nor written instead of such."""
    hidden = [(one.start, one.end) for one in template.slots] + [(one.start, one.end) for one in template.withheld]
    found = []
    for hint in hints:
        first, last = template.span(hint.start, hint.end)
        if not any(first < end and start < last for start, end in hidden) and _says_more(template.source[hint.start : hint.end]):
            found.append(hint)
    return found


def _says_more(text: str) -> bool:
    """Whether a text has words other than those that are written instead of withheld ones."""
    return not set(_WORDS.findall(text.lower())) <= _INSTEAD


def _check_members(prompts: Sequence[str], hints: Sequence[Iterable[Hint]], template: Template, rules: Rules) -> None:
    """Raises NotClosed when a candidate, taken for the prompt, would have something to withhold."""
    for candidate, found in zip(prompts, hints, strict=True):
        if found and _open(found, parse(candidate, template.taxonomy, rules=rules)):
            raise NotClosed(f"A detector reads the candidate {candidate!r} otherwise than the rules do. Word the prompt otherwise.")


def _reported(template: Template, prompts: Sequence[str], hints: Sequence[Iterable[Hint]]) -> set[Place]:
    """Where the detectors report literal words of a candidate, as places in the skeleton's pieces."""
    places: set[Place] = set()
    combinations = product(*(axis.values for axis in template.skeleton.axes))
    for values, text, found in zip(combinations, prompts, hints, strict=True):
        if found:
            places |= set(_literal(spread(template.skeleton, values, template.taxonomy), text, found))
    return places


def _literal(pieces: Sequence[tuple[int, int]], text: str, hints: Iterable[Hint]) -> Iterable[Place]:
    """The parts of hints that lie in literal pieces; what lies in gaps is hidden already."""
    for hint in hints:
        for number, (start, end) in enumerate(pieces):
            first, last = max(start, hint.start), min(end, hint.end)
            if first < last and _says_more(text[first:last]):
                yield number, first - start, last - start, hint.attribute


def _cut(template: Template, places: set[Place], published: Taxonomy, rules: Rules) -> Template:
    """The template without these places, in the words of the candidates."""
    pieces = list(template.skeleton.pieces)
    said: list[tuple[str, str]] = []
    for number, piece in enumerate(pieces):
        cuts = _joined((start, end, attribute) for at, start, end, attribute in places if at == number)
        if isinstance(piece, str) and cuts:
            said += [(piece[start:end], attribute) for start, end, attribute in cuts]
            pieces[number] = _edited(piece, cuts)
    _check_allowed([words for words, _ in said], rules)
    edited = replace(template.skeleton, pieces=tuple(pieces))
    text = render(edited, template.values, template.taxonomy)
    return _read_again(replace(template, taxonomy=published), text, _found(template, said), rules)


def _joined(cuts: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    joined: list[tuple[int, int, str]] = []
    for start, end, attribute in sorted(cuts):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]), joined[-1][2])
        else:
            joined.append((start, end, attribute))
    return joined


def _edited(text: str, cuts: Iterable[tuple[int, int, str]]) -> str:
    """A text without some of its words: a name becomes "someone", other words go, and the article before them fits again."""
    for start, end, attribute in reversed(_joined(cuts)):
        before, after = text[:start], text[end:]
        if attribute == IDENTITY:
            text = refitted(before, "someone" + after)
        else:
            text = refitted(before, after[1:] if after[:1] == " " and (not before or before[-1:] == " ") else after)
    return text


def _read_again(template: Template, text: str, found: Sequence[Found], rules: Rules) -> Template:
    """The template of an edited text, with the findings of the user's prompt."""
    again = parse(drawable(text), template.taxonomy, rules=rules)
    before = dict(enumerate(zip([axis.attribute for axis in template.skeleton.axes], template.values, strict=True)))
    after = list(zip([axis.attribute for axis in again.skeleton.axes], again.values, strict=True))
    numbers = matched_axes(before, after)
    slots = tuple(slot.on_axis(numbers.get(slot.axis, -1)) for slot in template.slots)
    return replace(template.settled(again, slots), withheld=(*template.withheld, *found))


def _found(template: Template, said: Iterable[tuple[str, str]]) -> list[Found]:
    """Reported words with their places in the user's prompt, as far as they stand there."""
    found = []
    for words, attribute in said:
        start = template.prompt.lower().find(words.strip().lower())
        if start >= 0 and words.strip():
            found.append(Found(start, start + len(words.strip()), attribute, REPORTED))
    return found


def _hints(texts: Sequence[str], rules: Rules) -> list[list[Hint]]:
    """What all detectors report of each text, in whole words."""
    results = [detector.find(texts) for detector in rules.detectors]
    return [
        [_whole(hint, text) for result in results for hint in result[place] if _is_word(hint, text)] for place, text in enumerate(texts)
    ]


def _is_word(hint: Hint, text: str) -> bool:
    return _WORDS.search(text[hint.start : hint.end]) is not None


def _whole(hint: Hint, text: str) -> Hint:
    words = [word for word in _WORDS.finditer(text) if word.start() < hint.end and hint.start < word.end()]
    start, end = words[0].start(), words[-1].end()
    return Hint(start, end, hint.attribute)


def _check_allowed(words: Sequence[str], rules: Rules) -> None:
    if rules.cues == REFUSE:
        shown = ", ".join(repr(word) for word in words)
        raise NotClosed(f"A detector reports words that tell something of a person: {shown}. Leave them out, or withhold them.")
