"""What a stretch that is left out would leave behind: a dash, the comma of a list, one bracket of two."""

from __future__ import annotations

from obclip.prompts.reading.cast import Cast
from obclip.prompts.reading.cues import Cut
from obclip.prompts.reading.units import SPACE
from obclip.prompts.vocabulary.terms import NOUN

_DASH = " - "


def dash_after(text: str, cut: Cut) -> int:
    """How long the dash is that a cut leaves behind at the beginning of an item: "indo - islamic"."""
    begins = text[: cut.start].rstrip()[-1:] in ("", ",")
    return len(_DASH) if begins and not cut.instead and text.startswith(_DASH, cut.end) else 0


def ends_list(cast: Cast, place: int) -> bool:
    """Whether a noun follows at text[place:] that listed adjectives belong to, so that the last comma parts nothing: "strong, bald man"."""
    noun = next((number for number, unit in enumerate(cast.units) if unit.start >= place), -1)
    if noun < 1 or cast.roles[noun] != NOUN:
        return False
    return any(head == noun and cast.units[number].end < place for number, head in enumerate(cast.heads))


def closes_more(text: str) -> bool:
    """Whether a text closes a bracket that it does not open."""
    return text.count(")") + text.count("]") > text.count("(") + text.count("[")


def past_one(cast: Cast, place: int) -> int:
    """Where the "one" of "the deaf one" ends, for which "person" is written; 0 where none stands at a unit."""
    unit = cast.units[place] if place < len(cast.units) else None
    return unit.end if unit and unit.before == SPACE and unit.word in ("one", "ones") else 0
