"""What a request has cost the cloud: the same for every candidate, so that it tells nothing."""

from dataclasses import dataclass
from typing import Any

MOST_PARTS = 10
MOST_MACS = 10**23
LARGEST_MULTIPLE = 10**9


@dataclass(frozen=True)
class Work:
    """Multiply-accumulates of the network, counted while it ran.

    by_part: conditional and unconditional rows; prefix, steps in which candidates shared trajectories; cached, steps that reused
        an earlier step's work. request_macs: their sum. plain_generation_macs: one picture with all T steps on the cloud's model,
        without acceleration. multiple: the first over the second.
    """

    plain_generation_macs: int
    request_macs: int
    multiple: float
    by_part: dict[str, int]


def work_of(told: Any) -> Work:
    """From JSON data. Raises ValueError, KeyError or TypeError for what is none."""
    parts, multiple = told["by_part"], told["multiple"]
    if not isinstance(parts, dict) or len(parts) > MOST_PARTS or not all(part.isidentifier() and len(part) <= 40 for part in parts):
        raise ValueError("no parts")
    if not isinstance(multiple, int | float) or isinstance(multiple, bool) or not 0 <= multiple <= LARGEST_MULTIPLE:
        raise ValueError("no multiple")
    by_part = {part: _macs(macs) for part, macs in parts.items()}
    return Work(_macs(told["plain_generation_macs"]), _macs(told["request_macs"]), float(multiple), by_part)


def _macs(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_MACS:
        raise ValueError("no count")
    return value
