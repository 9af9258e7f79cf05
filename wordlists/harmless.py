"""Makes harmless.txt: English words that say nothing of a person. Run with python -m wordlists.harmless."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from . import scowl, wordnet
from .listing import write_list
from .people import weight
from .sources import Sources, read_sources

# Of SCOWL's rarer words only those that name something to be seen are taken; from size _NAMES on, proper names in small letters go.
_COMMON, _RARE, _NAMES = 55, 60, 50
_SEEN = frozenset({"animal", "artifact", "food", "object", "phenomenon", "plant", "shape", "substance"})
_WORD = re.compile(r"[^\W\d_]{2,}")  # single letters stand in additions.txt
_ADDITIONS = Path(__file__).with_name("additions.txt")


def main() -> None:
    """Writes the list."""
    write_list(
        "harmless.txt",
        harmless(read_sources(__doc__.partition("\n")[0])),
        source=f"{scowl.VERSION}, to size {_COMMON} (things to {_RARE}), less {wordnet.VERSION}'s persons; wordlists/additions.txt",
        licence="SCOWL's and WordNet's",
    )


def harmless(sources: Sources) -> Iterator[str]:
    """The words of SCOWL and of additions.txt that neither name nor betray a person."""
    proper = {word.lower() for word in scowl.capital_words(_RARE, sources.scowl)}
    for word, size in scowl.ordinary_words(_RARE, sources.scowl).items():
        seen = _is_seen(sources, word)
        if not _WORD.fullmatch(word) or not word.islower() or (size > _COMMON and not seen):
            continue
        is_name = size >= _NAMES and word in proper and not seen and _is_only_name(sources, word)
        if not is_name and not sources.personal.is_personal(word):
            yield from (spelling for spelling in (word, _plain(word)) if not sources.personal.is_said(spelling))
    yield from additions()


def additions() -> frozenset[str]:
    """Harmless words that SCOWL leaves out, kept by hand."""
    lines = _ADDITIONS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _is_seen(sources: Sources, word: str) -> bool:
    return any(_is_thing(sources, one) for one in sources.personal.readings(word))


def _is_thing(sources: Sources, word: str) -> bool:
    senses = [sense for sense in sources.wordnet.ordinary(word) if sense.synset.key[0] == "n"]
    seen = sum(weight(sense) for sense in senses if wordnet.NOUN_FILES[sense.synset.file] in _SEEN)
    return seen > 0 and 2 * seen >= sum(map(weight, senses))


def _is_only_name(sources: Sources, word: str) -> bool:
    """Whether it is a proper name that no ordinary sense of WordNet has in small letters."""
    forms = sources.personal.readings(word)
    return not any(one in sense.synset.lemmas for one in forms for sense in sources.wordnet.senses.get(one, ()))


def _plain(word: str) -> str:
    """The word without its accents, as many type it."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


if __name__ == "__main__":
    main()
