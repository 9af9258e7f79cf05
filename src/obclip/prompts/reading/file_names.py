"""Names of files, wildcards and addresses as other tools write them: they are withheld whole, for they betray what is shown.

`<lora:name:1>`, `<token>`, `__wildcard__`, `embedding:name` and addresses of the web.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_TAGGED = r"<[^\s<>][^<>\n]*>|(?<![^\W_])__(?=[^\W_]|[{*])[^\n]*?(?:[^\W_]|[*}])__(?![^\W_])"
_ADDRESS = r"(?i:(?:https?|ftp|file)://|(?<![\w.])www\.|\bdata:image/)[^\s<>\"|{}\[\]]*[^\s<>\"|{}\[\]().,;:!?']"
_EMBEDDED = r"(?i:(?<!\w)embedding:)[^\s,()\[\]{}<>|:]+(?::-?\d*\.?\d+)?"
_MARKS = r"\[\[|\]\]|[{}|]"
_PLAIN, _LETTERED = (re.compile(rf"{_MARKS}|{_TAGGED}{more}") for more in ("", f"|{_ADDRESS}|{_EMBEDDED}"))
_NAME = re.compile(f"{_TAGGED}|{_ADDRESS}|{_EMBEDDED}")
_MAY_BE = re.compile(r"[<_:]|www", re.IGNORECASE)
_LONGEST = 80  # characters of a name that a choice would be a part of


def signs_of(text: str) -> re.Pattern[str]:
    """What finds the signs of marks and the names in a text; where no name begins with a letter, only signs are looked for."""
    lower = text.lower()
    return _LETTERED if any(sign in lower for sign in ("://", "www.", "embedding:", "data:image/")) else _PLAIN


def is_named(text: str) -> bool:
    """Whether such a name stands in a text."""
    return _NAME.search(text) is not None


def is_name_with(text: str, start: int, end: int, parts: Sequence[str]) -> bool:
    """Whether an option of the choice text[start:end] makes such a name with what stands around it: "_{_anna_|b}_"."""
    before, after = text[max(0, start - _LONGEST) : start], text[end : end + _LONGEST]
    around = _MAY_BE.search(before + after) is not None
    return any(
        name.end() > len(before) and name.start() < len(before) + len(part)
        for part in parts
        if around or _MAY_BE.search(part)
        for name in _NAME.finditer(before + part + after)
    )
