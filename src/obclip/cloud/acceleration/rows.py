"""Some rows of a tensor, picked where they lie."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor


def rows_at(tensor: Tensor, places: Sequence[int]) -> Tensor:
    """tensor[places] without a tensor of indices, which would be copied to a GPU and wait for it."""
    return torch.stack([tensor[place] for place in places])


def rows_of_parts(parts: Sequence[Any], places: Sequence[int]) -> Any:
    """The rows at `places` of tensors that lie in parts, one after the other; of tuples of such, each its own."""
    if isinstance(parts[0], Tensor):
        rows = [row for part in parts for row in part]
        return torch.stack([rows[place] for place in places])
    return tuple(rows_of_parts(some, places) for some in zip(*parts, strict=True))
