"""What each half of a run follows: solver, number of steps and guidance, from the settings and from what its model says of itself.

Standard library only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from obclip.denoising.latent_space import LatentSpace
from obclip.denoising.levels import Levels
from obclip.denoising.solvers import CONSISTENCY, solver_for, takes_few_steps
from obclip.errors import BadRequest

from .settings import RunSettings

# A device's steps of few: below this pictures lose much.
FEW = 4


class Told(Protocol):
    """What a model, or a cloud's card of it, says of itself; `obclip.models.model` says what each is."""

    @property
    def solver(self) -> str | None: ...
    @property
    def guidance(self) -> str: ...
    @property
    def guidance_scale(self) -> float: ...
    @property
    def step_distilled(self) -> tuple[int, ...]: ...


class Drawing(Told, Protocol):
    """What the device's half is settled from: a loaded model, or in a browser's tab what is told of one."""

    @property
    def name(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def space(self) -> LatentSpace: ...
    @property
    def ratios(self) -> Sequence[float]: ...
    def schedule(self, steps: int, solver: str) -> Levels: ...


@dataclass(frozen=True)
class Half:
    """name: of the model. solver: None if neither the user nor the model names one. steps: of its whole schedule. distilled: for few."""

    name: str
    solver: str | None
    steps: int
    guidance_scale: float
    distilled: bool

    @property
    def named_solver(self) -> str:
        """Raises BadRequest if there is none."""
        return solver_for(self.solver, None, self.name)


def halves(settings: RunSettings, cloud: tuple[str, Told], device: tuple[str, Told]) -> tuple[Half, Half]:
    """The cloud's and the device's, told by name and what they say. Raises BadRequest for a solver that neither would follow."""
    both = cloud_half(settings, *cloud), device_half(settings, *device)
    if settings.solver is not None and all(half.solver != settings.solver for half in both):
        raise BadRequest(
            f"Both models were distilled for few steps of solvers of their own ({both[0].solver} and {both[1].solver}): leave solver out.",
            code="bad_solver",
        )
    return both


def cloud_half(settings: RunSettings, name: str, told: Told) -> Half:
    """In as many steps as the user says, or as the cloud's model was distilled for."""
    return _half(settings, name, told, settings.cloud_steps, max)


def device_half(settings: RunSettings, name: str, told: Told) -> Half:
    """The same of the device, where few steps are what a distilled model is for."""
    return _half(settings, name, told, settings.device_steps, lambda counts: min((n for n in counts if n >= FEW), default=max(counts)))


def guidance_of(settings: RunSettings, told: Told) -> float:
    """The guidance scale of the user, or the model's own; 1 for a model that takes none."""
    if told.guidance == "none":
        return 1.0
    return told.guidance_scale if settings.guidance_scale is None else settings.guidance_scale


def _half(settings: RunSettings, name: str, told: Told, steps: int | None, usual: Callable[[Sequence[int]], int]) -> Half:
    """A distilled network keeps the solver that it was distilled for; the user's is for one that follows any."""
    keeps = takes_few_steps(told.solver, told.step_distilled)
    solver = told.solver if keeps and told.solver else settings.solver or told.solver
    if steps is None:
        steps = settings.num_inference_steps
        if told.step_distilled and steps not in told.step_distilled:
            steps = usual(told.step_distilled)
    return Half(name, solver, steps, guidance_of(settings, told), keeps or solver in CONSISTENCY)
