"""What somebody speaks, which tells of their people: "speaking Thai", "who speaks fluent Yoruba", "Taiwanese-speaking"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from obclip.prompts.vocabulary.terms import ADJECTIVE, CUE, ONE, Form, Taxonomy

from .around import Around

# Languages that are no words for peoples; every other word for a people may be one.
_LANGUAGES = frozenset(
    "mandarin cantonese hindi urdu arabic swahili tagalog yiddish hebrew farsi yoruba zulu bengali tamil punjabi gaelic welsh "
    "kurdish amharic somali igbo hausa navajo quechua romani hokkien hakka telugu marathi kannada malayalam dari cebuano "
    "ladino kikuyu oromo tigrinya xhosa afrikaans sotho tswana nahuatl guarani pashto castilian catalan shona english".split()
)
_SPEAKS = re.compile(
    r"\b(?P<verb>(?:who|that) (?:speaks?|spoke|(?:is|are) speaking)|speaking|(?P<finite>speaks?|spoke)|fluent in"
    r"|(?:chatting|talking|shouting|singing|swearing|whispering|praying|cursing|writing) in)"
    r"(?: (?:only|in|some|a little))?(?: (?:fluent|perfect|broken|native))?"
    r" (?P<one>[^\W\d_]+)(?P<more>(?: and |, and | or |/)(?P<other>[^\W\d_]+))?(?![\w'-])"
)
_SPOKEN = re.compile(r"(?<![\w'-])(?P<one>[^\W\d_]+)[ -]speaking\b(?!-)")


def find_spoken(around: Around) -> Iterator[tuple[int, int, tuple[Form, ...]]]:
    """Where a text says so: start, end and the form that betrays a people. It reads no value, so that each people goes alike."""
    for match in _SPEAKS.finditer(around.text):
        if not _is_language(match["one"], around.taxonomy):
            continue
        both = match["other"] and _is_language(match["other"], around.taxonomy)
        end = match.end() if both else match.end("one")
        after = around.followed_by(end)
        if not after or after.endswith("ly") or around.is_small(after):  # "singing in Chinese opera costume" tells of a costume
            verb = match["finite"] or (after == "to" and match["verb"] == "speaking")  # "he speaks", "speaking to his mother"
            yield _told(match.string, match.end("verb") + 1 if verb else match.start(), end)
    for match in _SPOKEN.finditer(around.text):
        after = around.followed_by(match.end())
        leads = after and not around.is_small(after) and not after.endswith("ly")  # "a German speaking at a desk" is one
        if _is_language(match["one"], around.taxonomy) and ("-" in match.group() or leads):
            yield _told(match.string, *match.span())


def _told(text: str, start: int, end: int) -> tuple[int, int, tuple[Form, ...]]:
    return start, end, (Form((text[start:end],), CUE, "ethnicity", ONE, ("clause",)),)


def _is_language(word: str, taxonomy: Taxonomy) -> bool:
    """Whether a word is a language: one of the list, or an adjective of a people and of nothing else."""
    if word in _LANGUAGES:
        return "ethnicity" in taxonomy.attributes
    form = next((form for form in taxonomy.forms.get((word,), ()) if form.kind == ADJECTIVE and form.row), None)
    if form is None or word in taxonomy.narrow or not taxonomy.rows[form.row].nominal:
        return False
    return taxonomy.rows[form.row].attributes == ("ethnicity",)
