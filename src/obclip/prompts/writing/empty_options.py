"""How the text reads around an option without words: one comma of two stays, no brackets around nothing, no "with" that leads nowhere."""

from __future__ import annotations

import re

_PAUSE, _STOP = re.compile(r"\s*[,;]"), re.compile(r"\s*(?:[.!?)\]}]|$)")
_CLOSING, _OPENED = re.compile(r"\s*(?::\d*\.?\d+)?[)\]}]"), re.compile(r"[(\[{]\s*$")
_HANGING = re.compile(
    r"(?:,?\s+|^)(?:and|or|with|wearing|holding|having|in|on|at|beside|near|from|of|by)(?:\s+(?:an?|the|his|her|their))?\s*$", re.IGNORECASE
)


def around_nothing(before: str, last: str, after: str) -> tuple[str, str]:
    """The two literals around such an option. before: the text that stands before the first of them, `last`."""
    while (closing := _CLOSING.match(after)) and _OPENED.search(last):
        last, after = _OPENED.sub("", last), after[closing.end() :]
    pause = _PAUSE.match(after)
    if not (pause or _STOP.match(after)):
        return last, after
    hanging = _HANGING.search(last)
    if hanging and (hanging.start() or before.strip()):
        last = last[: hanging.start()]
    led = (before + last).rstrip()
    if led[-1:] not in (",", ";", "(", "[", "{", ""):
        return last, after
    if pause:
        after = after[pause.end() :]
        return last, after.lstrip(" ") if last[-1:] in (" ", "") or not led else after
    return (last.rstrip(" ,;") if led[-1:] in (",", ";") else last), after
