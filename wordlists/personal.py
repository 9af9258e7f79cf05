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

# Words that WordNet lacks and that mean persons by their ending: "chairwoman", "tradespeople"; not "human" or "abdomen".
_ENDINGS = re.compile(r"..(?:wom[ae]n|(?<!hu)(?<!ger)(?<!ro)man|(?<=[bcdfgklnpst])smen|persons?|people|boys?|girls?|lad(?:y|ies)|trix)$")
# Kinds of forms of a taxonomy that say a value, or may.
_SAYING = frozenset({"noun", "adjective", "folk", "cue", "known", "he", "him", "his", "hers", "himself"})
_CUES = frozenset({"cue", "close", "animal"})
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
        """Whether the taxonomy has the word in any meaning, as a name too."""
        return (word,) in self.taxonomy.forms

    def is_named(self, word: str) -> bool:
        """Whether the taxonomy has it as a noun for persons, or as a word of grammar."""
        return any(form.kind in _NO_THINGS for form in self.taxonomy.forms.get((word,), ()))

    def is_personal(self, word: str) -> bool:
        """Whether a word in small letters names or betrays a person."""
        if word in corrections()["harmless"]:
            return False
        if word in corrections()["in no list"] or word in corrections()["names"] or self.is_said(word):
            return True
        return any(self.names_person(one) or self._betraying.betrays(one) for one in self.readings(word)) or self._ends_so(word)

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

    def _ends_so(self, word: str) -> bool:
        return word not in self.wordnet.senses and bool(_ENDINGS.search(word)) and word not in corrections()["not persons"]
