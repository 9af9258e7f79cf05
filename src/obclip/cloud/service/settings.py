"""How a cloud is run: what its operator may turn, with defaults that can be left alone."""

from dataclasses import dataclass
from pathlib import Path

from obclip.protocol.limits import NO_LIMITS, Limits


@dataclass(frozen=True)
class ServiceSettings:
    """most_waiting: requests that wait or are computed at once. most_together, window_seconds: see `Worker`.
    body_seconds, idle_seconds: for a whole body, and between two pieces of it.

    beat_seconds: how often a waiting client hears of its place. keep_seconds: how long an ended job's result is kept, in memory.
    most_kept_bytes: of all kept results together. origins: of pages that may ask (CORS). keys, budgets: files; without keys
    anybody may use the cloud.
    """

    limits: Limits = NO_LIMITS
    most_waiting: int = 16
    most_together: int = 1
    window_seconds: float = 0.0
    body_seconds: float = 30.0
    idle_seconds: float = 10.0
    beat_seconds: float = 15.0
    keep_seconds: float = 600.0
    most_kept_bytes: int = 1 << 28
    origins: tuple[str, ...] = ()
    keys: Path | None = None
    budgets: Path | None = None
