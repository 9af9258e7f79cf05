"""By how much somebody's age is changed or differs: "make him 20 years younger", "a decade older", "look ten years younger".

What it amounts to hangs on an age that is not said, so no value is given for another: it is a cue of age, and is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import CUE, ONE, Form, Taxonomy

from .numbers import ONES

_COUNT = rf"(?:\d{{1,2}}|{'|'.join(ONES)}|ten|fifteen|twenty|thirty|forty|fifty|a few|a couple(?: of)?|several|many)"
_ABOUT = "(?:by )?(?:about |around |roughly |nearly |almost |at least )?"
_CHANGE = re.compile(
    rf"\b(?:{_ABOUT}{_COUNT}(?:[ -]to[ -]{_COUNT})?[ -](?:years?|yrs?|decades?)|a (?:decade|year)|years|decades)"
    r"[ -](?:younger|older)\b(?! (?:building|house|wine|tree|car)s?\b)"
)
_YOUNG, _OLD = 25, 70


def find_changes(small: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, tuple[Form, ...]]]:
    """Where an age is changed in a text in small letters: start, end and the cue."""
    if not taxonomy.ages or not ("younger" in small or "older" in small):
        return
    for match in _CHANGE.finditer(small):
        years = _YOUNG if match.group().endswith("younger") else _OLD
        value = next((name for most, name in taxonomy.ages if years <= most), None)
        if value:
            yield match.start(), match.end(), (Form((match.group(),), CUE, taxonomy.attribute(value), ONE, (value,)),)
