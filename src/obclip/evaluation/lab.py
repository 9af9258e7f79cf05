"""Draws a batch of prompts along several courses at once; courses that begin alike share their first steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from obclip.denoising.handover import Handover, restart, taken_up
from obclip.denoising.loop import Predict, denoise
from obclip.denoising.noise import initial_noise
from obclip.errors import BadRequest
from obclip.models.model import LatentModel
from obclip.models.prediction import guided

from .courses import CLOUD, Course
from .items import Worded
from .timetable import Timetable

Reached = dict[tuple[Any, ...], dict[int, Handover]]


@dataclass
class _Batch:
    """What one batch has come to: states by course, predictions by side and words."""

    items: Sequence[Worded]
    noise: Tensor
    reached: Reached = field(default_factory=dict)
    predictions: dict[tuple[str, str], Predict] = field(default_factory=dict)


@dataclass
class Drawn:
    """What a batch has become. pixels: {course: [B, 3, H, W] in 0..1}; measured: {course/name: [B]}, whatever else was counted."""

    pixels: dict[str, Tensor]
    measured: dict[str, Tensor] = field(default_factory=dict)


class Lab:
    """Both models without a network between them. The pictures are those of the pipeline: the same noise, loop and hand-over.

    In a request without acceleration no candidate touches another, so of an oblivious request only the real one is drawn here.
    Raises BadRequest if the two models do not share a latent space, or cannot run one schedule.
    """

    def __init__(
        self, cloud: LatentModel, device: LatentModel, *, steps: int = 25, guidance_scale: float | None = None, solver: str = "dpmsolver++"
    ) -> None:
        if not cloud.space.fits(device.space):
            raise BadRequest(
                f'"{cloud.name}" and "{device.name}" have different latent spaces: choose a pair of one family.', code="other_latent_space"
            )
        self.timetable = Timetable(cloud, device, steps, solver)
        self.cloud, self.device, self.steps, self.levels = cloud, device, steps, self.timetable.levels
        guided_like = cloud if device.guidance == "none" else device
        self.guidance_scale = guided_like.guidance_scale if guidance_scale is None else guidance_scale

    def check(self, courses: Iterable[Any]) -> None:
        """Raises BadRequest for a course that cannot be drawn, before any is."""
        for course in courses:
            if isinstance(course, Course):
                self.timetable.of(course)

    def draw(self, items: Sequence[Worded], courses: Iterable[Any]) -> Drawn:
        """The pictures of every course, and how many candidates each prompt has ("n")."""
        batch = self._batch(items)
        ordered = sorted(courses, key=lambda course: [leg.stop for leg in course.legs])
        pixels = {course.name: self.device.decode(self._run(course, batch).latents) for course in ordered}
        return Drawn(pixels, {"n": torch.tensor([worded.n for worded in items])})

    def state(self, items: Sequence[Worded], course: Course) -> Handover:
        """Where a course ends, before decoding: latents [B, C, h, w]."""
        return self._run(course, self._batch(items))

    def _batch(self, items: Sequence[Worded]) -> _Batch:
        shape = (1, *self.device.latent_shape(None, None))
        noise = torch.cat([initial_noise(worded.item.seed, shape) for worded in items])
        return _Batch(items, noise)

    def _run(self, course: Course, batch: _Batch) -> Handover:
        stretches = self.timetable.of(course)
        state = Handover(batch.noise * stretches[0].levels.start, None, 0)
        for number, (leg, stretch) in enumerate(zip(course.legs, stretches, strict=True)):
            state = state if stretch.met is None else taken_up(state, stretch.met)
            path, stop = (stretch.key, course.legs[:number], leg.side, leg.words), stretch.stop
            reached = batch.reached.setdefault(path, {state.step: state})
            state = reached[max(step for step in reached if step <= stop)]
            model = self.cloud if leg.side == CLOUD else self.device
            predict = self._prediction(model, leg.side, leg.words, batch)
            state = denoise(predict, stretch.levels, state, stop, prediction_type=model.prediction_type)
            reached[stop] = state
            state = restart(state) if leg.restart else state
        return state

    def _prediction(self, model: LatentModel, side: str, words: str, batch: _Batch) -> Predict:
        known = batch.predictions
        if (side, words) not in known:
            texts = [worded.words[words] for worded in batch.items]
            known[side, words] = guided(model, model.condition(texts), self.guidance_scale)
        return known[side, words]
