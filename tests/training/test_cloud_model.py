"""Which noise levels a batch of the cloud model is drawn from."""

import pytest
import torch

from training.cloud_model import LATE, TRAINED, timesteps


@pytest.mark.parametrize(("late", "early"), [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.25, 0.75)])
def test_shares_of_a_batch_lie_where_they_are_asked_for_and_the_rest_anywhere(late: float, early: float) -> None:
    drawn = torch.cat([timesteps(32, late, early) for _ in range(100)])

    assert len(drawn) == 3200
    assert drawn.min() >= 0
    assert drawn.max() < TRAINED
    below = float((drawn < LATE).float().mean())
    assert abs(below - (late + (1 - late - early) / 2)) < 0.03
