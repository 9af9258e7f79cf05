"""What a kind of person tells besides what the person does: by where WordNet puts it, and by the first words of its gloss."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .wordnet import Key, Synset, WordNet

Fact = tuple[str, str]  # an attribute and a value

# Whatever lies under these tells the fact. The names are WordNet's: word, part of speech, rank.
_UNDER: dict[Fact, tuple[str, ...]] = {
    ("gender", "female"): ("female.n.2", "woman.n.1", "girl.n.1", "girl.n.2", "goddess.n.1", "nun.n.1", "woman.n.3"),
    ("gender", "male"): ("male.n.2", "man.n.1", "boy.n.1", "monk.n.1"),
    ("gender", "transgender"): ("transsexual.n.1",),
    ("age", "child"): ("child.n.1",),
    ("age", "teenage"): ("adolescent.n.1",),
    ("age", "old"): ("oldster.n.1", "old_man.n.3"),
    ("religion", "unspecified"): ("religious_person.n.1", "spiritual_leader.n.1"),
    ("religion", "christian"): ("christian.n.1", "clergyman.n.1", "saint.n.1"),
    ("religion", "islam"): ("muslim.n.1",),
    ("religion", "jewish"): ("rabbi.n.1",),
    ("religion", "hindu"): ("hindu.n.2",),
    ("religion", "buddhist"): ("buddhist.n.1",),
    ("religion", "pagan"): ("pagan.n.1", "pagan.n.2"),
    ("religion", "atheist"): ("atheist.n.1",),
    ("religion", "monastic"): ("religious.n.1",),
    ("ethnicity", "unspecified"): ("person_of_color.n.1", "mixed-blood.n.1"),
    ("disability", "ill"): ("sick_person.n.1",),
    ("disability", "disabled"): ("handicapped_person.n.1",),
    ("orientation", "gay"): ("homosexual.n.1",),
    ("orientation", "bisexual"): ("bisexual.n.1",),
    ("orientation", "heterosexual"): ("heterosexual.n.1",),
    ("body", "fat"): ("fat_person.n.1",),
    ("body", "thin"): ("thin_person.n.1",),
    ("body", "short"): ("small_person.n.1",),
}
_ANY = r"^(?:\([^)]*\) )?(?:an? |the |one |any |some(?:one|body) who is |[a-z-]+ ){0,3}"
_WOMAN = r"(woman|women|girl|lady|female|wife|mother|daughter|sister|widow|queen|princess|actress|goddess)\b(?! or )"
_MAN = r"(man|men|boy|male|husband|father|son|brother|widower|king|prince|gentleman|fellow|guy)\b(?! or )"
_AGED = r"^(?:\([^)]*\) )?an? (?:[a-z]+ )?(?:old|elderly|aged)\b|\b(?:in|is) (?:his|her|their) (?:sixties|seventies|eighties|nineties)\b"
_PEOPLE = r"\b(?:inhabitant of|member of an? [A-Z]|native of [A-Z]|ethnic slur|American Indian|Spanish-speaking)\b"
_UNABLE = r"\b(?:unable to|loss of|paraly[sz]ed|amputat|missing) (?:walk|speak|hear|see|a limb|legs|arms)\b"
_GLOSSES: tuple[tuple[Fact, str], ...] = (
    (("gender", "female"), _ANY + _WOMAN),
    (("gender", "male"), _ANY + _MAN),
    (("age", "child"), _ANY + r"(?:child|baby|infant|toddler)\b"),
    (("age", "teenage"), _ANY + r"(?:teenage|adolescent)\b"),
    (("age", "young"), r"^(?:\([^)]*\) )?an? (?:[a-z]+ )?(?:young|youthful)\b"),
    (("age", "old"), _AGED),
    (("religion", "islam"), r"\b(?:Muslim|Moslem|Islam|Islamic|Koran|mosque)\b"),
    (("religion", "jewish"), r"\b(?:Jewish|Judaism|synagogue|Jews)\b"),
    (("religion", "hindu"), r"\bHindu(?:ism)?\b"),
    (("religion", "buddhist"), r"\bBuddhis[tm]\b"),
    (("religion", "christian"), r"\b(?:Christian|Christianity|Catholic|Protestant|Anglican|church|bishop|clergyman|Jesus)\b"),
    (("ethnicity", "unspecified"), _PEOPLE),
    (("disability", "ill"), r"\bsuffering from\b|\bafflicted with\b"),
    (("disability", "disabled"), _UNABLE),
)
# Endings that tell a sex: "businesswoman", "altar boy"; WordNet's glosses often pass over it.
_ENDINGS: tuple[tuple[Fact, str], ...] = (
    (("gender", "female"), r"wom[ae]n$|[^m]girls?$|lad(?:y|ies)$|maids?$|(?<!witn)ess(?:es)?$|ettes?$"),
    (("gender", "male"), r"(?<!wo)(?<!hu)(?<!^ger)m[ae]n$|(?<!tom)boys?$"),
)
_OFFENSIVE = re.compile(r"\b(?:offensive|slur|disparaging|obscene|derogatory|insulting|vulgar)\b")


@dataclass(frozen=True)
class Telling:
    """Which facts WordNet's persons tell. trees: whatever lies under these synsets tells the fact."""

    wordnet: WordNet
    trees: Mapping[Fact, tuple[str, ...]] = field(default_factory=lambda: _UNDER)

    @cached_property
    def _trees(self) -> dict[Fact, frozenset[Key]]:
        return {fact: self.wordnet.under(*roots) for fact, roots in self.trees.items()}

    def facts(self, synset: Synset) -> tuple[Fact, ...]:
        """What a synset tells of a person, in a fixed order; nothing for "sailor" or "violinist"."""
        definition = synset.gloss.partition(";")[0]
        by_place = [fact for fact, keys in self._trees.items() if synset.key in keys]
        by_gloss = [fact for fact, pattern in _GLOSSES if re.search(pattern, definition)]
        return tuple(dict.fromkeys([*by_place, *_first_sex(definition, by_gloss)]))

    @staticmethod
    def by_ending(word: str) -> tuple[Fact, ...]:
        """What the end of a word tells."""
        return tuple(fact for fact, pattern in _ENDINGS if re.search(pattern, word))

    @staticmethod
    def is_offensive(synset: Synset) -> bool:
        """Whether its gloss calls it a word that offends: such words stand in no list, and so stay unknown."""
        return bool(_OFFENSIVE.search(synset.gloss.partition(";")[0]))


def _first_sex(definition: str, facts: list[Fact]) -> list[Fact]:
    """Of two sexes in a gloss the first: "a woman whose husband is dead" is one of a woman."""
    places = {fact: found.start(1) for fact, pattern in _GLOSSES[:2] if fact in facts and (found := re.search(pattern, definition))}
    later = [fact for fact, place in places.items() if place > min(places.values())]
    return [fact for fact in facts if fact not in later]


def cleaned(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """In a fixed order, and without "unspecified" where the value is known."""
    facts = set(facts)
    known = {attribute for attribute, value in facts if value != "unspecified"}
    return tuple(sorted(fact for fact in facts if fact[1] != "unspecified" or fact[0] not in known))
