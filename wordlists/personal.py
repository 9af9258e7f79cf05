"""Tells words that name or betray a person from those that say nothing of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from obclip.prompts.vocabulary.taxonomy import Taxonomy

from .betraying import Betraying
from .corrections import corrections
from .forms import Forms
from .people import People
from .wordnet import WordNet

# Words that WordNet lacks and that mean persons by their ending: "chairwoman", "tradespeople"; not "human" or "German".
_ENDINGS = re.compile(r"..(?:wom[ae]n|(?<!hu)(?<!ger)(?<!ro)man|men|persons?|people|boys?|girls?|lad(?:y|ies)|trix)$")
# What makes other words of an adjective: "plumper", "saintliest", "baldness"; and what stood there before it.
_DERIVED = re.compile(r"(.{3,}?)(ier|iest|iness|er|est|ness)$")
# Kinds of forms of a taxonomy that say a value, or may.
_SAYING = frozenset({"noun", "adjective", "folk", "cue", "known", "he", "him", "his", "hers", "himself"})
_CUES = frozenset({"cue", "close", "animal"})
_PLACE = "place"
_NO_THINGS = frozenset({"noun", "person", "stop", "they"})


@dataclass(frozen=True)
class Personal:
    """The words that say something of a person, by WordNet, a taxonomy, and what was corrected by hand."""

    wordnet: WordNet
    taxonomy: Taxonomy
    forms: Forms

    @cached_property
    def people(self) -> People:
        """WordNet's persons."""
        return People(self.wordnet)

    @cached_property
    def _betraying(self) -> Betraying:
        return Betraying(self.wordnet)

    @cached_property
    def _said(self) -> frozenset[str]:
        """Words that say a value by themselves."""
        forms = self.taxonomy.forms.items()
        return frozenset(words[0] for words, found in forms if len(words) == 1 and _SAYING & {form.kind for form in found})

    @cached_property
    def told(self) -> frozenset[str]:
        """Words that the taxonomy has as cues and that name no person: "kimono", "dress"."""
        forms = self.taxonomy.forms.items()
        return frozenset(words[0] for words, found in forms if len(words) == 1 and {form.kind for form in found} <= _CUES)

    def has_word(self, word: str) -> bool:
        """Whether the taxonomy has the word in another meaning than that of a place, as a name too."""
        return any(form.kind != _PLACE for form in self.taxonomy.forms.get((word,), ()))

    def is_named(self, word: str) -> bool:
        """Whether the taxonomy has it as a noun for persons, or as a word of grammar."""
        return any(form.kind in _NO_THINGS for form in self.taxonomy.forms.get((word,), ()))

    def is_personal(self, word: str) -> bool:
        """Whether a word in small letters names or betrays a person, or is the plural or another degree of one that does."""
        if word in corrections()["harmless"]:
            return False
        if word in corrections()["names"] or self.ends_as_person(word) or any(map(self._says, _stems(word))):
            return True
        return any(self.names_person(one) or self.is_said(one) or self._says(one) for one in self.readings(word))

    def _says(self, word: str) -> bool:
        """Whether a word says something of a person, and is no noun that the taxonomy has as a cue."""
        if word in corrections()["harmless"]:
            return False
        said = any(form.kind == "adjective" for form in self.taxonomy.forms.get((word,), ())) and self.is_said(word)
        return said or word in corrections()["in no list"] or self._betraying.betrays(word)

    def is_said(self, word: str) -> bool:
        """Whether the taxonomy has it as a word that says a value of a person, and is no adjective that says more of things."""
        return word in self._said and (word not in self.taxonomy.narrow or self.is_named(word))

    def names_person(self, word: str) -> bool:
        """Whether a singular means a person in common use."""
        fixed = corrections()
        if word in fixed["neutral"] or word in fixed.facts:
            return True
        return word not in fixed["not persons"] and self.people.means_person(word)

    def readings(self, word: str) -> tuple[str, ...]:
        """The word itself, and what it is the plural of unless it is a noun of its own ("boxers", "drawers")."""
        return (word,) if self._is_noun(word) else (word, *self.forms.singulars(word))

    def _is_noun(self, word: str) -> bool:
        return any(sense.synset.key[0] == "n" for sense in self.wordnet.ordinary(word))

    def ends_as_person(self, word: str) -> bool:
        """Whether a word that WordNet lacks ends as nouns for persons do."""
        known = any(one in self.wordnet.senses for one in self.readings(word))
        return not known and bool(_ENDINGS.search(word)) and word not in corrections()["not persons"]


def _stems(word: str) -> tuple[str, ...]:
    """The adjectives that a word may be a degree or the noun of: "gayest" -> "gay", "gaye"; "fattest" -> "fatt", "fat", "fatte"."""
    found = _DERIVED.match(word)
    if not found:
        return ()
    stem, ending = found.groups()
    if ending.startswith("i"):
        return (stem + "y",)
    return (stem, stem + "e", stem[:-1]) if stem[-1] == stem[-2] else (stem, stem + "e")
