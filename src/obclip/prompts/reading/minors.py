"""Refuses a prompt, for the cloud and for the device alike, in which a minor is shown in a sexual way."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

from obclip.errors import NotAllowed
from obclip.prompts.english.ages import stated_years
from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.vocabulary.terms import EXPLICIT

from .any_of import any_of
from .bare_ages import is_bare_age
from .confusables import FIGURES
from .disguised import Disguises
from .drawn_out import shortened
from .glued import glued
from .marks import all_words, sure_words
from .other_senses import without_other_senses
from .school_tags import shows_school_tag
from .undressing import Undressing

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

_OF_AGE, _LIFE = 18, 125  # a "500 year old girl" is not known to be grown
_WORDS = re.compile(r"[^\W_]+")
# Sex and age in one, "F15", "[15f]"; "f11" and "f16" are apertures and jets where the company says so.
_CODE = re.compile(r"\b(?:[fm](?P<after>\d\d)|(?P<before>\d\d)[fm])\b")
_MACHINES = re.compile(
    r"\b(?:at f\d\d|\d+ ?mm|lens|iso ?\d*|aperture|camera|shutter|exposure|canon|nikon|sony|leica|bokeh|jets?|planes?|aircraft"
    r"|airplanes?|fighters?|falcon|cockpit|pilots?|rifles?|guns?|soldiers?|army|weapons?|carbine)\b"
)
_PLUS, _FOR_ADULTS = re.compile(r"(?<=\d)\+"), "\U0001f51e"  # "18+", and the sign for it
_UNSPACED = "\u2e80"  # the first of the scripts of China, Japan and Korea
_SPELLED = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,3}[^\W_]){2,}(?![^\W_])")
_STOPS = re.compile(r"[,;:.!?()\[\]{}|\n]")  # what a phrase does not run across
# Signs of sex beside each other, or beside a child's.
_LEWD = re.compile(
    "[\U0001f346\U0001f351\U0001f4a6\U0001f445](?: ?[\U0001f346\U0001f351\U0001f4a6\U0001f445])+"
    "|(?<=[\U0001f476\U0001f9d2\U0001f466\U0001f467\U0001f3fb-\U0001f3ff]) ?\U0001f346"
    "|\U0001f346(?= ?[\U0001f476\U0001f9d2\U0001f466\U0001f467])"
)
_SPELLED_WORD = range(3, 13)  # letters of a word within those that are typed apart: "a n u d e g i r l"


def check_minors(prompt: str) -> None:
    """Raises NotAllowed where a word or an age of a minor meets the sexual list, whichever options of the marks that takes.

    "Girl" and "boy" mean young adults as well: they count beside words that leave no doubt, unless it is said that those shown are
    grown; an option of a mark says so only if no other is left.
    """
    said = all_words(prompt)
    if _shows_minor(said, sure_words(prompt)):
        raise NotAllowed(
            "The prompt shows a minor in a sexual way, or may do so: it is not drawn. Say that those shown are adults, or leave that out."
        )
    _, young, besides, _, slang = _expecting()
    if slang.search(plain := besides.sub(" ", _plain(said))) and young.search(plain):
        raise NotAllowed(
            "The prompt shows a minor who is pregnant, or may do so: it is not drawn. Say that she is grown, or leave one out."
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
    taken = _taken_away(all_words(negative))
    bare = "whole" in taken or {"above", "below"} <= taken or ("single" in taken and not _is_else_worn(words, _words(all_words(negative))))
    beside = "no clothes" if bare else "lewd" if "uncovered" in taken else ""
    if beside and _shows_minor(f"{all_words(prompt)}, {beside}", sure_words(prompt)):
        raise NotAllowed(
            "The negative prompt names clothes and the prompt shows a minor, or may do so: it is not drawn. Leave clothes out of the "
            "negative prompt, or say that those shown are adults."
        )


def check_expecting(candidates: Iterable[str], members: Iterable[str] = ()) -> None:
    """Raises NotAllowed where a candidate says that somebody is pregnant and shows a minor: an option of a mark may say so, and slang.

    members: the prompts of the candidates, with their marks: an option may say so with the words around it, "baby {bump|toy}".
    """
    opened = [(text, sure_words(member)) for member in members if (text := all_words(member)) != member]  # without marks they are the same
    cut = [text for text, sure in opened if _is_expecting(text) and not _is_expecting(sure)]
    for candidate in [*candidates, *cut]:
        if _expecting()[3].search(candidate.lower()) or _is_young_and_expecting(candidate):
            raise NotAllowed("A candidate would show a minor who is pregnant: it is not sent. Say that she is grown, or leave one out.")


def _is_young_and_expecting(candidate: str) -> bool:
    plain, without = _expected(candidate)
    if plain == without:
        return False
    return _expecting()[1].search(without) is not None or any(age < _OF_AGE for age in stated_years(candidate.lower()))


def _is_expecting(text: str) -> bool:
    plain, without = _expected(text)
    return plain != without


def _expected(text: str) -> tuple[str, str]:
    """The words of a text, and those without what says that somebody expects a child."""
    words, _, besides, *_ = _expecting()
    plain = besides.sub(" ", _plain(text))
    return plain, words.sub(" ", plain)


@lru_cache(maxsize=1)
def _expecting() -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(_listed(_data()["expecting"][name])) for name in ("words", "young", "besides", "never", "slang"))


def _taken_away(negative: str) -> set[str]:
    """The kinds of clothes that items of a negative prompt name and nothing else: all of them, what is worn above, below, alone."""
    patterns, found = _patterns(), set()
    for item in re.split(r"[,;|.\n、，]", negative):
        for name, words in product(("whole", "uncovered", "above", "below", "single"), _spellings(item)):
            rest = patterns[name].sub(" ", words)
            if rest != words and not patterns["around"].sub(" ", rest).strip(" 0123456789"):
                found.add(name)
    return found | _both(negative)


def _both(negative: str) -> set[str]:
    """The like of an item of both: "t-shirt and jeans"."""
    patterns = _patterns()
    for item in re.split(r"[,;|.\n、，]", negative):
        words = _plain(item)
        rest = patterns["below"].sub(" ", patterns["above"].sub(" ", words))
        if patterns["above"].search(words) and patterns["below"].search(words) and not patterns["around"].sub(" ", rest).strip():
            return {"above", "below"}
    return set()


def _is_else_worn(words: str, negative: str) -> bool:
    """Whether the prompt names something that is worn and that the negative prompt does not."""
    return not set(_patterns()["worn"].findall(words)) <= set(_patterns()["worn"].findall(negative))


def _spellings(item: str) -> set[str]:
    """An item as it stands, with its figures read as letters ("cl0thes"), and as one word where its letters are typed apart."""
    plain = _plain(item)
    return {plain, plain.translate(FIGURES[0]), plain.replace(" ", "") if _SPELLED.fullmatch(plain) else plain}


def _plain(text: str) -> str:
    lower = text.lower()
    if not lower.isascii():
        lower = _LEWD.sub(" nsfw ", lower).replace(_FOR_ADULTS, " nsfw ")
    return " ".join(_WORDS.findall(_PLUS.sub(" plus", lower) if "+" in lower else lower))


@lru_cache(maxsize=256)
def _shows_minor(said: str, sure: str) -> bool:
    """said: all that a prompt says; sure: what it says whichever options are real. The members of a set share both, or nearly."""
    lower = _words(said)

    def says(name: str) -> bool:
        return _patterns()[name].search(lower) is not None

    if says("never") or (says("open_abroad") and says("minor_abroad")):
        return True
    is_open = says("open") or _undressing().is_in(lower)
    if not (is_open or says("suggestive")):
        return False
    if says("minor") or (is_open and says("young") and not _is_grown(sure)):
        return True
    if any(age < _OF_AGE for age in _years(said, lower)) or is_bare_age(said.lower(), _patterns()["open"]):
        return True
    return is_open and shows_school_tag(said, _patterns()["open"])


def _is_grown(text: str) -> bool:
    lower = _words(text)
    return _patterns()["adult"].search(lower) is not None or any(_OF_AGE <= age <= _LIFE for age in _years(text, lower))


def _words(text: str) -> str:
    """The words of a text and of its readings in which the weights of other tools cut none: "n(u:1.1)de"."""
    return " | ".join([_words_of(text), *map(_words_of, glued(text))])


def _words_of(text: str) -> str:
    """The words of a text, each with a space around; those with a figure among their letters also as letters alone: "l0li", those
    that are drawn out: "teeen", that are spelled as one: "n.s.f.w", those that signs or other words hide: "n*de",
    and those of minors with a slip: "tennager".
    """
    text = without_other_senses(text)
    words = [word for part in _STOPS.split(text) for word in _WORDS.findall(_patterns()["harmless"].sub(" ", _plain(part)))]
    disguised = [word.translate(FIGURES[0]) for word in words if not (word.isalpha() or word.isdigit())]
    disguised += [short for word in words for short in shortened(word)]
    spelled = ["".join(_WORDS.findall(match.group())) for match in _SPELLED.finditer(text.lower())]
    within = (word for run in spelled for word in _within(run))
    disguised += filter(None, map(_disguises().meant, words))
    return " ".join(
        [*words, "|", *disguised, "|", *spelled, "|", *within, "|", *_disguises().words(_patterns()["hyphened"].sub(" ", text.lower()))]
    )


def _within(run: str) -> list[str]:
    """The stretches of letters typed apart that may be words: nothing says where one of them ends."""
    return [run[start : start + length] for start in range(len(run)) for length in _SPELLED_WORD if start + length <= len(run)]


def _years(text: str, words: str) -> list[int]:
    apertures = ("11", "16") if _MACHINES.search(words) else ()
    coded = [int(match["after"] or match["before"]) for match in _CODE.finditer(words) if match["after"] not in apertures]
    return [*stated_years(text.lower()), *coded]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads(files("obclip.prompts.vocabulary").joinpath("data/minors.toml").read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    data = _data()
    listed = {name: _listed(data[name]) for name in ("never", "minor", "young", "open", "suggestive", "adult", "harmless")}
    listed |= {name: _listed(words) for name, words in data["dressed"].items()}
    abroad, beside = ({name: _listed(words) for name, words in data[kind].items()} for kind in ("abroad", "beside"))
    listed |= {f"{name}_abroad": abroad[name] | beside[name] for name in ("minor", "open")}
    listed["minor"] |= (_known_minors() - listed["young"]) | abroad["minor"]
    listed["open"] |= abroad["open"]
    listed["never"] |= {f"{act} {who}" for act in _listed(data["acts"]) for who in listed["minor"] | listed["young"]}
    hyphened = {"hyphened": re.compile(_pattern(listed["harmless"]).pattern.replace(r"\ ", "[ -]"))}  # "strap-on sandals"
    return {name: _pattern(words) for name, words in listed.items()} | hyphened


@lru_cache(maxsize=1)
def _disguises() -> Disguises:
    data = _data()
    sexual = {word for name in ("open", "suggestive", "never") for word in _listed(data[name])}
    return Disguises(sexual, {word for name in ("minor", "young") for word in _listed(data[name])}, _listed(data["open"]))


@lru_cache(maxsize=1)
def _undressing() -> Undressing:
    worn = {name: any_of(_listed(words)) for name, words in _data()["bare"].items()}
    return Undressing(worn["garments"], worn["tops"], worn["little"], worn["covers"])


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
    unspaced = {word for word in words if word[0] >= _UNSPACED}
    ways = [rf"\b{any_of(words - unspaced)}\b", *filter(None, [any_of(unspaced)])]
    return re.compile("|".join(ways))
