"""A build that several words say, read as one says it: "a strong and curvy physique" is a curvy one, "a slim build man" a slim man.

So no word of it is left without its noun, or beside a value that it contradicts: no "strong and fat body", and no "man of".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import ADJECTIVE, DETAIL, FOLK, NOUN, PRONOUN_KINDS, Kind, Taxonomy

_BODY, _BUILDS = "body", "build|physique|frame|figure|body"
_OF_THINGS = "frame"
_PERSONS: frozenset[Kind] = frozenset({NOUN, FOLK, "person", *PRONOUN_KINDS})
_WORD = r"[a-z]+(?:-[a-z]+)*"
_JOINS = r"(?:,? (?:and|but|yet|&) |, ?)"
# What may follow the last word of a phrase, so that it is no "figure skater", "body lotion" or "frame of a window".
_ENDS = r"(?=\s*(?:[^\w\s'-]|$)|\s(?:in|with|on|at|and|or|who|is|was|are|from|by|to|for|that|under|man|woman|[a-z]+(?:ing|ed|s))\b)"
_LIST = re.compile(rf"(?<![\w'-])(?P<words>(?:{_WORD}{_JOINS}){{1,3}})(?P<last>{_WORD})[ -](?P<noun>{_BUILDS}){_ENDS}", re.IGNORECASE)
# Commas alone join tags that are told each by itself ("tall, muscular body"), but what is led to is one phrase ("a strong, curvy body").
_PHRASE = re.compile(r"(?:^|[\s(])(?:an?|the|his|her|their|its|with|of) $", re.IGNORECASE)
_JOINED = re.compile(rf"(?P<word>{_WORD})(?P<joint>{_JOINS})", re.IGNORECASE)
_BEFORE_PERSON = re.compile(
    rf"(?<![\w'-])(?P<word>{_WORD})(?P<noun>[ -](?:build|physique|frame|figure))"
    r"(?= (?:man|woman|guy|lady|girl|boy|male|female|person|men|women|people)\b)",
    re.IGNORECASE,
)


def builds(text: str, taxonomy: Taxonomy) -> Iterator[tuple[int, int, str]]:
    """The changes by which such a build is read, in no order."""
    if not any(noun in text.lower() for noun in _BUILDS.split("|")):
        return
    for told in told_before(text, taxonomy):
        yield *told.span(), ""
    for match in _BEFORE_PERSON.finditer(text):
        word = match["word"].lower()
        if _is_body(word, taxonomy) and _is_detail(word, match["noun"][1:].lower(), taxonomy):
            yield *match.span("noun"), ""


def told_before(text: str, taxonomy: Taxonomy) -> Iterator[re.Match[str]]:
    """The words of a build that another follows before the same noun, each with what joins it: the last is told."""
    for match in _LIST.finditer(text):
        last, noun = match["last"].lower(), match["noun"].lower()
        if noun == _OF_THINGS and not any(taxonomy.means(word, *_PERSONS) for word in re.findall(r"[a-z]+", text.lower())):
            continue  # "a house with a strong and sturdy frame"
        told = [*_JOINED.finditer(text, match.start("words"), match.end("words"))]
        if all(one["joint"].strip() == "," for one in told) and not _PHRASE.search(text[: match.start()]):
            continue
        words = [one["word"].lower() for one in told]
        says = [_is_body(word, taxonomy) or _is_detail(word, noun, taxonomy) for word in words]
        ends = _is_body(last, taxonomy) or _is_detail(last, noun, taxonomy)
        # Two adjectives of bodies move along axes of their own before a noun that says nothing: "a slim and tall figure".
        moved = any(not _is_body(word, taxonomy) for word, said in zip(words, says, strict=True) if said) or _is_detail(
            last, noun, taxonomy
        )
        if ends and moved:
            yield from (one for one, said in zip(told, says, strict=True) if said)


def _is_body(word: str, taxonomy: Taxonomy) -> bool:
    """Whether a word says of somebody what a detail says with "body"."""
    said = {form.values for form in taxonomy.forms.get((word,), ()) if form.kind == ADJECTIVE and form.values}
    return any(taxonomy.attribute(values[0]) == _BODY for values in said)


def _is_detail(word: str, noun: str, taxonomy: Taxonomy) -> bool:
    forms = taxonomy.forms.get((word, noun), ())
    return any(form.kind == DETAIL and form.values and taxonomy.attribute(form.values[0]) == _BODY for form in forms)
