"""Says which share of the words of prompts no list knows. Run with python -m wordlists.unknown FILE...

A file is JSON lines with "prompt" (and "stratum", by which it is then counted) or plain text, one prompt a line.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from obclip.prompts.vocabulary import words
from obclip.prompts.vocabulary.taxonomy import default_taxonomy

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|s)?")


@dataclass
class Count:
    """Words read, those that nothing knows, and these by word."""

    read: int = 0
    unknown: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        found = self.unknown.total()
        return f"{found} of {self.read} words ({100 * found / max(self.read, 1):.1f} %)"


def main() -> None:
    """Counts each file by stratum, then prints the commonest unknown words."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--top", type=int, default=200, help="how many of the commonest unknown words are printed")
    options = parser.parse_args()
    every: Counter[str] = Counter()
    for path in options.files:
        counts: dict[str, Count] = defaultdict(Count)
        for stratum, prompt in _prompts(path):
            count_words(prompt, counts[stratum])
        for stratum, count in sorted(counts.items()):
            sys.stdout.write(f"{path.name} {stratum}: {count}\n")
            every += count.unknown if stratum != "languages" else Counter()
    sys.stdout.write(", ".join(f"{word} {number}" for word, number in every.most_common(options.top)) + "\n")


def _prompts(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line) if path.suffix == ".jsonl" else {"prompt": line}
        yield row.get("stratum", "all"), row["prompt"]


def count_words(prompt: str, count: Count) -> None:
    """A phrase of the taxonomy, of the artists or of the tags makes all its words known."""
    found = [word.lower() for word in _WORD.findall(prompt)]
    count.read += len(found)
    place = 0
    while place < len(found):
        length = next((size for size in range(5, 0, -1) if _known(tuple(found[place : place + size]))), 0)
        if not length:
            count.unknown[found[place]] += 1
        place += length or 1


def _known(found: tuple[str, ...]) -> bool:
    if found in default_taxonomy().forms or " ".join(found) in _phrases():
        return True
    return len(found) == 1 and (_NUMBER.fullmatch(found[0]) is not None or found[0] in _single())


@lru_cache(maxsize=1)
def _phrases() -> frozenset[str]:
    return words.artists() | words.tags()


@lru_cache(maxsize=1)
def _single() -> frozenset[str]:
    return words.harmless() | words.things() | words.neutral_persons() | words.telling_persons().keys()


if __name__ == "__main__":
    main()
