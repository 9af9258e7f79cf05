"""The script that a character belongs to, by Unicode's own table: what this Python knows of letters may be years older."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from importlib.resources import files

LATIN, COMMON = "Latin", "Common"


def script_of(letter: str) -> str:
    """The script of a character by Unicode's name: "Latin", "Cyrillic", "Han"; "Common" for what several scripts or none use."""
    if letter <= "\x7f":
        return LATIN if letter.isalpha() else COMMON
    firsts, lasts, names = _stretches()
    place = bisect_right(firsts, ord(letter)) - 1
    return names[place] if ord(letter) <= lasts[place] else COMMON


@lru_cache(maxsize=1)
def _stretches() -> tuple[list[int], list[int], list[str]]:
    text = files("obclip.prompts.vocabulary").joinpath("data/scripts.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return [int(first, 16) for first, _, _ in rows], [int(last, 16) for _, last, _ in rows], [name for _, _, name in rows]
