"""Residue: words in the clear that say an attribute which is hidden, whoever is meant.

"A woman and an angel-girl", "a 54 year old ... age 54": what a reading leaves where it is stands in every candidate and tells the real
value. Only look-alikes of a listed thing are excused ("an old car" beside an old man). An adjective of an attribute that no axis hides
is residue as well, unless a thing may bear it: nobody is known who does ("woman walking, korean"). The residue is a function of the set.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from obclip.prompts.reading.likenesses import COSTUMES, SELDOM_SAID
from obclip.prompts.reading.names import is_generation, is_part_of_name, makers_of, may_be_surname
from obclip.prompts.reading.subjects import COPULAS
from obclip.prompts.reading.units import BREAK, COMMA, SPACE, Word, cut_words, read_units, separator
from obclip.prompts.vocabulary.terms import ADJECTIVE, EXPLICIT, FOLK, ONE, PRONOUN_KINDS, Form, Taxonomy
from obclip.prompts.vocabulary.words import things
from obclip.prompts.writing.template import Article, Skeleton

from .cutting import Cutout

_GAP = "\uf8ff"  # stands for what moves: no mark has this token
_GLUED = re.compile(r"\d+([^\W\d_]+)")
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "their", "its", "my", "some"})
_LINKS = frozenset({"and", "or", "very", "looking"})
_MOST_WORDS = 4


def find_residue(skeleton: Skeleton, taxonomy: Taxonomy) -> list[Cutout]:
    """Where the literal pieces of a skeleton say an attribute of one of its axes, from left to right, and what may stand instead."""
    hidden = hidden_attributes(skeleton, taxonomy)
    if not hidden:
        return []
    shown = [piece if isinstance(piece, str) else "a" if isinstance(piece, Article) else _GAP for piece in skeleton.pieces]
    starts = [0, *accumulate(map(len, shown))]
    text = "".join(shown)
    words = cut_words(text, taxonomy)
    found: list[Cutout] = []
    makers = _makers(text, taxonomy)
    for place, word in enumerate(words):
        said = list(_explicit(word, hidden, taxonomy)) or list(_unowned(words, place, text, taxonomy))
        if place in makers or any(_is_excused(words, place, form, text, taxonomy) for form in said):
            continue
        for form in _fitting(said, words, place, text):
            piece = bisect_right(starts, word[0]) - 1
            start = word[0] - starts[piece]
            attributes = [taxonomy.attribute(value) for value in form.values]
            attribute = next((name for name in attributes if name in hidden), attributes[0])
            if isinstance(skeleton.pieces[piece], str):
                end = min(word[1] - starts[piece], len(shown[piece]))
                worn = place + 1 < len(words) and (words[place + 1][2] in COSTUMES or _is_before_animal(words, place, text))
                instead = _instead(form, hidden, taxonomy)
                found.append(Cutout(piece, start, end, attribute, "" if worn and instead in ("person", "people") else instead))
    return found


def _fitting(said: Sequence[Form], words: Sequence[Word], place: int, text: str) -> Sequence[Form]:
    """The one meaning that a word has here: "her" before a noun is whose that is, elsewhere who is meant."""
    owning = next((form for form in said if form.kind == "his"), None)
    after = place + 1
    leads = after < len(words) and separator(text[words[place][1] : words[after][0]]) == SPACE
    leads = leads and not any(form.kind in ("stop", *PRONOUN_KINDS) for form in words[after][3])
    return [owning] if owning and leads else said[:1]


def hidden_attributes(skeleton: Skeleton, taxonomy: Taxonomy) -> frozenset[str]:
    """What the axes hide: their own attributes, and those that the options of marked choices say."""
    names = {axis.attribute for axis in skeleton.axes}
    return frozenset(names | {taken for name in names for taken in taxonomy.attributes[name].takes})


def _explicit(word: Word, hidden: frozenset[str], taxonomy: Taxonomy) -> Iterator[Form]:
    """The meanings of a word that say a hidden attribute; also those of a part of a compound, and of "girl" in "1girl"."""
    _, _, spelled, forms = word
    if spelled == _GAP:
        return
    glued = _GLUED.fullmatch(spelled)
    forms = forms or taxonomy.forms.get((glued[1] if glued else spelled,), ())
    if any(form.kind == "lookalike" for form in forms):
        return
    for form in forms:
        if form.kind in EXPLICIT and any(taxonomy.attribute(value) in hidden for value in form.values if value in taxonomy.values):
            yield form


def _unowned(words: Sequence[Word], place: int, text: str, taxonomy: Taxonomy) -> Iterator[Form]:
    """The meanings of an adjective of a person which is no other word's part and leads to nothing that it may describe."""
    start, _, spelled, forms = words[place]
    if spelled in taxonomy.narrow or text[max(0, start - 1) : start] == "-" or any(form.kind == "lookalike" for form in forms):
        return
    for form in forms:
        if form.kind in (ADJECTIVE, FOLK) and form.row and form.values and not _leads_to_thing(words, place, text):
            yield form


def _is_excused(words: Sequence[Word], place: int, form: Form, text: str, taxonomy: Taxonomy) -> bool:
    """Whether an adjective speaks of a listed thing; what says a gender is never excused."""
    if form.kind != "adjective" or _says_gender(form, taxonomy):
        return False
    if _leads_to_thing(words, place, text):
        return True
    return words[place][2] in taxonomy.narrow and not _speaks_alone(words, place, text)


def _makers(text: str, taxonomy: Taxonomy) -> frozenset[int]:
    """The words that are part of the name of who made the picture: "by Alyssa Monk"."""
    if "by " not in text and "style" not in text:
        return frozenset()
    units = read_units(text, taxonomy)
    named = (place for place, made in enumerate(makers_of(units)) if made)
    return frozenset(
        place
        for place in named
        if is_generation(units, place) or (may_be_surname(units[place], taxonomy) and is_part_of_name(units, place))
    )


def _is_before_animal(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether an animal comes next: "a mecha female dragon" is a mecha dragon, as "a monk robe" is a robe."""
    between = separator(text[words[place][1] : words[place + 1][0]])
    return between == SPACE and any(other.kind == "animal" for other in words[place + 1][3])


def _says_gender(form: Form, taxonomy: Taxonomy) -> bool:
    gender = taxonomy.rows["he"].attributes if "he" in taxonomy.rows else ()
    return any(taxonomy.attribute(value) in gender for value in form.values)


def _leads_to_thing(words: Sequence[Word], place: int, text: str) -> bool:
    determined = place > 0 and words[place - 1][2] in _DETERMINERS  # "an old, rusty bicycle", not the tags "old, bicycle"
    for after in range(place + 1, min(place + 1 + _MOST_WORDS, len(words))):
        between = separator(text[words[after - 1][1] : words[after][0]])
        _, _, spelled, forms = words[after]
        kinds = {form.kind for form in forms}
        if between == BREAK or spelled == _GAP or kinds & {"noun", "person", FOLK, "stop"} - ({"stop"} if spelled in _LINKS else set()):
            return False
        if kinds & {"close", "animal", "lookalike"} or spelled in things():
            return True
        if between == COMMA and not determined:
            return False
    return False


def _speaks_alone(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether a word such as "black" may speak of a person: right before one, after "is", or alone between commas."""
    before = words[place - 1] if place else None
    after = words[place + 1] if place + 1 < len(words) else None
    ends = after is None or separator(text[words[place][1] : after[0]]) in (COMMA, BREAK)
    begins = before is None or separator(text[before[1] : words[place][0]]) in (COMMA, BREAK)
    if before is not None and before[2] in COPULAS and not begins:
        return True
    alone = begins and ends and words[place][2] not in SELDOM_SAID  # "moody, dark, fog"
    return alone or (not ends and after is not None and after[2] == _GAP)


def _instead(form: Form, hidden: frozenset[str], taxonomy: Taxonomy) -> str:
    """The neutral word of a noun or a pronoun, as far as it says nothing that is hidden; nothing for what only describes."""
    row = taxonomy.rows.get(form.row)
    if row and row.kind == "decade":  # "in her years"
        return row.neutral[ONE]
    if form.kind not in ("noun", FOLK, *PRONOUN_KINDS):
        return ""
    neutral = row.neutral[form.number] if row and form.kind != FOLK else ""
    spelled = taxonomy.forms.get((neutral.lower(),), ())
    says = any(value in taxonomy.values and taxonomy.attribute(value) in hidden for other in spelled for value in other.values)
    return neutral if neutral and not says else ("person" if form.number == ONE else "people")
