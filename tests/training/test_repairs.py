"""Portraits in part of another look."""

import numpy as np
import pytest
import torch

from training.data import portrait
from training.repairs import blended, other_looks, patches


def test_patches_are_shares() -> None:
    share = patches(500)

    assert share.shape == (500, 1, 16, 16)
    assert share.min() >= 0
    assert share.max() <= 1
    assert (share.flatten(1).amax(1) > 0.15).float().mean() > 0.95


def test_a_blend_has_the_larger_part_of_the_first_look() -> None:
    first = torch.randn(300, 4, 16, 16)
    second = first + torch.randn(300, 4, 16, 16) * (torch.rand(300, 1, 16, 16) < 0.3)

    mixed = blended(first, second)

    moved, whole = ((one - first).abs().flatten(1).sum(1) for one in (mixed, second))
    assert (moved <= 0.5 * whole + 1e-4).all()
    assert (moved > 0).float().mean() > 0.9


def test_what_both_looks_share_stays_in_a_blend() -> None:
    first = torch.randn(4, 4, 16, 16)
    second = first.clone()
    second[:, :, 4:8, 4:8] += 1

    mixed = blended(first, second)

    assert torch.equal(mixed[:, :, 8:], first[:, :, 8:])


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_another_look_differs_in_a_part_of_the_picture(number: int) -> None:
    differs = (np.abs(other_looks(number, number + 1)[0].astype(int) - portrait(number)).max(-1) > 15).mean()

    assert 0 < differs <= 0.5
