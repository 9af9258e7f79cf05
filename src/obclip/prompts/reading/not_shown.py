"""What is not to be shown, as other programs write it behind a prompt: "--no people, text", or "Negative prompt: blurry".

Nobody is shown by it. What it says of persons is withheld, item by item, whoever is shown: what stays depends on the list alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from obclip.prompts.vocabulary.taxonomy import Taxonomy

from .marks import Marked
from .normal import rewritten
from .telling import items, telling
from .unwanted import unwanted

_ITEM = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def without_told(marked: Marked, taxonomy: Taxonomy) -> Marked:
    """The prompt without the items of such lists that say something of persons, and without a list of which nothing is left."""
    normal = marked.normal
    gone = [span for whole, start, end in unwanted(normal.text) for span in _gone(normal.text, whole, start, end, taxonomy)]
    if not gone:
        return marked
    left = rewritten(normal, [(first, last, "") for first, last in gone])
    hidden = tuple(marked.span(first, last) for first, last in gone)
    return replace(
        marked,
        normal=left,
        marks=tuple(mark for mark in marked.marks if mark.token in left.text),
        hidden=(*marked.hidden, *hidden),
    )


def _gone(text: str, whole: int, start: int, end: int, taxonomy: Taxonomy) -> Iterator[tuple[int, int]]:
    """What goes of text[whole:end], whose list stands at start."""
    told = telling(text[start:end], taxonomy)
    spans = [
        (start + first + match.start(), start + first + match.end(), any(first < stop and begin < last for begin, stop in told))
        for first, last in items(text[start:end])
        if (match := _ITEM.search(text[start + first : start + last]))
    ]
    kept = [span for span in spans if not span[2]]
    if not kept:
        yield whole, end
        return
    if (led := _ITEM.search(text, start)) and led.start() < spans[0][0]:
        yield led.start(), spans[0][0]  # the comma after words that the user withholds
    for span, after in pairwise(spans):
        if span[2] and span < kept[-1]:
            yield span[0], after[0]
    if kept[-1] != spans[-1]:
        yield kept[-1][1], end
