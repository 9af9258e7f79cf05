"""What one half gives to the other: latents, the solver's memory, and the step at which they stand. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .join import Course

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Handover:
    """The state of denoising before step `step`, of N candidates or of one.

    latents: [N, C, h, w] float32.
    previous_x0: [N, C, h, w] float32, the clean latents that the last step predicted, which a second-order multistep solver
        (DPM-Solver++, arXiv 2211.01095, algorithm 2) needs for its next step; None before the first step and for solvers without memory.
    step: 0..T, the next step to run.
    """

    latents: Tensor
    previous_x0: Tensor | None
    step: int

    @property
    def clean(self) -> Tensor:
        """The clean latents that each candidate points to, [N, C, h, w], where the solver remembers them; else the latents as they are."""
        return self.latents if self.previous_x0 is None else self.previous_x0

    def row(self, index: int) -> Handover:
        """The same state with one candidate, [1, C, h, w]."""
        one = slice(index, index + 1)
        return Handover(self.latents[one], None if self.previous_x0 is None else self.previous_x0[one], self.step)

    def parted(self, count: int) -> list[Handover]:
        """As so many states of as many candidates each, in their order."""
        memories = [None] * count if self.previous_x0 is None else self.previous_x0.chunk(count)
        return [Handover(latents, memory, self.step) for latents, memory in zip(self.latents.chunk(count), memories, strict=True)]


def restart(handover: Handover) -> Handover:
    """The same latents without the solver's memory: the next step is of first order (`--history restart`)."""
    return replace(handover, previous_x0=None)


def taken_up(handover: Handover, course: Course) -> Handover:
    """The cloud's state as the device's schedule counts it, before its step `course.resume`."""
    latents = handover.latents if course.scale == 1.0 else handover.latents * course.scale
    return Handover(latents, handover.previous_x0 if course.keeps_memory else None, course.resume)
