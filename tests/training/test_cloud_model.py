"""Which noise levels a batch of the cloud model is drawn from."""

import pytest
import torch

from training.cloud_model import LATE, TRAINED, target, timesteps
from training.networks import noise_schedule


@pytest.mark.parametrize(("late", "early"), [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.25, 0.75)])
def test_shares_of_a_batch_lie_where_they_are_asked_for_and_the_rest_anywhere(late: float, early: float) -> None:
    drawn = torch.cat([timesteps(32, late, early) for _ in range(100)])

    assert len(drawn) == 3200
    assert drawn.min() >= 0
    assert drawn.max() < TRAINED
    below = float((drawn < LATE).float().mean())
    assert abs(below - (late + (1 - late - early) / 2)) < 0.03


def test_the_target_of_a_noised_portrait_is_the_schedule_s_velocity() -> None:
    schedule, clean, noise, t = (
        noise_schedule(),
        torch.randn(5, 4, 16, 16),
        torch.randn(5, 4, 16, 16),
        torch.tensor([20, 160, 400, 800, 999]),
    )

    found = target(schedule, schedule.add_noise(clean, noise, t), t, clean)

    assert torch.allclose(found, schedule.get_velocity(clean, noise, t), atol=1e-3)
