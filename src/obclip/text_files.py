"""Text files that a user names: read as far as a file of words can be long, for what a name leads to may have no end (/dev/zero)."""

import os
import stat
import time
from pathlib import Path

from obclip.errors import BadRequest

# Bytes. A million prompts are a third of it.
LARGEST = 1 << 28
_PATIENCE, _AGAIN = 3.0, 0.02  # seconds until a pipe must have a writer, and between two looks


def read_text(file: Path) -> str:
    """UTF-8, with or without a byte order mark. Raises OSError, UnicodeDecodeError, and BadRequest for what is larger than `LARGEST`
    and for a pipe that nobody writes to."""
    told = read_bytes(file, LARGEST + 1)
    if len(told) > LARGEST:
        raise BadRequest(f'"{file}" is larger than {LARGEST >> 20} MiB: divide it.', code="unreadable_file")
    return told.decode("utf-8-sig")


def read_bytes(file: Path, most: int) -> bytes:
    """The first bytes of a file, at most so many. A pipe is waited for as long as somebody has it open to write, as the shell's
    <(command) has. Raises OSError, and BadRequest for a pipe that nobody opens, which would be waited for without end."""
    if not stat.S_ISFIFO(file.stat().st_mode):
        with file.open("rb") as opened:
            return opened.read(most)
    with open(file, "rb", opener=lambda path, flags: os.open(path, flags | os.O_NONBLOCK)) as pipe:
        begun = _begun(pipe.fileno(), min(most, 1 << 16))
        if begun is None:
            raise BadRequest(f'"{file}" is a pipe that nothing comes from: start what writes to it first.', code="unreadable_file")
        os.set_blocking(pipe.fileno(), True)
        return begun + pipe.read(most - len(begun))


def _begun(pipe: int, most: int) -> bytes | None:
    """What has been written to a pipe, nothing while its writer has written nothing, and None where there is no writer in time."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            if told := os.read(pipe, most):
                return told
        except BlockingIOError:
            return b""
        if time.monotonic() > end:
            return None
        time.sleep(_AGAIN)
