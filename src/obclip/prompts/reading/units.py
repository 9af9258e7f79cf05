"""Cuts a prompt into units: the longest forms that the taxonomy knows, and single words between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise, repeat
from typing import NamedTuple

from obclip.prompts.english.ages import find_ages, may_state_age
from obclip.prompts.english.booru import SECTION_MARKS, may_be_glued, split_glued, with_counts, with_sections
from obclip.prompts.english.changes import find_changes
from obclip.prompts.english.clauses import find_clauses
from obclip.prompts.english.contacts import find_contacts
from obclip.prompts.english.sizes import find_sizes
from obclip.prompts.english.tags import find_keyed, find_tags
from obclip.prompts.vocabulary.terms import ADJECTIVE, FOLK, HINT, NOUN, PHRASE, PLACE, STOP, THING, Form, Kind, Taxonomy

from .emoji import find_signs, veiled
from .hyphened import JOINED_BEFORE, of_two
from .origins import BEFORE_PEOPLES, BORN, join_origins, says_people

# A weight (":1.2" before a bracket) is no word, and brackets do not part what they weigh: "(young:1.1) woman".
_TOKEN = re.compile(r"((?<![\"']):\d*\.?\d+(?=[)\]}])|[\ue000-\uf8ff]|\U000f0000+|\U000f0001+|[^\W_]+)")
# A bracket of a name may stand behind a backslash, and an underscore is a space.
_WEIGHT = re.compile(r"(?<![\"']):\d*\.?\d+(?=[)\]}])|[()\[\]{}\"*+]|\\(?=[()\[\]{}])|_")
_DIGIT_OR_AT, _SPREAD = re.compile(r"[\d@]"), re.compile(r"\s?[^\w\s]?\s?|[ ._-]{1,2}")
_MOST_LETTERS = 20
_SHORTENED = frozenset(["dr", "mr", "mrs", "ms", "st", "jr", "sr", "prof", "lt", "col", "sgt", "capt"])
_OWNED = re.compile(r"\b(?:an?|the|with|his|her|their|my|no) $")
_LONGEST_OWNER = 8
_NEXT_WORD = re.compile(r" (?!(?:and|or|with|in|on|at|of|to|from|by|for|is|are|was)\b)[a-z]")

# What stands around a sign within a word: "R&B", "5.5", "U.S.", and where a word of such letters ends.
_SHORT_BEFORE, _SHORT_AFTER = re.compile(r"(?:^|[\W_])[^\W_]{1,2}$"), re.compile(r"[^\W_]{1,2}(?:$|[\W_])")
_LETTER = re.compile(r"[^\W_](?:$|[\W_])")
_DOTTED_END = re.compile(r"(?:^|[\W_])[^\W_]{1,2}\.[^\W\d_]$")
_NEXT_SENTENCE, _PLACED = re.compile(r" [A-Z][a-z]"), re.compile(r"\b(?:the|in|from|of|at) \w(?:\.\w)*$", re.IGNORECASE)

LEADS_TO_FIGURES = ("aged", "age", "ages")
SPACE, COMMA, HYPHEN, BREAK = "space", "comma", "hyphen", "break"


class Unit(NamedTuple):
    """A known form or a single word: text[start:end], all that it may mean, what parts it from the unit before, and whether it begins
    with a capital."""

    start: int
    end: int
    word: str
    forms: tuple[Form, ...]
    before: str
    capital: bool = False

    def form(self, *kinds: Kind) -> Form | None:
        """The meaning of one of these kinds, if the unit has one."""
        for form in self.forms:
            if form.kind in kinds:
                return form
        return None

    @property
    def unknown(self) -> bool:
        """Whether it has no meaning, or is a place or a sight, as a surname may be."""
        return all(form.kind in (PLACE, HINT) for form in self.forms)


Word = tuple[int, int, str, tuple[Form, ...]]  # start, end, the known form or single word in small letters, all that it may mean


def read_units(text: str, taxonomy: Taxonomy) -> list[Unit]:
    """The units of a prompt in normal form, from left to right."""
    words = cut_words(text, taxonomy)
    if "." in text or "+" in text:
        words = [_whole_word(word, text) for word in words]
    before_each = [BREAK, *[parted(text, before[1], after[0]) for before, after in pairwise(words)]]
    for place, word in enumerate(words):
        if word[2] in SECTION_MARKS:
            before_each[place : place + 2] = [BREAK, BREAK]
    return [Unit(*word, before, text[word[0]].isupper()) for word, before in zip(words, before_each, strict=False)]


def _whole_word(word: Word, text: str) -> Word:
    """The word with a sign that is part of it: the full stop of "U.S.", unless a sentence ends there, and the plus of "A+"."""
    start, end, spelled, forms = word
    if text[end + 1 : end + 2].isalnum():
        return word
    if text.startswith(".", end) and _DOTTED_END.search(text, max(0, end - 4), end):
        ends = _NEXT_SENTENCE.match(text, end + 1) and _PLACED.search(text, max(0, end - 14), end)
        return word if ends else (start, end + 1, spelled, forms)
    return (start, end + 1, spelled, ()) if len(spelled) == 1 and text.startswith("+", end) else word


def cut_words(text: str, taxonomy: Taxonomy) -> list[Word]:
    """What a prompt in normal form is made of, from left to right; forms are whole words, the longest first."""
    small = small_letters(text)
    signs = find_signs(small, taxonomy)
    parts = _TOKEN.split(veiled(small, signs) if signs else small)  # what is between words and the words, in turn
    parts = split_glued(parts, taxonomy.forms) if may_be_glued(small) else parts
    sizes, single = list(map(len, parts)), parts[1::2]
    ends = list(accumulate(sizes))
    words = list(zip(ends[::2], ends[1::2], single, map(taxonomy.forms.get, zip(single, strict=False), repeat(())), strict=False))
    figures = signs | _figures(text, small, words, taxonomy)
    look_closer = figures or (1, 1) in pairwise(sizes[1::2])  # single letters may spell a word
    found: list[Word] = []
    reached = 0  # how many of the words have been found
    for place in range(len(words)) if look_closer else _beginnings(parts, taxonomy):
        if place < reached:
            continue
        start = words[place][0]
        found += words[reached:place]
        if start in figures:
            word = figures[start]
        elif len(single[place]) == 1 and (spaced := _spaced(parts[2 * place + 1 :], start, taxonomy)):
            word = spaced
        else:
            native = words[place][2] in BORN and small[start - 1 : start] == "-"  # "Kenyan-born man" holds no "born man"
            word = (
                words[place]
                if native
                else _longest(parts, place, start, taxonomy) or _hyphened(parts, place, start, taxonomy) or words[place]
            )
            if word[3] and _is_part_of_compound(small, word, found, taxonomy):
                word = *word[:3], ()
        found.append(word)
        reached = place + 1
        while reached < len(words) and words[reached][0] < word[1]:
            reached += 1
    found += words[reached:]
    if taxonomy.tokens:
        found = [(*word[:3], taxonomy.tokens[word[2]]) if word[2] in taxonomy.tokens else word for word in found]
        found = _leading_to_figures(found, taxonomy)
    found = [word for word in found if word[2][0] != ":"] if ":" in small else found
    found = with_sections(with_counts(join_origins(found, small, taxonomy), small, taxonomy), text)
    if taxonomy.proper.isdisjoint(single):
        return found
    return [_uncapitalised(word, small) if word[2] in taxonomy.proper and text[word[0]].islower() else word for word in found]


def _uncapitalised(word: Word, small: str) -> Word:
    """A word in small letters that means a person or a place only with a capital: "holding a pole", "on an ottoman", "a nice hat"."""
    said: tuple[Kind, ...] = (NOUN, FOLK, PLACE)
    if _OWNED.search(small, max(0, word[0] - _LONGEST_OWNER), word[0]) and not _NEXT_WORD.match(small, word[1]):
        said = (*said, ADJECTIVE)
    kept = tuple(form for form in word[3] if form.kind not in said)
    return *word[:3], kept or ((Form((word[2],), THING),) if any(form.kind != PLACE for form in word[3]) else ())


def _leading_to_figures(words: Sequence[Word], taxonomy: Taxonomy) -> list[Word]:
    """The words with an "aged" that leads to a choice of figures as no adjective: "aged {34|71}"."""
    found = list(words)
    for place, (word, after) in enumerate(pairwise(words)):
        rows = [taxonomy.rows[form.row] for form in after[3]] if word[2] in LEADS_TO_FIGURES and after[2] in taxonomy.tokens else []
        if rows and all(option.isdigit() for cell in rows[0].cells.values() for option in cell):
            found[place] = (*word[:3], taxonomy.forms.get(("of",), ()))
    return found


def _beginnings(parts: Sequence[str], taxonomy: Taxonomy) -> Sequence[int]:
    """The words that may not stand for themselves: with the next they begin a longer form, or a hyphen is beside them."""
    lengths = taxonomy.lengths
    found = [place for place, pair in enumerate(pairwise(parts[1::2])) if pair in lengths]
    if "-" not in parts:
        return found
    hyphens = [place for place in range(1, len(parts) // 2) if parts[2 * place] == "-"]
    return sorted({*found, *hyphens, *[place - 1 for place in hyphens]})


def _spaced(parts: Sequence[str], start: int, taxonomy: Taxonomy) -> Word | None:
    """A known word of three letters or more that is written letter by letter from here on: "w o m a n", "o-l-d"."""
    if "".join(parts[:6:2]) not in taxonomy.beginnings:
        return None
    run = 0
    while run < min(len(parts) // 2, _MOST_LETTERS) and len(parts[2 * run]) == 1 and (not run or _SPREAD.fullmatch(parts[2 * run - 1])):
        run += 1
    for count in range(run, 2, -1):
        word = "".join(parts[: 2 * count : 2])
        forms = taxonomy.forms.get((word,), ())
        if any(form.row for form in forms):
            return start, start + len("".join(parts[: 2 * count - 1])), word, forms
    return None


def words_of(units: Sequence[Unit]) -> list[str]:
    """The single words of units, in small letters."""
    return [word for unit in units for word in (unit.word.split() if " " in unit.word else (unit.word,))]


def parted(text: str, end: int, start: int) -> str:
    """What parts the words that end and start at these characters: as `separator`, but signs within "U.S.", "R&B", "5.5" do as hyphens."""
    between = text[end:start]
    if between == " ":
        return SPACE
    if between in (".", "&") and _is_within_word(text[max(0, end - 3) : end], between, text[start : start + 3]):
        return HYPHEN
    return separator(between)


def _is_within_word(before: str, sign: str, after: str) -> bool:
    short = _SHORT_BEFORE.search(before) is not None
    if sign == ".":
        return (before[-1].isdigit() and after[0].isdigit()) or (short and _LETTER.match(after) is not None)
    return short or _SHORT_AFTER.match(after) is not None


def separator(between: str) -> str:
    """What the characters between two words do: nothing (space), a comma, a hyphen, or a break."""
    if between in (" ", "_", ""):
        return SPACE
    bare = _WEIGHT.sub("", between)
    if bare in ("-", "/"):
        return HYPHEN
    if "\n" in bare:
        return BREAK
    bare = bare.strip()
    return SPACE if not bare else COMMA if bare in (",", "|") else BREAK


def _figures(text: str, small: str, words: Sequence[Word], taxonomy: Taxonomy) -> dict[int, Word]:
    """Ages in figures and contact data by where their first word begins; the longer of two that overlap."""
    found: dict[int, Word] = {}
    digits = _DIGIT_OR_AT.search(small) is not None
    finds = [*find_keyed(text, taxonomy), *find_changes(small, taxonomy), *find_sizes(small, words, taxonomy)]
    finds += find_clauses(small, [word[:3] for word in words], taxonomy)
    if digits or may_state_age(small, [word for _, _, word, _ in words]):
        finds += find_ages(small.replace("_", " "), [word[:3] for word in words], taxonomy)
    if digits:
        finds += [*find_contacts(text), *find_tags(text, taxonomy)]
    reached = 0
    for start, end, forms in sorted(finds, key=lambda find: (find[0], -find[1])):
        first = next((place for place in range(start, end) if text[place].isalnum()), start + 1)  # "((25:1.2)) years old"
        if start >= reached:
            found[first], reached = (start, end, " ".join(_TOKEN.findall(small[first:end])), forms), end
    return found


def small_letters(text: str) -> str:
    """The text in small letters, each in its place: some capitals have two characters for their small letter."""
    return text.lower() if text.isascii() else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _longest(parts: Sequence[str], place: int, start: int, taxonomy: Taxonomy) -> Word | None:
    """The longest form of two words or more that begins at a word, with spaces, hyphens and apostrophes alone between the words."""
    first = 2 * place + 1
    for count in taxonomy.lengths.get(tuple(parts[first : first + 3 : 2]), ()):
        last = first + 2 * count - 1
        spelled = tuple(parts[first:last:2])
        forms = taxonomy.forms.get(spelled)
        if forms and all(map(_joins, _between(parts, first, last))) and not _leads_on(parts, first, last, forms, taxonomy):
            return start, start + len("".join(parts[first:last])), " ".join(spelled), forms
    return None


def _hyphened(parts: Sequence[str], place: int, start: int, taxonomy: Taxonomy) -> Word | None:
    """A word and the next as one, which only their hyphen makes one: "she-badger", "sari-clad"."""
    joined = parts[2 * place + 2] == "-" and len(parts) > 2 * place + 3  # not the last word of "smiling-"
    forms = of_two(*parts[2 * place + 1 : 2 * place + 4], taxonomy=taxonomy) if joined else ()
    return (start, start + sum(map(len, parts[2 * place + 1 : 2 * place + 4])), " ".join(forms[0].words), forms) if forms else None


def _between(parts: Sequence[str], first: int, last: int) -> list[str]:
    """What is between the words, without the full stops of "dr.", "j. r. r. tolkien" and the like."""
    return [
        between.replace(".", "", 1) or " " if len(word) == 1 or word in _SHORTENED else between
        for word, between in zip(parts[first:last:2], parts[first + 1 : last - 1 : 2], strict=False)
    ]


def _leads_on(parts: Sequence[str], first: int, last: int, forms: Sequence[Form], taxonomy: Taxonomy) -> bool:
    """Whether the words with a hyphen describe what follows them: "a portrait of mixed-race women" is no "of mixed race"."""
    if len(parts) < last + 2 or parts[last] != " " or forms[0].kind != PHRASE or "-" not in parts[first + 1 : last - 1 : 2]:
        return False
    return not taxonomy.means(parts[last + 1], STOP)


def _joins(between: str) -> bool:
    return between in (" ", " - ", "_", "-", "'", "' ") or not (between.strip() or "\n" in between)


def _is_part_of_compound(small: str, word: Word, found: Sequence[Word], taxonomy: Taxonomy) -> bool:
    """Whether a hyphen makes the form a part of another word ("man-made").

    Not in "ex-husband", which is a husband, nor in "Korean-American", which is two adjectives, nor in "she-wolf".
    """
    start, end, _, _ = word
    if small[end : end + 1] == "-" and small[end + 1 : end + 2].isalnum():
        match = _TOKEN.search(small, end + 1)
        following = match.group() if match else ""
        if following in BORN and says_people(word[3], taxonomy):
            return False
        return not _has_adjective(taxonomy.forms.get((following,), ()))
    if start > 1 and small[start - 1] == "-" and small[start - 2].isalnum():
        animal = taxonomy.means(small[start:end], "animal")
        joined = found and (found[-1][2] in JOINED_BEFORE or found[-1][2] in BEFORE_PEOPLES)
        return not animal and not (joined or (found and _has_adjective(found[-1][3])))
    return False


def _has_adjective(forms: Sequence[Form]) -> bool:
    return any(form.kind in (ADJECTIVE, FOLK) for form in forms)
