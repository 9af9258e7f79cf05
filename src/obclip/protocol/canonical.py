"""Canonical JSON: the same bytes for the same value, from any process and from a browser's tab. Standard library only."""

import hashlib
import json
from dataclasses import asdict
from typing import Any


def plain(value: Any) -> dict[str, Any]:
    """A dataclass as JSON data: its fields by name, nested ones too."""
    return asdict(value)


def canonical_json(value: Any) -> bytes:
    """UTF-8, keys sorted, no spaces, nothing escaped that need not be. Raises ValueError for numbers that JSON cannot tell."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(body: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(body).hexdigest()
