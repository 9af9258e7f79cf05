"""Options that make a word or the name of a file with what is beside them, "wom-{an|en}", "an_{na|ne}", "_{_anna_|b}_": such a choice is
refused, for nobody reads what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from obclip.prompts.vocabulary.terms import Taxonomy
from obclip.prompts.vocabulary.words import given_names

from .file_names import is_name_with
from .marks import CHOICE, find_marks, unreadable
from .misspelt import is_about_person
from .unknown import is_listed

_SIGNS = r"(?P<sign>[-_/+.'~#&|\\ ]{1,2})"
_BEFORE, _AFTER = re.compile(rf"(?P<word>[^\W_]+){_SIGNS}$"), re.compile(rf"{_SIGNS}(?P<word>[^\W_]+)")
_FIRST, _LAST = re.compile(r"[^\W_]+"), re.compile(r"[^\W_]+$")
_LONGEST_WORD = 60


def check_joins(text: str, taxonomy: Taxonomy) -> None:
    """Raises BadRequest, showing where, for such a choice in a prompt in normal form."""
    for mark in find_marks(text) if "|" in text else ():
        if mark.kind == CHOICE and (start := _joins_word(text, mark.start, mark.end, mark.parts, taxonomy)) is not None:
            raise unreadable(text, start, "a choice makes a word with what is beside it; put the whole word into it")
        if mark.kind == CHOICE and is_name_with(text, mark.start, mark.end, mark.parts):
            raise unreadable(text, mark.start, "a choice makes the name of a file or a wildcard with what is around it; put that outside")


def _joins_word(text: str, start: int, end: int, parts: Sequence[str], taxonomy: Taxonomy) -> int | None:
    """Where the word begins that an option of the choice text[start:end] makes with the word before or after it; None where none does.

    An option that is such a word by itself makes none: "ex-{wife|husband}" is read as what it says.
    """
    before, after = _BEFORE.search(text, max(0, start - _LONGEST_WORD), start), _AFTER.match(text, end, end + _LONGEST_WORD)
    if before and _makes(before, ((option, before["word"] + option) for option in _words(_FIRST.match, parts)), taxonomy):
        return before.start()
    if after and _makes(after, ((option, option + after["word"]) for option in _words(_LAST.search, parts)), taxonomy):
        return start
    return None


def _words(find: Callable[[str], re.Match[str] | None], parts: Sequence[str]) -> Iterable[str]:
    return (match.group() for part in parts if (match := find(part)))


def _makes(beside: re.Match[str], pairs: Iterable[tuple[str, str]], taxonomy: Taxonomy) -> bool:
    """Whether one of the options, each with the word that it makes, does; across a blank only beside what is no word by itself."""
    word = beside["word"].lower()
    if " " in beside["sign"] and (is_listed(word) or (word,) in taxonomy.forms):
        return False
    for option, joined in ((option.lower(), joined.lower()) for option, joined in pairs):
        if is_about_person(joined, taxonomy) and not is_about_person(option, taxonomy):
            return True
        if joined in given_names() and not (is_listed(option) or option in given_names()):
            return True
    return False
