"""The work really executed, in multiply-accumulates: counted where it is done, so that what is skipped cannot be booked.

Linear layers and convolutions are counted by a forward hook on each, attention products by our processors. The sum is what torch's
FlopCounterMode finds on the meta device (its floating-point operations are two a multiply-accumulate); on a CPU that counter gives
zero for fused attention, so that it is no measure there.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from .plan import Row

COUNTED = (nn.Linear, nn.Conv1d, nn.Conv2d)
KINDS = ("weights", "maps", "pivot maps", "values")
PARTS = ("conditional", "unconditional", "prefix", "cached")


@dataclass
class Ledger:
    """One request's, booked by part (whose work it was: `PARTS`) and kind: "weights" (layers), "maps" (q k^T), "pivot maps", and
    "values" (map times v).

    row: multiply-accumulates of one row of one full evaluation, seen in the first call; all of a plain generation's rows are such.
    """

    booked: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    row: float = 0.0
    _labels: Counter[str] = field(default_factory=Counter)
    _first: bool = False

    def open_call(self, rows: Sequence[Row], part: str | None) -> None:
        """What follows is work for these rows."""
        self._first = not self.booked
        self.work_for(rows, part)

    def work_for(self, rows: Sequence[Row], part: str | None) -> None:
        """What follows is work for these rows, of the same call."""
        self._labels = Counter(part or row.kind for row in rows)

    def layer(self, macs: float, rows: int) -> None:
        """Work of a layer on so many rows."""
        self._book("weights", macs)
        if self._first:
            self.row += macs / rows

    def attention(self, kind: str, maps: int, values: int, own: float) -> None:
        """Work of one attention: q k^T of `maps` rows, map times v of `values` rows, `own` multiply-accumulates each a row."""
        self._book(kind, maps * own)
        self._book("values", values * own)
        if self._first:
            self.row += 2 * own

    def total(self) -> int:
        return round(sum(self.booked.values()))

    def by_part(self, kinds: Sequence[str] = KINDS) -> dict[str, int]:
        """The work of each part, of these kinds."""
        return {part: round(sum(self.booked.get((part, kind), 0) for kind in kinds)) for part in PARTS}

    def shared_by(self, requests: int) -> "Ledger":
        """What each of so many requests with one plan has cost."""
        return Ledger(defaultdict(float, {entry: macs / requests for entry, macs in self.booked.items()}), self.row)

    def _book(self, kind: str, macs: float) -> None:
        rows = sum(self._labels.values())
        for part, count in self._labels.items():
            self.booked[part, kind] += macs * count / rows


def count_layers(network: nn.Module, ledger: Ledger, besides: Collection[nn.Module] = ()) -> list[RemovableHandle]:
    """Put a counter on each linear layer and convolution, besides those that others book; gives the handles that take them off."""

    def count(layer: nn.Module, _: object, output: Tensor) -> None:
        book_layer(layer, output, ledger)

    layers = (layer for layer in network.modules() if isinstance(layer, COUNTED) and layer not in besides)
    return [layer.register_forward_hook(count) for layer in layers]


def book_layer(layer: Any, output: Tensor, ledger: Ledger) -> None:
    """Book what it took to compute an output: each of its numbers is a product of one filter or one row of the weights."""
    ledger.layer(output.numel() * layer.weight[0].numel(), len(output))


def attention_macs(query_tokens: int, key_tokens: int, width: int) -> float:
    """q k^T of one row, which is also map times v: L x M x (A d)."""
    return float(query_tokens * key_tokens * width)
