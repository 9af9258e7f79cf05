"""Bearer keys: long random strings, of which a file holds the SHA-256 only. The file is read anew when it has changed."""

import hashlib
import hmac
import logging
import os
import re
import secrets
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from obclip.errors import BadRequest, CannotWrite, Refusal, UserError

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

log = logging.getLogger(__name__)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
PREFIX = "obclip_"


@dataclass(frozen=True)
class Key:
    """name: for logs and budgets. sha256: of the key, hexadecimal. generations_a_day: plain generations, None for no budget.
    requests_a_minute: None for no limit."""

    name: str
    sha256: str
    generations_a_day: float | None = None
    requests_a_minute: int | None = None
    added: str = ""


ANYBODY = Key("", "")


def new_key(name: str, generations_a_day: float | None = None, requests_a_minute: int | None = None) -> tuple[Key, str]:
    """A fresh key, and its text, which is kept nowhere: 256 random bits, so that one plain SHA-256 of it tells nothing."""
    text = PREFIX + secrets.token_urlsafe(32)
    today = datetime.now(timezone.utc).strftime("%Y-%m-%d")
    return _checked(Key(name, _sha256(text), generations_a_day, requests_a_minute, today)), text


class KeyRing:
    """The keys of a file, as it stands now. A file that cannot be read any more leaves those that were known."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._stamp = _stamp(file)
        self._keys = read_keys(file)

    @property
    def several(self) -> bool:
        """Whether there is more than one key."""
        return len(self._keys) > 1

    def find(self, authorization: str | None) -> Key:
        """The key that an Authorization header presents. Raises Refusal (401); all keys are compared, in the same time."""
        self._reload()
        scheme, _, text = (authorization or "").partition(" ")
        shown = _sha256(text.strip())
        found = [key for key in self._keys if hmac.compare_digest(key.sha256, shown)]
        if scheme.lower() != "bearer" or not text.strip():
            raise Refusal("This cloud wants a key: send it as Authorization: Bearer KEY (OBCLIP_KEY).", code="no_key", status=401)
        if not found:
            raise Refusal("This cloud does not take this key: check it, or ask its operator for another.", code="no_key", status=401)
        return found[0]

    def _reload(self) -> None:
        stamp = _stamp(self.file)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._keys = read_keys(self.file)
        except UserError:
            log.error("the file of keys cannot be read: the keys known before stay")


def read_keys(file: Path) -> tuple[Key, ...]:
    """Raises BadRequest for what is no file of keys, or not there. A pipe would be waited for without end, a device be replaced."""
    try:
        if not file.is_file():
            raise ValueError("no file")
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        if told.keys() - {"key"}:
            raise ValueError("something else")
        return tuple(_checked(Key(**entry)) for entry in told.get("key", []))
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        raise BadRequest(f'"{file}" is no file of keys: make one with `obclip keys add NAME --file FILE`.', code="bad_keys") from None


@contextmanager
def alone_with(file: Path) -> Iterator[None]:
    """One change at a time: of two that read and write the file within, neither loses the other's key. Where a system has no such lock
    (Windows, some shared folders), nobody is kept out. Raises CannotWrite."""
    try:
        import fcntl
    except ImportError:  # pragma: no cover
        yield
        return
    try:
        folder = os.open(file.parent, os.O_RDONLY)
    except OSError as error:
        raise _cannot_write(file, error) from None
    try:
        with suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def write_keys(file: Path, keys: Sequence[Key]) -> None:
    """All or nothing, and for its owner's eyes only. Raises CannotWrite."""
    text = "# Keys of an obclip cloud; `obclip keys` writes this file. It holds no key, only what one is known by.\n"
    text += "".join(f"\n[[key]]\n{_lines(key)}" for key in keys)
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
                _keep_owner(handle, file)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _cannot_write(file, error) from None


def _keep_owner(handle: int, file: Path) -> None:
    """Who could read the file before can read it after: root adds a key for a server that is not root. A new one is its folder's."""
    if not hasattr(os, "fchown"):  # pragma: no cover - Windows
        return
    before = file.stat() if file.exists() else None
    of = before or file.parent.stat()
    with suppress(OSError):
        os.fchown(handle, of.st_uid, of.st_gid)
    if before is not None:
        os.fchmod(handle, stat.S_IMODE(before.st_mode))


def _cannot_write(file: Path, error: OSError) -> CannotWrite:
    return CannotWrite(f'Cannot write "{file}" ({error.strerror}): choose another --file.')


def _lines(key: Key) -> str:
    told: dict[str, Any] = {name: getattr(key, name) for name in Key.__dataclass_fields__}
    return "".join(
        f'{name} = "{value}"\n' if isinstance(value, str) else f"{name} = {value}\n" for name, value in told.items() if value is not None
    )


def _checked(key: Key) -> Key:
    """Raises BadRequest."""
    if not isinstance(key.name, str) or not NAME.fullmatch(key.name):
        raise BadRequest("A key's name is 1 to 40 letters, digits, dots, hyphens and underscores.", code="bad_key_name")
    if not isinstance(key.sha256, str) or not re.fullmatch(r"[0-9a-f]{64}", key.sha256) or not isinstance(key.added, str):
        raise ValueError("no SHA-256")
    for number in (key.generations_a_day, key.requests_a_minute):
        if number is not None and (isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number < float("inf")):
            raise BadRequest("A key's budget and rate are numbers above 0, or left out where there is no limit.", code="bad_budget")
    return key


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        told = file.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size, told.st_ino
