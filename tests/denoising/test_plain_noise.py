"""The noise of a tab is torch's."""

import pytest
import torch

from obclip.denoising.noise import initial_noise, noise_after
from obclip.denoising.plain_noise import plain_noise_after

# One that divides into torch's blocks, and two whose last block is drawn anew.
SHAPES = [(1, 4, 16, 16), (1, 3, 5, 5), (1, 1, 17, 1)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", [0, 7, 2**32 + 5, 2**63 - 2])
def test_each_draw_is_torchs(shape: tuple[int, int, int, int], seed: int) -> None:
    ours, torchs = plain_noise_after(seed, shape, 2), noise_after(seed, shape, 2)
    for _ in range(3):
        expected = next(torchs)
        got = torch.tensor(next(ours).values).view(shape)
        assert (got - expected).abs().max() < 4e-6, "the last digits of float32"
    assert not torch.allclose(got, initial_noise(seed, shape))


def test_fewer_numbers_than_a_block_are_refused() -> None:
    with pytest.raises(ValueError, match="drawn together"):
        next(plain_noise_after(0, (1, 1, 3, 5), 0))
