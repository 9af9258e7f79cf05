"""Who is two things at once, or one of two: "half Korean half German", "Irish-Nigerian", "a black-white couple", "m/f couple"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.english.booru import stands_alone
from obclip.prompts.vocabulary.terms import ADJECTIVE, FOLK, NOUN, STOP, Taxonomy

from .origins import says_people

_PAIR = re.compile(r"(?<![\w/-])(?P<one>[mf])(?:/| x )(?P<other>[mf])(?=[\s-]+(?P<who>[^\W\d_]+)|\s*(?:[,.;|)\]]|$))", re.IGNORECASE)
_TWO = frozenset("couple couples pair pairs pairing duo kiss kissing lovers love romance relationship wedding hug hugging embrace".split())
_SEXES = {"m": "male", "f": "female"}
# "A black-white couple" is no photograph in black and white, and "a black and white couple" one only where something speaks of pictures.
_PICTURES = re.compile(
    r"\b(?:photo|pictur|film|noir|monochrom|gr[ae]yscale|image|drawing|sketch|engraving|manga|comic|print|style\b|shot\b|portrait|lighting)",
    re.IGNORECASE,
)
_COLOURS = re.compile(
    r"(?<![\w/-])(?P<one>black|white)(?P<sign>[/-]| and | & )(?:black|white)"
    r"(?=(?: [a-z]+)? (?:couples?|friends|family|families|lovers|twins|kids|children|parents|newlyweds|marriage)\b)",
    re.IGNORECASE,
)
_NONWHITE = re.compile(r"(?<![\w-])(?P<non>non)white(?![\w-])", re.IGNORECASE)
_LEADS = ("semi", "quasi", "pseudo", "half", "part", "partly", "mostly", "mixed", "quarter", "non", "ex")
_PARTLY = (*_LEADS, "%")  # what no match of the next two can lack
# "Semi-asian" as a tag is no adjective before a noun.
_LED = re.compile(
    rf"(?<![\w-])(?P<lead>(?:{'|'.join(_LEADS)})[ _-])(?P<word>[^\W\d_]+)(?![\w-])",
    re.IGNORECASE,
)
# "Half Korean half German" and no noun.
_PART = r"(?:half|part|quarter|\d\d ?%)[ _-]"
_HALVES = re.compile(
    rf"(?<![^\W_])(?P<lead>{_PART})(?P<one>[^\W\d_]+)(?P<between>[ _](?:(?:and|&)[ _])?){_PART}(?P<other>[^\W\d_]+)"
    r"(?=\s*(?:$|[,.;|)\]])|\s(?:with|in|and|at|wearing|holding)\b)",
    re.IGNORECASE,
)

# Two peoples with a hyphen that nothing follows, as a tag or after "is": "a woman, Irish-Nigerian, red coat", "she is Japanese-American".
_PEOPLES = re.compile(
    r"(?<=[\s(\[{])[^\W\d_]{3,}(?:-[^\W\d_]{3,})+(?![\w/-])"
    r"(?=\s*(?:$|[,.;:!?|)\]}])|\s(?:and|but|with|in|at|on|wearing|holding|who|sitting|standing|smiling|looking|posing)\b)",
)
_SAID = re.compile(
    r"(?:[,;|(\[{]\s?|\b(?:and|is|are|was|were|am|be|being|looks?|looking|of)\s|['’](?:s|m|re)\s)(?:(?:also|both|[a-z]+ly)\s)*$",
    re.IGNORECASE,
)
_IS, _FARTHEST = re.compile(r"(?:\b(?:is|are|was|were|am)|'[sm]|'re) $", re.IGNORECASE), 8
_FARTHER, _BLACK_AND_WHITE = 32, frozenset(["black", "white"])


def mixed(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes by which such words are read as a list, or as a tag without what leads to it, in no order."""
    lower = text.lower()
    for match in _PAIR.finditer(text) if taxonomy.ages and ("/" in text or " x " in lower) else ():
        if match["who"] is None or match["who"].lower() in _TWO:  # "m/f couple", the tag "f/f"
            yield *match.span("one"), f"{_SEXES[match['one'].lower()]} and "
            yield match.end("one"), match.end("other"), _SEXES[match["other"].lower()]
    for match in _COLOURS.finditer(text) if "black" in lower and "white" in lower else ():
        if match["sign"] in "/-" or not _PICTURES.search(text):
            yield *match.span("sign"), ", "
    for match in _NONWHITE.finditer(text) if "nonwhite" in lower else ():
        yield match.end("non"), match.end("non"), "-"
    yield from _both(text, taxonomy)
    if not any(word in lower for word in _PARTLY):
        return
    for match in _HALVES.finditer(text):
        yield from _halved(match, taxonomy)
    for match in _LED.finditer(text):
        if _describes(match["word"].lower(), taxonomy) and stands_alone(text, *match.span()):
            yield *match.span("lead"), ""


def _both(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """ "Irish-Nigerian" as "Irish and Nigerian", not "African-American", which is one people; a picture may be black-white."""
    for match in _PEOPLES.finditer(text) if "-" in text else ():
        words = match.group().lower().split("-")
        one = tuple(words) in taxonomy.forms or _BLACK_AND_WHITE.issuperset(words)
        peoples = not one and all(says_people(taxonomy.forms.get((word,), ()), taxonomy) for word in words)
        start = match.start()
        if peoples and _SAID.search(text, max(0, start - _FARTHER), start):
            yield from ((start + place, start + place + 1, " and ") for place, sign in enumerate(match.group()) if sign == "-")


def _halved(match: re.Match[str], taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """ "Half Korean half German" as two words of a list, and after "is" with "and" between."""
    said = [match["one"].lower(), match["other"].lower()]
    if not all(_describes(word, taxonomy) for word in said) or taxonomy.narrow.issuperset(said):
        return
    if _IS.search(match.string, max(0, match.start() - _FARTHEST), match.start()):
        yield *match.span("between"), " and "
    else:
        yield *match.span("lead"), ""
        yield match.start("between"), match.start("other"), ", "


def _describes(word: str, taxonomy: Taxonomy) -> bool:
    """Whether a word is an adjective of a person, or a people, and nothing else."""
    kinds = {form.kind for form in taxonomy.forms.get((word,), ())}
    return bool(kinds & {ADJECTIVE, FOLK}) and not kinds & {NOUN, "person", "lookalike", STOP}
