"""What comes before the first cross-attention cannot depend on text: it runs once for rows with equal latents."""

from typing import Any

from diffusers.hooks import ModelHook
from torch import Tensor, nn

from .ledger import COUNTED, book_layer
from .rows import rows_at
from .run import Run


class OncePerLatent(ModelHook):  # type: ignore[misc]  # diffusers has no types
    """Runs a layer for the first row of each latent and gives its output to all rows with that latent: exact up to rounding.

    A linear layer or convolution it books itself: from outside its output would look like one that was computed for all rows.
    """

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run = run

    def new_forward(self, layer: nn.Module, *args: Any, **kwargs: Any) -> Any:
        firsts, places = self.run.distinct()
        with self.run.narrowed(firsts):
            rows = len(places)
            taken = [_rows(value, firsts, rows) for value in args]
            output = self.fn_ref.original_forward(*taken, **{name: _rows(value, firsts, rows) for name, value in kwargs.items()})
            if isinstance(layer, COUNTED):
                book_layer(layer, output, self.run.ledger)
        return _rows(output, places, len(firsts))


def _rows(value: Any, places: list[int], rows: int) -> Any:
    """The rows at `places` of a tensor of so many rows; anything else as it is."""
    if isinstance(value, Tensor) and value.ndim and len(value) == rows and places != list(range(rows)):
        return rows_at(value, places)
    return value
