"""What each key may still ask for: a rate in memory, and a budget of plain generations a day that a restart does not forget."""

import logging
import os
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timezone
from math import ceil
from pathlib import Path

from obclip.errors import BadRequest, Refusal

from .keys import Key

log = logging.getLogger(__name__)
DAY = 86_400
# Seconds that the event loop waits for another server that writes: less than anybody notices.
PATIENCE = 0.05
_TABLE = "CREATE TABLE IF NOT EXISTS spent (key TEXT, day TEXT, generations REAL, PRIMARY KEY (key, day))"
_ADD = "INSERT INTO spent VALUES (?, ?, ?) ON CONFLICT (key, day) DO UPDATE SET generations = generations + excluded.generations"


class Budgets:
    """Names of keys, days and sums are all that is written down. Without a file it forgets at a restart.

    Two servers may share a file: what is added, not the sum, is written. What a full disk keeps from being written is added with the next.
    now: seconds since 1970, for days. tick: seconds that never go back, for rates.
    """

    def __init__(self, file: Path | None = None, now: Callable[[], float] = time.time, tick: Callable[[], float] = time.monotonic) -> None:
        """Raises BadRequest for a file that cannot be used."""
        self._now, self._tick = now, tick
        self._reserved: defaultdict[str, float] = defaultdict(float)
        self._unwritten: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._seen: dict[tuple[str, str], float] = {}
        self._buckets: dict[str, tuple[float, float]] = {}
        self._file = file
        try:
            self._store = _opened(file)
        except sqlite3.Error:
            raise BadRequest(f'The budgets cannot be kept in "{file}": choose another --budgets FILE.', code="bad_budgets") from None
        self._stamp = _stamp(file)

    def count(self, key: Key) -> None:
        """One more request, for the rate. Raises Refusal (429)."""
        if key.requests_a_minute is None:
            return
        rate, now = key.requests_a_minute / 60, self._tick()
        left, since = self._buckets.get(key.name, (float(key.requests_a_minute), now))
        left = min(float(key.requests_a_minute), left + (now - since) * rate)
        if left < 1:
            wait = ceil((1 - left) / rate)
            raise Refusal(
                f"This key may ask {key.requests_a_minute} times a minute: try again in {wait} s.",
                code="too_many_requests",
                status=429,
                retry_after=wait,
            )
        self._buckets[key.name] = (left - 1, now)

    def reserve(self, key: Key, most: float) -> None:
        """Before a request is queued: it could take `most` plain generations. Raises Refusal (429) if that is not left, BadRequest if no
        day has as much."""
        budget = key.generations_a_day
        if budget is not None and most > budget:
            raise BadRequest(
                f"This request could take {most:.1f} plain generations, and the key has {budget:g} a day: "
                "ask for fewer candidates, fewer steps or a smaller picture.",
                code="too_much_work",
            )
        left = float("inf") if budget is None else budget - self.spent(key) - self._reserved[key.name]
        if most > left:
            raise Refusal(
                f"This request could take {most:.1f} plain generations, and of the key's {budget:g} a day {max(0.0, left):.1f} are left: "
                "ask for less, or tomorrow (UTC).",
                code="over_budget",
                status=429,
                retry_after=ceil(DAY - self._now() % DAY),
            )
        self._reserved[key.name] += most

    def book(self, key: Key, most: float, taken: float) -> None:
        """After its end: what was reserved is free again, what it has really taken is spent."""
        self._reserved[key.name] = max(0.0, self._reserved[key.name] - most)
        if key.name and taken:
            self._unwritten[key.name, self._today()] += taken
            self._follow()
            self._write()

    def spent(self, key: Key) -> float:
        """Plain generations today."""
        day = self._today()
        try:
            row = self._store.execute("SELECT generations FROM spent WHERE key = ? AND day = ?", (key.name, day)).fetchone()
        except sqlite3.Error:  # locked, or gone: as it was
            row = (self._seen.get((key.name, day), 0.0),)
        self._seen[key.name, day] = row[0] if row else 0.0
        return self._seen[key.name, day] + self._unwritten.get((key.name, day), 0.0)

    def close(self) -> None:
        self._write()
        self._store.close()

    def _follow(self) -> None:
        """Where the file is not the one that was opened any more: begin a new one with today's sums, or go on with what was put there. What
        is written to a file without a name is lost at a restart."""
        if _stamp(self._file) == self._stamp:
            return
        log.error("the file of budgets is not the one that was opened: it is begun anew")
        missing = self._file is not None and not self._file.exists()
        try:
            known = self._store.execute("SELECT key, day, generations FROM spent WHERE day = ?", (self._today(),)).fetchall()
            store = _opened(self._file)
        except sqlite3.Error as error:
            log.error("budgets cannot be written now (%s): they are kept in memory", type(error).__name__)
            return
        self._store.close()
        self._store, self._stamp = store, _stamp(self._file)
        for name, day, spent in known if missing else ():
            self._unwritten[name, day] += spent

    def _write(self) -> None:
        for (name, day), taken in list(self._unwritten.items()):
            try:
                self._store.execute(_ADD, (name, day, taken))
            except sqlite3.Error as error:
                log.error("budgets cannot be written now (%s): they are kept in memory", type(error).__name__)
                return
            del self._unwritten[name, day]

    def _today(self) -> str:
        return datetime.fromtimestamp(self._now(), timezone.utc).strftime("%Y-%m-%d")


def _opened(file: Path | None) -> sqlite3.Connection:
    """For its owner's eyes only where it is new: SQLite gives the files beside it the same mode. Raises sqlite3.Error."""
    if file is not None:
        _make_private(file)
    store = sqlite3.connect(":memory:" if file is None else file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    if file is not None:
        store.execute("PRAGMA journal_mode=WAL")
        store.execute("PRAGMA synchronous=NORMAL")
    store.execute(_TABLE)
    return store


def _make_private(file: Path) -> None:
    """Raises sqlite3.Error for what is no file, and for one that cannot be made."""
    if file.exists() and not file.is_file():
        raise sqlite3.OperationalError("no file")
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise sqlite3.OperationalError(str(error)) from None


def _stamp(file: Path | None) -> tuple[int, int] | None:
    """Which file it is."""
    try:
        told = file.stat() if file is not None else None
    except OSError:
        return None
    return told and (told.st_dev, told.st_ino)
