"""Where somebody comes from, in so many words: "from a village in northern Peru", "born and raised in Lima, Peru", "a Tonga-born singer".

Lead, place and what stands between are one word of the prompt, a phrase. A place alone says nothing: the scene may lie there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from obclip.prompts.vocabulary.terms import ADJECTIVE, FOLK, MANY, NOUN, ONE, PHRASE, PLACE, PRONOUN_KINDS, STOP, Form, Kind, Taxonomy
from obclip.prompts.vocabulary.words import things

Word = tuple[int, int, str, tuple[Form, ...]]  # as in `units`

FROM = "from"
# Before "in", and what may stand before "up": "born and raised in", "grew up in".
_BIRTH = frozenset("born raised bred reared up lives lived living resides residing".split())
_GROWING = frozenset("grew grown growing brought".split())
_WAS = frozenset("was were is are has had been originally".split())
# What may stand between a lead and its place: "from a small village in northern Peru".
_PARTS = frozenset(
    "the a an in of near outside on at deepest north south east west northern southern eastern western central northeastern "
    "northwestern southeastern southwestern upper lower rural coastal remote small tiny little poor old ancient modern medieval "
    "feudal imperial colonial prewar postwar wartime communist occupied mainland inner downtown village villages town towns city "
    "cities capital island islands isle isles suburb suburbs slum slums street streets coast shore shores mountain mountains hill "
    "hills highlands lowlands countryside region province state county district country kingdom republic land lands valley desert "
    "jungle jungles plains steppe steppes forest forests backstreets outskirts heart middle somewhere deep far".split()
)
_SMALL = frozenset("the a an in of near outside on at".split())
_MOST_PARTS = 7
# Who is "of" a place: not its president or king, whose office that is.
_NATIVES = frozenset(
    "native natives citizen citizens resident residents inhabitant inhabitants people folk person man men woman women girl girls "
    "boy boys child children lady ladies youth youths son sons daughter daughters tribe tribes villagers refugee refugees".split()
)
# How a word ends that may follow a place, a verb or an adverb: it is no part of a longer name.
_VERBAL = ("ing", "ed", "ly", "s")
_DIVISIONS = frozenset("republic province state region county prefecture oblast district island islands city".split())
_NAMED = frozenset("times express bridge river falls tower street museum palace airport university press studios magazine games".split())
# "Of Tongan descent" says the same as "from Tonga".
_DESCENT = frozenset(
    "descent origin origins heritage ancestry ethnicity extraction nationality lineage background roots blood parentage stock "
    "race birth".split()
)
BORN = frozenset("born raised bred descended looking".split())
BEFORE_PEOPLES = frozenset(
    "afro anglo franco indo sino euro italo hispano luso russo turco greco austro germano nippo japano arabo irano polono serbo "
    "judeo ibero celto malayo siculo hiberno scoto balto half quarter part".split()
)
_PEOPLES: tuple[Kind, ...] = (ADJECTIVE, FOLK, NOUN)


class _Phrase(NamedTuple):
    """words[first:last] are one word that has this meaning."""

    first: int
    last: int
    forms: tuple[Form, ...]


def join_origins(words: list[Word], text: str, taxonomy: Taxonomy) -> list[Word]:
    """The words with each such phrase as one."""
    telling = [place for place, word in enumerate(words) if _may_tell(word)]
    if not telling:
        return words
    reading = _Reading(words, text, taxonomy)
    joined: list[Word] = []
    reached = 0
    for phrase in reading.phrases(telling):
        joined += words[reached : phrase.first]
        whole = words[phrase.first : phrase.last]
        joined.append((whole[0][0], whole[-1][1], " ".join(word[2] for word in whole), phrase.forms))
        reached = phrase.last
    return joined + words[reached:]


def says_people(forms: Sequence[Form], taxonomy: Taxonomy) -> bool:
    """Whether a word is a place or says a people, so that a hyphen after it may still leave it that: "Tonga-born", "Asian-looking"."""
    return any(form.kind == PLACE or (form.kind == ADJECTIVE and taxonomy.rows[form.row].nominal) for form in forms)


def _may_tell(word: Word) -> bool:
    _, _, spelled, forms = word
    for form in forms:
        if form.kind == PLACE or (form.kind == PHRASE and form.words[0] == FROM):
            return True
    return spelled in BORN or spelled in BEFORE_PEOPLES or spelled in _DESCENT


class _Reading:
    """The words of a prompt while phrases of origin are looked for."""

    def __init__(self, words: Sequence[Word], text: str, taxonomy: Taxonomy) -> None:
        self._words, self._text, self._taxonomy = words, text, taxonomy

    def phrases(self, telling: Sequence[int]) -> Iterator[_Phrase]:
        """The phrases from left to right, without overlap."""
        reached = 0
        for place in telling:
            phrase = self._phrase(place, reached) if place >= reached else None
            if phrase is not None and phrase.first >= reached:
                yield phrase
                reached = phrase.last

    def _phrase(self, place: int, floor: int) -> _Phrase | None:
        _, _, spelled, forms = self._words[place]
        if spelled in BORN:
            return self._born(place - 1) if place else None
        if spelled in _DESCENT:
            return self._descent(place - 1) if place else None
        if spelled in BEFORE_PEOPLES:
            return self._mixed(place)
        where = next((form for form in forms if form.kind == PLACE), None)
        if where is None:
            last = self._further(place + 1)
            return _Phrase(place, last, forms) if last > place + 1 else None
        return self._born(place) or self._native(place, where, floor) or self._from(place, where, floor)

    def _born(self, place: int) -> _Phrase | None:
        """ "Tonga-born", "Asian-looking"; without a hyphen "looking" is a word of its own."""
        after = place + 1
        if after >= len(self._words) or self._words[after][2] not in BORN or self._between(after) not in ("-", " "):
            return None
        if self._words[after][2] == "looking" and self._between(after) != "-":
            return None
        form = self._as_adjective(self._words[place][3])
        return _Phrase(place, after + 1, (form,)) if form else None

    def _as_adjective(self, forms: Sequence[Form]) -> Form | None:
        for form in forms:
            if form.kind == ADJECTIVE and self._taxonomy.rows[form.row].nominal:
                return form
            row = self._taxonomy.simple_row(ADJECTIVE, form.values[0]) if form.kind == PLACE else None
            if row is not None:
                return Form(form.words, ADJECTIVE, row.name, ONE, form.values)
        return None

    def _descent(self, place: int) -> _Phrase | None:
        """ "Of Tongan descent": one people right between the two words."""
        words, after = self._words, place + 1
        if not place or after >= len(words) or words[place - 1][2] != "of" or words[after][2] not in _DESCENT:
            return None
        form = self._as_adjective(words[place][3])
        row = self._taxonomy.simple_row(PHRASE, form.values[0]) if form else None
        if form is None or row is None or words[place][2] in self._taxonomy.narrow:
            return None
        meaning = Form(("of", *form.words, words[after][2]), PHRASE, row.name, ONE, form.values)
        return _Phrase(place - 1, place + 2, (meaning,))

    def _mixed(self, place: int) -> _Phrase | None:
        """ "Afro-Brazilian", "Anglo-Indians"."""
        after = place + 1
        if after >= len(self._words) or self._between(after) != "-":
            return None
        forms = tuple(form for form in self._words[after][3] if form.kind in _PEOPLES)
        return _Phrase(place, after + 1, forms) if says_people(forms, self._taxonomy) or any(f.kind == FOLK for f in forms) else None

    def _from(self, place: int, where: Form, floor: int) -> _Phrase | None:
        first = self._lead(place, floor)
        if first is None:
            return None
        last = self._past_owned(self._further(place + 1))
        row = self._taxonomy.simple_row(PHRASE, where.values[0])
        if row is None or not self._ends(last):
            return None
        return _Phrase(first, last, (Form((FROM, *where.words), PHRASE, row.name, ONE, where.values),))

    def _native(self, place: int, where: Form, floor: int) -> _Phrase | None:
        """ "A native of Cuba" is a noun."""
        first = self._lead(place, floor)
        if first is None or self._words[first][2] != "of" or first <= floor or self._words[first - 1][2] not in ("native", "natives"):
            return None
        number = MANY if self._words[first - 1][2].endswith("s") else ONE
        last = self._further(place + 1)
        row = next((row for row in self._taxonomy.rows.values() if row.kind == NOUN and not row.attributes), None)
        if row is None or not self._ends(last):
            return None
        return _Phrase(first - 1, last, (Form(("native", "of", *where.words), NOUN, row.name, number, where.values),))

    def _lead(self, place: int, floor: int) -> int | None:
        """Where the words begin that make a place an origin: "from", "born in", or "of" after a person."""
        for left in range(place - 1, max(floor, place - _MOST_PARTS) - 1, -1):
            word = self._words[left][2]
            if self._between(left + 1) != " ":
                return None
            if word == FROM:
                return left
            if word == "in" and (start := self._birth(left)) is not None:
                return start
            if word == "of" and left > floor and self._words[left - 1][2] in _NATIVES:
                return left
            if word not in _PARTS:
                return None
        return None

    def _birth(self, place: int) -> int | None:
        """Where "born in" or "born and raised in" begins, whose "in" this is."""
        words = [word[2] for word in self._words[max(0, place - _MOST_PARTS) : place]]
        if not words or words[-1] not in _BIRTH or (words[-1] == "up" and (len(words) < 2 or words[-2] not in _GROWING)):
            return None
        first = len(words) - (2 if words[-1] == "up" else 1)
        if first > 1 and words[first - 1] == "and" and words[first - 2] in _BIRTH:
            first -= 2
        lead = first
        while lead and words[lead - 1] in _WAS:
            lead -= 1
        if lead and words[lead - 1] in ("who", "that"):  # "who grew up in Lima" is from there, as a whole
            first = lead - 1
        elif words[first] in _GROWING:
            return place
        return place - len(words) + first

    def _further(self, place: int) -> int:
        """Where a list of places ends: "Seoul, South Korea", "Peru and Chile"."""
        while place < len(self._words):
            parted = self._between(place).strip() in (",", "(") or self._between(place) == " "
            if parted and self._is_place(place) and self._ends(place + 1):
                place += 1
            elif self._is_pair(place):
                place += 2
            else:
                break
        return place

    def _past_owned(self, place: int) -> int:
        """Where a part of a place ends that the place owns: "from Nairobi's slums", "from Seoul's northern outskirts"."""
        owned = place + 1 if place < len(self._words) and self._between(place) == "'" and self._words[place][2] == "s" else place
        last = owned
        while last < len(self._words) and self._between(last) == " " and self._words[last][2] in _PARTS - _SMALL:
            last += 1
        return last if last > owned else place

    def _is_pair(self, place: int) -> bool:
        """Whether the list goes on with two words: "and Chile", or ", Sakha Republic" of whatever name."""
        if self._words[place][2] in ("and", "or"):
            return self._is_place(place + 1) and self._ends(place + 2)
        divided = place + 1 < len(self._words) and self._words[place + 1][2] in _DIVISIONS
        return divided and self._between(place).strip() == "," and self._ends(place + 2)

    def _is_place(self, place: int) -> bool:
        return place < len(self._words) and any(form.kind == PLACE for form in self._words[place][3])

    def _ends(self, place: int) -> bool:
        """Whether a place before this word is no part of a longer name: "from Tokyo Tower", "from New York fashion week"."""
        if place >= len(self._words) or not re.fullmatch(r"[ '-]", self._between(place)):
            return True
        if self._between(place) != " ":
            return False
        _, _, spelled, forms = self._words[place]
        if any(form.kind in (STOP, PLACE, *PRONOUN_KINDS) for form in forms):
            return True
        return spelled.endswith(_VERBAL) and spelled not in _NAMED and spelled not in things()

    def _between(self, place: int) -> str:
        return self._text[self._words[place - 1][1] : self._words[place][0]]
