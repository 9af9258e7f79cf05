"""Persons whom years, height or gender tell apart, of whom more is said: "two sisters, the elder blind, the younger deaf" is "one blind,
the other deaf", so is "a girl and a boy, the girl blind, the boy deaf", and "the left Asian" is "the left one Asian". Who is told by what
is withheld goes whole, so of the others "one of them" is read.

Which of them is which tells the cloud nothing that it needs, and an axis more each would leave none for what is said of them. So no
candidate has such words: it is read alike. Where one alone is told so, it is a person with an adjective: "the younger one in a suit".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from obclip.prompts.vocabulary.terms import ADJECTIVE, ANIMAL, CUE, DETAIL, FOLK, MANY, NOUN, ONE, PHRASE, THING, Form, Kind, Taxonomy
from obclip.prompts.vocabulary.words import things

_MORE = "elder|older|younger|taller|shorter|bigger|smaller|larger|thinner|slimmer|fatter|heavier|stronger|darker|paler|lighter"
_MOST = "eldest|oldest|youngest|tallest|shortest|biggest|smallest|thinnest|slimmest|fattest|strongest|darkest|palest"
_BARE = r"(?:(?<=[,;:.] )|(?<= and )|(?<![\s\S]))"  # where an item begins: not "the left one"
_OF = r" of (?:the |them\b|these |those |both\b)(?:two |three |four |both )?(?:[a-z]+\b)?"
_WHICH = re.compile(
    rf"(?<![\w'-])(?P<the>the (?:(?P<more>{_MORE})|(?P<most>{_MOST}))|{_BARE}(?:one|another|the (?:other|second|third)))"
    rf"(?P<one> one)?(?P<of>{_OF})?(?![\w'-])",
    re.IGNORECASE,
)
_KIN = re.compile(r"(?<![\w'-])(?P<the>the (?:elder|older|younger))(?P<noun> [a-z]+)(?= (?:is|was)\b)", re.IGNORECASE)
_AGAIN = re.compile(
    rf"{_BARE}(?P<the>the (?P<more>(?:teenage )?(?P<noun>[a-z]+)))(?P<one>(?!))?(?P<of>(?!))?(?P<most>(?!))?(?![\w'-])", re.IGNORECASE
)
_LOOK = re.compile(
    r"(?<![\w'-])(?P<the>the (?P<more>(?P<look>[a-z]+(?:-[a-z]+)?)))(?P<one> one)(?P<of>(?!))?(?P<most>(?!))?(?![\w'-])", re.IGNORECASE
)
_SIDE = re.compile(r"(?<![\w'-])the (?:left|right)(?P<end>)(?![\w'-])", re.IGNORECASE)
_SAID = re.compile(
    r"\s(?P<verb>(?:is|was|looks|seems)\s)?(?P<a>an?\s)?(?:very\s|quite\s|also\s)?(?P<said>[a-z]+(?:[\s-][a-z]+){0,3})", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_PERSONS: tuple[Kind, ...] = (NOUN, FOLK, "person")
_SAYING: tuple[Kind, ...] = (ADJECTIVE, PHRASE, DETAIL, CUE)
_TOGETHER = frozenset("couple pair twins duo trio siblings friends two".split())


def told_apart(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes by which such persons are read, from left to right."""
    small = text.lower()
    if small.count("the ") + small.count("one ") + small.count("another ") < 2:
        return
    found = [match for match in _WHICH.finditer(text) if _tells(text, match.end(), taxonomy) != ""]
    if len(found) > 1 and _shows_several(small[: found[0].end()], taxonomy):
        yield from _apart(found, text, taxonomy)
    looks = [match for match in _LOOK.finditer(text) if _tells(text, match.end(), taxonomy) and _goes(match["look"].lower(), taxonomy)]
    alone = len(looks) == 2 and not small[: looks[0].start()].strip() and any(_tells_people(text, one.end(), taxonomy) for one in looks)
    if len(looks) == 2 and (alone or _shows_several(small[: looks[0].end()], taxonomy)):
        yield from _apart(looks, text, taxonomy)
    again = [one for one in _AGAIN.finditer(text) if _has_gender(one["noun"].lower(), taxonomy) and _tells(text, one.end(), taxonomy) != ""]
    if len(again) == 2 and _are_two(small[: again[0].start()], taxonomy):
        yield from _apart(again, text, taxonomy)
    kin = [match for match in _KIN.finditer(text) if taxonomy.means(match["noun"].strip().lower(), *_PERSONS)]
    if len(kin) == 2 and kin[0]["noun"].lower() == kin[1]["noun"].lower():
        yield *kin[0].span("the"), "One" if kin[0]["the"][0].isupper() else "one"
        yield *kin[1].span(), "The other" if kin[1]["the"][0].isupper() else "the other"
    sides = [match for match in _SIDE.finditer(text) if _tells(text, match.end(), taxonomy)]
    if len(sides) == 2 and _shows_several(small[: sides[0].end()], taxonomy):
        yield from ((match.end(), match.end(), " one") for match in sides)


def _apart(found: Sequence[re.Match[str]], text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    if not any(_tells(text, one.end(), taxonomy) for one in found):
        return
    for match, words in zip(found, _named_apart(found, text, taxonomy), strict=True):
        end = match.end("one") if match["one"] else match.end("the")
        if match[0][: end - match.start()].lower() != words:
            yield match.start(), end, words.capitalize() if match["the"][0].isupper() else words


def _named_apart(found: Sequence[re.Match[str]], text: str, taxonomy: Taxonomy) -> list[str]:
    """The words for each of them: "two sisters, one blind, the other deaf", "two sisters, one of them blind[, the other pregnant]"."""
    gone = [_is_withheld(match, text, taxonomy) for match in found]
    first = gone.index(False) if True in gone and False in gone else -1
    words: list[str] = []
    for place, (match, goes) in enumerate(zip(found, gone, strict=True)):
        told = match["the"].lower()
        if place == first and not match["of"]:
            told = "one of them"
        elif match["more"] or match["most"]:
            told = "one" if not place else "the other" if goes or (len(found) == 2 and match["more"]) else "another"
        words.append(told)
    return words


def _is_withheld(match: re.Match[str], text: str, taxonomy: Taxonomy) -> bool:
    """Whether a cue is all that is said of somebody, without a verb."""
    said = _SAID.match(text, match.end())
    if said is None or said["verb"] or said["a"]:
        return False
    words = _WORD.findall(said["said"].lower())
    forms = taxonomy.forms.get((words[0],), ())
    return bool(forms) and all(form.kind == CUE for form in forms)


def _tells(text: str, end: int, taxonomy: Taxonomy) -> str | None:
    """What is said of somebody right after a place, if it says a value; None where a verb says anything else, "" where nothing is said."""
    match = _SAID.match(text, end)
    if match is None:
        return ""
    words = _WORD.findall(match["said"].lower())
    forms = [form for last in range(len(words), 0, -1) for form in taxonomy.forms.get(tuple(words[:last]), ())]
    kinds = (*_SAYING, *_PERSONS) if match["a"] else _SAYING
    if not match["verb"] and _leads_to_noun(words, taxonomy):
        return ""
    if said := next((form for form in forms if form.kind in kinds), None):
        return " ".join(said.words)
    return None if match["verb"] or words[0] in ("in", "with", "from") else ""


def _tells_people(text: str, end: int, taxonomy: Taxonomy) -> bool:
    """Whether what is said right after a place is a people or a faith, which no thing is of: "the bald one is Black", "... is Asian"."""
    said = (_tells(text, end, taxonomy) or "").split()
    forms = taxonomy.forms.get(tuple(said), ())
    return any(form.kind == ADJECTIVE and form.row in taxonomy.rows and taxonomy.rows[form.row].nominal for form in forms)


def _leads_to_noun(words: Sequence[str], taxonomy: Taxonomy) -> bool:
    """Whether a noun ends the phrase: "the older blind man"."""
    return any(taxonomy.means(word, *_PERSONS) or word in things() for word in words[:2])


def _shows_several(text: str, taxonomy: Taxonomy) -> bool:
    """Whether a text names two persons or more, and not two things or animals after them."""
    persons = 0
    for word in _WORD.findall(text):
        forms: Sequence[Form] = taxonomy.forms.get((word,), ())
        if any(form.kind in _PERSONS and form.number == MANY for form in forms) or word in _TOGETHER:
            persons += 2
        elif any(form.kind == NOUN for form in forms):
            persons += 1
        elif word.endswith("s") and (word in things() or any(form.kind in (ANIMAL, THING) for form in forms)):
            persons = 0
    return persons > 1


def _are_two(text: str, taxonomy: Taxonomy) -> bool:
    """Whether a text names two persons of a gender with "and" between, and nobody else: "a girl and a boy, "."""
    named = [word for word in _WORD.findall(text) if taxonomy.means(word, *_PERSONS)]
    return len(named) == 2 and all(_has_gender(word, taxonomy) for word in named) and " and " in text[text.index(named[0]) :]


def _goes(look: str, taxonomy: Taxonomy) -> bool:
    """Whether a look is withheld, so that nothing of it is left to tell somebody by: "the bald one", "the bearded one"."""
    forms = taxonomy.forms.get((look,), ())
    return bool(forms) and all(form.kind == CUE for form in forms)


def _has_gender(word: str, taxonomy: Taxonomy) -> bool:
    """Whether a word is a noun for one person that says a gender."""
    gender = taxonomy.rows["he"].attributes[0] if "he" in taxonomy.rows else ""
    said = [form for form in taxonomy.forms.get((word,), ()) if form.kind == NOUN and form.number == ONE]
    return any(taxonomy.attribute(value) == gender for form in said for value in form.values)
