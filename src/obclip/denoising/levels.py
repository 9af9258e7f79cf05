"""Noise levels as data: what the network is told at each of T steps, and what signal and noise count there. Standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite, log
from typing import Literal, get_args

from obclip.errors import BadRequest

Path = Literal["vp", "ve", "flow"]
PATHS: tuple[str, ...] = get_args(Path)
MOST_STEPS = 1_000
# sigma / alpha; schedules that begin without signal are given 4096.
MOST_NOISE = 1e6
# Of a training timestep: what levels kept as float32 may differ by.
ROUNDING = 1e-3


@dataclass(frozen=True)
class Levels:
    """The schedule of a run. Both sides compute with these numbers; neither rebuilds them from a recipe.

    path: what a state alpha x0 + sigma noise is made of: alpha^2 + sigma^2 = 1 (vp), alpha = 1 (ve) or alpha + sigma = 1 (flow).
    solver: its name in `denoising.solvers`.
    sigmas: T + 1 numbers that do not rise: noise over signal (sigma / alpha) for vp and ve, the noise's own share for flow. The last
        is where the last step ends: 0, or a little above, where a picture is finished.
    timesteps: T, as the network takes them.
    start: what the first draw of noise is multiplied by.
    """

    path: Path
    solver: str
    sigmas: tuple[float, ...]
    timesteps: tuple[float, ...]
    start: float = 1.0

    def __post_init__(self) -> None:
        if self.path not in PATHS:
            raise _refused(f"the path must be one of {', '.join(PATHS)}.")
        if not 1 <= len(self.timesteps) <= MOST_STEPS or len(self.sigmas) != len(self.timesteps) + 1:
            raise _refused(f"there must be 1 to {MOST_STEPS} timesteps, and one sigma more.")
        if not all(isfinite(number) and number >= 0 for number in (*self.sigmas, *self.timesteps, self.start)):
            raise _refused("sigmas, timesteps and start must be finite and not negative.")
        if self.sigmas[0] > MOST_NOISE:
            raise _refused(f"sigmas must be at most {MOST_NOISE:g}.")
        if not all(self.sigmas[:-1]):
            raise _refused("sigmas must be above 0 wherever a step begins.")
        if any(after > before for before, after in zip(self.sigmas, self.sigmas[1:], strict=False)):
            raise _refused("sigmas must not rise.")
        if self.path == "flow" and self.sigmas[0] > 1:
            raise _refused("sigmas of a flow must be at most 1.")

    def __len__(self) -> int:
        """T."""
        return len(self.timesteps)

    def counts(self, place: int) -> tuple[float, float]:
        """alpha, sigma of the state before step `place` (T: after the last)."""
        sigma = self.sigmas[place]
        if self.path == "ve":
            return 1.0, sigma
        if self.path == "flow":
            return 1 - sigma, sigma
        return _variance_preserving(sigma)

    def seen(self, place: int) -> tuple[float, float]:
        """alpha, sigma of what the network is given there: a ve state is scaled down to vp for it."""
        return _variance_preserving(self.sigmas[place]) if self.path == "ve" else self.counts(place)

    def scale(self, place: int) -> float:
        """What a state is multiplied by before the network sees it."""
        return self.seen(place)[0] if self.path == "ve" else 1.0

    def ratio(self, place: int) -> float:
        """sigma / alpha, which says the same on every path."""
        alpha, sigma = self.counts(place)
        return sigma / alpha if alpha else inf

    def lam(self, place: int) -> float:
        """ln(alpha / sigma): half the log signal-to-noise ratio; infinite where there is no noise."""
        ratio = self.ratio(place)
        return -log(ratio) if 0 < ratio < inf else (inf if ratio == 0 else -inf)

    def without(self, steps: set[int]) -> "Levels":
        """The same schedule with some steps left out: the step before each is longer."""
        kept = [step for step in range(len(self)) if step not in steps]
        sigmas = (*(self.sigmas[step] for step in kept), self.sigmas[-1])
        return replace(self, sigmas=sigmas, timesteps=tuple(self.timesteps[step] for step in kept))


def counted(path: Path, ratio: float) -> float:
    """A noise level sigma / alpha as `sigmas` of a path say it."""
    if path == "flow":
        return ratio / (1 + ratio) if ratio < inf else 1.0
    return ratio


def signal_at(path: Path, ratio: float) -> float:
    """alpha on a path where sigma / alpha is `ratio`."""
    if path == "flow":
        return 1 / (1 + ratio)
    return 1.0 if path == "ve" else _variance_preserving(ratio)[0]


def timestep_of(ratio: float, ratios: Sequence[float]) -> float:
    """Where sigma / alpha = `ratio` lies among those of a model's training timesteps, which rise: between two of them by its logarithm,
    at one of them if it is that one's but for rounding, and at the ends for what is outside."""
    if ratio <= ratios[0]:
        return 0.0
    above = next((place for place, other in enumerate(ratios) if other >= ratio), len(ratios) - 1)
    below, low, high = above - 1, log(ratios[above - 1]), log(ratios[above])
    timestep = min(below + (log(ratio) - low) / (high - low), float(len(ratios) - 1))
    return float(round(timestep)) if abs(timestep - round(timestep)) < ROUNDING else timestep


def _variance_preserving(ratio: float) -> tuple[float, float]:
    alpha = (1 + ratio**2) ** -0.5
    return alpha, ratio * alpha


def _refused(why: str) -> BadRequest:
    return BadRequest(f"These are no noise levels: {why}", code="bad_levels")
