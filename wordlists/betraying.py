"""Words that say something of a person without naming one: of bodies and ages, of illness, of garments of one sex, people or faith.

A word counts where half of its weight in all parts of speech lies in such senses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .people import weight
from .wordnet import Key, Synset, WordNet

# Adjectives that lie together with these in WordNet.
_HEADS = (
    "fat.a.1", "thin.a.2", "short.a.3", "old.a.1", "young.a.1", "adolescent.a.2", "male.a.1", "masculine.a.2", "female.a.1", "feminine.a.1",
    "feminine.a.3", "pregnant.a.1", "disabled.a.1", "blind.a.1", "deaf.a.1", "mute.a.2", "lame.a.2", "ill.a.1", "insane.a.1", "unfit.a.2",
    "unfit.a.3", "black.a.2", "white.a.2", "blonde.a.1", "brunet.a.1", "bearded.a.1", "homosexual.a.1",
)  # fmt: skip
_ILLNESS = ("illness.n.1", "disability.n.1", "mental_disorder.n.1", "defect.n.1")
_WORN = ("clothing.n.1", "footwear.n.1", "headdress.n.1", "cloak.n.2", "adornment.n.1", "hairdo.n.1", "facial_hair.n.1")
_WEARERS = re.compile(
    r"\b(?:wom[ae]n|girls?|lad(?:y|ies)|m[ae]n|boys?|males?|females?|priests?|clergy\w*|bishops?|monks?|nuns?|pope|cardinals?|infants?"
    r"|bab(?:y|ies)|child(?:ren)?|brides?|widows?|Muslims?|Hindus?|Jew(?:s|ish)|Arabs?|Scot\w*|[A-Z]\w+(?:an|ese))\b"
)


@dataclass(frozen=True)
class Betraying:
    """WordNet's senses that betray something of a person."""

    wordnet: WordNet

    def betrays(self, word: str) -> bool:
        """Whether the word says something of a person in common use."""
        senses = self.wordnet.ordinary(word)
        said = sum(weight(sense) for sense in senses if sense.synset.key in self._keys)
        return said > 0 and 2 * said >= sum(map(weight, senses))

    @cached_property
    def _keys(self) -> frozenset[Key]:
        heads = [self.wordnet.named(name) for name in _HEADS]
        satellites = [near.key for head in heads for near in self.wordnet.linked(head, ("&",))]
        worn = [key for key in self.wordnet.under(*_WORN) if _names_wearer(self.wordnet.synsets[key])]
        return frozenset([*(head.key for head in heads), *satellites, *self.wordnet.under(*_ILLNESS), *worn])


def _names_wearer(synset: Synset) -> bool:
    return bool(_WEARERS.search(synset.gloss.partition(";")[0]))
