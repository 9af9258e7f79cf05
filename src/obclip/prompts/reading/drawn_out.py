"""Words whose letters are drawn out, "womaaaan", "giiirl": no word of English has three of a letter in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RUN = re.compile(r"([a-z])\1{2,}")
_SHORTEST = 3  # letters of a word that is still one without those of a run


def shortened(word: str) -> Iterator[str]:
    """A word in small letters with each run of three letters and more as two of them, and as one; nothing for other words."""
    if _RUN.search(word):
        for kept in (r"\1\1", r"\1"):
            if len(short := _RUN.sub(kept, word)) >= _SHORTEST:
                yield short
