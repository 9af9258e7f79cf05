"""The terminal's streams, as commands need them: what cannot be shown is no reason to stop drawing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Any

import typer


@contextmanager
def lenient_streams() -> Iterator[None]:
    """Within the block a letter that a terminal does not have is replaced, and standard error takes what it can: bars and remarks go there,
    and a full disk under them, or a reader that has gone, costs no picture."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    before = sys.stderr
    if before is None:  # closed: whoever writes to it knows of that
        yield
        return
    sys.stderr = _Remarks(before)
    try:
        yield
    finally:
        sys.stderr = before


def agrees(question: str) -> bool:
    """Whether the user answers yes; where standard input is closed, nobody does."""
    return sys.stdin is not None and typer.confirm(question, default=False, err=True)


class _Remarks:
    """A text stream that fails in silence."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
