"""The blocked product against the explicit map."""

import pytest
import torch

from obclip.cloud.acceleration.pivot_attention import pivot_attention
from tests.reference.attention import explicit_pivot_attention


def drawn(*shape: int, seed: int = 0, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(len(shape) + seed)).to(dtype)


@pytest.mark.parametrize(
    ("groups", "count", "heads", "tokens", "keys", "width"), [(1, 6, 8, 300, 300, 40), (2, 3, 2, 5, 77, 8), (1, 1, 1, 1, 1, 4)]
)
def test_it_equals_the_explicit_map(groups: int, count: int, heads: int, tokens: int, keys: int, width: int) -> None:
    query, key = drawn(groups, heads, tokens, width), drawn(groups, heads, keys, width, seed=7)
    values = drawn(groups, count, heads, keys, width)
    got = pivot_attention(query, key, values)
    assert got.shape == (groups, count, heads, tokens, width)
    assert (got - explicit_pivot_attention(query, key, values)).abs().max() < 1e-5


def test_logits_are_float32_in_half_precision() -> None:
    """Large logits: in bfloat16 they would be off by several units, and the maps with them."""
    query, key = (20 * drawn(1, 2, 64, 16, seed=seed, dtype=torch.bfloat16) for seed in range(2))
    values = drawn(1, 3, 2, 64, 16, dtype=torch.bfloat16)
    exact = explicit_pivot_attention(query.float(), key.float(), values.float())
    got = pivot_attention(query, key, values)
    assert got.dtype == torch.bfloat16
    assert (got.float() - exact).pow(2).mean().sqrt() < 0.005 * exact.pow(2).mean().sqrt()
