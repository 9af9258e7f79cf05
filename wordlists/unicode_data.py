"""Writes the safeguard's tables of letters, scripts and emoji from the Unicode Consortium's files.

    python -m wordlists.unicode_data --unicode-data /usr/share/unicode --confusables confusables.txt

The folder is that of Debian's package unicode-data, in version 17.0.0-2; confusables.txt of UTS #39 is no part of it and lies in ICU's
sources (version 78, source/data/unidata; Debian's source package icu). Files of another version, or of two, are refused.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .unicode_emoji import person_rows, sequence_rows

VERSION = "17.0.0"
TARGET = Path(__file__).parents[1] / "src/obclip/prompts/vocabulary/data"
_HEAD = "# Unicode {version}, made of {files}; © 1991-2025 Unicode, Inc.; Unicode License v3, https://www.unicode.org/license.txt"
_SMALL = re.compile(r"(?:PARENTHESIZED LATIN SMALL LETTER|LATIN LETTER SMALL CAPITAL(?: REVERSED| TURNED| BARRED)?) ([A-Z])")
_LARGE = re.compile(
    r"(?:PARENTHESIZED|OUTLINED|TORTOISE SHELL BRACKETED|(?:CROSSED )?NEGATIVE (?:CIRCLED|SQUARED)) LATIN CAPITAL LETTER ([A-Z])"
)
# Confusable with "p" and "x", but read as "th", as "w" and as a sign between two words.
_READ_OTHERWISE = frozenset("þƿ╳")
# "m" itself is no prototype in confusables.txt: what looks like it is mapped to "rn".
_PROTOTYPES = {"rn": "m"}
_MU = ("μ", "u")  # NFKC makes the micro sign Greek, and "μm" is no Greek word


@dataclass(frozen=True)
class Sources:
    """The files, read on demand."""

    folder: Path
    confusables: Path

    @cached_property
    def characters(self) -> dict[str, tuple[str, str, str]]:
        """Name, general category and decomposition of each character with a name of its own."""
        rows = fields(self.folder / "UnicodeData.txt")
        return {letter(row[0]): (row[1], row[2], row[5]) for row in rows if not row[1].startswith("<")}

    @cached_property
    def scripts(self) -> list[tuple[int, int, str]]:
        """Stretches of one script, in order, without Common and Inherited."""
        rows = ((*ends(row[0]), row[1]) for row in fields(self.folder / "Scripts.txt"))
        return sorted(row for row in rows if row[2] not in ("Common", "Inherited"))

    @cached_property
    def latin(self) -> frozenset[str]:
        """The letters of the Latin script."""
        return frozenset(chr(code) for first, last, name in self.scripts if name == "Latin" for code in range(first, last + 1))

    @cached_property
    def looks(self) -> dict[str, str]:
        """What each character looks like, by UTS #39."""
        return {letter(row[0]): "".join(map(letter, row[1].split())) for row in fields(self.confusables)}

    def check(self) -> None:
        """Refuses files of another version than VERSION."""
        for path in (self.folder / "Scripts.txt", self.folder / "emoji/emoji-test.txt", self.confusables):
            if not path.is_file():
                raise SystemExit(f"{path}: no such file. See the first lines of this command's file for where it is found.")
            head = path.read_text(encoding="utf-8-sig")[:600]
            if not re.search(rf"(?:Scripts-|Version: ){VERSION.removesuffix('.0')}(?:\.0)?\b", head):
                raise SystemExit(f"{path}: not of Unicode {VERSION}. Name files of that version, or change VERSION and the tests' cases.")


def fields(path: Path) -> Iterator[list[str]]:
    """The fields of each line of a file of the Unicode Character Database."""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        text = line.partition("#")[0].strip()
        if text and not text.startswith("@"):
            yield [field.strip() for field in text.split(";")]


def letter(code: str) -> str:
    """The character of a code point in hexadecimal figures."""
    return chr(int(code, 16))


def ends(stretch: str) -> tuple[int, int]:
    """First and last code point of "0041..005A" or "00AA"."""
    first, _, last = stretch.partition("..")
    return int(first, 16), int(last or first, 16)


def script_rows(sources: Sources) -> Iterator[tuple[str, ...]]:
    """Stretches of one script; those that only unassigned code points part are one."""
    taken = {code for row in fields(sources.folder / "Scripts.txt") for code in range(ends(row[0])[0], ends(row[0])[1] + 1)}
    joined: list[tuple[int, int, str]] = []
    for first, last, name in sources.scripts:
        if joined and joined[-1][2] == name and not taken.intersection(range(joined[-1][1] + 1, first)):
            joined[-1] = (joined[-1][0], last, name)
        else:
            joined.append((first, last, name))
    return ((f"{first:04X}", f"{last:04X}", name) for first, last, name in joined)


def lookalike_rows(sources: Sources) -> Iterator[tuple[str, ...]]:
    """Character, Latin letter, and when it is read so: always, in a mixed word, or only without its stroke (bare)."""
    always = dict(_named_letters(sources))
    mixed = dict([_MU])
    for sign, latin in _similar_letters(sources):
        if sign not in always and not sources.characters[sign][2] and sign not in _READ_OTHERWISE:
            (always if sign in sources.latin else mixed)[sign] = latin
    bare = {sign: latin for sign, latin in _stroked_letters(sources) if sign not in always}
    for use, table in (("always", always), ("mixed", mixed), ("bare", bare)):
        yield from ((f"{ord(sign):04X}", table[sign], use) for sign in sorted(table))


def _named_letters(sources: Sources) -> Iterator[tuple[str, str]]:
    """Letters in frames and small capitals, by their names."""
    for sign, (name, _, _) in sources.characters.items():
        if match := _SMALL.fullmatch(name):
            yield sign, match[1].lower()
        elif match := _LARGE.fullmatch(name):
            yield sign, match[1]


def _similar_letters(sources: Sources) -> Iterator[tuple[str, str]]:
    """What is confusable with one ASCII letter, or with a small capital; never a digit, a combining mark or an operator."""
    alike: dict[str, list[str]] = defaultdict(list)
    for sign, look in sources.looks.items():
        alike[look].append(sign)
    for look, signs in alike.items():
        latin = _PROTOTYPES.get(look, look if len(look) == 1 and look.isascii() and look.isalpha() else "")
        capital = next((match[1] for sign in (look, *signs) if (match := _small_capital(sign, sources))), "")
        for sign in (look, *signs) if latin or capital else ():
            if len(sign) > 1 or sign.isascii() or sources.characters[sign][1] not in ("Lu", "Ll", "Lt", "Lo", "Lm", "So", "Po"):
                continue
            yield sign, _i_or_l(sign, latin, sources) if latin else capital.lower()
            if capital and not latin and len(sign.upper()) == 1 and sign.upper() not in (sign, *sources.looks):
                yield sign.upper(), capital


def _small_capital(sign: str, sources: Sources) -> re.Match[str] | None:
    return _SMALL.fullmatch(sources.characters[sign][0]) if sign in sources.characters else None


def _i_or_l(sign: str, latin: str, sources: Sources) -> str:
    """confusables.txt has "l" for capital "I" as well."""
    name, category, _ = sources.characters[sign]
    return "I" if latin == "l" and (category == "Lu" or name.endswith(" I")) else latin


def _stroked_letters(sources: Sources) -> Iterator[tuple[str, str]]:
    """Latin letters with a stroke or a hook, which no decomposition parts from it: "ø" looks like "o" and a stroke."""
    for sign, look in sources.looks.items():
        if sign not in sources.latin or sources.characters[sign][2]:
            continue
        plain = unicodedata.normalize("NFD", look)
        if plain[0].isascii() and plain[0].isalpha() and plain[1:] and all(unicodedata.category(mark)[0] == "M" for mark in plain[1:]):
            yield sign, plain[0]


def write(name: str, files: str, rows: Iterable[tuple[str, ...]]) -> None:
    """One table: a line that says where it comes from, then its rows."""
    lines = [_HEAD.format(version=VERSION, files=files), *("\t".join(row) for row in rows)]
    (TARGET / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Writes the four tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--unicode-data", type=Path, default=Path("/usr/share/unicode"), help="the folder of Debian's unicode-data")
    parser.add_argument("--confusables", type=Path, required=True, help="confusables.txt of UTS #39")
    named = parser.parse_args()
    sources = Sources(named.unicode_data, named.confusables)
    sources.check()
    write("scripts.tsv", "Scripts.txt", script_rows(sources))
    write("confusables.tsv", "confusables.txt (UTS #39), UnicodeData.txt and Scripts.txt", lookalike_rows(sources))
    write("emoji_persons.tsv", "emoji-test.txt (UTS #51)", person_rows(sources.folder / "emoji"))
    write("emoji_sequences.tsv", "emoji-test.txt and emoji-variation-sequences.txt (UTS #51)", sequence_rows(sources.folder / "emoji"))


if __name__ == "__main__":
    main()
