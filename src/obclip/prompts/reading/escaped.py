"""Letters and signs as web pages and addresses write them: "wom&#97;n", "%77oman" and "&lt;" are read as what they stand for, as is the
"\\n" for the end of a line in text that was copied out of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

# An "&" that is written as one itself, again and again, is one: "&amp;amp;lt;".
_ENTITY = re.compile(
    r"&(?P<again>(?:(?:amp|#0{0,9}38|#[xX]0{0,9}26);)*)(?P<entity>(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});)?"
)
# Letters only: a blank or a stroke would end an address, which is withheld whole. "50%61" holds a figure.
_LETTERS = re.compile(r"(?:(?<!\d)|(?<=%\d\d))(?:%(?:25)*(?:4[1-9a-f]|5[\da]|6[1-9a-f]|7[\da]))+", re.IGNORECASE)
_LETTER = re.compile(r"%(?:25)*(?P<code>[4-7][\da-f])", re.IGNORECASE)
_LINES = re.compile(r"(?:\\n){2,}|\\n(?=[A-Z\s]|$)")


def escapes(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text writes letters and signs so, from left to right, and what they are."""
    changes = [*_entities(text), *_percents(text), *((*match.span(), "\n") for match in _LINES.finditer(text))]
    yield from sorted(changes)


def _entities(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _ENTITY.finditer(text) if ";" in text else ():
        again, entity = match["again"], match["entity"] or ""
        known = entity.startswith("#") or entity in html5
        if again or known:
            yield *match.span(), unescape(f"&{entity}") if known else f"&{entity}"


def _percents(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _LETTERS.finditer(text) if "%" in text else ():
        yield *match.span(), _LETTER.sub(lambda letter: chr(int(letter["code"], 16)), match.group())
