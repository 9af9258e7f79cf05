"""Where the options of a choice meet the words around it: nothing is cut out of a word, and nothing is run together."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PAUSES = ",.;:!?"
_WORD_BEFORE = re.compile(r"[^\W_]+[()\[\]{}\\*@$]*$")
_WORD_AFTER = re.compile(r"[()\[\]{}\\*@$]*[^\W_]")
_WITHHELD_BEFORE = re.compile(r"[^\W_]+$")
_BARE_AFTER = re.compile(r"[^\s,.;:!?)\]}\-_'/|]")  # what a blank has to keep from the words before it
_BARE_BEFORE = re.compile(r"[^\s(\[{\-_'/|]$")
_LONGEST_WORD = 60
_COMMA, _LED_BY_COMMA = re.compile(r"\s*(?P<sign>[,;])\s*"), re.compile(r"[,;]\s*$")
_CLOSING = re.compile(r"\s*(?::\d*\.?\d+)?\)")
_LINE = re.compile(r"(?<=[^\s,(\[])[\s,]*\n\s*$")
_PAUSE = re.compile(r"\s*(?:,\s*|[.;!?]|$)")
_LISTED = re.compile(r"(?:^|,)\s*$")
_DANGLING = re.compile(
    r"(?:^|\s+)(?:(?:and|with|in|at|on|of|from|to|by|for|near|wearing|holding|named|called)(?:\s+(?:an?|the|his|her|their|my|our))?|an?|the)\s*$",
    re.IGNORECASE,
)


def word_cut(text: str, start: int, end: int, parts: Sequence[str], beside: Sequence[str], *, followed: bool) -> int | None:
    """Where the word begins of which text[start:end], a choice of these parts, is a part; None where it is none: "wom{a|e}n".

    An option that begins or ends with a blank or a pause does not touch what is there. beside: the options of a choice that ends where
    this one starts. followed: whether another starts where this one ends, which is asked when its turn comes.
    """
    begins = any(_touches(part[:1]) for part in parts)
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    if begins and beside and any(_touches(part[-1:]) for part in beside):
        return start
    if begins and before and not beside:
        return before.start()
    after = any(_touches(part[-1:]) for part in parts) and not followed and _WORD_AFTER.match(text, end)
    return start if after else None


def word_withheld_in(text: str, start: int, end: int, words: str) -> int | None:
    """Where the word begins out of whose middle text[start:end] withholds letters; None where it does not: "wom[[a]]n"."""
    before = _WITHHELD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    inside = words[:1].isalnum() and words[-1:].isalnum()
    return before.start() if before and inside and text[end : end + 1].isalnum() else None


def _touches(edge: str) -> bool:
    return bool(edge) and not edge.isspace() and edge not in _PAUSES


def blanks_around(parts: Sequence[str], before: str, after: str) -> tuple[str, str]:
    """The blanks that keep the options from the text before and after, where one of them was typed with a blank at that edge."""
    first = any(part[:1].isspace() for part in parts) and _BARE_BEFORE.search(before[-1:])
    last = any(part[-1:].isspace() for part in parts) and _BARE_AFTER.match(after[:1])
    return " " if first else "", " " if last else ""


def pauses_at_edge(options: Sequence[str]) -> bool:
    """Whether an option brings its own comma or full stop: "a man{, smiling|}"."""
    return any(option[:1] in _PAUSES or option[-1:] in _PAUSES for option in options if option)


def written_out(before: str, part: str, after: str) -> str:
    """A part of a choice as it reads between two texts: one blank where there are several, none where a text begins or ends."""
    first, last = blanks_around([part], before, after)
    text = " ".join(part.split())
    return first + text + last if text else first


def past_comma(before: str, text: str, place: int) -> int:
    """Where a text goes on after a mark that leaves nothing between two commas: past the second."""
    second = _COMMA.match(text, place) if _LED_BY_COMMA.search(before) else None
    return (second.end() if before[-1:] == " " else second.end("sign")) if second else place


def within_brackets(before: str, text: str, place: int) -> tuple[int, int]:
    """How much of the text before stays, and where the text goes on, where a mark leaves nothing between brackets, or nothing in a line
    but what closes them."""
    if text[place : place + 1] in (")", "]") and (line := _LINE.search(before)):
        return line.start(), place
    closing = _CLOSING.match(text, place) if before[-1:] == "(" else None
    return (len(before) - 1, closing.end()) if closing else (len(before), place)


def without_gap(text: str, origin: list[int], whole: str, place: int) -> tuple[str, list[int], int]:
    """The text before what is withheld, and where it goes on, without a comma or a "with" that would be left with nothing to say."""
    following = _PAUSE.match(whole, place)
    if following is None:
        return text, origin, place
    if dangling := _DANGLING.search(text):
        end = len(text[: dangling.start()].rstrip(", "))
        return text[:end], origin[:end], place
    if following.group().strip() != ",":
        text = text.rstrip(", ") if _LISTED.search(text) else text
        return text, origin[: len(text)], place
    return text, origin, following.end() if _LISTED.search(text) else place
