"""Residue: words in the clear that say an attribute which is hidden, whoever is meant.

"A woman and an angel-girl", "a 54 year old ... age 54": what a reading leaves where it is stands in every candidate and tells the real
value. Only look-alikes of a listed thing are excused ("an old car" beside an old man). An adjective of an attribute that no axis hides
is residue as well, unless a thing may bear it: nobody is known who does ("woman walking, korean"). Before a thing, an adjective shows a
hidden value as well ("a gay man with a gay magazine"), but for colours and ages, which things have too, and for what is listed ("Persian
rug"); a colour before what people live or are is no paint ("a black neighborhood"). Whatever stands between an adjective and a person,
the adjective is residue. The residue is a function of the set.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from obclip.prompts.reading.known_names import known_names
from obclip.prompts.reading.leading import is_size
from obclip.prompts.reading.likenesses import COSTUMES, SELDOM_SAID
from obclip.prompts.reading.models import words_with_models
from obclip.prompts.reading.names import is_first_name, is_generation, is_part_of_name, makers_of, may_be_surname
from obclip.prompts.reading.peopled import peopled
from obclip.prompts.reading.said_of_things import GAP
from obclip.prompts.reading.units import LEADS_TO_FIGURES, SPACE, Word, cut_words, read_units, separator
from obclip.prompts.vocabulary.terms import ADJECTIVE, EXPLICIT, FOLK, ONE, PLACE, PRONOUN_KINDS, Form, Taxonomy
from obclip.prompts.vocabulary.words import harmless
from obclip.prompts.writing.template import Article, Gap, Skeleton, TemplateAxis

from .before import (
    ends_phrase,
    is_become,
    is_of_thing,
    is_said_by_degree,
    leads_to_person,
    leads_to_skin,
    speaks_alone,
    stands_for_person,
)
from .cutting import Cutout

_ORIGIN = "ethnicity"
_GLUED = re.compile(r"\d+([^\W\d_]+)")


def find_residue(skeleton: Skeleton, taxonomy: Taxonomy, seen: Collection[TemplateAxis] = ()) -> list[Cutout]:
    """Where the literal pieces of a skeleton say an attribute of one of its axes, from left to right, and what may stand instead.

    seen: axes that it once had. What was left out of what the cloud sees is hidden all the same.
    """
    hidden = _hidden({*skeleton.axes, *seen}, taxonomy)
    shown = [piece if isinstance(piece, str) else "a" if isinstance(piece, Article) else GAP for piece in skeleton.pieces]
    starts = [0, *accumulate(map(len, shown))]
    text = "".join(shown)
    words = words_with_models(cut_words(text, taxonomy), text, taxonomy)
    found: list[Cutout] = []
    makers = _makers(text, taxonomy)
    for place, word in enumerate(words):
        said = list(_explicit(word, text, hidden.attributes, taxonomy)) or list(
            _unowned(words, place, text, taxonomy, alone=not hidden.attributes)
        )
        if (
            place in makers
            or _leads_to_figures(words, place, starts, skeleton)
            or any(_is_excused(words, place, form, text, hidden) for form in said)
        ):
            continue
        for form in _fitting(said, words, place, text):
            piece = bisect_right(starts, word[0]) - 1
            start = word[0] - starts[piece]
            attributes = [taxonomy.attribute(value) for value in form.values]
            attribute = next((name for name in attributes if name in hidden.attributes), attributes[0])
            if isinstance(skeleton.pieces[piece], str):
                first, last = peopled(words, place, text) or (place, place)
                start = max(0, words[first][0] - starts[piece])  # "an [all-black] jury"
                end = min(words[last][1] - starts[piece], len(shown[piece]))
                worn = place + 1 < len(words) and (words[place + 1][2] in COSTUMES or _is_before_animal(words, place, text))
                alone = form.kind == ADJECTIVE and word[2] in taxonomy.narrow and stands_for_person(words, place)  # "a broad at the bar"
                alone = alone or (_is_noun_as_well(form, taxonomy) and ends_phrase(words, place, text))
                instead = "person" if alone else _instead(form, hidden.attributes, taxonomy)
                instead = instead.capitalize() if text[word[0]].isupper() and form.kind in (ADJECTIVE, *PRONOUN_KINDS) else instead
                found.append(
                    Cutout(piece, start, end, attribute, "" if worn and (" " in instead or instead in ("person", "people")) else instead)
                )
    return found


def _is_noun_as_well(form: Form, taxonomy: Taxonomy) -> bool:
    """Whether an adjective, and none of a people, is a noun too: "druid"."""
    row = taxonomy.rows.get(form.row)
    return form.kind == ADJECTIVE and row is not None and row.nominal and _ORIGIN not in row.attributes


def _leads_to_figures(words: Sequence[Word], place: int, starts: Sequence[int], skeleton: Skeleton) -> bool:
    """Whether "aged" leads to a choice among figures, as `units` reads it: "aged {34|71}"."""
    if words[place][2] not in LEADS_TO_FIGURES or place + 1 >= len(words) or words[place + 1][2] != GAP:
        return False
    gap = skeleton.pieces[bisect_right(starts, words[place + 1][0]) - 1]
    values = skeleton.axes[gap.axes[0]].values if isinstance(gap, Gap) and gap.axes else ()
    return bool(values) and all(value.rpartition(": ")[2].isdigit() for value in values)


def _fitting(said: Sequence[Form], words: Sequence[Word], place: int, text: str) -> Sequence[Form]:
    """The one meaning that a word has here: "her" before a noun is whose that is, elsewhere who is meant."""
    owning = next((form for form in said if form.kind == "his"), None)
    after = place + 1
    leads = after < len(words) and separator(text[words[place][1] : words[after][0]]) == SPACE
    leads = leads and not any(form.kind in ("stop", *PRONOUN_KINDS) for form in words[after][3])
    return [owning] if owning and leads else said[:1]


class _Hidden(NamedTuple):
    """What the axes of a skeleton hide: attributes, and the values that each axis runs through."""

    attributes: frozenset[str]
    values: frozenset[str]
    taxonomy: Taxonomy

    def tells(self, form: Form) -> bool:
        """Whether a form may say the real value: one of an axis, or of blocks that are wider where more candidates are allowed."""
        return any(value in self.values or self._is_any_of(self.taxonomy.attribute(value)) for value in form.values)

    def _is_any_of(self, attribute: str) -> bool:
        return attribute in self.attributes and bool(self.taxonomy.attributes[attribute].wider)


def _hidden(axes: Collection[TemplateAxis], taxonomy: Taxonomy) -> _Hidden:
    taken = {name for axis in axes for name in taxonomy.attributes[axis.attribute].takes}
    values = {value for axis in axes for value in axis.values}
    values |= {value for name in taken for block in taxonomy.attributes[name].blocks for value in block}
    return _Hidden(frozenset({axis.attribute for axis in axes} | taken), frozenset(values), taxonomy)


def _explicit(word: Word, text: str, hidden: frozenset[str], taxonomy: Taxonomy) -> Iterator[Form]:
    """The meanings of a word that say a hidden attribute; also those of a part of a compound, and of "girl" in "1girl"."""
    start, _, spelled, forms = word
    if spelled == GAP:
        return
    glued = _GLUED.fullmatch(spelled)
    joined, forms = not forms, forms or taxonomy.forms.get((glued[1] if glued else spelled,), ())
    if any(form.kind == "lookalike" for form in forms):
        return
    for form in forms:
        tells = form.kind in EXPLICIT or (
            form.kind == PLACE and joined and (text[start].isupper() or spelled not in harmless())
        )  # "Japan-style"
        if tells and any(taxonomy.attribute(value) in hidden for value in form.values if value in taxonomy.values):
            yield form


def _unowned(words: Sequence[Word], place: int, text: str, taxonomy: Taxonomy, *, alone: bool) -> Iterator[Form]:
    """The meanings of an adjective of a person which is no other word's part and leads to nothing that it may describe.

    alone: whether only those are meant that a person comes after.
    """
    start, _, spelled, forms = words[place]
    if text[max(0, start - 1) : start] == "-" or not any(form.kind in (ADJECTIVE, FOLK) for form in forms):
        return
    if any(form.kind == "lookalike" for form in forms) or is_of_thing(words, place, text):
        return
    if (alone or spelled in taxonomy.narrow) and not _may_describe_person(words, place, text, taxonomy):
        return
    yield from (form for form in forms if form.kind in (ADJECTIVE, FOLK) and form.row and form.values)


def _is_excused(words: Sequence[Word], place: int, form: Form, text: str, hidden: _Hidden) -> bool:
    """Whether an adjective speaks of a thing and shows nothing hidden by it; what says a gender is never excused."""
    taxonomy = hidden.taxonomy
    if form.kind != ADJECTIVE or _says_gender(form, taxonomy) or peopled(words, place, text):
        return False
    if is_of_thing(words, place, text):
        return words[place][2] in taxonomy.lasting or not hidden.tells(form)
    if words[place][2] in taxonomy.bound and is_size([word[2] for word in words], place):
        return True
    narrow = words[place][2] in taxonomy.narrow
    return narrow and not speaks_alone(words, place, text) and not _may_describe_person(words, place, text, taxonomy)


def _may_describe_person(words: Sequence[Word], place: int, text: str, taxonomy: Taxonomy) -> bool:
    """Whether a person comes next but for words that no reading takes for a thing; "little" and "dark" say nothing of most persons."""
    spelled = words[place][2]
    if leads_to_skin(words, place, text):
        return True
    if spelled in taxonomy.bound | (SELDOM_SAID & taxonomy.narrow):
        return False
    said = (is_become(words, place, text) or is_said_by_degree(words, place, text)) and not is_of_thing(words, place, text)
    return leads_to_person(words, place, text) or (spelled in taxonomy.narrow and (said or stands_for_person(words, place)))


def _makers(text: str, taxonomy: Taxonomy) -> frozenset[int]:
    """The words that are part of the name of who made the picture: "by Alyssa Monk"."""
    if "by " not in text and "style" not in text:
        return frozenset()
    units = read_units(text, taxonomy)
    named = (place for place, made in enumerate(makers_of(units)) if made)
    known = {place for name in known_names(units) if name.artist for place in range(name.start, name.end)}  # "by Ron English"
    return frozenset(
        place
        for place in named
        if place in known
        or is_generation(units, place)
        or is_first_name(units, place)
        or (may_be_surname(units[place], taxonomy) and is_part_of_name(units, place))
    )


def _is_before_animal(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether an animal comes next: "a mecha female dragon" is a mecha dragon, as "a monk robe" is a robe."""
    between = separator(text[words[place][1] : words[place + 1][0]])
    return between == SPACE and any(other.kind == "animal" for other in words[place + 1][3])


def _says_gender(form: Form, taxonomy: Taxonomy) -> bool:
    gender = taxonomy.rows["he"].attributes if "he" in taxonomy.rows else ()
    return any(taxonomy.attribute(value) in gender for value in form.values)


def _instead(form: Form, hidden: frozenset[str], taxonomy: Taxonomy) -> str:
    """The neutral word of a noun or a pronoun, as far as it says nothing that is hidden; nothing for what only describes."""
    row = taxonomy.rows.get(form.row)
    if row and (row.kind == "decade" or form.words[-1] == "than"):  # "in her element", "a tower beside the man"
        return row.neutral[ONE]
    if form.kind not in ("noun", FOLK, *PRONOUN_KINDS):
        return ""
    neutral = row.neutral[form.number] if row and form.kind != FOLK else ""
    spelled = taxonomy.forms.get((neutral.lower(),), ())
    says = any(value in taxonomy.values and taxonomy.attribute(value) in hidden for other in spelled for value in other.values)
    return neutral if neutral and not says else ("person" if form.number == ONE else "people")
