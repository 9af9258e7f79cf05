"""Makes persons.txt and persons_telling.tsv: nouns for persons, without and with facts. Run with python -m wordlists.persons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from . import scowl, wordnet
from .corrections import corrections
from .harmless import additions
from .listing import write_list
from .people import weight
from .sources import Sources, read_sources
from .telling import Fact, Telling, cleaned
from .wordnet import Sense

_LARGEST = 60  # SCOWL's sizes
_LICENCE = "WordNet's and SCOWL's"


def main() -> None:
    """Writes both lists."""
    facts = facts_by_word(read_sources(__doc__.partition("\n")[0]))
    source = f"{wordnet.VERSION}'s persons, where {scowl.VERSION} to size {_LARGEST} has the word; wordlists/corrections.txt"
    write_list("persons.txt", (word for word, found in facts.items() if not found), source=source, licence=_LICENCE)
    lines = (f"{word}\t{attribute}\t{value}" for word, found in facts.items() for attribute, value in found)
    write_list("persons_telling.tsv", lines, source=f"{source}. word, attribute, value", licence=_LICENCE)


def facts_by_word(sources: Sources) -> dict[str, tuple[Fact, ...]]:
    """Every noun for a person, one and many, with what it tells; words that offend are left out, so that they stay unknown."""
    telling = Telling(sources.wordnet)
    ones = {one: _facts(sources, telling, one) for one in _ones(sources) if not _offends(sources, one)}
    return dict(_one_and_many(sources, ones))


def _ones(sources: Sources) -> Iterator[str]:
    known = scowl.ordinary_words(_LARGEST, sources.scowl)
    left_out = corrections()["in no list"] | corrections()["names"]
    words = {*sources.personal.people.words(), *corrections()["neutral"], *corrections().facts}
    by_ending = {word for word in known if sources.personal.ends_as_person(word)}
    return (w for w in sorted((words | by_ending) - left_out) if w in known and (w in by_ending or sources.personal.names_person(w)))


def _one_and_many(sources: Sources, ones: Mapping[str, tuple[Fact, ...]]) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    harmless = additions() | corrections()["harmless"]
    for word in scowl.ordinary_words(_LARGEST, sources.scowl):
        found = next((one for one in sources.personal.readings(word) if one in ones), None)
        if found and word.isalpha() and word not in harmless:
            yield word, ones[found]


def _facts(sources: Sources, telling: Telling, word: str) -> tuple[Fact, ...]:
    by_hand = corrections().facts.get(word, ())
    if word in corrections()["neutral"]:
        return cleaned(by_hand)
    found = [fact for sense in _main_senses(sources, word) for fact in telling.facts(sense.synset)]
    return cleaned([*found, *by_hand, *telling.by_ending(word)])


def _main_senses(sources: Sources, word: str) -> list[Sense]:
    """The commonest sense as a person, and those that are more than half as common."""
    senses = sources.personal.people.person_senses(word)
    return [sense for sense in senses if 2 * weight(sense) > weight(senses[0])]


def _offends(sources: Sources, word: str) -> bool:
    return any(Telling.is_offensive(sense.synset) for sense in _main_senses(sources, word))


if __name__ == "__main__":
    main()
