"""Writes a list: where it comes from stands in its first lines, then one word a line, sorted."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

LISTS_VERSION = "1"
DATA = Path(__file__).parents[1] / "src" / "obclip" / "prompts" / "vocabulary" / "data"


def write_list(name: str, lines: Iterable[str], *, source: str, licence: str) -> None:
    """Writes one list into the package's data and says how long it is."""
    text = list_text(lines, source=source, licence=licence)
    (DATA / name).write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{name}: {text.count(chr(10))} lines\n")


def list_text(lines: Iterable[str], *, source: str, licence: str) -> str:
    """The text of a list: three lines about it, then each word once, sorted."""
    head = f"# version {LISTS_VERSION}\n# source: {source}\n# licence: {licence}; the notices are in SOURCES.md\n"
    return head + "".join(f"{word}\n" for word in sorted(set(lines)))
