"""Makes countries.tsv: words for countries, peoples, states and cities, and for those who are from there.

Run with python -m wordlists.countries --countryinfo WHEEL, after: pip download --no-deps countryinfo==1.0.1
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from . import wordnet
from .harmless import harmless
from .listing import write_list
from .sources import Sources, add_wheel, read_sources
from .telling import Telling
from .wordnet import Synset, WordNet

VERSION = "countryinfo 1.0.1"
_PEOPLES = Path(__file__).with_name("peoples.txt")
_NATIVE = re.compile(
    r"\b(?:native|inhabitant|resident|citizen)s?(?: (?:or|and) \w+)? of (?:the )?(?:ancient |island of |city of )?"
    r"([A-Z][\w'-]+(?: (?:of |and )?[A-Z][\w'-]+)*)"
)
_MEMBER = re.compile(r"\bmember of .*\b(?:people|tribes?|peoples|race|nation|confederacy|dynasty)\b|\bIndians?\b|\bpeople\b")
# Glosses that say "native of" with an adjective, or with a part of a name.
_MEANT = {
    "German": "Germany", "French": "France", "Irish": "Ireland", "English": "United Kingdom",
    "Republic": "Democratic Republic of the Congo",
    "Communist China": "China", "Rio": "Brazil", "Holland": "Netherlands", "Great Britain": "United Kingdom", "England": "United Kingdom",
    "Scotland": "United Kingdom", "Wales": "United Kingdom", "American": "Georgia", "Mexican": "Mexico", "Byelorussia": "Belarus",
    "Macedon": "Republic of Macedonia", "Hindustan": "India", "Samoan Islands": "Samoa", "Iranian": "Iran", "Korea": "South Korea",
    "Zaire": "Democratic Republic of the Congo", "East Indies": "Indonesia", "Trinidad": "Trinidad and Tobago",
    "Antigua": "Antigua and Barbuda",
}  # fmt: skip
# Persons that the patterns catch and that are no people, and words that nobody takes for one.
_NO_PEOPLE = frozenset(
    re.split(
        r",\s+",
        """abo, alabama, angle, apostelic father, apostle, aryan, badger, beaver, black muslim, bluenose, bolshevik, bolshevist, chartist,
        cheyenne, corinthian, crow, cynic, dakota, delaware, ebionite, erie, farsi, fox, frank, frog, geordie, gog and magog, gopher,
        hindoo, hindu, illinois, indian agent, inger, iowa, jerry, jute, kafir, kansas, kiwi, latin, lesbian, levite, mackem, mam, mari,
        massachusetts, menshevik, miami, mick, mickey, missouri, mobile, mon, nation, new, north, northerner, occidental, old, omaha,
        ottawa, paddy, philistine, puritan, roma, sac, salian, samaritan, same, sooner, tarheel, teutonist, two kettle, tyke, vandal,
        volunteer, wasp, white, wichita, wolverine""",
    )
)
# Official and poetic names, which nobody comes from in a prompt, and phrases.
_LONG = re.compile(
    r"\b(?:republic|kingdom|state|union|federation|commonwealth|principality|sultanate|duchy|confederation|city|capital|gateway|hub) of\b"
    r"|\b(?:capital|people|race|person|part|british|speaking|saale|main|province)$"
    r"|\b(?:republic|states|jamahiriya)\b(?! america)|.\bstate\b"
)
# Territories that countryinfo gives the demonym of their state.
_NO_DEMONYM = frozenset({"Northern Mariana Islands", "British Indian Ocean Territory", "Hong Kong", "Macau"})


Row = tuple[str, str, str]


def main() -> None:
    """Writes the list."""
    sources = read_sources(__doc__.partition("\n")[0], add_wheel)
    write_list(
        "countries.tsv",
        ("\t".join(row) for row in Countries(sources).rows()),
        source=f"{VERSION}: countries, capitals; {wordnet.VERSION}: the rest; wordlists/peoples.txt. word, kind, where",
        licence="countryinfo's and WordNet's",
    )


@dataclass(frozen=True)
class Countries:
    """All words for a country or a people, by kind. A word that is an ordinary one too ("nice", "turkey") stands for a country only."""

    sources: Sources

    def rows(self) -> Iterator[Row]:
        """Word in small letters, kind, and the country or people that it says."""
        ordinary = frozenset(harmless(self.sources))
        by_hand = list(people_by_hand())
        known = {word for word, *_ in by_hand}
        yield from by_hand
        found = [*self._countries(), *self._natives(), *self._adjectives(), *self._peoples(), *self._states(), *self._cities()]
        for name, kind, where in found:
            word = _spelt(name)
            if word not in known and len(word) > 2 and not _LONG.search(word) and not self._is_other(word, kind, ordinary):
                yield word, kind, where
                yield from ((many, kind, where) for many in _men(word, kind))

    def _is_other(self, word: str, kind: str, ordinary: frozenset[str]) -> bool:
        """Whether the word says more of something else: "nice", "nancy"; but not for countries."""
        if kind == "city" and self.sources.personal.has_word(word):
            return True
        return kind != "country" and (word in ordinary or (kind in {"demonym", "people"} and word in _NO_PEOPLE))

    @property
    def _net(self) -> WordNet:
        return self.sources.wordnet

    @cached_property
    def _info(self) -> list[dict[str, object]]:
        with zipfile.ZipFile(self.sources.wheel) as wheel:
            names = sorted(name for name in wheel.namelist() if re.fullmatch(r"countryinfo/data/\w+\.json", name))
            return [json.loads(wheel.read(name)) for name in names]

    @cached_property
    def _names(self) -> dict[str, str]:
        """Every name of a country in small letters -> the one that countryinfo has, else WordNet's first."""
        found = {str(info["name"]).lower(): str(info["name"]).removeprefix("The ") for info in self._info}
        for synset in self._instances("country.n.2"):
            name = next((found[lemma.lower()] for lemma in synset.lemmas if lemma.lower() in found), synset.lemmas[0])
            found.update((lemma.lower(), name) for lemma in synset.lemmas)
        return found

    def _where(self, name: str) -> str:
        return self._names.get(_MEANT.get(name, name).lower(), _MEANT.get(name, name))

    def _instances(self, *kinds: str) -> list[Synset]:
        under = self._net.under(*kinds)
        return [s for s in self._net.synsets.values() if any(kind == "@i" and key in under for kind, key in s.links)]

    def _countries(self) -> Iterator[Row]:
        for name, where in self._names.items():
            yield name.removeprefix("the "), "country", where
        for info in self._info:
            for demonym in re.split(r"[,/]", str(info.get("demonym") or "")):
                if " and " not in demonym and demonym.lower() not in self._names and info["name"] not in _NO_DEMONYM:
                    yield demonym.strip(), "demonym", self._where(str(info["name"]))

    def _natives(self) -> Iterator[Row]:
        for synset in self._persons():
            if found := _NATIVE.search(synset.gloss):
                yield from ((lemma, "demonym", self._where(found[1])) for lemma in synset.lemmas if lemma[:1].isupper())

    def _peoples(self) -> Iterator[Row]:
        for synset in self._persons():
            if not _NATIVE.search(synset.gloss) and _MEMBER.search(synset.gloss.partition(";")[0]):
                yield from ((lemma, "people", synset.lemmas[0]) for lemma in synset.lemmas if lemma[:1].isupper())

    def _persons(self) -> Iterator[Synset]:
        people = self.sources.personal.people
        for synset in self._net.synsets.values():
            if people.is_person(synset) and synset.lemmas[0][:1].isupper() and not Telling.is_offensive(synset):
                yield synset

    def _adjectives(self) -> Iterator[Row]:
        """Adjectives that pertain to a named place or to a people: "Tuscan", "Siouan"."""
        peoples = {where for *_, where in self._peoples()}
        for synset in self._net.synsets.values():
            for target in self._net.linked(synset, ("\\",) if synset.key[0] == "a" else ()):
                where = target.lemmas[0]
                is_place = wordnet.NOUN_FILES.get(target.file) == "location" and target.is_instance
                kind = "demonym" if is_place else "people" if where in peoples else ""
                if kind:
                    yield from ((lemma, kind, self._where(where)) for lemma in synset.lemmas if lemma[:1].isupper())

    def _states(self) -> Iterator[Row]:
        for synset in self._instances("state.n.1", "province.n.1"):
            yield from ((lemma, "state", self._country(synset)) for lemma in synset.lemmas if len(lemma) > 3)

    def _cities(self) -> Iterator[Row]:
        for synset in self._instances("city.n.1"):
            yield from ((lemma, "city", self._country(synset)) for lemma in synset.lemmas if len(lemma) > 3)
        for info in self._info:
            yield str(info.get("capital") or ""), "city", self._where(str(info["name"]))

    def _country(self, synset: Synset) -> str:
        """The country that a place lies in, by what it is part of."""
        states = self._net.under("american_state.n.1")
        seen: Iterable[Synset] = (synset,)
        for _ in range(4):
            seen = [whole for part in seen for whole in self._net.linked(part, ("#p",))]
            for whole in seen:
                if any(kind == "@i" and key in states for kind, key in whole.links):
                    return "United States"
                if whole.lemmas[0].lower() in self._names:
                    return self._where(whole.lemmas[0])
        return synset.lemmas[0]


def people_by_hand() -> Iterator[Row]:
    """The rows of peoples.txt."""
    for line in _PEOPLES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, kind, where = line.split("\t")
            yield word, kind, where
            yield from ((many, kind, where) for many in _men(word, kind))


def _spelt(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.lower()))


def _men(word: str, kind: str) -> tuple[str, ...]:
    """ "Irishmen" beside "Irishman"; regular plurals are left to the reader."""
    is_man = kind in {"demonym", "people"} and re.search(r"(?:sh|ch|ts|rse|rth)(?:wo)?man$", word)
    return (word[:-2] + "en",) if is_man else ()


if __name__ == "__main__":
    main()
