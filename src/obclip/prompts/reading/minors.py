"""Refuses a prompt, for the cloud and for the device alike, in which a minor is shown in a sexual way."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from importlib.resources import files
from itertools import product

from obclip.errors import NotAllowed
from obclip.prompts.english.ages import stated_years
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.vocabulary.terms import EXPLICIT

from .bare_ages import is_bare_age
from .confusables import FIGURES
from .marks import all_words, sure_words

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

_OF_AGE = 18
_WORDS = re.compile(r"[^\W_]+")
# Sex and age in one, "F15", "[15f]"; but "f11" and "f16" are apertures.
_CODE = re.compile(r"\b(?:[fm](?!1[16]\b)(?P<after>\d\d)|(?P<before>\d\d)[fm])\b")
_PLUS, _FOR_ADULTS = re.compile(r"(?<=\d)\+"), "\U0001f51e"  # "18+", and the sign for it
_UNSPACED = "\u2e80"  # the first of the scripts of China, Japan and Korea
_SPELLED = re.compile(r"\b\w(?:[ .,*-]\w){2,}\b")
_SPELLED_WORD = range(4, 13)  # letters of a word within those that are typed apart: "a n u d e g i r l"


def check_minors(prompt: str) -> None:
    """Raises NotAllowed where a word or an age of a minor meets the sexual list, whichever options of the marks that takes.

    "Girl" and "boy" mean young adults as well: they count beside words that leave no doubt, unless it is said that those shown are
    grown; an option of a mark says so only if no other is left.
    """
    if _shows_minor(all_words(prompt), sure_words(prompt)):
        raise NotAllowed(
            "The prompt shows a minor in a sexual way, or may do so: it is not drawn. Say that those shown are adults, or leave that out."
        )


def check_minors_beside(prompt: str, negative: str) -> None:
    """Raises NotAllowed where what a negative prompt leaves out would leave a minor in a sexual scene: it names clothes beside a minor, or
    adults beside a sexual prompt.
    """
    words = _words(all_words(prompt))
    if any(_patterns()[name].search(words) for name in ("open", "suggestive")) and _is_grown(all_words(negative)):
        raise NotAllowed(
            "The prompt is sexual and the negative prompt names adults, so that a minor may be left: it is not drawn. Leave adults out of "
            "the negative prompt."
        )
    if _undresses(all_words(negative)) and _shows_minor(f"{all_words(prompt)}, no clothes", sure_words(prompt)):
        raise NotAllowed(
            "The negative prompt names clothes and the prompt shows a minor, or may do so: it is not drawn. Leave clothes out of the "
            "negative prompt, or say that those shown are adults."
        )


def _undresses(negative: str) -> bool:
    """Whether an item is of clothes in general, or items name what is worn above and below."""
    patterns, found = _patterns(), set()
    for item in re.split(r"[,;|.\n、，]", negative):
        for name, words in product(("whole", "above", "below"), _spellings(item)):
            rest = patterns[name].sub(" ", words)
            if rest != words and not patterns["around"].sub(" ", rest).strip(" 0123456789"):
                found.add(name)
    return "whole" in found or {"above", "below"} <= found


def _spellings(item: str) -> set[str]:
    """An item as it stands, with its figures read as letters ("cl0thes"), and as one word where its letters are typed apart."""
    plain = _plain(item)
    return {plain, plain.translate(FIGURES[0]), plain.replace(" ", "") if _SPELLED.fullmatch(plain) else plain}


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(_PLUS.sub(" plus", text.lower().replace(_FOR_ADULTS, " nsfw "))))


@lru_cache(maxsize=256)
def _shows_minor(said: str, sure: str) -> bool:
    """said: all that a prompt says; sure: what it says whichever options are real. The members of a set share both, or nearly."""
    lower = _words(said)
    found = {name: pattern.search(lower) is not None for name, pattern in _patterns().items()}
    if found["minor_abroad"] and found["open_abroad"]:
        return True
    if not (found["open"] or found["suggestive"] or found["never"]):
        return False
    if found["never"] or found["minor"] or (found["young"] and found["open"] and not _is_grown(sure)):
        return True
    return any(age < _OF_AGE for age in _years(said, lower)) or is_bare_age(said.lower(), _patterns()["open"])


def _is_grown(text: str) -> bool:
    lower = _words(text)
    return _patterns()["adult"].search(lower) is not None or any(age >= _OF_AGE for age in _years(text, lower))


def _words(text: str) -> str:
    """The words of a text, each with a space around; those with a figure among their letters also as letters alone: "l0li", and
    those that are spelled as one: "n.s.f.w".
    """
    words = _WORDS.findall(_patterns()["harmless"].sub(" ", _plain(text)))
    disguised = [word.translate(FIGURES[0]) for word in words if not (word.isalpha() or word.isdigit())]
    spelled = ["".join(_WORDS.findall(match.group())) for match in _SPELLED.finditer(text.lower())]
    return " ".join([*words, "|", *disguised, "|", *spelled, "|", *(word for run in spelled for word in _within(run))])


def _within(run: str) -> list[str]:
    """The stretches of letters typed apart that may be words: nothing says where one of them ends."""
    return [run[start : start + length] for start in range(len(run)) for length in _SPELLED_WORD if start + length <= len(run)]


def _years(text: str, words: str) -> list[int]:
    coded = [int(match["after"] or match["before"]) for match in _CODE.finditer(words)]
    return [*stated_years(text.lower()), *coded]


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("obclip.prompts.vocabulary").joinpath("data/minors.toml").read_text(encoding="utf-8"))
    listed = {name: _listed(data[name]) for name in ("never", "minor", "young", "open", "suggestive", "adult", "harmless")}
    listed |= {name: _listed(words) for name, words in data["dressed"].items()}
    abroad, beside = ({name: _listed(words) for name, words in data[kind].items()} for kind in ("abroad", "beside"))
    listed |= {f"{name}_abroad": abroad[name] | beside[name] for name in ("minor", "open")}
    listed["minor"] |= (_known_minors() - listed["young"]) | abroad["minor"]
    listed["open"] |= abroad["open"]
    return {name: _pattern(words) for name, words in listed.items()}


def _listed(words: str) -> set[str]:
    return {" ".join(word.split()) for word in words.split(",")}


def _known_minors() -> set[str]:
    """What the English taxonomy knows as a minor, but for words of size ("little")."""
    known = default_taxonomy()
    forms = ((" ".join(words), form) for words, found in known.forms.items() for form in found)
    minors = {words for words, form in forms if form.kind in EXPLICIT and not known.grown.keys().isdisjoint(form.values)}
    return minors - known.bound


def _pattern(words: set[str]) -> re.Pattern[str]:
    """Whole words, but for scripts that write none apart."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    unspaced, spaced = ([re.escape(word) for word in longest_first if (word[0] >= _UNSPACED) == kind] for kind in (True, False))
    return re.compile("|".join([rf"\b(?:{'|'.join(spaced)})\b", *unspaced]))
