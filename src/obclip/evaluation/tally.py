"""Hits of a number of cases, and the middle of a number of times."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass
class Tally:
    """Hits of a number of cases."""

    hits: int = 0
    cases: int = 0

    def add(self, hit: bool) -> None:
        self.hits += hit
        self.cases += 1

    def add_all(self, hits: int, cases: int) -> None:
        """Many cases at once."""
        self.hits += hits
        self.cases += cases

    @property
    def rate(self) -> float | None:
        return self.hits / self.cases if self.cases else None

    def plain(self) -> dict[str, Any]:
        return {"hits": self.hits, "cases": self.cases, "rate": self.rate}


def quantile(numbers: Sequence[float], share: float) -> float:
    """The number below which that share of them lies; 0 of none."""
    return sorted(numbers)[min(len(numbers) - 1, int(share * len(numbers)))] if numbers else 0.0


def median(numbers: Sequence[float]) -> float:
    """The middle one, the upper one of two."""
    return quantile(numbers, 0.5)
