"""Two schedules meet at one noise level: which side moves, where the device begins, and what is refused."""

from functools import partial
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obclip.denoising.join import Course, alike, bent, join
from obclip.denoising.levels import Levels, counted, signal_at, timestep_of
from obclip.denoising.schedule import make_levels, training_ratios
from obclip.denoising.solvers import CONSISTENCY
from obclip.errors import BadRequest

CONFIG: dict[str, Any] = {
    "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "clip_sample": False, "steps_offset": 1,
    "timestep_spacing": "leading",
}  # fmt: skip
time_of = partial(timestep_of, ratios=training_ratios(CONFIG))


def levels(solver: str, steps: int, **settings: Any) -> Levels:
    return make_levels({**CONFIG, **settings}, solver, steps)


def met(cloud: Levels, device: Levels, k: int) -> Course:
    """A consistency model's levels are sacred."""
    sides = {"cloud": cloud, "device": device}
    return join(cloud, device, k, distilled=[side for side in sides if sides[side].solver in CONSISTENCY], time_of=time_of)  # type: ignore[misc]


@pytest.mark.parametrize(("spacing", "shifts"), [("leading", [1, 3, 5, 8, 10, 12, 14]), ("trailing", [2, 4, 6, 9, 10, 12, 14])])
def test_the_papers_shift_of_eight_is_the_law_at_its_switch_point(spacing: str, shifts: list[int]) -> None:
    """Eight steps of LCM, 25 of the device, spaced as SDXL is (leading) and as the bundled pair is (trailing)."""
    cloud, device = levels("lcm", 8), levels("dpmsolver++", 25, timestep_spacing=spacing)
    assert [met(cloud, device, k).shift for k in range(1, 8)] == shifts


def test_a_device_that_takes_any_steps_begins_at_exactly_the_clouds_level() -> None:
    cloud, device = levels("lcm", 8), levels("dpmsolver++", 25)
    course = met(cloud, device, 4)
    assert (course.resume, course.scale, course.keeps_memory) == (12, 1, False)
    assert course.device.timesteps[12:15] == (499, 457, 419)
    assert course.device.ratio(12) == pytest.approx(cloud.ratio(4))
    assert course.device.sigmas[13:] == device.sigmas[13:], "its own levels below stay"
    assert course.cloud is cloud


@given(
    st.sampled_from(["lcm", "tcd"]), st.integers(2, 40), st.sampled_from(["dpmsolver++", "ddim", "euler"]), st.integers(1, 60),
    st.sampled_from(["leading", "trailing"]), st.data(),
)  # fmt: skip
def test_wherever_a_few_step_cloud_stops_the_device_begins_there(
    few: str, steps: int, solver: str, own: int, spacing: str, data: st.DataObject
) -> None:
    cloud, device = levels(few, steps), levels(solver, own, timestep_spacing=spacing)
    k = data.draw(st.integers(1, steps - 1))
    course = met(cloud, device, k)
    assert course.device.ratio(course.resume) == pytest.approx(cloud.ratio(k))
    assert course.device.timesteps[course.resume] == pytest.approx(cloud.timesteps[k])
    alpha, sigma = (course.scale * share for share in cloud.counts(k))
    assert (alpha, sigma) == pytest.approx(course.device.counts(course.resume))
    assert len(course.device) == own


@pytest.mark.parametrize("solver", ["dpmsolver++", "lcm", "euler-ancestral"])
@pytest.mark.parametrize("k", [1, 3, 7, 8])
def test_one_schedule_on_both_sides_is_resumed_where_it_was_left(solver: str, k: int) -> None:
    assert met(levels(solver, 8), levels(solver, 8), k) == Course(levels(solver, 8), k, levels(solver, 8), k)


def test_schedules_are_one_up_to_rounding_only() -> None:
    one = levels("lcm", 8)
    near = Levels(one.path, one.solver, tuple(sigma * (1 + 1e-6) for sigma in one.sigmas), one.timesteps)
    assert alike(one, near)
    assert not alike(one, levels("tcd", 8))
    assert not alike(levels("euler", 8), levels("euler", 8, timestep_spacing="trailing"))


def test_after_the_clouds_last_step_nothing_is_left() -> None:
    course = met(levels("lcm", 8), levels("dpmsolver++", 25), 8)
    assert course.resume == len(course.device)


@pytest.mark.parametrize(("steps", "left"), [(4, {5: 3, 10: 2, 15: 2, 20: 1}), (8, {5: 6, 10: 5, 15: 3, 20: 1})])
def test_a_few_step_device_finishes_in_few_steps(steps: int, left: dict[int, int]) -> None:
    """Without a hand-over by level it would take 25 - k."""
    cloud, device = levels("dpmsolver++", 25), levels("lcm", steps)
    found = {k: met(cloud, device, k) for k in left}
    assert {k: len(course.device) - course.resume for k, course in found.items()} == left


@pytest.mark.parametrize("k", range(1, 25))
def test_the_cloud_ends_on_a_level_of_a_few_step_device(k: int) -> None:
    cloud, device = levels("euler", 25), levels("lcm", 4)
    course = met(cloud, device, k)
    assert course.device == device, "its levels are sacred"
    assert (len(course.cloud), course.switch_point) == (k, k)
    assert course.cloud.sigmas[0] == cloud.sigmas[0]
    assert course.cloud.ratio(k) == pytest.approx(device.ratio(course.resume))
    assert list(course.cloud.sigmas) == sorted(set(course.cloud.sigmas), reverse=True)
    assert 0 < course.resume < len(device)


@pytest.mark.parametrize("settings", [{}, {"timestep_spacing": "trailing"}, {"use_karras_sigmas": True}])
@pytest.mark.parametrize("k", [1, 4, 10, 24])
def test_a_schedule_bent_to_its_own_level_is_itself(settings: dict[str, Any], k: int) -> None:
    own = levels("dpmsolver++", 25, **settings)
    assert bent(own, k, own.ratio(k)) == pytest.approx([own.ratio(place) for place in range(k + 1)])


@pytest.mark.parametrize(("cloud", "device", "meetings"), [(8, 4, {2: 1, 4: 2, 6: 3}), (4, 8, {1: 2, 2: 4, 3: 6}), (6, 4, {3: 2})])
def test_two_few_step_models_meet_where_their_levels_are_near_and_nowhere_else(cloud: int, device: int, meetings: dict[int, int]) -> None:
    one, other = levels("lcm", cloud), levels("lcm", device)
    for k in range(1, cloud):
        if k in meetings:
            assert met(one, other, k).resume == meetings[k]
            continue
        with pytest.raises(BadRequest, match=f"After {k} of the cloud's {cloud} steps .* choose switch point {min(meetings)}"):
            met(one, other, k)


def test_two_few_step_models_that_meet_nowhere_need_other_steps() -> None:
    with pytest.raises(BadRequest, match="choose other numbers of steps"):
        met(levels("lcm", 2), Levels("vp", "tcd", (14.6, 0.0), (999.0,)), 1)


@pytest.mark.parametrize("steps", ["1 step", "2 steps"])
def test_a_device_that_begins_with_noise_alone_leaves_the_cloud_nothing_to_do(steps: str) -> None:
    device = Levels("vp", "lcm", (20.0, 0.0), (999.0,)) if steps == "1 step" else Levels("vp", "lcm", (30.0, 20.0, 0.0), (999.0, 998.0))
    with pytest.raises(BadRequest, match=f"begins its {steps} with pure noise"):
        met(levels("euler", 25), device, 10)


def test_a_cloud_that_has_not_left_the_noise_is_refused() -> None:
    cloud = Levels("flow", "lcm", (1.0, 1.0, 0.5, 0.0), (999.0, 998.0, 500.0))
    with pytest.raises(BadRequest, match="nothing but noise"):
        met(cloud, levels("dpmsolver++", 25), 1)


@given(st.floats(1e-3, 1e3), st.sampled_from(["vp", "ve", "flow"]))
def test_a_level_is_the_same_on_every_path(ratio: float, path: Any) -> None:
    state = Levels(path, "ddim", (counted(path, ratio), 0.0), (500.0,))
    assert state.ratio(0) == pytest.approx(ratio)
    assert signal_at(path, ratio) == pytest.approx(state.counts(0)[0])


def test_pure_noise_is_a_level_too() -> None:
    assert [counted("flow", inf), signal_at("flow", inf), signal_at("vp", inf)] == [1, 0, 0]
