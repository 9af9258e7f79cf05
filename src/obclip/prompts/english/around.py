"""What stands around a stretch of a text: the words before and after it, and who they may mean."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from obclip.prompts.vocabulary.terms import PERSON_KINDS, Kind, Taxonomy
from obclip.prompts.vocabulary.words import harmless, neutral_persons, things

from .numbers import ONES, Token
from .verbs import is_for_one

_PRONOUNS = frozenset(
    "he she i we who one other another each both they you someone everyone somebody everybody anyone character characters subject subjects "
    "participants models".split()
)
_VERBS = frozenset("is was s are were am re m be been being looks look looked appears appear appeared seems seem seemed".split())
_LEADING = frozenset(
    "must may might could can should would will shall ll d to not yet quite also still just already now only both all has have had".split()
)
_SAID_OF = frozenset({"of", "to", "from", "by", "than", "up", "down", "off", "out", "away", "into", "more", "not", "times", *ONES})
_WHEN = frozenset("today tomorrow yesterday tonight last next recently soon".split())
# What a number hardly counts, and what follows a verb: "thirty waves at us".
_GESTURES = frozenset(
    "waves smiles hugs kisses laughs smirks grins frowns winks nods stares glances blushes bows cheers cries weeps sighs yawns shouts "
    "screams whispers sings dances poses kneels leans sits sleeps walks jumps embraces salutes shrugs giggles pouts meditates prays".split()
)
_OBJECTS = frozenset("him her them us me it you himself herself a an the his their our my your".split())
_TOWARDS = frozenset("at to for with back towards toward into away over up down".split())
_UNITS = frozenset({"degree", "degrees", "times", "percent", "pages", "feet", "more", "of"})
_WHOSE = frozenset("the a an my your his her our their this that".split())
_MOST_WORDS, _FARTHEST = 7, 9
_ENDS = re.compile(r"\s*(?:$|[,;:)\]}!?|\"]|\.(?!\d)|\s-\s|\n|/(?=[a-z]))|(?::[\d.]+)?[)\]]")
_JOINED = re.compile(r"(?::[\d.]+)?[)\]]*[ -]?")


@dataclass(frozen=True)
class Around:
    """A text in small letters with its words."""

    text: str
    tokens: Sequence[Token]
    taxonomy: Taxonomy

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self.tokens]

    def word(self, place: int) -> str:
        """The word at a place, "" outside the text."""
        return self.tokens[place][2] if 0 <= place < len(self.tokens) else ""

    def gap(self, place: int) -> str:
        """What stands before a word, back to the word before it."""
        return self.text[self.tokens[place - 1][1] if place else 0 : self.tokens[place][0]]

    def place_before(self, start: int) -> int:
        """The last word that begins before a character, -1 where there is none."""
        return bisect_left(self._starts, start) - 1

    def led_by(self, start: int) -> str:
        """The word that stands before a character with a space alone between, "" where there is none."""
        place = self.place_before(start)
        return self.word(place) if place >= 0 and self.text[self.tokens[place][1] : start] in (" ", " (") else ""

    def followed_by(self, end: int) -> str:
        """The word after a character with a space or a hyphen alone between, "" where something parts them."""
        match = _JOINED.match(self.text, end)
        place = bisect_right(self._starts, end)
        return self.word(place) if match and end < match.end() and place < len(self.tokens) and self._starts[place] == match.end() else ""

    def begins(self, start: int) -> bool:
        """Whether nothing, or a comma or the like, stands before a character."""
        return not self.led_by(start) and not self.text[:start].endswith("-")

    def ends(self, end: int) -> bool:
        """Whether the text, a clause or the item of a list ends at a character."""
        return _ENDS.match(self.text, end) is not None

    def pauses(self, end: int) -> bool:
        """Whether a phrase may end at a character: before a comma or a small word, not before the unit of a measure."""
        word = self.followed_by(end)
        return self.ends(end) or word in _WHEN or (word not in _SAID_OF and self.is_small(word)) or self.acts(end)

    def acts(self, end: int) -> bool:
        """Whether what somebody does follows a character, nothing that is counted: "forty-seven hugs him", "thirty waves"."""
        word = self.followed_by(end)
        if not word.endswith("s") or not (word in _GESTURES or is_for_one(word, harmless())):
            return False
        after = self.text.index(word, end) + len(word)
        following = self.followed_by(after)
        told = self.ends(after) or following in _TOWARDS or following.endswith("ly")
        handled = following in things() and not following.endswith("s")  # "forty-seven eats soup"
        return following in _OBJECTS or handled or (word in _GESTURES and told)

    def may_end(self, end: int, count: int) -> bool:
        """Whether no thing follows that a number before a character counts: "turning five blows candles out", not "five pages"."""
        following = self.followed_by(end)
        if count == 1:
            return self.ends(end)
        return self.pauses(end) or (bool(following) and following not in things() and following not in _UNITS)

    def is_small(self, word: str) -> bool:
        """Whether a word is none that a number could count or an age describe: "with", "who", "smiling"."""
        return "stop" in self.kinds(word) or (word.endswith("ing") and not self.kinds(word))

    @cached_property
    def shows_person(self) -> bool:
        """Whether any word means somebody."""
        return any(word in _PRONOUNS or self.is_person(word) for _, _, word in self.tokens)

    @cached_property
    def shows_minor(self) -> bool:
        """Whether any noun says that somebody is a minor."""
        forms = (form for _, _, word in self.tokens for form in self.taxonomy.forms.get((word,), ()))
        return any(form.kind == "noun" and not self.taxonomy.grown.keys().isdisjoint(form.values) for form in forms)

    def kinds(self, word: str) -> set[Kind]:
        """What the taxonomy knows of a word."""
        return {form.kind for form in self.taxonomy.forms.get((word,), ())}

    def is_person(self, word: str) -> bool:
        """Whether a word means somebody; an emoji among the words is one that shows somebody."""
        return bool(word) and (not self.kinds(word).isdisjoint(PERSON_KINDS) or word in neutral_persons() or not word.isalnum())

    def says_gender(self, word: str) -> bool:
        """Whether a word for a person says something of the person by itself: "woman", "male"."""
        return any(form.kind in ("noun", "adjective") and form.values for form in self.taxonomy.forms.get((word,), ()))

    def is_one(self, word: str) -> bool:
        """Whether a word is a noun for one person that says something of the person: "woman", not "women"."""
        return any(form.kind == "noun" and form.values and form.number == 0 for form in self.taxonomy.forms.get((word,), ()))

    def item_shows_person(self, start: int) -> bool:
        """Whether the item of a list that begins at a character says who is shown by a noun that tells of the person."""
        place = bisect_left(self._starts, start)
        for after in range(place, min(place + _MOST_WORDS, len(self.tokens))):
            if after > place and self.gap(after) not in (" ", "-", ""):
                return False
            if self.says_gender(self.word(after)) or self.word(after) in _PRONOUNS:
                return True
        return False

    def subject(self, start: int, verbs: frozenset[str] = _VERBS) -> tuple[int, int] | None:
        """The verb of which what begins at a character is said, and the word that it is said of: "she is", "who may be"."""
        place = self.place_before(start)
        verb = -1
        for left in range(place, max(-1, place - _MOST_WORDS), -1):
            word, between = self.word(left), self.gap(left + 1) if left < place else self.text[self.tokens[left][1] : start]
            if between not in (" ", "'"):
                return None
            if word in verbs:
                verb = left
            elif word not in _LEADING and not word.endswith("ly"):
                return (verb, left) if verb >= 0 and self.is_subject(left) else None
        return None

    def predicate(self, place: int) -> tuple[int, int] | None:
        """The verb and the subject of which what ends with a word is said: "she is an engineer"."""
        for left in range(place, max(0, place - _FARTHEST), -1):
            if found := self.subject(self.tokens[left][0]):
                return found
            if self.gap(left) not in (" ", ", ", "-"):
                return None
        return None

    def is_counted(self, place: int) -> bool:
        """Whether a word is a figure or the word for one, so that "and" after it adds a number to a number; not the inches of "5'4"."""
        return (self.word(place)[:1].isdigit() and self.gap(place) != "'") or self.word(place) in ONES

    def begins_with_somebody(self, end: int) -> bool:
        """Whether the sentence that goes on at a character begins with who it speaks of: "my wife, who is Thai, is"."""
        first = bisect_left(self._starts, max(self.text.rfind(sign, 0, end) for sign in ".;:!?\n") + 1)
        for place in range(first, min(first + _MOST_WORDS, self.place_before(end) + 1)):
            if self.is_person(self.word(place)) or self.word(place) in _PRONOUNS:
                return True
            if self.gap(place + 1) != " " or (self.is_small(self.word(place)) and self.word(place) not in _WHOSE):
                return False
        return False

    def is_subject(self, place: int) -> bool:
        """Whether a word may be what a verb speaks of: somebody, a pronoun, "one", or an age."""
        word = self.word(place)
        if word in ("that", "which"):
            return self.is_person(self.word(place - 1))
        return word in _PRONOUNS or word == "age" or self.is_person(word) or (self.word(place - 1) == "the" and self.says_gender(word))
