"""Takes words out of the literal pieces of a template, and reads again what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from obclip.prompts.english.articles import refitted
from obclip.prompts.rules import Rules
from obclip.prompts.writing.parse import read_again
from obclip.prompts.writing.render import render_source
from obclip.prompts.writing.template import Found, Template

from .axes import matched_axes

# What an "and" leads to nothing in: the end of a text or a clause.
_ENDED = re.compile(r"\s*(?:$|[,.;:!?)\]}])")
_LINK = re.compile(r"(?:,|\s)\s?(?:and|or|but|yet|also)\s*$")


@dataclass(frozen=True, order=True)
class Cutout:
    """pieces[piece][start:end] says something of `attribute`; `instead` is what may stand there."""

    piece: int
    start: int
    end: int
    attribute: str
    instead: str = ""


def cut_out(template: Template, cutouts: Sequence[Cutout], rules: Rules) -> Template:
    """The template without these words, in the words of the candidates; they are told as withheld."""
    pieces = list(template.skeleton.pieces)
    said: list[tuple[str, str]] = []
    for number in {one.piece for one in cutouts}:
        piece = pieces[number]
        if isinstance(piece, str):
            own = joined(one for one in cutouts if one.piece == number)
            said += [(piece[one.start : one.end], one.attribute) for one in own]
            pieces[number] = edited(piece, own)
    text = render_source(replace(template.skeleton, pieces=tuple(pieces)), template.values, template.taxonomy)
    return reread(template, text, rules, _found(template, said))


def reread(template: Template, text: str, rules: Rules, found: Sequence[Found] = ()) -> Template:
    """The template of an edited text, with the findings of the user's prompt, and what is withheld of it now."""
    again = read_again(template, text, rules)
    before = dict(enumerate(zip([axis.attribute for axis in template.skeleton.axes], template.values, strict=True)))
    after = list(zip([axis.attribute for axis in again.skeleton.axes], again.values, strict=True))
    numbers = matched_axes(before, after)
    slots = tuple(slot.on_axis(numbers.get(slot.axis, -1)) for slot in template.slots)
    known = replace(template, withheld=(*template.withheld, *found))
    more = _found(known, ((text[one.start : one.end], one.attribute) for one in again.withheld))
    return replace(template.settled(again, slots), withheld=(*known.withheld, *more))


def joined(cutouts: Iterable[Cutout]) -> list[Cutout]:
    """The cutouts of one piece from left to right, with those that overlap as one."""
    found: list[Cutout] = []
    for one in sorted(cutouts):
        if found and one.start < found[-1].end:
            found[-1] = replace(found[-1], end=max(found[-1].end, one.end))
        else:
            found.append(one)
    return found


def edited(text: str, cutouts: Sequence[Cutout]) -> str:
    """A text without some of its words; the article before them fits again, and no comma stands alone."""
    for one in reversed(cutouts):
        before, after = text[: one.start], text[one.end :]
        if (not one.instead and after[:1] == " " and (not before or before[-1:] in " -")) or (not one.instead and after[:1] in ("-", "_")):
            after = after[1:]
        elif not one.instead and before.endswith(", ") and after[:1] in ("", ","):
            before = before[:-2]
        if not one.instead and _ENDED.match(after):
            before = _LINK.sub("", before)
        if not one.instead and before.endswith(("(", "[", "{")):
            after = after.removeprefix(", ")
        text = refitted(before, one.instead + after)
    return text


def _found(template: Template, said: Iterable[tuple[str, str]]) -> list[Found]:
    """Words with their places in the user's prompt, as far as they stand there: not those of a slot or of what is withheld already."""
    taken = [(slot.start, slot.end) for slot in template.slots] + [(one.start, one.end) for one in template.withheld]
    found: list[Found] = []
    for words, attribute in said:
        for start in _places(template.prompt.lower(), words.strip().lower()):
            end = start + len(words.strip())
            if not any(first < end and start < last for first, last in taken):
                taken.append((start, end))
                found.append(Found(start, end, attribute, ""))
                break
    return found


def _places(text: str, words: str) -> Iterable[int]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1)
