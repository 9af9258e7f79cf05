"""The finisher's trajectories are those of DDIM, begin where pictures are met, and end with step 25."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from training.corpus import Captions
from training.critic import Critic
from training.finisher import EARLIEST, LATEST_BLEND, Source, States
from training.handovers import STEPS
from training.latents import keep
from training.networks import TEXT_LENGTH, TEXT_WIDTH

COUNT = 12


def latents(count: int, seed: int) -> torch.Tensor:
    return torch.randn(count, 4, 16, 16, generator=torch.Generator().manual_seed(seed))


class Told(Captions):
    """Captions without a tokenizer."""

    def __init__(self) -> None:
        self.ids = torch.arange(COUNT * TEXT_LENGTH, dtype=torch.int16).view(COUNT, 1, TEXT_LENGTH)
        self.blank = torch.zeros(1, TEXT_LENGTH, dtype=torch.int64)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    times = torch.tensor([599, 799, 999]).repeat(2)  # the last ones pure noise
    kept = {"latents": latents(6, 0).half(), "clean": latents(6, 1).half(), "timesteps": times, "ids": torch.ones(6, 77).short()}
    kept["labelled"] = torch.arange(6) != 4
    np.save(tmp_path / "train-labels.npy", np.zeros((COUNT - 2, 10), np.int8))
    save_file(kept, tmp_path / "arrivals.safetensors")
    torch.default_generator.manual_seed(0)
    return Source(tmp_path, Told(), latents(COUNT, 2), from_renders=0.5)


def test_arrivals_stand_at_the_switch_point_that_they_were_recorded_at(source: Source) -> None:
    begun = source.arrivals(40)

    assert set(begun.step.tolist()) == {5, 10}
    assert not begun.known.any()


def test_noised_renders_know_their_truth(source: Source) -> None:
    begun = source.renders(50)

    noise = (begun.latents - source.alpha[begun.step] * begun.truth) / source.sigma[begun.step]
    assert begun.known.all()
    assert begun.step.min() >= EARLIEST
    assert begun.step.max() < STEPS
    assert abs(float(noise.std()) - 1) < 0.03


def test_pictures_without_labels_are_not_read(source: Source) -> None:
    assert 0 < source.renders(200).labelled.float().mean() < 1
    assert 0 < source.arrivals(200).labelled.float().mean() < 1


def test_blends_have_a_truth_and_are_met_before_the_last_steps(source: Source, tmp_path: Path) -> None:
    keep(tmp_path / "other-looks.pt", [latents(COUNT, 8).half()])
    keep(tmp_path / "latents.pt", [latents(COUNT, 2).half()])
    begun = Source(tmp_path, Told(), latents(COUNT, 2), from_renders=0.2, from_blends=0.5)

    some, all_of_them = begun.blends(40), begun.fresh(400)

    assert some.known.all()
    assert some.step.max() < LATEST_BLEND
    assert 0.6 < all_of_them.known.float().mean() < 0.8


def test_a_trajectory_with_a_true_prediction_keeps_its_noise(source: Source) -> None:
    clean, noise, step = latents(8, 3), latents(8, 4), torch.full((8,), 6)
    yes = torch.ones(8, dtype=torch.bool)
    states = States(source.noised(clean, step, noise), step, torch.zeros(8, 77).long(), clean, yes, yes)

    source.go_on(states, clean)

    assert (states.step > 6).all()
    torch.testing.assert_close(states.latents, source.noised(clean, states.step, noise), atol=1e-4, rtol=0)


def test_a_trajectory_at_its_end_begins_anew(source: Source) -> None:
    states = source.renders(30)
    states.step = torch.full((30,), STEPS - 1)

    source.go_on(states, states.truth)

    assert (states.step < STEPS).all()
    assert (states.step >= EARLIEST).all()


def test_the_critic_tells_every_place_and_listens_to_the_words() -> None:
    critic, pictures = Critic(), latents(3, 5)
    first, second = (critic(pictures, torch.full((3, TEXT_WIDTH), words)) for words in (0.0, 1.0))

    assert first.shape == (3, 8 * 8 + 4 * 4)
    assert not torch.allclose(first, second)


def test_a_small_change_of_the_picture_changes_a_verdict_little() -> None:
    critic, pictures, words = Critic(), latents(4, 6), torch.zeros(4, TEXT_WIDTH)
    for _ in range(20):  # the power iteration of the spectral norm settles
        critic(pictures, words)
    step = 0.01 * latents(4, 7)

    change = (critic(pictures + step, words) - critic(pictures, words)).abs().max()

    assert change < 64 * step.flatten(1).norm(dim=1).max()  # two a block and one a convolution, at most
