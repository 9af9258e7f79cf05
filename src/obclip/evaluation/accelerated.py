"""What each acceleration of the cloud does to the pictures, and what it really costs: whole requests to the true cloud, in this process."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import torch
from torch import Tensor

from obclip.denoising.handover import Handover, taken_up
from obclip.denoising.loop import denoise
from obclip.device.request import plain_request, told_acceleration
from obclip.device.settings import RunSettings
from obclip.device.transport import CloudClient
from obclip.errors import BadRequest, UserError
from obclip.in_process import local_cloud
from obclip.models.prediction import guided
from obclip.prompts.candidates import Axis
from obclip.prompts.safeguard import safeguard
from obclip.protocol.acceleration import Preset

from .courses import CLOUD, DEVICE, Course, Leg, check_switch_points
from .items import CANONICAL, NEUTRAL, OWN, Item, Worded, digits, worded
from .lab import Drawn, Lab

NONE = Preset("none")


@dataclass(frozen=True)
class Plan:
    """A way of saving work, by the name that its rows have. parts_last: of a tree, the attribute whose candidates part last."""

    name: str
    preset: Preset
    parts_last: str | None = None


@dataclass(frozen=True)
class Accelerated:
    """One row: a plan of the cloud, for N candidates and a switch point. The device finishes with the user's words."""

    plan: Plan
    n: int
    switch_point: int

    @property
    def mode(self) -> str:
        return self.plan.name

    @property
    def name(self) -> str:
        return re.sub(r"\W+", "-", f"{self.plan.name}-n{self.n}-k{self.switch_point}")

    def basics(self, measured: dict[str, Tensor], _steps: int) -> dict[str, Any]:
        """n, server_multiple (multiply-accumulates executed, in plain generations), and how far the latents are from unaccelerated
        ones, relative to their spread."""
        return {
            "n": round(float(measured[f"{self.name}/n"].float().mean()), 2),
            "server_multiple": round(float(measured[f"{self.name}/multiple"].mean()), 4),
            "latent_distance": round(float(measured[f"{self.name}/distance"].mean()), 4),
        }


@dataclass(frozen=True)
class Candidates:
    """A closed set that holds the real prompt: all values on some axes, the real one on the others."""

    prompts: tuple[str, ...]
    axes: tuple[Axis, ...]
    place: int
    neutral: str | None


def candidates_of(worded: Worded, n: int) -> Candidates:
    """At most n candidates: the axes of the prompt in their order, as long as their product allows; the others keep the real value.

    Only the whole set has a neutral prompt; a part of it is generalised by the mean of its texts.
    """
    prompt = worded.item.prompt
    try:
        done = safeguard(prompt)
        whole, place = done.candidates, done.choice.position()
    except UserError:
        return Candidates((prompt,), (), 0, None)
    sizes = [len(axis.values) for axis in whole.axes]
    own = digits(place, sizes)
    free: list[int] = []
    for axis in sorted(range(len(sizes)), key=lambda axis: sizes[axis]):
        if prod(sizes[other] for other in [*free, axis]) <= n:
            free.append(axis)
    kept = [place for place in range(len(whole)) if all(digits(place, sizes)[a] == own[a] for a in range(len(sizes)) if a not in free)]
    return Candidates(
        tuple(whole.prompts[one] for one in kept),
        tuple(whole.axes[axis] for axis in sorted(free)),
        kept.index(place),
        whole.neutral if len(kept) == len(whole) else None,
    )


def _stacked(states: Sequence[Handover]) -> Handover:
    """One state of all prompts, each with its own candidate's latents."""
    memory = [state.previous_x0 for state in states if state.previous_x0 is not None]
    whole = torch.cat(memory) if len(memory) == len(states) else None
    return Handover(torch.cat([state.latents for state in states]), whole, states[0].step)


def _place(found: Candidates, course: Accelerated) -> int:
    """Where the real candidate is in what was handed over."""
    return 0 if course.plan.preset == NONE else found.place


class AccelerationLab(Lab):
    """A Lab that also draws along accelerated courses."""

    def draw(self, items: Sequence[Worded], courses: Iterable[Any]) -> Drawn:
        courses = list(courses)
        drawn = super().draw(items, [course for course in courses if isinstance(course, Course)])
        plain: dict[int, Tensor] = {}
        with local_cloud(self.cloud) as cloud:
            for course in courses:
                if isinstance(course, Accelerated):
                    pixels, measures = self._accelerated(items, course, plain, cloud)
                    drawn.pixels[course.name] = pixels
                    drawn.measured |= {f"{course.name}/{name}": value for name, value in measures.items()}
        return drawn

    def handed_over(self, items: Sequence[Worded], course: Accelerated) -> Handover:
        """What the cloud hands over of the prompts' own candidates."""
        sets = [candidates_of(worded, course.n) for worded in items]
        with local_cloud(self.cloud) as cloud:
            runs = [self._request(worded, found, course, cloud, None)[0] for worded, found in zip(items, sets, strict=True)]
        return _stacked([run.row(_place(found, course)) for run, found in zip(runs, sets, strict=True)])

    def handed_over_to_all(self, worded: Worded, course: Accelerated) -> tuple[Candidates, Handover]:
        """One request: its candidates, and what the cloud hands over of all of them. BadRequest for the plan `none`, which draws one."""
        if course.plan.preset == NONE:
            raise BadRequest("the plan none draws the real candidate alone: choose another plan.", code="bad_plan")
        found = candidates_of(worded, course.n)
        with local_cloud(self.cloud) as cloud:
            return found, self._request(worded, found, course, cloud, None)[0]

    def _accelerated(
        self, items: Sequence[Worded], course: Accelerated, plain: dict[int, Tensor], cloud: CloudClient
    ) -> tuple[Tensor, dict[str, Tensor]]:
        k = course.switch_point
        if k not in plain:
            plain[k] = self.state(items, Course("plain", k, (Leg(CLOUD, CANONICAL, k),))).latents
        sets = [candidates_of(worded, course.n) for worded in items]
        begun, rest = self.timetable.of(Course("finished", k, (Leg(CLOUD, CANONICAL, k), Leg(DEVICE, OWN, self.steps))))
        sigmas = None if rest.met is None else begun.levels.sigmas
        runs = [self._request(worded, found, course, cloud, sigmas) for worded, found in zip(items, sets, strict=True)]
        state = _stacked([handover.row(_place(found, course)) for found, (handover, _) in zip(sets, runs, strict=True)])
        taken = state if rest.met is None else taken_up(state, rest.met)
        predict = guided(self.device, self.device.condition([worded.words[OWN] for worded in items]), self.guidance_scale)
        end = denoise(predict, rest.levels, taken, rest.stop, prediction_type=self.device.prediction_type)
        apart = (state.latents - plain[k]).flatten(1).std(1) / plain[k].flatten(1).std(1)
        measures = {"n": torch.tensor([len(found.prompts) for found in sets]), "multiple": torch.tensor([cost for _, cost in runs])}
        return self.device.decode(end.latents), measures | {"distance": apart}

    def _request(
        self, worded: Worded, found: Candidates, course: Accelerated, cloud: CloudClient, sigmas: tuple[float, ...] | None
    ) -> tuple[Handover, float]:
        times = 1
        if course.plan.preset == NONE:  # no candidate touches another: the real one is enough, and the others cost as much
            times, found = len(found.prompts), Candidates((found.prompts[found.place],), (), 0, None)
        solver, shape = self.levels.solver, self.device.latent_shape(None, None)
        settings = RunSettings(
            self.steps,
            course.switch_point,
            self.guidance_scale,
            solver,
            acceleration=course.plan.preset,
            parts_last=course.plan.parts_last,
            family=self.cloud.family,
        ).of_size(*shape[1:], self.device.factor)
        asked = plain_request(found.prompts, settings, worded.item.seed, axes=found.axes, neutral=found.neutral, sigmas=sigmas)
        reply = cloud.denoise(asked, shape)
        return reply.handover, times * reply.work.multiple if reply.work else 0.0


def check_plans(courses: Iterable[Any], items: Sequence[Item], steps: int) -> None:
    """Raises BadRequest for a plan that does not fit the candidates of each prompt, before any is drawn: a tree parts by their axes."""
    accelerated = [course for course in courses if isinstance(course, Accelerated)]
    prompts = list({item.prompt: worded(item) for item in items}.values())
    counts = {course.n for course in accelerated}
    sets = {n: {(len(found.prompts), found.axes) for found in (candidates_of(one, n) for one in prompts)} for n in counts}
    for course in accelerated:
        k, plan = course.switch_point, course.plan
        for count, axes in sets[course.n]:
            told_acceleration(RunSettings(steps, k, acceleration=plan.preset, parts_last=plan.parts_last), count, axes).check(count, k)


def acceleration_courses(plans: Sequence[Plan], counts: Sequence[int], switch_points: Sequence[int], steps: int) -> list[Any]:
    """The rows: both ends, the controls at each switch point, then every plan x N x k. Raises BadRequest for what there is not."""
    check_switch_points(switch_points, steps)
    if not plans or not counts or min(counts) < 1:
        raise BadRequest("plans and candidates must name at least one each, and candidates be 1 or more.", code="bad_candidates")
    finish = Leg(DEVICE, OWN, steps)
    courses: list[Any] = [Course("cloud-only", None, (Leg(CLOUD, OWN, steps),)), Course("device-only", None, (finish,))]
    for k in switch_points:
        courses.append(Course("neutral-start", k, (Leg(CLOUD, NEUTRAL, k), finish)))
        courses.append(Course("half-steps", k, (Leg(CLOUD, CANONICAL, k), finish), halved=k))
    return courses + [Accelerated(plan, n, k) for k in switch_points for n in counts for plan in plans]
