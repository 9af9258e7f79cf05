"""Annotated prompts, read from a file: `docs/annotated-prompts.md` has the format."""

import json
import re
from pathlib import Path
from typing import Any

from obclip.errors import BadRequest

from .outcome import Span

Row = dict[str, Any]

_FORM = "expected a JSON object with prompt, stratum and spans (start, end, attribute, kind)."
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def read_annotated(file: Path) -> list[Row]:
    """The rows, each with an `id`. Raises BadRequest that names the line that is no annotated prompt, or whose offsets are wrong."""
    return [_annotated(line, f"{file}, line {number}", number) for number, line in read_lines(file)]


def read_lines(file: Path) -> list[tuple[int, str]]:
    """The lines that hold something, with their numbers. Raises BadRequest if the file cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")  # not splitlines: a prompt may hold a separator of Unicode
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f'"{file}" cannot be read ({type(error).__name__}): check the path.', code="unreadable_file") from None
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _annotated(line: str, place: str, number: int) -> Row:
    try:
        row = {"id": f"line {number}", **json.loads(line)}
        wrong = _misplaced(row)
        good = isinstance(row["prompt"], str) and isinstance(row["stratum"], str)
    except (ValueError, KeyError, TypeError):
        good, wrong = False, ()
    if not good:
        raise BadRequest(f"{place}: {_FORM}", code="bad_line")
    if wrong:
        hint = "start and end count code points of the prompt, end exclusive."
        raise BadRequest(f"{place}: span {wrong[0]} is not where it says: {hint}", code="bad_line")
    return row


def _misplaced(row: Row) -> tuple[int, ...]:
    """The numbers of the spans that lie outside the prompt, or hold another text than they say."""
    prompt, spans, texts = row["prompt"], stated(row), [span.get("text") for span in row["spans"]]
    held = [prompt[span.start : span.end] if 0 <= span.start < span.end <= len(prompt) else "" for span in spans]
    return tuple(number for number, (words, text) in enumerate(zip(held, texts, strict=True), 1) if not words or text not in (None, words))


def stated(row: Row) -> tuple[Span, ...]:
    """What the annotation says of the prompt."""
    return tuple(Span(span["start"], span["end"], span["attribute"], span["kind"]) for span in row["spans"])


def words_of(prompt: str) -> tuple[Span, ...]:
    """The words of a prompt: runs of letters and digits, with the apostrophes inside them."""
    return tuple(Span(word.start(), word.end()) for word in _WORD.finditer(prompt))
