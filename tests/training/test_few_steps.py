"""A student of few steps: its levels, where its runs begin, and where it learns to end them."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from obclip.denoising.join import Side, join
from obclip.denoising.levels import timestep_of
from obclip.denoising.schedule import make_levels, training_ratios
from obclip.models.distilled import distilled_in
from training.corpus import Captions
from training.ends import FILE as ENDS
from training.ends import steps_of
from training.export import take_scheduler
from training.few_steps import Beginnings, Runs, losses
from training.ladder import Ladder
from training.latents import keep
from training.networks import TEXT_LENGTH, TEXT_WIDTH, few_steps_solver, solver, unet

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
    """Arrivals after k steps: clean latents of seed 1, noise of seed 2, words of sevens, an end of seed 4; renders have seed 3."""
    alpha, sigma = CLOUD.counts(k)
    clean, noise = (latents(1, seed).expand(COUNT, -1, -1, -1) for seed in (1, 2))
    times, ids = torch.full((2 * COUNT,), int(CLOUD.timesteps[k])), torch.full((2 * COUNT, TEXT_LENGTH), 7).short()
    arrived = {
        "latents": (alpha * clean + sigma * noise).repeat(2, 1, 1, 1),
        "clean": clean.repeat(2, 1, 1, 1),
        "timesteps": times,
        "ids": ids,
    }
    arrived["latents"][COUNT:] = 0  # of these nobody says the end
    save_file(arrived, work / "arrivals.safetensors")
    save_file({"rows": torch.arange(COUNT), "clean": latents(1, 4).expand(COUNT, -1, -1, -1).half().contiguous()}, work / ENDS)
    return Beginnings(work, ladder, Told(), latents(1, 3).half(), from_renders)


@pytest.mark.parametrize(("steps", "k", "place"), PLACES)
def test_runs_begin_where_the_two_schedules_meet(tmp_path: Path, steps: int, k: int, place: int) -> None:
    ladder, ratios = Ladder(steps), training_ratios(CONFIG)
    course = join(CLOUD, ladder.levels, k, distilled=DISTILLED, time_of=lambda ratio: timestep_of(ratio, ratios))

    assert beginnings(tmp_path, ladder, k, 0.0).draw(2).place == course.resume == place


def test_arrivals_keep_their_noise_and_words(tmp_path: Path) -> None:
    ladder = Ladder(7)

    runs = beginnings(tmp_path, ladder, 10, 0.0).draw(20)

    expected = ladder.noised(latents(1, 1), 3, latents(1, 2)).expand(20, -1, -1, -1)
    torch.testing.assert_close(runs.latents, expected, atol=1e-4, rtol=0)
    assert bool((runs.ids == 7).all())
    torch.testing.assert_close(runs.end, latents(1, 4).half().float().expand(20, -1, -1, -1))


def test_pure_noise_begins_at_the_first_level_as_it_is() -> None:
    ladder, noise = Ladder(5), latents(2, 11)

    assert ladder.place_of(0) == 0
    torch.testing.assert_close(ladder.arrived(noise, torch.zeros_like(noise), 0), noise)


def test_renders_begin_noised_at_a_level_after_that_of_the_last_arrivals(tmp_path: Path) -> None:
    ladder = Ladder(7)
    drawn = [beginnings(tmp_path, ladder, 10, 1.0).draw(20) for _ in range(20)]

    assert {runs.place for runs in drawn} <= {4, 5, 6}
    assert len({runs.place for runs in drawn}) > 1
    for runs in drawn:
        alpha, sigma = ladder.levels.counts(runs.place)
        noise = (runs.latents - alpha * latents(1, 3)) / sigma
        assert abs(float(noise.std()) - 1) < 0.03
        assert bool((runs.ids == 1).all())
        torch.testing.assert_close(runs.end, latents(1, 3).half().float().expand(20, -1, -1, -1))


def test_as_many_batches_are_arrivals_as_was_asked(tmp_path: Path) -> None:
    torch.default_generator.manual_seed(0)
    begun = beginnings(tmp_path, Ladder(7), 10, 0.25)

    places = [begun.draw(1).place for _ in range(400)]

    assert 0.7 < sum(place == 3 for place in places) / 400 < 0.8


def test_steps_with_the_wanted_velocity_lead_to_the_end() -> None:
    ladder, state, end = Ladder(7), latents(2, 4), latents(2, 5)

    for place in range(3, 7):
        state = ladder.stepped(state, place, ladder.wanted(state, place, end))

    torch.testing.assert_close(state, end, atol=1e-3, rtol=0)


def test_blends_end_as_the_look_that_they_have_the_larger_part_of(tmp_path: Path) -> None:
    keep(tmp_path / "latents.pt", [latents(COUNT, 3).half()])
    keep(tmp_path / "other-looks.pt", [latents(COUNT, 8).half()])
    beginnings(tmp_path, ladder := Ladder(7), 10, 0.0)

    runs = Beginnings(tmp_path, ladder, Told(), latents(1, 3).half(), 0.0, from_blends=1.0).draw(30)

    nearest_look = torch.cdist(runs.end.flatten(1), latents(COUNT, 3).half().float().flatten(1)).amin(1)
    assert float(nearest_look.max()) < 0.1  # numbers of half precision


def test_a_run_takes_each_step_from_where_the_last_one_led() -> None:
    torch.default_generator.manual_seed(0)
    ladder, student, hidden = Ladder(5), unet(SMALL).eval(), torch.randn(2, TEXT_LENGTH, TEXT_WIDTH)

    with torch.no_grad():
        states, velocities = ladder.run(student, latents(2, 6), 2, hidden)

    assert (len(states), len(velocities)) == (4, 3)
    for n, velocity in enumerate(velocities):
        torch.testing.assert_close(ladder.stepped(states[n], 2 + n, velocity), states[n + 1])


def test_a_folder_without_a_network_makes_no_ends(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="holds no network"):
        steps_of(tmp_path, "device-5-stepz")


def test_a_student_makes_ends_in_its_own_steps_and_any_other_network_in_all(tmp_path: Path) -> None:
    for name in ("cloud", "device-5-steps"):
        unet(SMALL).save_pretrained(tmp_path / name)
    few_steps_solver(5).save_pretrained(tmp_path / "device-5-steps" / "scheduler")

    assert steps_of(tmp_path, "cloud") == 0
    assert steps_of(tmp_path, "device-5-steps") == 5


def test_a_student_learns_to_end_where_it_is_told_to() -> None:
    torch.default_generator.manual_seed(0)
    ladder, student = Ladder(7), unet(SMALL).train()
    hidden = torch.randn(2, TEXT_LENGTH, TEXT_WIDTH)
    runs = Runs(latents(2, 9), torch.zeros(2, TEXT_LENGTH).long(), 6, latents(2, 10))
    optimizer = torch.optim.Adam(student.parameters(), 4e-3)
    seen = []
    for _ in range(60):
        loss = torch.stack(losses(ladder, student, hidden, runs)[0]).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        seen.append(loss.item())

    assert seen[-1] < seen[0] / 3


def test_what_says_that_a_device_is_of_few_steps_goes_with_it_and_with_no_other(tmp_path: Path) -> None:
    for name in ("few", "any", "out"):
        (tmp_path / name).mkdir()
    few_steps_solver(7).save_pretrained(tmp_path / "few" / "scheduler")

    take_scheduler(tmp_path / "few", tmp_path / "out")
    assert distilled_in(tmp_path / "out") == (7,)

    take_scheduler(tmp_path / "any", tmp_path / "out")
    assert distilled_in(tmp_path / "out") == ()


def test_the_student_learns_on_the_levels_that_its_scheduler_gives() -> None:
    assert make_levels(dict(few_steps_solver(7).config), "ddim", 7) == Ladder(7).levels
