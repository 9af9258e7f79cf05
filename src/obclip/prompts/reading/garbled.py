"""Words written around brackets or signs ("(wo)man", "wom@n", "Afr(i:1.1)can"), and styles as tags ("korean-idol-style"): what they say is
not read, so they are unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from obclip.prompts.vocabulary.terms import CONTACT, Taxonomy

from .misspelt import is_about_person, is_misspelt_person, letters_of
from .units import SPACE, Unit
from .unknown import is_listed

_BRACKETS = re.compile(r"[()\[\]{}]")
_SIGNS = re.compile(r"[@$*!]|&#?[^\W_]+;")  # "wom&#97;n": some tokenizers read that as a letter
# Within brackets a stroke parts alternatives, and a colon leads to a weight: "wom[a|e]n", "wom(a:1.2)n".
_LETTERS = re.compile(r"[^\W_]+(?:(?:[()\[\]{}@$*!]+|[|:.](?=[^\s()\[\]]*[)\]]))[^\W_]+)+|[^\W_]*(?:&#?[^\W_]+;[^\W_]*)+")
# A word of which another sign stands for a letter: "wom_n".
_GAPPED = re.compile(r"(?<![\w.#~|\\])[^\W\d_]+[_.#~|\\][^\W\d_]+(?![\w#~|\\])")
# A name of two words or more, alone between commas: "pixar-style" is what it says.
_STYLE = re.compile(r"(?:(?<=^)|(?<=[,;|\n])|(?<=[,;|] ))[^\W\d_]+(?:[-_][^\W\d_]+)+[-_]style(?=\s*(?:[,;|\n]|$))", re.IGNORECASE)


def join_garbled(units: Sequence[Unit], text: str, taxonomy: Taxonomy) -> list[Unit]:
    """The units with each such word as one of no meaning."""
    spans = _spans(text, taxonomy)
    if not spans:
        return list(units)
    found: list[Unit] = []
    for unit in units:
        while spans and spans[0][1] <= unit.start:
            spans.pop(0)
        if not spans or unit.form(CONTACT) or unit.end <= spans[0][0] or unit.start < spans[0][0]:
            found.append(unit)
        elif not found or found[-1].start != spans[0][0]:
            start, end = spans[0]
            found.append(Unit(start, end, text[start:end].lower(), (), unit.before if unit.start - start < 2 else SPACE))
    return found


def _spans(text: str, taxonomy: Taxonomy) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    if _BRACKETS.search(text) or _SIGNS.search(text):
        found += [_whole(match.span(), text) for match in _LETTERS.finditer(text) if _is_garbled(match.group(), taxonomy)]
    found += [match.span() for match in _GAPPED.finditer(text) if _is_gapped(match.group().lower(), taxonomy)]
    found += [match.span() for match in _STYLE.finditer(text) if _names_persons(match.group().lower(), taxonomy)] if "style" in text else []
    return sorted(found)


def _names_persons(written: str, taxonomy: Taxonomy) -> bool:
    """Whether a part of the name of a style is a word about persons that things hardly have: not in "old-master-style"."""
    words = set(re.split(r"[-_]", written)) - taxonomy.narrow - taxonomy.lasting
    return any(is_about_person(word, taxonomy) for word in words)


def _whole(span: tuple[int, int], text: str) -> tuple[int, int]:
    """The stretch with the bracket that one inside it opens or closes."""
    start, end = span
    opened = sum({"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(letter, 0) for letter in text[start:end])
    if opened < 0 and text[start - 1 : start] in ("(", "[", "{"):
        start -= 1
    elif opened > 0 and text[end : end + 1] in (")", "]", "}"):
        end += 1
    return start, end


def _is_garbled(written: str, taxonomy: Taxonomy) -> bool:
    """Whether signs stand between the letters, or brackets in a word that is known without them: not in "girl(smiling)"."""
    if _SIGNS.search(written):
        return True
    return _BRACKETS.search(written) is not None and any(is_about_person(word, taxonomy) for word in letters_of(written.lower()))


def _is_gapped(written: str, taxonomy: Taxonomy) -> bool:
    pieces = re.split(r"[\W_]", written)
    return is_misspelt_person("".join(pieces)) and any(
        len(piece) > 1 and not is_listed(piece) and (piece,) not in taxonomy.forms for piece in pieces
    )
