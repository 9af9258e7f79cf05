"""The state of one request: where it stands in its plan, what it keeps from one step for another, what it has cost.

Nothing of it hangs on the network between two calls: requests with other plans may run on the same network in between.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from torch import Tensor

from obclip.models.layout import NO_LAYOUT, Layout

from .ledger import Ledger
from .plan import Row, StepPlan
from .rows import rows_of_parts


class Run:
    """One request's plan under way. `stand_at` and `open_part` say which call of the network comes next; nothing is counted up."""

    def __init__(
        self, plan: Sequence[StepPlan], layout: Layout = NO_LAYOUT, *, shares_equal_work: bool = False, cache_branch: int = 0
    ) -> None:
        self.plan = tuple(plan)
        self.shares_equal_work = shares_equal_work
        self.cache_branch = cache_branch
        self.ledger = Ledger()
        self.step = self.plan[0]
        self.rows: tuple[Row, ...] = ()
        self.one_group = False
        self.layout = layout
        self._part = 0
        self._kept: dict[tuple[str, int], Any] = {}
        self._texts: dict[str, dict[tuple[int, tuple[int, ...]], tuple[Tensor, Tensor]]] = {}
        self._pivots: dict[tuple[str, str], tuple[Tensor, Tensor]] = {}

    def stand_at(self, step: int) -> None:
        """Before the calls of a step."""
        self.step = self.plan[step]
        self._pivots.clear()
        if not self.step.reuses:
            self._kept.clear()

    def open_part(self, part: int, rows: Sequence[Row]) -> None:
        """Before one call of the network: some or all rows of the step, the part-th piece of them."""
        self.rows, self._part = tuple(rows), part
        self.ledger.open_call(self.rows, self.step.part)

    @property
    def in_parts(self) -> bool:
        """Whether the rows at hand are not all of the step's."""
        return len(self.rows) < len(self.step.rows)

    def keep(self, name: str, value: Any) -> None:
        self._kept[name, self._part] = value

    def kept(self, name: str) -> Any:
        """What was kept under that name, for the rows at hand."""
        if not self.step.sources:
            return self._kept[name, self._part]
        first = self.step.rows.index(self.rows[0])
        parts = [value for (known, _), value in sorted(self._kept.items()) if known == name]
        return rows_of_parts(parts, self.step.sources[first : first + len(self.rows)])

    def texts(self, name: str) -> dict[tuple[int, tuple[int, ...]], tuple[Tensor, Tensor]]:
        """Keys and values of a cross-attention by text: {row.source: ([M, A d], [M, A d])}, for the whole request."""
        return self._texts.setdefault(name, {})

    def pivots(self) -> dict[tuple[str, str], tuple[Tensor, Tensor]]:
        """Queries and keys of the step's pivots: {(attention, group): ([L, A d], [M, A d])}, for the parts without a pivot."""
        return self._pivots

    def distinct(self) -> tuple[list[int], list[int]]:
        """The first row of each latent, and for every row the place of its latent among them."""
        firsts: dict[tuple[int, int], int] = {}
        for place, row in enumerate(self.rows):
            firsts.setdefault((row.job, row.latent), place)
        places = {latent: place for place, latent in enumerate(firsts)}
        return list(firsts.values()), [places[row.job, row.latent] for row in self.rows]

    @contextmanager
    def narrowed(self, places: Sequence[int]) -> Iterator[None]:
        """For what is computed for some rows only, before text tells rows apart: they are one pivot group, whatever their text."""
        whole = self.rows
        self.rows, self.one_group = tuple(whole[place] for place in places), True
        self.ledger.work_for(self.rows, self.step.part)
        try:
            yield
        finally:
            self.rows, self.one_group = whole, False
            self.ledger.work_for(self.rows, self.step.part)

    def groups(self) -> list[tuple[str, slice]]:
        """Pivot groups of the rows at hand: the unconditional and the conditional ones of each request, which stand together."""
        kinds = [f"{row.job} {'equal latents' if self.one_group else row.kind}" for row in self.rows]
        return [(kind, slice(kinds.index(kind), kinds.index(kind) + kinds.count(kind))) for kind in dict.fromkeys(kinds)]

    def is_pivot(self, place: int) -> bool:
        """Whether that row at hand is the pivot of its group: candidate 0's, or before the text any with its latents."""
        row = self.rows[place]
        return row.latent == 0 if self.one_group else 0 in row.serves
