"""The shape of a prompt: all that its reading depends on, with each word that can move replaced by what is looked at in it.

It is taken straight from the words, before anything is read: names are left out of it, for they do not hang on what a word that
moves says, and a word that may be a part of one stands for itself. Candidates of one set differ in moving words only, so most of
them have the same shape, and one reading does for all of those. Tests compare with the plain reading of each candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from .contacts import CONTACT
from .grammar import article
from .lookalikes import PERSON_KINDS, PRONOUN_KINDS, STOP
from .names import KNOWN, leads_name, naming_lists
from .units import SPACE, Unit, Word, cut_words, separator
from .vocabulary import CUE, MARK, NAME, ONE, Form, Taxonomy

Shape = tuple[object, ...]
_ARTICLES = frozenset({"a", "an"})
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "their"})
_ENDINGS = ("ing", "ed", "s", "ss", "us", "less", "ly")


class Outline(NamedTuple):
    """What reading looks at in a word.

    forms: what it may mean. plain: whether reading looks at nothing but the word itself. moving: whether the word can move.
    whole: all that is looked at in it, and `sure` what is where it surely is what it seems: an adjective that leads to a noun,
    a noun, or "his" and "her" before what is theirs. values, and spoken: their attributes, with the word's rank among words
    that say the same. adjective: whether it is an adjective and nothing else wherever a noun follows. noun: whether it is a
    person unless an animal follows. owner: whether it is "his" or "her". animal: whether it may be one. thing: whether it is
    an animal or a thing and nothing else. grown: whether nobody is a minor beside it.
    """

    forms: tuple[Form, ...] = ()
    plain: bool = False
    moving: bool = False
    whole: object = None
    sure: object = None
    values: tuple[str, ...] = ()
    spoken: tuple[tuple[str, bool], ...] = ()
    adjective: bool = False
    noun: bool = False
    owner: bool = False
    animal: bool = False
    thing: bool = False
    grown: bool = False


_NOTHING = Outline()
_SHARED: WeakKeyDictionary[Taxonomy, dict[object, Outline]] = WeakKeyDictionary()  # of the taxonomy's own words, and no others


def _determines(before: Sequence[Word]) -> bool:
    """Whether the last of these words is "a" or "his": an adjective between that and a thing says nothing of a person."""
    return bool(before) and before[-1][2] in _DETERMINERS and not _is_any(before[-1], "adjective")


def _owns(words: Sequence[Word], number: int, text: str) -> bool:
    """Whether "his" or "her" is read as the same word here: something is theirs, and no adjective before takes it for a verb."""
    if number + 1 == len(words) or (number and _is_any(words[number - 1], "adjective")):
        return False
    following = words[number + 1]
    return separator(text[words[number][1] : following[0]]) == SPACE and not _is_any(following, STOP, *PRONOUN_KINDS)


def _is_any(word: Word, *kinds: str) -> bool:
    return any(form.kind in kinds for form in word[3])


def _relations(moved: Sequence[Outline]) -> tuple[object, object]:
    """Which values of moving words are the same, and the ranks of words that say the same attribute."""
    values: list[str] = []
    spoken: list[tuple[str, bool]] = []
    for outline in moved:
        values += outline.values
        spoken += outline.spoken
    same = tuple(map(values.index, values))
    if len(dict(spoken)) == len(spoken):
        return same, ()
    attributes = [attribute for attribute, _ in spoken]
    return same, tuple([said for said in spoken if attributes.count(said[0]) > 1])


class Outlines:
    """Outlines of words, each worked out once: those of a taxonomy's own words for all prompts, any other for one."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._known: dict[object, Outline] = {}
        self._shared = _SHARED.setdefault(taxonomy, {})
        self._articles: dict[str, str] = {}

    def shape(self, text: str) -> Shape:
        """The shape of a text in normal form, from its end to its beginning."""
        words = cut_words(text, self._taxonomy)
        parts: list[object] = []
        moved: list[Outline] = []
        grown = leads = False  # leads: whether the word after is a noun, or leads to one
        after, following, place = _NOTHING, len(text), len(text)  # the word after and where it begins, and where the shape has come to
        for number in range(len(words) - 1, -1, -1):
            start, end, word, forms = words[number]
            if not forms:
                continue
            outline = self._shared.get(word)
            if outline is None or outline.forms is not forms:
                outline = self._outline(words[number])
            if outline.plain:
                parts += (end - place, word)
                continue
            beside = (leads or after.thing or after.animal) and separator(text[end:following]) == SPACE
            named = (outline.moving or outline.noun) and number > 0 and leads_name(words[number - 1], text)
            leads = not named and (leads and beside if outline.adjective else outline.noun and not (after.animal and beside))
            if word in _ARTICLES and number + 1 < len(words) and self._fits(text, words[number], words[number + 1]):
                parts += ("article", text[end:place], text[start])  # "a" or "an" as it must be: reading looks at neither
                place = start
            elif outline.moving and not named and not (after.thing and beside and outline.adjective and _determines(words[:number])):
                sure = leads and (outline.adjective or text[start - 1 : start] in ("", " "))
                looked = outline.sure if sure or (outline.owner and _owns(words, number, text)) else outline.whole
                written = text[start:end]
                capitals = not written.islower() and (written[0].isupper(), written.isupper())
                parts += (text[end:place], looked, capitals)
                place = start
                moved.append(outline)
            else:
                parts += (end - place, word)
            grown = grown or outline.grown
            after, following = outline, start
        return text[:place], grown, *_relations(moved), *parts

    def _fits(self, text: str, article_word: Word, following: Word) -> bool:
        """Whether an article is the one that the word after it needs."""
        word = text[following[0] : following[1]]
        if word not in self._articles:
            self._articles[word] = article(word)
        return text[article_word[0] + 1 : article_word[1]] == self._articles[word][1:]

    def _outline(self, word: Word) -> Outline:
        _, _, spelled, forms = word
        own = self._taxonomy.forms.get(tuple(spelled.split())) is forms
        known, key = (self._shared, spelled) if own else (self._known, (spelled, forms))
        if key not in known:
            known[key] = self._drawn(Unit(*word, SPACE))
        return known[key]

    def _drawn(self, unit: Unit) -> Outline:
        known, word = self._taxonomy, unit.word
        person, certain = unit.form(*PERSON_KINDS), unit.form("lookalike", MARK, *PRONOUN_KINDS)
        adjective = unit.form("adjective") is not None and not certain
        named = unit.form(NAME, KNOWN, CONTACT) is not None
        outline = Outline(
            moving=not named and any(form.row in known.rows for form in unit.forms if form.kind != CUE),
            adjective=adjective and not person and word not in known.bound,
            noun=person is not None and person.number == ONE and not (named or certain or adjective) and word not in known.litter,
            owner=unit.form("his", "him") is not None and unit.form("he", "himself") is None and word != "hers",
            animal=unit.form("animal") is not None,
            thing=[form.kind in ("animal", "close") for form in unit.forms] == [True] and not word.endswith(("ing", "s")),
            grown=not known.grown_words.isdisjoint(word.split()),
        )
        plain = outline == _NOTHING and word not in _ARTICLES
        return (self._looked_at(unit, outline) if outline.moving else outline)._replace(forms=unit.forms, plain=plain)

    def _looked_at(self, unit: Unit, outline: Outline) -> Outline:
        """The outline of a moving word with all that is looked at in it."""
        known, word = self._taxonomy, unit.word
        said = tuple([value for form in unit.forms for value in form.values])
        attributes = dict.fromkeys(known.attribute(value) for value in said if value in known.values)
        forms = tuple([(form.kind, form.row, form.number, self._homes(form)) for form in unit.forms])
        naming = naming_lists(word)
        lists = word in known.narrow, word in known.bound, word in known.sure, word in known.litter
        whole = forms, naming, lists, tuple(map(word.endswith, _ENDINGS)), word[0].isdigit()
        sure: object = whole
        if outline.adjective:
            sure = forms, naming, word.endswith("ing"), word.endswith("s")
        elif outline.noun and unit.form(CUE) is None:
            sure = forms, naming, lists, word.endswith("ly")
        elif outline.owner:
            pronoun = next(form for form in unit.forms if form.kind in PRONOUN_KINDS)
            others = tuple([form for form in forms if form[0] not in PRONOUN_KINDS])
            sure = "owner", self._homes(pronoun), len(said), others, naming
        spoken = tuple([(attribute, word in known.weak) for attribute in attributes])
        return outline._replace(whole=whole, sure=sure, values=said, spoken=spoken)

    def _homes(self, form: Form) -> tuple[object, ...]:
        values = self._taxonomy.values
        return tuple([values[value].home if value in values else value for value in form.values])
