"""What an evaluation draws: prompts with the attributes that they state, and the other wordings that its controls need."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from obclip.errors import BadRequest, UserError
from obclip.prompts.candidates import CandidateSet
from obclip.prompts.safeguard import safeguard
from obclip.text_files import read_text

from .worlds import PORTRAITS, World

OWN, CANONICAL, NEUTRAL, WRONG = "own", "canonical", "neutral", "wrong"


@dataclass(frozen=True)
class Item:
    """One picture to draw. attributes: {attribute: value} that the prompt states, in the judge's names."""

    prompt: str
    attributes: dict[str, str]
    seed: int


@dataclass(frozen=True)
class Worded:
    """An item in the words of each part: own (the user's), canonical (the real candidate), neutral (none), wrong (another in every axis).

    n: how many candidates there are.
    """

    item: Item
    words: dict[str, str]
    n: int


def read_items(file: Path | None, seed: int, seeds: int = 1, most: int | None = None, world: World = PORTRAITS) -> list[Item]:
    """The items of a file, or the bundled held-out ones of a world, each with `seeds` seeds counted up from `seed`.

    Raises BadRequest that names the line that is no object with `prompt` and `attributes`, or if there is none.
    """
    source = file or world.prompts
    try:
        lines = [line for line in read_text(source).splitlines() if line.strip()]
    except UnicodeDecodeError:
        raise BadRequest(f'"{source}" is not written in UTF-8: save it so.', code="unreadable_file") from None
    except OSError as error:
        raise BadRequest(f'"{source}" cannot be read ({type(error).__name__}): check the path.', code="unreadable_file") from None
    rows = [_row(line, f"{source}, line {number}") for number, line in enumerate(lines[:most], 1)]
    if not rows:
        raise BadRequest(f'"{source}" holds no prompt.', code="no_prompts")
    return [Item(prompt, stated, seed + number * seeds + turn) for number, (prompt, stated) in enumerate(rows) for turn in range(seeds)]


def _row(line: str, place: str) -> tuple[str, dict[str, str]]:
    try:
        row = json.loads(line)
        prompt, stated = row["prompt"], row.get("attributes", {})
        if isinstance(prompt, str) and prompt.strip() and all(isinstance(value, str) for value in stated.values()):
            return prompt, dict(stated)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise BadRequest(f'{place}: expected {{"prompt": "...", "attributes": {{"gender": "male", ...}}}}.', code="bad_line")


def worded(item: Item) -> Worded:
    """The item as the safeguard words it; what it refuses, or leaves as it is, has one wording for all parts."""
    try:
        done = safeguard(item.prompt)
        candidates, place = done.candidates, done.choice.position()
    except UserError:
        return Worded(item, dict.fromkeys((OWN, CANONICAL, NEUTRAL, WRONG), item.prompt), 1)
    wrong = candidates.prompts[shifted(place, [len(axis.values) for axis in candidates.axes])]
    words = {OWN: item.prompt, CANONICAL: candidates.prompts[place], NEUTRAL: _neutral(candidates), WRONG: wrong}
    return Worded(item, words, len(candidates))


def _neutral(candidates: CandidateSet) -> str:
    return candidates.neutral or candidates.prompts[0]


def digits(place: int, sizes: Sequence[int]) -> list[int]:
    """Which value each axis has in the candidate at that place; the last axis runs fastest."""
    found = []
    for size in reversed(sizes):
        place, digit = divmod(place, size)
        found.append(digit)
    return found[::-1]


def shifted(place: int, sizes: Sequence[int]) -> int:
    """The place of a candidate whose every axis has the next value."""
    moved = 0
    for size, digit in zip(sizes, digits(place, sizes), strict=True):
        moved = moved * size + (digit + 1) % size
    return moved


def fingerprint(items: Sequence[Item]) -> str:
    """SHA-256 of what is drawn, so that a stopped evaluation goes on with the same prompts only."""
    return hashlib.sha256(json.dumps([asdict(item) for item in items], sort_keys=True).encode()).hexdigest()
