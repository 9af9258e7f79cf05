"""Words that the syntax of other tools cuts, as those tools draw them: "n(u:1.1)de", "nu[de:by:0.5]", "chi{x}ld", "n BREAK ude"."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A figure after a word, or with a point after a figure: not the "9" of "(16:9)".
_WEIGHT = re.compile(r"(?: {0,3}: {0,3}-?\d?\.\d+|(?<=[^\W\d])(?: {0,3}): {0,3}-?\d{1,3})(?= {0,3}[)\]}])|(?<=\))(?:\d?\.\d+|[+-]{1,4})")
_BEFORE = re.compile(r"(?:(?<![\w.])-?\d?\.?\d{1,3})?::")  # "1.2::word::"
_NAME = re.compile(r"<[^\s<>][^<>\n]{0,100}>")
# What is drawn in turn, "[a|b]", or for some of the steps, "[a:b:0.5]".
_TURNS = re.compile(r"\[([^\[\]|:]*(?:\|[^\[\]|:]*)+)\]|\[([^\[\]|:]*:[^\[\]|:]*): {0,3}\d*\.?\d+ {0,3}\]")
_TURN = re.compile(r"[|:]")
_INSET = re.compile(r"(?<=[^\W_])(?:\([^(){}\[\]\n]{0,40}\)|\[[^(){}\[\]\n]{0,40}\]|\{[^(){}\[\]\n]{0,40}\})(?=[^\W_])")
_BRACKETS = re.compile(r"(?<=\S)[ \t]{0,3}[)\]}]|[(\[{][ \t]{0,3}(?=\S)|[()\[\]{}\\]")
# Where a tool begins another chunk or another prompt, with the weight of the one before, and a weight of a bare word: "n:1.2 ude".
_CHUNKS = re.compile(r"(?:[ \t]{0,3}:[ \t]{0,3}-?\d*\.?\d+)?\s+(?:BREAK|AND)\b|(?<=[^\W\d_]):-?\d*\.\d+(?=\s|$)")
# Turns within turns, which open two brackets and close one: "[[a:b:0.3]:c:0.5]", "[[a|b]|c]".
_WORDS, _AT = r"[^\[\]\n]{0,80}", r":\s?\d?\.?\d{1,3}\s?\]"
_NESTED = re.compile(rf"\[\[{_WORDS}(?::{_WORDS}{_AT}|\|{_WORDS}\])(?::{_WORDS}{_AT}|\|{_WORDS}\])")
_MOST_TURNS = 3


def glued(text: str) -> Iterator[str]:
    """The further readings of a text in which such a word is one, if there are any: each of the turns, without what is set in, and
    without what parts chunks."""
    if _CHUNKS.search(text):
        text = _CHUNKS.sub(" ", text)
        yield text
    if not re.search(r"[()\[\]{}<]|::", text):
        return
    plain = _BEFORE.sub("", _NAME.sub("", text))
    seen = {text}
    for turn in range(_MOST_TURNS if _TURNS.search(plain) else 1):
        taken = _TURNS.sub(lambda match, turn=turn: _taken(match, turn), plain)  # type: ignore[misc]
        yield from _new(_BRACKETS.sub("", _WEIGHT.sub("", taken)), seen)
    if _INSET.search(plain):
        yield from _new(_INSET.sub("", plain), seen)


def opens_turns(text: str, start: int) -> bool:
    """Whether the two brackets that open at a place are of turns within turns."""
    return _NESTED.match(text, start) is not None


def _taken(turns: re.Match[str], turn: int) -> str:
    ways = _TURN.split(turns[1] if turns[1] is not None else turns[2])
    return ways[min(turn, len(ways) - 1)]


def _new(text: str, seen: set[str]) -> Iterator[str]:
    if text not in seen:
        seen.add(text)
        yield text
