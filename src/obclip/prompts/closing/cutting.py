"""Takes words out of the literal pieces of a template, and reads again what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from obclip.prompts.english.articles import refitted, without_noun
from obclip.prompts.english.emoji import SELECTOR
from obclip.prompts.english.grammar import HOW_MUCH, agreeing
from obclip.prompts.reading.compounds import is_adverb
from obclip.prompts.reading.describing import SHOWN
from obclip.prompts.reading.normal import normalise
from obclip.prompts.reading.units import small_letters
from obclip.prompts.rules import Rules
from obclip.prompts.writing.parse import read_again
from obclip.prompts.writing.render import render_source
from obclip.prompts.writing.said_of import STYLED
from obclip.prompts.writing.template import Found, Template

from .axes import matched_axes
from .following import follow, leave_out

_SIGNS = (",", ".", ";", "!", "?")
# What an "and" leads to nothing in: the end of a text or a clause.
_ENDED = re.compile(r"\s*(?:$|[,.;:!?)\]}])")
_DEGREES = ("very", "quite", "somewhat", "rather", "so", "too")
_ADVERB = re.compile(rf"(?<![\w-])(?:{'|'.join(_DEGREES)}|[a-z]+ly) $")
_HANGING = re.compile(r"(?:(?<=\w)|^) (?:with|wearing|having)(?: an?)? ?$")  # "a woman with", where all that she has is withheld
# A part of a body of which nothing is left to say, with what leads to it: "and a [skeletal] face".
_TO_PART = re.compile(r"(?:^|(?<=\w)),? (?:and|with|having)(?: an?)? $|(?<=\w),(?: an?)? $")
_PARTS = "face|nose|body|skin|chin|jaw|build|frame|physique|cheeks?|cheekbones?|arms?|legs?|hands?|lips|brows?|forehead|torso|knuckles"
_PART = re.compile(rf"(?:{_PARTS})(?=\s*(?:$|[,.;:!?)\]}}]| (?:by|in|on|at)\b))")
_BARE_PART = re.compile(rf"(?:^|(?<=\w)), (?:his |her |their )?(?:{_PARTS}) ?$")
_FROM = re.compile(r"^ from [^,.;:!?()]*")  # "cheeks [scarred] from battle"
_SEEN = re.compile(
    r"(?:,|,? (?:and|with|showing))?(?: (?:visible|facial|natural|obvious|clear|slight|subtle|signs of|some|early|premature))+ ?$"
    r"|,? looks? $"
)
# What is said of a part, "his build is [stocky]", and another look after it: "and strong".
_TOLD = re.compile(r"\b(?P<hair>hair )?(?:is|are|was|were) $")
_HOW_MUCH = f"(?:{HOW_MUCH}|still)"
_BY_HOW_MUCH = re.compile(rf"\b(?:(?:{_HOW_MUCH} )?more|{_HOW_MUCH}) $", re.IGNORECASE)
_BESIDE = re.compile(rf"(?:^|(?<=\w)), (?:{_HOW_MUCH} )+$")  # "a man, a little [older]"
_TOLD_END = re.compile(r"\s*(?:$|[,.;:!?)\]}])| (?:and|but|with) ")
_TO_LOOK = re.compile(r"^ (?:and|but) (?=(?:[a-z]+ly |very )?[a-z-]+\s*(?:$|[,.;:!?)\]}]))")
_LINK = re.compile(r"(?:,|\s)\s?(?:and|or|but|yet|also)\s*$")
_JOINS = re.compile(r"(?:and|or|but|yet) (?=\w|$)")
_ARTICLE = re.compile(rf"(?<![\w'-])(?:an?|the) (?:(?:{'|'.join(_DEGREES)}|[a-z]+ly) )?$", re.IGNORECASE)


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
            pieces[number] = edited(piece, own, first=number == 0, last=number == len(pieces) - 1)
    skeleton = replace(template.skeleton, pieces=tuple(pieces))
    followed = follow(template, lambda values: render_source(skeleton, values, template.taxonomy), rules)
    if followed.lost:
        return leave_out(template, followed.lost, rules)
    return _with_found(followed.template, followed.read, _found(template, said))


def reread(template: Template, text: str, rules: Rules, found: Sequence[Found] = ()) -> Template:
    """The template of an edited text, with the findings of the user's prompt, and what is withheld of it now."""
    again = read_again(template, text, rules)
    before = dict(enumerate(zip([axis.attribute for axis in template.skeleton.axes], template.values, strict=True)))
    after = list(zip([axis.attribute for axis in again.skeleton.axes], again.values, strict=True))
    numbers = matched_axes(before, after)
    slots = tuple(slot.on_axis(numbers.get(slot.axis, -1)) for slot in template.slots)
    return _with_found(template.settled(again, slots), again, found)


def _with_found(template: Template, again: Template, found: Sequence[Found]) -> Template:
    """The template with what was found in its prompt, and what another reading of its candidates withholds."""
    known = replace(template, withheld=(*template.withheld, *found))
    more = _found(known, ((again.source[one.start : one.end], one.attribute) for one in again.withheld))
    return replace(known, withheld=(*known.withheld, *more))


def joined(cutouts: Iterable[Cutout]) -> list[Cutout]:
    """The cutouts of one piece from left to right, with those that overlap as one."""
    found: list[Cutout] = []
    for one in sorted(cutouts):
        if found and one.start < found[-1].end:
            found[-1] = replace(found[-1], end=max(found[-1].end, one.end))
        else:
            found.append(one)
    return found


def edited(text: str, cutouts: Sequence[Cutout], *, first: bool = False, last: bool = False) -> str:
    """A text without some of its words; the article before them fits again, no comma stands alone.

    first, last: whether the prompt begins, or ends, with this text.
    """
    for one in reversed(cutouts):
        before, after = _before(one, text), text[one.end :]
        one, after = _told(one, text[one.start : one.end], before, after)
        after = _FROM.sub("", after) if not one.instead and text[: one.end].endswith("ed") else after
        after = agreeing(after) if one.instead.lower() == "they" else after
        spaced = after[:1] == " " and (not before or before[-1:] in ' -"([')
        if not one.instead and (spaced or after[:1] in ("-", "_")):
            after = after[1:].removeprefix("- " if before[-1:] in ("", " ") else "")  # "a [black] - furred horse"
        elif not one.instead and before.endswith(", ") and after[:1] in ("", *_SIGNS):
            before = before[:-2]
        after = _unjoined(before, after, begins=first and not before and not one.instead)
        if not one.instead and after[:1].isalpha() and (adverb := _ADVERB.search(before)):
            how = adverb.group().strip()
            before = before[: adverb.start()] if how in _DEGREES or is_adverb(how) else before  # "a partially skeletal face"
        if not one.instead:
            before, after = _without_part(before, after)
        if not one.instead and _ENDED.match(after):
            before = _LINK.sub("", before)
            if after.strip() or last:
                before = _HANGING.sub("", before)
        if not one.instead and after[:1] in (*_SIGNS, ")"):
            before = before.rstrip(" ")
        if not one.instead and before.endswith(("(", "[", "{")):
            after = after.removeprefix(", ")
        text = refitted(before, one.instead + after)
    return text


def _before(one: Cutout, text: str) -> str:
    """What stands before a cutout, without by how much it compares where nobody is said to be it: "a man, a little [older]"."""
    compares = text[one.start : one.end].endswith("er") and not one.instead and _ENDED.match(text, one.end)
    beside = _BESIDE.search(text[: one.start]) if compares else None
    return text[: beside.start() if beside else one.start]


def _told(one: Cutout, words: str, before: str, after: str) -> tuple[Cutout, str]:
    """A cutout and what follows it, where it is what something is said to be: another look after it is all that is said, or "shown"; or
    where it compares, "she's much [older] now"."""
    compared = _BY_HOW_MUCH.search(before) if not one.instead else None
    if compared and (words.endswith("er") or (compared.group().endswith("more ") and _ENDED.match(after))):
        return replace(one, instead="different"), after
    told = None if one.instead else _TOLD.search(before)
    if not told:
        return one, after
    after = _TO_LOOK.sub(" ", after, count=1)
    return (replace(one, instead=STYLED if told["hair"] else SHOWN) if _TOLD_END.match(after) else one), after


def _without_part(before: str, after: str) -> tuple[str, str]:
    """What stands around a word that is taken out, without a part of a body, or what is seen of an age, that says nothing alone."""
    if left := without_noun(before, after):
        return left, after.lstrip(" ")
    if (leads := _TO_PART.search(before)) and (part := _PART.match(after)):
        return before[: leads.start()], after[part.end() :]
    return (_SEEN.sub("", _BARE_PART.sub("", before)), after) if _ENDED.match(after) else (before, after)


def _unjoined(before: str, after: str, *, begins: bool) -> str:
    """What follows a word that is taken out, without an "and" that joins nothing: after an article, or where an item begins."""
    after = after.removeprefix(", ") if begins else after  # "[old], scratched polaroid"
    joins = _JOINS.match(after)
    leads = begins or before.endswith((", ", ": ")) or _ARTICLE.search(before)
    return after[joins.end() :] if joins and leads else after


def _found(template: Template, said: Iterable[tuple[str, str]]) -> list[Found]:
    """Words with their places in the user's prompt, as far as they stand there: not those of a slot or of what is withheld already."""
    normal = normalise(template.prompt)
    text = small_letters(normal.text)
    free = bytearray(b"\1" * len(template.prompt))
    for start, end in [(one.start, one.end) for one in template.slots] + [(one.start, one.end) for one in template.withheld]:
        free[start:end] = bytes(end - start)
    searched: dict[str, int] = {}  # how far each word has been looked for
    found: list[Found] = []
    for words, attribute in said:
        sought = small_letters(words.strip()).replace(SELECTOR, "")
        start = text.find(sought, searched.get(sought, 0)) if sought else -1
        while start >= 0 and not _is_free(free, normal.span(start, start + len(sought))):
            start = text.find(sought, start + 1)
        searched[sought] = start + 1 if start >= 0 else len(text)
        if start >= 0:
            first, last = normal.span(start, start + len(sought))
            last += template.prompt.startswith(SELECTOR, last)
            free[first:last] = bytes(last - first)
            found.append(Found(first, last, attribute, ""))
    return found


def _is_free(free: bytearray, span: tuple[int, int]) -> bool:
    return all(free[slice(*span)])
