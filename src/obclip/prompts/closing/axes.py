"""Which axis of one reading is which of another."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Mapping, Sequence


def matched_axes(before: Mapping[int, Hashable], after: Sequence[Hashable]) -> dict[int, int]:
    """Which of the axes after each of those before has become: axes keep their order among their like."""
    free: dict[Hashable, deque[int]] = defaultdict(deque)
    for place, axis in enumerate(after):
        free[axis].append(place)
    return {number: free[axis].popleft() for number, axis in before.items() if free[axis]}
