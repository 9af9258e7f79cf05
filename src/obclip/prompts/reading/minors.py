"""Refuses a prompt, for the cloud and for the device alike, in which a minor is shown in a sexual way."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from importlib.resources import files

from obclip.errors import NotAllowed
from obclip.prompts.english.ages import stated_years
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.vocabulary.terms import EXPLICIT

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

_OF_AGE = 18
_WORDS = re.compile(r"[^\W_]+")


def check_minors(text: str) -> None:
    """Raises NotAllowed where a word or an age of a minor meets the sexual list. text: all that a prompt says, marks opened.

    "Girl" and "boy" mean young adults as well: they count beside words that leave no doubt, unless an adult's age or word is there.
    """
    lower = " ".join(_WORDS.findall(text.lower()))
    found = {name: pattern.search(lower) is not None for name, pattern in _patterns().items()}
    if not (found["open"] or found["suggestive"]):
        return
    years = list(stated_years(text.lower()))
    minor = found["minor"] or any(age < _OF_AGE for age in years)
    grown = found["adult"] or any(age >= _OF_AGE for age in years)
    if minor or (found["young"] and found["open"] and not grown):
        raise NotAllowed(
            "The prompt shows a minor in a sexual way, or may do so: it is not drawn. Say that those shown are adults, or leave that out."
        )


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("obclip.prompts.vocabulary").joinpath("data/minors.toml").read_text(encoding="utf-8"))
    listed = {
        name: {" ".join(word.split()) for word in data[name].split(",")} for name in ("minor", "young", "open", "suggestive", "adult")
    }
    listed["minor"] |= _known_minors() - listed["young"]
    return {name: _pattern(words) for name, words in listed.items()}


def _known_minors() -> set[str]:
    """What the English taxonomy knows as a minor, but for words of size ("little")."""
    known = default_taxonomy()
    forms = ((" ".join(words), form) for words, found in known.forms.items() for form in found)
    minors = {words for words, form in forms if form.kind in EXPLICIT and not known.grown.keys().isdisjoint(form.values)}
    return minors - known.bound


def _pattern(words: set[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
