"""Where prompts come from: arguments, a file, or standard input, a prompt a line."""

import sys
from collections.abc import Sequence
from pathlib import Path

from obclip.errors import BadRequest
from obclip.text_files import LARGEST, read_text

STDIN = "-"
_BYTE_ORDER = "\ufeff"
PROMPT_HELP = "The prompt; - reads it from standard input. It stays on this device, but other users of it can see a command line."


def read_prompts(arguments: Sequence[str] | None, file: Path | None) -> list[str]:
    """At least one prompt. Raises BadRequest where there is none, and for more than one source."""
    given = list(arguments or ())
    if bool(given) == (file is not None):
        raise BadRequest("Give either prompts, - for standard input, or --file with a prompt a line.", code="prompt_or_file")
    if file is not None:
        return _stripped(lines_of(file))
    if STDIN not in given:
        return given
    if len(given) > 1:
        raise BadRequest("- reads all prompts from standard input: give no other beside it.", code="prompt_or_file")
    return _stripped(_told(_standard_input().splitlines(), "standard input"))


def one_prompt(argument: str) -> str:
    """The argument, or with - what standard input says."""
    return _standard_input().strip() if argument == STDIN else argument


def lines_of(file: Path) -> list[str]:
    """The lines of a text file, empty ones as well. Raises BadRequest for one that cannot be read or holds no prompt."""
    try:
        return _told(read_text(file).splitlines(), str(file))
    except UnicodeDecodeError:
        raise BadRequest(f'"{file}" is not UTF-8 text: save it as UTF-8.', code="unreadable_file") from None
    except OSError as error:
        raise BadRequest(f'"{file}" cannot be read ({type(error).__name__}): check the path.', code="unreadable_file") from None


def _standard_input() -> str:
    """All of it. Raises BadRequest for what is no text, and where there is none."""
    try:
        if sys.stdin is None:
            raise OSError
        text = sys.stdin.read(LARGEST + 1).removeprefix(_BYTE_ORDER)
        if len(text) > LARGEST:
            raise BadRequest(f"Standard input is longer than {LARGEST >> 20} MiB: divide it.", code="unreadable_file")
        text.encode()  # where the system's letters are unknown, bytes that are none come as halves of surrogate pairs
    except UnicodeError:
        raise BadRequest("Standard input is not UTF-8 text: save it as UTF-8.", code="unreadable_file") from None
    except OSError:
        raise BadRequest("Standard input cannot be read: give the prompts with --file.", code="unreadable_file") from None
    return text


def _told(lines: list[str], source: str) -> list[str]:
    if not _stripped(lines):
        raise BadRequest(f"There is no prompt in {source}: write one a line.", code="empty_prompt")
    return lines


def _stripped(lines: Sequence[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]
