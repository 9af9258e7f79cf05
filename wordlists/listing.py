"""Writes a list: where it comes from stands in its first lines, then one word a line, sorted."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

LISTS_VERSION = "1"
DATA = Path(__file__).parents[1] / "src" / "obclip" / "prompts" / "vocabulary" / "data"


def write_list(name: str, lines: Iterable[str], *, source: str, licence: str) -> None:
    """Writes one list into the package's data, the same bytes for the same words, and says how long it is."""
    words = sorted(set(lines))
    head = f"# version {LISTS_VERSION}\n# source: {source}\n# licence: {licence}; the notices are in SOURCES.md\n"
    (DATA / name).write_text(head + "\n".join(words) + "\n", encoding="utf-8", newline="\n")
    sys.stdout.write(f"{name}: {len(words)} lines\n")
