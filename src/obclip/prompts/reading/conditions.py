"""Conditions said with a verb, or by themselves, are read as after "with": "who has one leg", "he suffers from epilepsy", the tag "cerebral
palsy"; and so are aids that somebody uses or leans on: "who relies on his wheelchair"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from obclip.prompts.vocabulary.terms import DETAIL, Taxonomy

_CONDITIONS = frozenset({"impairment", "condition", "with abilities"})  # rows of what stands after "with"
_MOST_WORDS = 6
_SAID = re.compile(
    r"(?<![\w'-])(?:(?P<who>(?:who|that)(?:'s| is| are| was)? )?"
    r"(?P<verb>has|have|had|suffers? from|suffered from|lives? with|(?:was |were )?born with)"
    r"|(?P<acting>having|suffering from|(?:living|diagnosed|afflicted|born|stricken) with))(?: been diagnosed with)? (?=[a-z])",
    re.IGNORECASE,
)
_AIDED = re.compile(
    r"(?<![\w'-])(?:(?P<who>(?:who|that) (?:is |are |was )?)|(?P<being>(?:is|are|was|were|be|been) ))?"
    r"(?:(?P<verb>(?:uses?|used|needs?|wears?|wore|requires?|(?:(?:walks?|stands?|moves?) (?:around )?(?:on|with)))"
    r"|(?:leans?|leaned|relies|rely|relied|depends?|depended) (?:up)?on)"
    r"|using|needing|requiring|(?:leaning|relying|depending|dependent|reliant|walking|standing) (?:up)?(?:on|with)"
    r"|(?P<pushing>pushing|pushes)) (?:(?P<whose>his|her|their|the) )?(?=[a-z])",
    re.IGNORECASE,
)
_WALKERS = frozenset({"walker", "rollator", "frame"})
_LIMBS = frozenset("leg legs arm arms hand hands foot feet eye eyes limb limbs stump stumps".split())  # on which anybody stands
_MADE = frozenset("prosthetic artificial bionic robotic mechanical wooden metal".split())
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
    for match in _AIDED.finditer(text):
        if (led := _leads_to_aid(text, match, taxonomy)) is not None:
            yield *match.span(), led
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


def _leads_to_aid(text: str, match: re.Match[str], taxonomy: Taxonomy) -> str | None:
    """What stands for words that lead to somebody's aid: "using a " for "who leans on his"; None where no aid follows."""
    words = [word["word"].lower() for word in _words_from(text, match.end())]
    articles = ("a", "") if match["whose"] else ("",)
    for count in range(len(words), 0, -1):
        if words[count - 1] in _LIMBS and _MADE.isdisjoint(words):
            continue
        for article, by in product(articles, ("using", "with", "in")):
            said = (by, *article.split(), *words[:count])
            if any(form.kind == DETAIL and form.row == "impairment" for form in taxonomy.forms.get(said, ())):
                if match["pushing"] and words[count - 1] not in _WALKERS:
                    return None
                finite = (match["verb"] or "").split()[:1] if not match["who"] else []
                being = match["being"] or (f"{_finite(finite[0].lower())} " if finite else "")
                return f"{being}{by} {article} ".replace("  ", " ")
    return None


def _finite(verb: str) -> str:
    return "is" if verb.endswith("s") else "was" if verb.endswith("ed") or verb == "wore" else "are"


def _words_from(text: str, place: int) -> list[re.Match[str]]:
    words: list[re.Match[str]] = []
    while len(words) < _MOST_WORDS and (match := _NEXT.match(text, place)):
        words.append(match)
        place = match.end()
    return words


def _is_condition(text: str, start: int, taxonomy: Taxonomy) -> bool:
    """Whether a condition begins at a place, and no word follows with which it would be none: "one arm raised"."""
    words = _words_from(text, start)
    for count in range(len(words), 0, -1):
        if _is_form(tuple(word["word"].lower() for word in words[:count]), taxonomy):
            return not (count < len(words) and words[count]["word"].lower() in _LEADING_ON)
    return False


def _is_disability(text: str, taxonomy: Taxonomy) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    return any(form.row == "impaired" for word in words for form in taxonomy.forms.get((word,), ()))


def _is_form(words: tuple[str, ...], taxonomy: Taxonomy) -> bool:
    return any(form.kind == DETAIL and form.row in _CONDITIONS for form in taxonomy.forms.get(("with", *words), ()))
