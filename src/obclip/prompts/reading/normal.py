"""One spelling for each prompt: Unicode forms, dashes, look-alikes and invisible characters must not tell candidates apart.

Characters, in the order of the steps: invisible ones go, but for the joiners and selectors of listed emoji; letters in frames are
letters; NFKC; plain dashes, apostrophes, digits and spaces; letters of other scripts within Latin words are Latin. What is written
as an escape is then read, and goes the same way (escaped.py).
Private-use characters go with the invisible ones, for the room writes its own tokens with them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from obclip.errors import BadRequest
from obclip.prompts.english.emoji import JOINER, SELECTOR, find_sequences, is_flag

from .confusables import always_latin, is_mark, latin_words
from .escaped import escapes

Traced = list[tuple[str, int]]  # characters, and the place in the prompt that each came from

_CHUNK = re.compile(" +|[^ ]+")
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), " ")
_DASHES = dict.fromkeys((0x02D7, 0x2010, 0x2011, 0x2012, 0x2013, 0x2043, 0x2212), "-")
_APOSTROPHES = {
    **dict.fromkeys((0x2018, 0x2019, 0x201B, 0x2032, 0x2035, 0xB4), "'"),
    **dict.fromkeys((0x02B9, 0x02BB, 0x02BC, 0x02BD, 0x02BE, 0x02C8, 0x02CA, 0x02CB), "'"),  # modifier letters
    **dict.fromkeys((0x0374, 0x0384, 0x055A, 0x05F3, 0x1FBD, 0x1FBF, 0x1FFE, 0xA78C), "'"),  # of other scripts
}
_SPACES = dict.fromkeys((0x1680, 0x2028, 0x2029, 0x2800), " ")
_PLAIN = _CONTROLS | _DASHES | _APOSTROPHES | _SPACES | {0xB5: "u"}  # the micro sign, before NFKC makes it Greek
# Default_Ignorable_Code_Point, with what Unicode reserves for it, and the noncharacters; the rest is in the categories Cf and Co.
_IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\ufdd0-\ufdef\U000e0000-\U000e0fff]"
)
_INDICATORS = re.compile("[🇦-🇿]+")
_INDICATOR_A = ord("🇦")
_MOST_LAYERS = 8  # of escapes within escapes; a candidate in which more are left is read otherwise, and refused
_HEAP = 8  # marks on one letter: no writing system needs more, and sorting a heap of them takes the square of its height


@dataclass(frozen=True)
class Normal:
    """A prompt in its normal form; `origin[i]` is the code point of the user's prompt that character i came from."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the user's prompt, end exclusive."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


def rewritten(normal: Normal, changes: Iterable[tuple[int, int, str]]) -> Normal:
    """The prompt with other text from start to end, for each of the changes from left to right; what is new stands where that stood."""
    text, origin, place = "", list[int](), 0
    for start, end, written in changes:
        text += normal.text[place:start] + written
        replaced = list(zip(normal.text[start:], normal.origin[start : max(end, start + 1)], strict=False))
        origin += [*normal.origin[place:start], *(at for _, at in _placed(written, replaced))]
        place = end
    return Normal(text + normal.text[place:], [*origin, *normal.origin[place:]]) if place or text else normal


def normalise(prompt: str) -> Normal:
    """The prompt in its normal form, without outer white space. Raises BadRequest when it holds half of a surrogate pair."""
    normal = _folded(prompt)
    for _ in range(_MOST_LAYERS if any(sign in normal.text for sign in ("&", "%", "\\n")) else 0):
        opened = rewritten(normal, escapes(normal.text))
        if opened.text == normal.text:
            break
        again = _folded(opened.text)
        normal = Normal(again.text, [opened.origin[place] for place in again.origin])
    return normal


def _folded(prompt: str) -> Normal:
    if prompt.isascii():
        return _stripped(prompt.translate(_CONTROLS), range(len(prompt)))
    _refuse_surrogates(prompt)
    letters: list[str] = []
    origin: list[int] = []
    for chunk in _CHUNK.finditer(prompt):
        start, text = chunk.start(), chunk.group()
        if text.isascii():
            letters.append(text.translate(_CONTROLS))
            origin.extend(range(start, chunk.end()))
        else:
            normal, places = _normal_chunk(text)
            letters.append(normal)
            origin.extend(start + place for place in places)
    return _stripped("".join(letters), origin)


def with_dashes(normal: Normal, start: int, end: int, prompt: str) -> str:
    """Characters of a prompt's normal form with the dashes that were typed: in a choice they tell nobody what is hidden."""
    typed = ((normal.text[place], prompt[normal.origin[place]]) for place in range(start, end))
    return "".join(sign if letter == "-" and ord(sign) in _DASHES else letter for letter, sign in typed)


def normal_text(prompt: str) -> str:
    """The normal form alone, without its places in the prompt."""
    return normalise(prompt).text


def is_blank(text: str) -> bool:
    """Whether nothing but white space, punctuation and control characters is there. A private-use character stands for words."""
    return all((unicodedata.category(letter)[0] in "ZPC" and unicodedata.category(letter) != "Co") or letter.isspace() for letter in text)


def _refuse_surrogates(prompt: str) -> None:
    try:
        prompt.encode()
    except UnicodeEncodeError as error:
        raise BadRequest(
            f"Character {error.start + 1} of the prompt is half of a surrogate pair, which is no text. Type it anew or leave it out.",
            code="bad_text",
        ) from None


def _stripped(text: str, origin: Sequence[int]) -> Normal:
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    return Normal(text=text[left:right], origin=origin[left:right]) if left < right else Normal("", ())


@lru_cache(maxsize=1024)
def _normal_chunk(text: str) -> tuple[str, tuple[int, ...]]:
    """The normal form of what stands between two spaces, and the places in it. Candidates share nearly all of theirs."""
    seen = [(letter, place) for place, letter in enumerate(text) if letter in (JOINER, SELECTOR) or not _is_invisible(letter)]
    traced = _latin(_composed(_unframed(_with_emoji(seen))))
    return _text(traced), tuple(place for _, place in traced)


def _is_invisible(letter: str) -> bool:
    if letter <= "\xac":
        return False
    return unicodedata.category(letter) in ("Cf", "Co") or ord(letter) & 0xFFFE == 0xFFFE or _IGNORED.match(letter) is not None


def _with_emoji(traced: Traced) -> Traced:
    """Joiners and selectors stay in listed emoji only, each sequence in the form that Unicode gives it."""
    text = _text(traced)
    if JOINER not in text and SELECTOR not in text:
        return traced
    found: Traced = []
    done = 0
    for start, end, form in find_sequences(text):
        found += [pair for pair in traced[done:start] if pair[0] not in (JOINER, SELECTOR)]
        found += _placed(form, traced[start:end])
        done = end
    return found + [pair for pair in traced[done:] if pair[0] not in (JOINER, SELECTOR)]


def _unframed(traced: Traced) -> Traced:
    """Regional indicators are letters, unless they are flags one after another."""
    found = list(traced)
    for match in _INDICATORS.finditer(_text(traced)):
        start, end = match.span()
        if (end - start) % 2 or not all(is_flag(match.string[place : place + 2]) for place in range(start, end, 2)):
            found[start:end] = [(chr(ord(letter) - _INDICATOR_A + ord("A")), place) for letter, place in found[start:end]]
    return found


def _composed(traced: Traced) -> Traced:
    """NFKC, with plain letters and signs before it and after it, for either may give what the other takes."""
    table = _plain_letters()
    found: Traced = []
    for cluster in _clusters(traced):
        if len(cluster) == 1 and " " <= cluster[0][0] < "\x7f":
            found += cluster
            continue
        text = unicodedata.normalize("NFKC", _text(cluster).translate(table))
        if not text.isascii():
            text = unicodedata.normalize("NFC", "".join(map(_digit, text.translate(table))))
        found += _placed(text, cluster)
    return found


def _clusters(traced: Traced) -> Iterator[Traced]:
    """Letters with what NFKC may join to them, marks beyond a few left out."""
    cluster: Traced = []
    marks = 0
    for letter, place in traced:
        first = letter if letter.isascii() else unicodedata.normalize("NFKD", letter)
        if not is_mark(first[0]) and not "\u1160" <= first[0] <= "\u11ff":
            if cluster:
                yield cluster
            cluster, marks = [], 0
        marks += len(first) if is_mark(first[0]) else 0
        if marks <= _HEAP:
            cluster.append((letter, place))
    if cluster:
        yield cluster


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


def _latin(traced: Traced) -> Traced:
    if _text(traced).isascii():
        return traced
    signs: list[Traced] = []
    for pair in traced:
        if signs and is_mark(pair[0]):
            signs[-1].append(pair)
        else:
            signs.append([pair])
    found: Traced = []
    for sign, text in zip(signs, latin_words([_text(sign) for sign in signs]), strict=True):
        found += _placed(text, sign)
    return found


@lru_cache(maxsize=1)
def _plain_letters() -> Mapping[int, str]:
    return {**always_latin(), **_PLAIN}


def _text(traced: Traced) -> str:
    return "".join(letter for letter, _ in traced)


def _placed(text: str, traced: Traced) -> Traced:
    """A text at the places of what it replaces: in order, the first character where that begins and the last where it ends."""
    places = [place for _, place in traced]
    if len(text) != len(places):
        places = [places[min(number, len(places) - 1)] for number in range(len(text))]
        places[1:] = [*places[1:-1], traced[-1][1]] if len(text) > 1 else []
    return list(zip(text, places, strict=True))
