"""Reads SCOWL's word lists: ordinary English words by how common they are, and words with a capital letter apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FOLDER = Path("/usr/share/dict/scowl")
VERSION = "SCOWL 2020.12.07"
SIZES = (10, 20, 35, 40, 50, 55, 60, 70)  # from 80 on SCOWL holds words that few people know
SPELLINGS = ("english", "american", "british", "british_z", "canadian", "australian", "variant_1")


def ordinary_words(largest: int, folder: Path = FOLDER) -> dict[str, int]:
    """The words in small letters, in all spellings, and the smallest size that each is in; possessives are left out."""
    return _read(folder, ("words",), largest)


def capital_words(largest: int, folder: Path = FOLDER) -> dict[str, int]:
    """Proper names and other words with a capital letter, as they are spelt."""
    return _read(folder, ("upper", "proper-names"), largest)


def contractions(largest: int, folder: Path = FOLDER) -> dict[str, int]:
    """ "don't", "we've" and their like."""
    return _read(folder, ("contractions",), largest)


def _read(folder: Path, kinds: tuple[str, ...], largest: int) -> dict[str, int]:
    if not folder.is_dir():
        raise SystemExit(f"{folder}: no SCOWL there. Install Debian's scowl, or name its folder with --scowl.")
    found: dict[str, int] = {}
    for size in SIZES:
        if size <= largest:
            for word in _words_of_size(folder, kinds, size):
                found.setdefault(word, size)
    return found


def _words_of_size(folder: Path, kinds: tuple[str, ...], size: int) -> Iterator[str]:
    for spelling in SPELLINGS:
        for kind in kinds:
            path = folder / f"{spelling}-{kind}.{size}"
            if path.is_file():
                words = path.read_text(encoding="utf-8").split()
                yield from (word for word in words if kind == "contractions" or not word.endswith("'s"))
