"""Arrays of float32 in plain Python: enough arithmetic for `solvers` and `handover` where there is no torch. Standard library only."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from math import prod
from operator import add, mul, sub, truediv

Operation = Callable[[float, float], float]


class Numbers:
    """float32 of `shape` [N, C, h, w], each result rounded to float32. Sums and products are element by element, or with one number."""

    __slots__ = ("shape", "values")

    def __init__(self, values: Iterable[float], shape: tuple[int, ...]) -> None:
        self.values = array("f", values)
        self.shape = shape
        if len(self.values) != prod(shape):
            raise ValueError(f"{len(self.values)} numbers for the shape {list(shape)}")

    def __add__(self, other: Numbers | float) -> Numbers:
        return self._with(other, add)

    def __sub__(self, other: Numbers | float) -> Numbers:
        return self._with(other, sub)

    def __mul__(self, other: Numbers | float) -> Numbers:
        return self._with(other, mul)

    __rmul__ = __mul__

    def __truediv__(self, other: Numbers | float) -> Numbers:
        return self._with(other, truediv)

    def __getitem__(self, rows: slice) -> Numbers:
        """Some of the N."""
        first, last, _ = rows.indices(self.shape[0])
        size = prod(self.shape[1:])
        return Numbers(self.values[first * size : last * size], (last - first, *self.shape[1:]))

    def _with(self, other: Numbers | float, operation: Operation) -> Numbers:
        if not isinstance(other, Numbers):
            return Numbers((operation(value, other) for value in self.values), self.shape)
        if other.shape != self.shape:
            raise ValueError(f"shapes {list(self.shape)} and {list(other.shape)}")
        return Numbers(map(operation, self.values, other.values), self.shape)
