"""The user's own marks: {woman|man} hides a choice among what it lists, [[words]] are withheld from the cloud.

Before anything else is read, each choice becomes one opaque token, and what is withheld goes: words in a mark are nobody's slot, cue,
name or look-alike. What other tools write (`{word}`, `(word:1.2)`, `[a:b:0.5]`, `[a|b]`) is no mark. Names of files, wildcards
and addresses are withheld as well (file_names.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product, repeat
from math import prod

from obclip.errors import BadRequest
from obclip.prompts.english.articles import refitted

from .confusables import look_of
from .file_names import is_named, signs_of
from .glued import opens_turns
from .mark_edges import blanks_around, past_comma, within_brackets, without_gap, word_cut, word_withheld_in, written_out
from .normal import Normal, normal_text, with_dashes
from .picture_marks import instead_of_picture

FIRST_TOKEN, LAST_TOKEN = 0xE000, 0xF8FF
CHOICE, HIDDEN, NAMED = "choice", "hidden", "named"
_SIGNS = frozenset({"[[", "]]", "{", "}", "|"})
_MAY = re.compile(r"[\[\]{}|<_:]|www\.|likeness|\.safetensors|\.ckpt", re.IGNORECASE)  # what no sign or name can lack, quickly looked for
_NUMBER = re.compile(r"\d{1,3}")
_YEARS = re.compile(r"(?:[\s-]*(?:years?|yrs?\.?|months?|weeks?)[\s-]*olds?|\s?y[./]?\s?o\.?)(?!\w)", re.IGNORECASE)
_SHOWN = 24
_MOST_READ = 20_000  # characters


@dataclass(frozen=True)
class Stretch:
    """text[start:end] is a mark: a choice (`parts`: its options as typed), hidden words (`parts`: the words), or a name of a file."""

    start: int
    end: int
    kind: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """One choice. options: in a total order, so that a set never tells which was typed first. token: what stands for it in the text.

    number: which of the options is the real one. It stays on the device.
    """

    token: str
    options: tuple[str, ...]
    number: int


@dataclass(frozen=True)
class Marked:
    """A prompt with a token for each choice and without what is withheld; `hidden` and `choices` are stretches of the user's prompt."""

    normal: Normal
    marks: tuple[Mark, ...] = ()
    hidden: tuple[tuple[int, int], ...] = ()
    choices: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the user's prompt: the whole mark for its token."""
        first, last = self.normal.span(start, end)
        for mark in self.choices:
            if mark[0] <= first < mark[1]:
                return mark[0], max(mark[1], last)
        return first, last


def read_marks(normal: Normal, prompt: str) -> Marked:
    """The prompt, in normal form and as it was typed, with its marks read.

    Raises BadRequest, showing where, for a mark that is unfinished, nested or ambiguous.
    """
    stretches = find_marks(normal.text)
    if not stretches:
        return Marked(normal)
    text, origin = "", list[int]()
    marks: list[Mark] = []
    choices: list[tuple[int, int]] = []
    hidden: list[tuple[int, int]] = []
    place = 0
    for stretch in stretches:
        text, origin = _joined(text, origin, normal.text[place : stretch.start], normal.origin[place : stretch.start])
        place = stretch.end
        if stretch.kind == CHOICE:
            mark, place = _choice(stretch, normal, prompt, len(marks))
            first, last = blanks_around(stretch.parts, text, normal.text[place:])
            written = first + mark.token + last
            text, origin = _joined(text, origin, written, [normal.origin[stretch.start]] * len(written))
            marks.append(mark)
            choices.append(normal.span(stretch.start, place))
        else:
            hidden.append(normal.span(stretch.start, stretch.end))
            shown = instead_of_picture(text, stretch.parts[0]) if stretch.kind == NAMED else ""
            text, origin = _joined(text, origin, shown, [normal.origin[stretch.start]] * len(shown))
            if stretch.kind == HIDDEN or stretch.parts[0][0].isalpha() or not text:  # withheld words, an address, or what stands first
                text, origin, place = without_gap(text, origin, normal.text, place)
            kept, place = within_brackets(text, normal.text, place)
            text, origin = text[:kept], origin[:kept]
            place = past_comma(text, normal.text, place)
            after = normal.text[place : place + 1]
            if text[-1:] in (" ", "") and after == " ":
                place += 1
            elif text[-1:].isalnum() and after.isalnum():  # "<age>25</age><sex>woman</sex>"
                text, origin = _joined(text, origin, " ", [normal.origin[stretch.start]])
    text, origin = _joined(text, origin, normal.text[place:], normal.origin[place:])
    left, right = len(text) - len(text.lstrip()), len(text.rstrip(" ," if hidden and not normal.text[place:].strip() else None))
    return Marked(Normal(text[left:right], origin[left:right]), tuple(marks), tuple(hidden), tuple(choices))


def own_words(prompt: str) -> str:
    """The user's own prompt with its marks opened, for the device: a choice says its first option, withheld words are words."""
    return with_marks(prompt, find_marks(prompt), lambda mark: written_out(prompt[: mark.start], mark.parts[0], prompt[mark.end :]))


def all_words(text: str) -> str:
    """All that a prompt says, whichever options are the real ones: each of its readings, in an order that tells nothing of them.

    Of very many readings, the options by themselves.
    """
    if not (marks := find_marks(text)):
        return text
    options = [sorted(mark.parts, key=str.strip) for mark in marks if mark.kind == CHOICE]
    if prod(map(len, options)) * len(text) > _MOST_READ:
        return " | ".join([sure_words(text), *(option for each in options for option in each)])
    return " | ".join(_opened(text, marks, chosen) for chosen in product(*options))


def _opened(text: str, marks: Sequence[Stretch], chosen: Iterable[str]) -> str:
    options = iter(chosen)
    return with_marks(text, marks, lambda mark: next(options) if mark.kind == CHOICE else mark.parts[0])


def sure_words(text: str) -> str:
    """What a prompt says whichever options are real: all but its choices."""
    return _opened(text, find_marks(text), repeat(" "))


def with_marks(text: str, marks: Iterable[Stretch], written: Callable[[Stretch], str]) -> str:
    """A text with what is written for each of its marks."""
    found, place = "", 0
    for mark in marks:
        found += text[place : mark.start] + written(mark)
        place = mark.end
    return found + text[place:]


def find_marks(text: str) -> list[Stretch]:
    """The marks of a text from left to right. Raises BadRequest, showing where, for one that cannot be read."""
    if _MAY.search(text) is None:
        return []
    found: list[Stretch] = []
    place = 0
    closes, signs = _closing_braces(text), signs_of(text)
    while match := signs.search(text, place):
        stretch = _stretch(text, match.start(), match.group(), closes)
        if stretch:
            found.append(stretch)
        place = stretch.end if stretch else match.end()
    _check_words(text, found)
    _check_braces(text, found, closes)
    return found


def _check_words(text: str, marks: Sequence[Stretch]) -> None:
    """Raises BadRequest for a mark inside a word: what is left of the word is read by nobody, and says what the options do."""
    ends = {mark.end: mark.parts for mark in marks if mark.kind == CHOICE}
    starts = {mark.start for mark in marks if mark.kind == CHOICE}
    for mark in marks:
        end = _after_years(mark, text)
        start = None
        if mark.kind == CHOICE:
            start = word_cut(text, mark.start, end, mark.parts, ends.get(mark.start, ()), followed=end in starts)
        if start is not None:
            raise unreadable(text, start, "a choice touches the letters of a word; put the whole word into it")
        if mark.kind == HIDDEN and (start := word_withheld_in(text, mark.start, mark.end, mark.parts[0])) is not None:
            raise unreadable(text, start, "a part of a word is withheld; withhold the whole word")


def _check_braces(text: str, marks: Sequence[Stretch], closes: dict[int, int]) -> None:
    """Raises BadRequest for a brace without its other one where a stroke says that a choice may be meant."""
    shown = with_marks(text, marks, lambda mark: "|" if mark.kind == CHOICE else "")
    if "|" not in shown:
        return
    withheld = [mark for mark in marks if mark.kind != CHOICE]
    for match in re.finditer(r"[{}]", text):
        place = match.start()
        if place not in closes and not any(mark.start <= place < mark.end for mark in withheld):
            opens = match.group() == "{"
            raise unreadable(
                text, place, "{ opens a choice that is not closed by }" if opens else "} closes a choice that { has not opened"
            )


def _closing_braces(text: str) -> dict[int, int]:
    """Where the brace that opens at a place is closed, and where the one that closes at a place was opened."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"[{}]", text):
        if match.group() == "{":
            opened.append(match.start())
        elif opened:
            found[match.start()] = opened.pop()
            found[found[match.start()]] = match.start()
    return found


def _stretch(text: str, start: int, sign: str, closes: dict[int, int]) -> Stretch | None:
    if sign == "[[":
        return _hidden(text, start)
    if sign == "]]":
        raise unreadable(text, start, "]] closes nothing that [[ has opened")
    if sign == "{":
        return _braces(text, start, closes.get(start))
    if sign not in _SIGNS and ("[[" in sign or ("{" in sign and "|" in sign)):
        raise unreadable(text, start, "a mark stands in the name of a file or a wildcard, which is withheld whole; put it outside")
    return None if sign in _SIGNS else Stretch(start, start + len(sign), NAMED, (sign,))


def _hidden(text: str, start: int) -> Stretch | None:
    """What is withheld, or None for turns within turns."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"[": 1, "]": -1}.get(text[place], 0)
        if not depth:
            if not text.endswith("]]", start, place + 1):
                if opens_turns(text, start):
                    return None
                break
            return Stretch(start, place + 1, HIDDEN, (text[start + 2 : place - 1],))
    raise unreadable(text, start, "[[ is not closed by ]]")


def _braces(text: str, start: int, end: int | None) -> Stretch | None:
    """A choice, or None for braces without a stroke between them, whose words are read like all others."""
    inner = text[start + 1 : end]
    if "|" not in inner:
        return None
    if end is None:
        raise unreadable(text, start, "{ opens a choice that is not closed by }")
    for sign, what in (
        ("{", "a choice stands in another"),
        ("[[", "withheld words stand in a choice"),
        ("$$", "$$ is no part of a choice"),
    ):
        if sign in inner:
            raise unreadable(text, start, what)
    if is_named(inner):
        raise unreadable(
            text, start, "the name of a file or a wildcard stands in a choice, whose options are sent as typed; put it outside"
        )
    return Stretch(start, end + 1, CHOICE, tuple(inner.split("|")))


def _choice(stretch: Stretch, normal: Normal, prompt: str, number: int) -> tuple[Mark, int]:
    """The mark of a choice, and where the text goes on after it: the "year old" after ages becomes a part of the options."""
    if number > LAST_TOKEN - FIRST_TOKEN:
        raise BadRequest("The prompt has too many marks: mark less.", code="bad_mark")
    text, end = normal.text, _after_years(stretch, normal.text)
    parts = with_dashes(normal, stretch.start + 1, stretch.end - 1, prompt).split("|")
    typed = [" ".join(part.split()) + text[stretch.end : end] for part in parts]
    options = tuple(sorted(typed, key=lambda option: (option.casefold(), option)))
    if len(set(map(normal_text, options))) != len(options):
        raise unreadable(text, stretch.start, "two options of a choice are the same text")
    if len(set(map(look_of, options))) != len(options):
        raise unreadable(text, stretch.start, "two options of a choice look the same, in letters of two scripts")
    return Mark(chr(FIRST_TOKEN + number), options, options.index(typed[0])), end


def _after_years(stretch: Stretch, text: str) -> int:
    """Where the text goes on after a choice: after the "year old" of one among figures."""
    years = _YEARS.match(text, stretch.end)
    return years.end() if years and all(_NUMBER.fullmatch(part.strip()) for part in stretch.parts) else stretch.end


def _joined(text: str, origin: list[int], more: str, places: object) -> tuple[str, list[int]]:
    """Two texts in one, the article at the end of the first as the second needs it, with the places they came from."""
    found = list(places)  # type: ignore[call-overload]
    joined = refitted(text, more)
    grown = len(joined) - len(text) - len(more)
    before = [*origin, *origin[-1:] * grown] if grown > 0 else origin[: len(origin) + grown]
    return joined, [*before, *found]


def unreadable(text: str, start: int, what: str) -> BadRequest:
    shown = text[start : start + _SHOWN] + ("..." if len(text) > start + _SHOWN else "")
    return BadRequest(f"A mark cannot be read at {shown!r}: {what}. Write {{woman|man}} or [[withheld words]].", code="bad_mark")


def is_token(word: str) -> bool:
    """Whether a word is the token of a mark."""
    return len(word) == 1 and FIRST_TOKEN <= ord(word) <= LAST_TOKEN
