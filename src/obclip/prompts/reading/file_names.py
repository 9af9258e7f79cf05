"""Names of files, wildcards and addresses as other tools write them: they are withheld whole, for they betray what is shown.

`<lora:name:1>`, `(lora:name:0.8)`, `<token>`, `__wildcard__`, `embedding:name`, `someone_v10`, `someoneLikeness` and addresses of the web.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_KINDS = "lora|locon|lycoris|lyco|dora|loha|hypernet|embedding"
_TAGGED = rf"<\s*(?i:{_KINDS})\s*:[^<>\n]*>|" r"<[^\s<>][^<>\n]*>|(?<![^\W_])__(?=[^\W_]|[{*])[^\n]*?(?:[^\W_]|[*}])__(?![^\W_])"
_ADDRESS = r"(?i:(?:https?|ftp|file)://|(?<![\w.])www\.|\bdata:image/)[^\s<>\"|{}\[\]]*[^\s<>\"|{}\[\]().,;:!?']"
_EMBEDDED = rf"(?i:(?<!\w)(?:{_KINDS}):)[^\s,()\[\]{{}}<>|:]+(?::-?\d*\.?\d+){{0,2}}>?"
# As the sites name them that lend them: what is shown, and the version.
_LENT = r"(?<![\w.-])[^\W\d_][\w-]*(?:_[vV]\d+(?:[._]\d+)*|[a-z](?:_l|-l|L)ikeness|\.(?i:safetensors|ckpt))(?:_?[vV]?\d+)?(?![\w-])"
_MARKS = r"\[\[|\]\]|[{}|]"
_PLAIN, _LETTERED = (re.compile(rf"{_MARKS}|{_TAGGED}{more}") for more in ("", f"|{_ADDRESS}|{_EMBEDDED}|{_LENT}"))
_NAME = re.compile(f"{_TAGGED}|{_ADDRESS}|{_EMBEDDED}|{_LENT}")
_MAY_BE = re.compile(r"[<_:]|www|likeness|\.(?:safetensors|ckpt)", re.IGNORECASE)
_BEGINNINGS = re.compile(rf"://|www\.|data:image/|(?:{_KINDS}):|_v\d|likeness|\.(?:safetensors|ckpt)")
_LONGEST = 80  # characters of a name that a choice would be a part of


def signs_of(text: str) -> re.Pattern[str]:
    """What finds the signs of marks and the names in a text; where no name begins with a letter, only signs are looked for."""
    return _LETTERED if _BEGINNINGS.search(text.lower()) else _PLAIN


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
