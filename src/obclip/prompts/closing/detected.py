"""Further detectors: what they report is withheld until they report nothing in any candidate.

A learned detector may read two candidates differently. So what it says of one candidate is taken out of all of them, and the set is made
anew, until no candidate has anything left to report. Then the set is closed with the detector as it was without: each member, taken for
the prompt, has nothing to report either, and so gives the set that the rules alone give it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from obclip.errors import NotClosed
from obclip.prompts.detector import IDENTITY, Hint, find_hints
from obclip.prompts.rules import KEEP, REFUSE, Rules
from obclip.prompts.writing.parse import parse
from obclip.prompts.writing.render import combinations, render_member, spread
from obclip.prompts.writing.template import Found, Template

from .cutting import Cutout, cut_out, edited, joined, reread
from .settle import Settled, settle

REPORTED = "reported"
_INSTEAD = frozenset({"someone", "something", "person", "people", "a", "an"})
_WORDS = re.compile(r"\w+")
_MOST_ROUNDS = 12


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
        hints = _hints(found.prompts, rules)
        reported = _reported(found, hints)
        if not reported:
            _check_members(found, hints, rules)
            return found
        _check_allowed([_words_of(found.template, one) for one in reported], rules)
        template = cut_out(replace(found.template, base=template.base), reported, rules)
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
    text = edited(source, joined(Cutout(0, hint.start, hint.end, hint.attribute, _instead(hint.attribute)) for hint in hints))
    return reread(template, text, rules, found)


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


def _check_members(settled: Settled, hints: Sequence[Iterable[Hint]], rules: Rules) -> None:
    """Raises NotClosed when a candidate, taken for the prompt, would have something to withhold."""
    template = settled.template
    for values, candidate, found in zip(combinations(template.skeleton), settled.prompts, hints, strict=True):
        if not found and not template.marks:
            continue
        member = parse(render_member(template.skeleton, values, template.taxonomy), rules.taxonomy, rules=rules)
        if _open(_hints([member.source], rules)[0] if template.marks else found, member):  # a member has its marks as they were typed
            raise NotClosed(f"A detector reads the candidate {candidate!r} otherwise than the rules do. Word the prompt otherwise.")


def _reported(settled: Settled, hints: Sequence[Iterable[Hint]]) -> list[Cutout]:
    """Where the detectors report literal words of a candidate."""
    template, found = settled.template, set[Cutout]()
    for values, text, own in zip(combinations(template.skeleton), settled.prompts, hints, strict=True):
        if own:
            found |= set(_literal(spread(template.skeleton, values, template.taxonomy), text, own))
    return sorted(found)


def _literal(pieces: Sequence[tuple[int, int]], text: str, hints: Iterable[Hint]) -> Iterable[Cutout]:
    """The parts of hints that lie in literal pieces; what lies in gaps is hidden already."""
    for hint in hints:
        for number, (start, end) in enumerate(pieces):
            first, last = max(start, hint.start), min(end, hint.end)
            if first < last and _says_more(text[first:last]):
                yield Cutout(number, first - start, last - start, hint.attribute, _instead(hint.attribute))


def _instead(attribute: str) -> str:
    return "someone" if attribute == IDENTITY else ""


def _words_of(template: Template, cutout: Cutout) -> str:
    piece = template.skeleton.pieces[cutout.piece]
    return piece[cutout.start : cutout.end] if isinstance(piece, str) else ""


def _hints(texts: Sequence[str], rules: Rules) -> list[list[Hint]]:
    """What all detectors report of each text, in whole words."""
    results = [find_hints(detector, texts) for detector in rules.detectors]
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
