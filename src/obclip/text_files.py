"""Text files that a user names: read as far as a file of words can be long, for what a name leads to may have no end (/dev/zero)."""

from pathlib import Path

from obclip.errors import BadRequest

# Bytes. A million prompts are a third of it.
LARGEST = 1 << 28


def read_text(file: Path) -> str:
    """UTF-8, with or without a byte order mark. Raises OSError, UnicodeDecodeError, and BadRequest for what is larger than `LARGEST`."""
    with file.open("rb") as opened:
        told = opened.read(LARGEST + 1)
    if len(told) > LARGEST:
        raise BadRequest(f'"{file}" is larger than {LARGEST >> 20} MiB: divide it.', code="unreadable_file")
    return told.decode("utf-8-sig")
