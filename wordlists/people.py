"""Which words mean a person in common use, by WordNet's senses and how often each was found in texts.

A sense weighs as often as it was tagged, and 1/rank more, so that untagged words count too. A word means a person where persons hold
half of its weight as a noun, and its nouns a seventh of its weight in all ("cook" does, though the verb is commoner; "star", "rock",
"light", "head", "figure", "case", and "regular" or "major" do not).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .wordnet import Key, Sense, Synset, WordNet

PERSON_FILE = 18
_NOUN_SHARE, _PERSON_SHARE = 1 / 7, 1 / 2


def weight(sense: Sense) -> float:
    """How much of a word's use one sense has."""
    return sense.count + 1 / sense.rank


@dataclass(frozen=True)
class People:
    """The persons of WordNet."""

    wordnet: WordNet

    @cached_property
    def _persons(self) -> frozenset[Key]:
        return self.wordnet.under("person.n.1")

    def is_person(self, synset: Synset) -> bool:
        """Whether a synset is a kind of person."""
        return synset.key in self._persons or (synset.key[0] == "n" and synset.file == PERSON_FILE and not synset.is_instance)

    def person_senses(self, word: str) -> tuple[Sense, ...]:
        """The senses of a word that are kinds of persons, the most frequent first."""
        found = (sense for sense in self.wordnet.ordinary(word) if self.is_person(sense.synset))
        return tuple(sorted(found, key=lambda sense: -weight(sense)))

    def means_person(self, word: str) -> bool:
        """Whether the word means a person in common use."""
        senses = self.wordnet.ordinary(word)
        nouns = sum(weight(sense) for sense in senses if sense.synset.key[0] == "n")
        persons = sum(map(weight, self.person_senses(word)))
        return persons > 0 and persons >= _PERSON_SHARE * nouns and nouns >= _NOUN_SHARE * sum(map(weight, senses))

    def words(self) -> Iterator[str]:
        """Every word of WordNet that means a person in common use, in small letters."""
        return (word for word in sorted(self.wordnet.senses) if self.means_person(word))
