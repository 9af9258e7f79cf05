"""Attention as the paper writes it: the whole map, then the map times each candidate's values."""

import torch
from torch import Tensor


def explicit_pivot_attention(query: Tensor, key: Tensor, values: Tensor) -> Tensor:
    """query [G, A, L, d], key [G, A, M, d], values [G, N, A, M, d] -> [G, N, A, L, d]."""
    maps = torch.softmax(query @ key.transpose(-1, -2) / query.shape[-1] ** 0.5, dim=-1)
    return maps[:, None] @ values
