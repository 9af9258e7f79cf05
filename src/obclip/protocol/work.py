"""What a request has cost the cloud: the same for every candidate, so that it tells nothing."""

from dataclasses import dataclass
from math import isfinite
from typing import Any


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
    by_part = {str(part): int(macs) for part, macs in told["by_part"].items()}
    work = Work(int(told["plain_generation_macs"]), int(told["request_macs"]), float(told["multiple"]), by_part)
    if not isfinite(work.multiple) or min(work.multiple, work.request_macs, work.plain_generation_macs) < 0 or len(by_part) > 10:
        raise ValueError("no counts")
    return work
