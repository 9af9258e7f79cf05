"""Phrases of what somebody takes off or does not wear: "taking off her clothes", "no pants", "nothing on"; of a girl, "no shirt" too."""

from __future__ import annotations

import re

_OWN = r"(?:(?:all|some|any|of|her|his|their|its|the|a|an|your|my)\s+){0,3}"
_LACKS = r"(?:no|without|sans|free of|devoid of|bereft of|not wearing|isn t wearing|wears no|wearing no|lost|losing|missing|minus)"
_TAKES = r"(?:tak(?:e|es|ing)|took|pull(?:s|ed|ing)?|slip(?:s|ped|ping)?|rip(?:s|ped|ping)?|tear(?:s|ing)?|peel(?:s|ed|ing)?)"
_REMOVES = r"(?:remov(?:e|es|ed|ing)|shed(?:s|ding)?|unbutton(?:s|ed|ing)?|unzip(?:s|ped|ping)?|undo(?:es|ing)?|drop(?:s|ped|ping)?)"
_DOWN = r"(?:off|down|up|open|aside)"
_NOTHING = r"nothing (?:else )?(?:on|underneath|but (?:a|her|his) (?:smile|hat|socks))\b|\bwear(?:s|ing)? nothing\b"
_FEMALE = re.compile(r"\b(?:girls?|girlies?|1girl|female|she|her|hers|daughters?|lass(?:es|ie|ies)?|nieces?|sisters?|schoolgirls?)\b")


_ONLY = r"(?:only|just|merely|solely|nothing (?:but|except|save))"
_SAY_ALONE = ("only", "just", "merely", "solely", "nothing", "alone")  # of which what is worn alone cannot lack all


class Undressing:
    """garments: what nobody goes without who is dressed. tops: what only the male go without.

    little: what covers nobody who wears it alone. covers: what nobody wears who is dressed. Each is a regular expression.
    """

    def __init__(self, garments: str, tops: str, little: str, covers: str) -> None:
        self._all, self._tops, self._little = _takes_away(garments), _takes_away(tops), _alone(little, covers)

    def is_in(self, words: str) -> bool:
        """Whether a text, words in small letters with a space between, says so."""
        if self._all.search(words) or (any(word in words for word in _SAY_ALONE) and self._little.search(words)):
            return True
        return self._tops.search(words) is not None and _FEMALE.search(words) is not None


def _takes_away(worn: str) -> re.Pattern[str]:
    worn = rf"(?:\w+ )?(?:{worn})"
    ways = [
        rf"{_LACKS} {_OWN}(?:{worn})\b",
        rf"{_TAKES} {_DOWN} {_OWN}{worn}\b",
        rf"{_TAKES} {_OWN}{worn} {_DOWN}\b",
        rf"{_REMOVES} {_OWN}{worn}\b",
        _NOTHING,
    ]
    return re.compile(rf"\b(?:{'|'.join(ways)})")


def _alone(little: str, covers: str) -> re.Pattern[str]:
    """ "Wearing only socks", "in socks only"; "with only a towel", "wrapped only in a sheet"."""
    covered = rf"(?:(?:a|an|her|his|their|some|small|thin|wet|white|bath|beach|bed) ){{0,3}}(?:{covers})"
    worn = rf"(?:(?:a|an|her|his|their|some|pair of|\w+) ){{0,3}}(?:{little})"
    return re.compile(
        rf"\b(?:wear(?:s|ing)?|wore|dressed in|clad in|covered in|in) {_ONLY} {worn}\b"
        rf"|\b{_ONLY} (?:wear(?:s|ing)?|dressed in|clad in) {worn}\b"
        rf"|\b(?:wear(?:s|ing)?|wore|dressed in|clad in|in) {worn} (?:only|alone|and nothing (?:else|more))\b"
        rf"|\b{_ONLY} (?:(?:wrapped|covered|draped|clad|dressed) )?(?:(?:in|by|with|under) )?{covered}\b(?! (?:of|metal|music)\b)"
        rf"|\b(?:wrapped|covered|draped) in {covered} (?:only|alone|and nothing (?:else|more))\b"
    )
