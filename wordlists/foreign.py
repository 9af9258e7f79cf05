"""Makes foreign.txt: words of other languages that no English prompt has. Run with python -m wordlists.foreign.

pip download --no-deps stopwordsiso==0.7.1 faker==40.63.0; npm pack cldr-annotations-full@48.2.0
"""

from __future__ import annotations

import argparse
import json
import re
import tarfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from obclip.prompts.reading.confusables import bare_letters
from obclip.prompts.vocabulary import words
from obclip.prompts.vocabulary.taxonomy import default_taxonomy

from . import scowl
from .listing import DATA, write_list

_HAND = Path(__file__).with_name("foreign_people.txt")
_PERSONS, _WORDS, _LOANS = "persons", "words", "English"
_NAMED_PERSONS, _NAMED_WORDS, _SPARED, _SMALL = "persons in spite of names", "words in spite of names", "not foreign", "small words"
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[a-z\u00df-\u024f\u1e00-\u1eff]+")
_SHORT = 3  # words of so few letters keep their diacritics, for without them they are too much alike
_LONG = 5  # from so many plain letters on one word for a person is no chance likeness
_LARGEST = 70  # of SCOWL's sizes: what it holds further is seldom typed in English

# The languages whose small words are taken, and the signs of texts in a wrong encoding.
_STOPWORDS = "af ca hr cs da nl et eu fi fr gl de ha hu id ga it lv lt ms no pl pt ro sk sl so es sw sv tl tr vi yo zu".split()
_BROKEN = {"tr": re.compile("[ýþţđð]")}
# The languages whose words for emoji are taken: of all the emoji, or of persons and what they look like alone.
_MANY = "da de es fr id it nl no pl pt sv tr".split()
_FEW = "af az bs ca cs cy et eu fi fil ga gl ha hr hu is lt lv ms nn ro sk sl so sq sr-Latn sw uz vi yo zu".split()
_SINGLE = "👩👨👧👦👵👴👶🧒👸🤴🤰"
_LOOKS = "👱🧔🧓👰👭👫👪🧑🏃💃👀👄👋🦳🦱😀😢👓👗👚👕🎩👑"
_SCENES = "🌹🌳🌸🍎🍞☕🐶🐱🐴🐦🏠🏰⛪🏖🏞🏙🌅🌃🌉⛰🌊🚗⛵☀🌙⭐☔❄🔥🔴🔵🟢🟡⚪⚫📷🎨🖼🎸🪑🚪👻⚔🤖"
_MORE = "🌾🍂🌻🐟🐑🐄🦋🐉🛡🧙🧚🕯🎻⚽🚲🚂✈🚀🕌🍷🍕👠🧣🕶💍💐🎂🏛🎪🏜🏝🌋🌲🌿👷👮🧜🎭📖🥀💀🦊🐺🦅⛲🌫🌈"


@dataclass(frozen=True)
class _English:
    """known: the words that the reader knows; other: rarer English words, names of persons of all countries and of places."""

    known: frozenset[str]
    other: frozenset[str]

    def __contains__(self, word: object) -> bool:
        return word in self.known or word in self.other


def main() -> None:
    """Reads the command line, then writes the list."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--scowl", type=Path, default=scowl.FOLDER, help="the folder of SCOWL's lists (Debian: scowl)")
    parser.add_argument("--stopwords", type=Path, required=True, help="the wheel of stopwordsiso: pip download --no-deps stopwordsiso")
    parser.add_argument("--names", type=Path, required=True, help="the wheel of faker: pip download --no-deps faker")
    parser.add_argument(
        "--annotations", type=Path, required=True, help="the archive of cldr-annotations-full: npm pack cldr-annotations-full"
    )
    options = parser.parse_args()
    write_list(
        "foreign.txt",
        foreign(_english(options.scowl, options.names), _Emoji(options.annotations), _stopwords(options.stopwords)),
        source="stopwordsiso 0.7.1; CLDR 48.2.0's words for emoji; wordlists/foreign_people.txt; "
        f"less English words and names ({scowl.VERSION}, faker 40.63.0, the other lists)",
        licence="stopwordsiso's and Unicode's",
    )


def foreign(english: _English, emoji: _Emoji, stopwords: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The lines: a word and, if it is no plain one, its kind (a person, a name, a small word), or a phrase that English has taken over."""
    hand = _by_hand()
    persons = _spelt([*hand[_PERSONS], *emoji.persons()], english)
    single = {word for word in persons if word not in english and len(word) >= (_LONG if word.isascii() else _SHORT)}
    found = persons | _spelt([*hand[_WORDS], *emoji.words(), *stopwords], english)
    named_persons, named_words = ({word for _, word in hand[name]} for name in (_NAMED_PERSONS, _NAMED_WORDS))
    plain = {word for word in found - single if word not in english and (len(word) >= _SHORT or not word.isascii())}
    yield from (f"{word}\tperson" for word in single - named_persons)
    yield from (f"{word}\tperson or name" for word in named_persons)
    yield from (f"{word}\tname" for word in named_words - named_persons - single)
    yield from plain - named_words - named_persons
    yield from (f"{word}\tsmall" for word in {word for _, word in hand[_SMALL]} - english.known - plain - named_words)
    yield from (f"{phrase}\tEnglish" for phrase in _loans())


def _spelt(said: Iterable[tuple[str, str]], english: _English) -> set[str]:
    """The words as they are looked up: without diacritics, unless the word is short or English without them."""
    found = set()
    for language, written in said:
        word = unicodedata.normalize("NFC", written.lower())
        bare = bare_letters(word)
        if _LATIN.fullmatch(word):
            found.add(word if language == "vi" or len(bare) <= _SHORT or bare in english else bare)
    return found


def _english(folder: Path, names: Path) -> _English:
    known = {*words.harmless(), *words.things(), *words.neutral_persons(), *words.telling_persons()}
    known.update(phrase for phrase in _phrases() if phrase.isalpha())
    other = {*scowl.ordinary_words(_LARGEST, folder), *(word.lower() for word in scowl.capital_words(_LARGEST, folder))}
    other |= {*(word for phrase in _phrases() for word in phrase.split()), *_names(names), *(word for _, word in _by_hand()[_SPARED])}
    for name in words.artists():
        other.update(name.split())
    for line in (DATA / "countries.tsv").read_text(encoding="utf-8").splitlines():
        other.update(_WORD.findall(line.partition("\t")[0]))
    return _English(frozenset(known), frozenset(other))


def _phrases() -> frozenset[str]:
    """Phrases and words of the taxonomy and of the lists of tags."""
    return words.tags() | {" ".join(form) for form in default_taxonomy().forms}


def _names(wheel: Path) -> Iterator[str]:
    """First names and surnames of all countries, from the lists in faker's modules."""
    with zipfile.ZipFile(wheel) as files:
        for path in files.namelist():
            if re.fullmatch(r"faker/providers/person/\w+/__init__\.py", path):
                for _, name in re.findall(r"""(["'])([^"'\n]+)\1""", files.read(path).decode("utf-8")):
                    yield from _WORD.findall(name.lower())


class _Emoji:
    """What the languages call the emoji, by CLDR's annotations."""

    def __init__(self, archive: Path) -> None:
        with tarfile.open(archive) as files:
            read = {language: files.extractfile(f"package/annotations/{language}/annotations.json") for language in (*_MANY, *_FEW)}
            self._said: dict[str, dict[str, Any]] = {
                language: json.load(file)["annotations"]["annotations"] for language, file in read.items() if file is not None
            }

    def words(self) -> Iterator[tuple[str, str]]:
        """Languages and words: names and what else each emoji is found by."""
        for language, said in self._said.items():
            for sign in _SINGLE + _LOOKS + (_SCENES + _MORE if language in _MANY else ""):
                entry = said.get(sign, {})
                for phrase in (*entry.get("default", ()), *entry.get("tts", ())):
                    yield from ((language, word) for word in _WORD.findall(phrase))

    def persons(self) -> Iterator[tuple[str, str]]:
        """Languages and the names, where they are one word, of the emoji of single persons."""
        for language, said in self._said.items():
            names = (said.get(sign, {}).get("tts", [""])[0] for sign in _SINGLE)
            yield from ((language, name) for name in names if _WORD.fullmatch(name))


def _stopwords(wheel: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(wheel) as files:
        lists = json.loads(files.read("stopwordsiso/stopwords-iso.json"))
    for language in _STOPWORDS:
        for phrase in lists[language]:
            if language not in _BROKEN or not _BROKEN[language].search(phrase):
                yield from ((language, word) for word in _WORD.findall(phrase))


@lru_cache(maxsize=1)
def _by_hand() -> Mapping[str, list[tuple[str, str]]]:
    """Languages and words by the section of foreign_people.txt."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for section, line in _lines():
        language, _, listed = line.rpartition(":")
        if section != _LOANS:
            found[section] += [(language, word) for word in _WORD.findall(listed)]
    return found


def _loans() -> list[str]:
    return [line for section, line in _lines() if section == _LOANS]


def _lines() -> Iterator[tuple[str, str]]:
    section = ""
    for line in _HAND.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            yield section, line


if __name__ == "__main__":
    main()
