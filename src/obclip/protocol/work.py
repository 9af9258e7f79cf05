"""What a request has cost the cloud: the same for every candidate, so that it tells nothing."""

from dataclasses import dataclass
from typing import Any

from .untrusted import number, whole

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
    parts = told["by_part"]
    if not isinstance(parts, dict) or len(parts) > MOST_PARTS or not all(part.isidentifier() and len(part) <= 40 for part in parts):
        raise ValueError("no parts")
    by_part = {part: whole(macs, MOST_MACS) for part, macs in parts.items()}
    plain, request = (whole(told[name], MOST_MACS) for name in ("plain_generation_macs", "request_macs"))
    return Work(plain, request, number(told["multiple"], LARGEST_MULTIPLE), by_part)
