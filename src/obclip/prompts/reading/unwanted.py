"""Where a prompt lists what is not to be shown: behind Midjourney's `--no`, and "Negative prompt:" of pasted settings."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LISTS = re.compile(
    r"\s*(?<!\S)(?:--?|—)no(?:\s+(?=\S)|=)(?P<option>.*?)(?=\s+(?:--?|—)[a-z]|\s*$)"
    r"|[\s,;]*\bnegative[ _]prompt\s*:(?P<line>.*?)(?=\s*(?:\n|\bSteps:|$))",
    re.IGNORECASE | re.DOTALL,
)
_MAY = re.compile(r"[-—]no\b|negative[ _]prompt", re.IGNORECASE)  # what no such list can lack, quickly looked for


def unwanted(text: str) -> Iterator[tuple[int, int, int]]:
    """Where such a list begins with the blanks before it, where its items do, and where it ends."""
    if not _MAY.search(text):
        return
    for match in _LISTS.finditer(text):
        start, end = match.span("option" if match["option"] is not None else "line")
        yield match.start(), start, end
