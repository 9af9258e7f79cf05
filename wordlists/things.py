"""Makes things.txt: nouns of things, animals, plants, food, places and stuffs, with their plurals. Run with python -m wordlists.things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from . import scowl, wordnet
from .corrections import corrections
from .listing import write_list
from .people import weight
from .sources import Sources, read_sources
from .wordnet import Key

_LARGEST = 50  # SCOWL's sizes
# WordNet's files of what is no person, and may be old, black or Persian.
_FILES = frozenset({"animal", "artifact", "food", "location", "object", "phenomenon", "plant", "shape", "substance", "time"})
# Of what is said and shown, and of groups and properties, only what is seen in pictures and is no person's.
_ALSO = (
    "written_communication.n.1", "visual_communication.n.1", "sign.n.2", "music.n.1", "show.n.3", "symbol.n.1", "collection.n.1",
    "biological_group.n.1", "vegetation.n.1", "currency.n.1", "weather.n.1", "color.n.1", "design.n.4",
)  # fmt: skip
# What is worn as hair or is a look of a person's is no thing: "white wig" speaks of the person.
_LOOKS = ("hairdo.n.1", "hairpiece.n.1", "facial_hair.n.1", "makeup.n.1", "prosthesis.n.1")
_THING_SHARE, _NOUN_SHARE, _PERSON_SHARE, _BODY_SHARE = 0.5, 0.5, 0.25, 0.15


def main() -> None:
    """Writes the list."""
    write_list(
        "things.txt",
        Things(read_sources(__doc__.partition("\n")[0])).words(),
        source=f"{wordnet.VERSION}, its files of things, where {scowl.VERSION} to size {_LARGEST} has the word",
        licence="WordNet's and SCOWL's",
    )


@dataclass(frozen=True)
class Things:
    """Which nouns mean a thing in common use and never a person."""

    sources: Sources

    def words(self) -> Iterator[str]:
        """The things, one and many, and those added by hand."""
        added, left_out = corrections()["things"], corrections()["not things"]
        for word in scowl.ordinary_words(_LARGEST, self.sources.scowl):
            by_hand = any(one in added for one in self.sources.personal.readings(word))
            if word.isalpha() and word.islower() and word not in left_out and (by_hand or self._is_one_or_many(word)):
                yield word
        yield from added

    def _is_one_or_many(self, word: str) -> bool:
        personal = self.sources.personal
        if personal.is_named(word) or self._is_verb_form(word) or (personal.is_personal(word) and word not in personal.told):
            return False
        return any(self._is_thing(one) and not personal.is_named(one) for one in personal.readings(word))

    def _is_verb_form(self, word: str) -> bool:
        """Whether it is a form of a verb besides: "young waving girl" says nothing of a waving."""
        stem = word.removesuffix("ing")
        return word in self.sources.inflected or (stem != word and any(map(self._is_verb, (stem, stem + "e", stem[:-1]))))

    def _is_verb(self, word: str) -> bool:
        return any(sense.synset.key[0] == "v" for sense in self.sources.wordnet.ordinary(word))

    def _is_thing(self, word: str) -> bool:
        senses = self.sources.wordnet.ordinary(word)
        nouns = [sense for sense in senses if sense.synset.key[0] == "n"]
        total = sum(map(weight, nouns))
        things = sum(weight(sense) for sense in nouns if sense.synset.key in self._keys)
        persons = sum(weight(sense) for sense in nouns if self.sources.personal.people.is_person(sense.synset))
        body = sum(weight(sense) for sense in nouns if wordnet.NOUN_FILES[sense.synset.file] == "body")
        return (
            things > 0
            and things >= _THING_SHARE * total
            and persons <= _PERSON_SHARE * total
            and body <= _BODY_SHARE * total
            and total >= _NOUN_SHARE * sum(map(weight, senses))
        )

    @cached_property
    def _keys(self) -> frozenset[Key]:
        net = self.sources.wordnet
        by_file = {key for key, synset in net.synsets.items() if key[0] == "n" and wordnet.NOUN_FILES[synset.file] in _FILES}
        return frozenset((by_file | net.under(*_ALSO)) - net.under(*_LOOKS))


if __name__ == "__main__":
    main()
