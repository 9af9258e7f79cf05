"""Some rows of a tensor, picked where they lie."""

from collections.abc import Sequence

import torch
from torch import Tensor


def rows_at(tensor: Tensor, places: Sequence[int]) -> Tensor:
    """tensor[places] without a tensor of indices, which would be copied to a GPU and wait for it."""
    return torch.stack([tensor[place] for place in places])
