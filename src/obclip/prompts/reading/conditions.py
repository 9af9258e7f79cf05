"""Conditions said with a verb, or by themselves, are read as after "with": "who has one leg", "he suffers from epilepsy", the tag "cerebral
palsy"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import DETAIL, Taxonomy

_CONDITIONS = frozenset({"impairment", "condition", "with abilities"})  # rows of what stands after "with"
_MOST_WORDS = 6
_SAID = re.compile(
    r"(?<![\w'-])(?:(?P<who>(?:who|that)(?:'s| is| are| was)? )?"
    r"(?P<verb>has|have|had|suffers? from|suffered from|lives? with|(?:was |were )?born with)"
    r"|(?P<acting>having|suffering from|(?:living|diagnosed|afflicted|born|stricken) with))(?: been diagnosed with)? (?=[a-z])",
    re.IGNORECASE,
)
_BEING = {"has": "is", "have": "are", "had": "was", "suffers from": "is", "suffer from": "are", "suffered from": "was", "lives with": "is"}
_TAG = re.compile(r"(?:(?<=[,;|]) ?|(?<=\n)|\A)(?P<said>[a-z][a-z' -]{3,40}?)(?=\s*(?:[,;|\n]|$))", re.IGNORECASE)
_MEDICAL = (
    "osis",
    "lepsy",
    "plegia",
    "itis",
    "trophy",
    "palsy",
    "bifida",
    "syndrome",
    "autism",
    "dystrophy",
    "blindness",
    "deafness",
    "loss",
)
_LONE = re.compile(r"(?:one|no) (?:leg|arm|eye|hand|foot)|no (?:legs|arms|eyes|hands)|vertigo")  # sure beside a disability
_NEXT = re.compile(r"[ '-]?(?P<word>[^\W\d_]+)")
_LEADING_ON = frozenset(
    "raised up around over on in under behind closed open shut forward out crossed bent extended lifted winking".split()
)


def conditions(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes by which a "with" leads to each condition, in no order."""
    for match in _SAID.finditer(text):
        if _is_condition(text, match.end(), taxonomy):
            verb = " ".join((match["verb"] or "").lower().split())
            plain = match["who"] or match["acting"] or verb.startswith(("was", "were", "born"))
            yield *match.span(), "with " if plain else f"{_BEING.get(verb, 'are')} with "
    for match in _TAG.finditer(text):
        said = match["said"].lower()
        words = tuple(re.findall(r"[^\W\d_]+", said))
        if said.endswith(_MEDICAL):
            sure = _is_form(words, taxonomy)
        else:
            sure = ("with", *words) in taxonomy.forms and bool(_LONE.fullmatch(said)) and _is_disability(text, taxonomy)
        if sure:
            yield match.start("said"), match.start("said"), "with "
        elif said == "a stroke" and _is_disability(text, taxonomy):
            yield match.start("said"), match.start("said"), "after "


def _is_condition(text: str, start: int, taxonomy: Taxonomy) -> bool:
    """Whether a condition begins at a place, and no word follows with which it would be none: "one arm raised"."""
    words: list[re.Match[str]] = []
    place = start
    while len(words) < _MOST_WORDS and (match := _NEXT.match(text, place)):
        words.append(match)
        place = match.end()
    for count in range(len(words), 0, -1):
        if _is_form(tuple(word["word"].lower() for word in words[:count]), taxonomy):
            return not (count < len(words) and words[count]["word"].lower() in _LEADING_ON)
    return False


def _is_disability(text: str, taxonomy: Taxonomy) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    return any(form.row == "impaired" for word in words for form in taxonomy.forms.get((word,), ()))


def _is_form(words: tuple[str, ...], taxonomy: Taxonomy) -> bool:
    return any(form.kind == DETAIL and form.row in _CONDITIONS for form in taxonomy.forms.get(("with", *words), ()))
