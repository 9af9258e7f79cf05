"""A student of few steps: its levels, where its runs begin, and what it learns from a teacher."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from obclip.denoising.join import Side, join
from obclip.denoising.levels import timestep_of
from obclip.denoising.schedule import make_levels, training_ratios
from training.corpus import Captions
from training.few_steps import Beginnings, Ladder, Runs, losses
from training.handovers import guided
from training.networks import TEXT_LENGTH, TEXT_WIDTH, solver, unet

COUNT = 6
SMALL = {"block_out_channels": (16, 16, 16), "layers_per_block": 1}
CONFIG = dict(solver().config)
CLOUD = make_levels(CONFIG, "dpmsolver++", 25)
DISTILLED: tuple[Side, ...] = ("device",)
PLACES = [(7, 10, 3), (7, 5, 1), (3, 10, 1)]


def latents(count: int, seed: int) -> Tensor:
    return torch.randn(count, 4, 16, 16, generator=torch.Generator().manual_seed(seed))


class Told(Captions):
    """Captions without a tokenizer."""

    def __init__(self) -> None:
        self.ids = torch.ones(COUNT, 1, TEXT_LENGTH, dtype=torch.int16)
        self.blank = torch.zeros(1, TEXT_LENGTH, dtype=torch.int64)


def beginnings(work: Path, ladder: Ladder, k: int, from_renders: float) -> Beginnings:
    """Arrivals after k steps, all with the clean latents of seed 1, the noise of seed 2 and words of sevens; renders have seed 3."""
    alpha, sigma = CLOUD.counts(k)
    clean, noise = (latents(1, seed).expand(COUNT, -1, -1, -1) for seed in (1, 2))
    times, ids = torch.full((COUNT,), int(CLOUD.timesteps[k])), torch.full((COUNT, TEXT_LENGTH), 7).short()
    save_file(
        {"latents": alpha * clean + sigma * noise, "clean": clean.clone(), "timesteps": times, "ids": ids}, work / "arrivals.safetensors"
    )
    return Beginnings(work, ladder, Told(), latents(1, 3).half(), from_renders)


@pytest.mark.parametrize(("steps", "k", "place"), PLACES)
def test_runs_begin_where_the_two_schedules_meet(tmp_path: Path, steps: int, k: int, place: int) -> None:
    ladder, ratios = Ladder(steps), training_ratios(CONFIG)
    course = join(CLOUD, ladder.levels, k, distilled=DISTILLED, time_of=lambda ratio: timestep_of(ratio, ratios))

    assert beginnings(tmp_path, ladder, k, 0.0).draw(2).place == course.resume == place


def test_arrivals_keep_their_noise_and_words_and_renders_are_noised(tmp_path: Path) -> None:
    ladder = Ladder(7)

    runs = beginnings(tmp_path, ladder, 10, 0.5).draw(40)

    expected = ladder.noised(latents(1, 1), 3, latents(1, 2)).expand(20, -1, -1, -1)
    torch.testing.assert_close(runs.latents[:20], expected, atol=1e-4, rtol=0)
    alpha, sigma = ladder.levels.counts(3)
    noise = (runs.latents[20:] - alpha * latents(1, 3)) / sigma
    assert abs(float(noise.std()) - 1) < 0.03
    assert bool((runs.ids[:20] == 7).all())
    assert bool((runs.ids[20:] == 1).all())


@pytest.mark.parametrize("place", [3, 6])
def test_a_step_with_the_wanted_velocity_ends_where_the_teacher_does(place: int) -> None:
    ladder, state, reached = Ladder(7), latents(2, 4), latents(2, 5)

    velocity = ladder.wanted(state, place, reached)

    torch.testing.assert_close(ladder.stepped(state, place, velocity), reached, atol=1e-4, rtol=0)


def test_the_teacher_steps_from_each_level_to_the_next() -> None:
    ladder = Ladder(7, within=4)

    for place, levels in enumerate(ladder.teachers):
        assert len(levels) == 4
        assert levels.timesteps[0] == ladder.levels.timesteps[place]
        assert levels.sigmas[-1] == ladder.levels.sigmas[place + 1]
    assert ladder.teachers[-1].sigmas[-1] == 0


def test_a_teacher_that_knows_the_truth_leads_to_it() -> None:
    """Its predictions are one picture, so that all steps are exact and the student's wanted velocity says that picture at every level."""
    ladder, clean, noise = Ladder(7), latents(1, 6), latents(1, 7)

    def teacher(state: Tensor, timestep: Tensor) -> Tensor:
        ratio = training_ratios(CONFIG)[int(timestep)]
        alpha, sigma = (1 + ratio**2) ** -0.5, ratio * (1 + ratio**2) ** -0.5
        velocity: Tensor = (alpha * state - clean) / sigma
        return velocity

    state = ladder.noised(clean, 3, noise)
    for place in range(3, 7):
        state = ladder.stepped(state, place, ladder.wanted(state, place, ladder.shown(teacher, state, place)))

    torch.testing.assert_close(state, clean, atol=1e-3, rtol=0)


def test_a_student_learns_to_end_where_its_guided_teacher_does() -> None:
    torch.default_generator.manual_seed(0)
    ladder, teacher = Ladder(7, within=2), unet(SMALL).eval()
    student = unet(SMALL).train()
    student.load_state_dict(teacher.state_dict())
    hidden, blank = torch.randn(2, TEXT_LENGTH, TEXT_WIDTH), torch.zeros(1, TEXT_LENGTH, TEXT_WIDTH)
    runs = Runs(latents(2, 9), torch.zeros(2, TEXT_LENGTH).long(), 6)
    optimizer = torch.optim.Adam(student.parameters(), 1e-3)
    seen = []
    for _ in range(16):
        loss = torch.stack(losses(ladder, student, guided(teacher, hidden, blank), hidden, runs)).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        seen.append(loss.item())

    assert seen[-1] < seen[0] / 3
