"""What the cloud does to save work, in the paper's words (section 4 of arXiv 2510.04153): a function of the set of candidates alone.

One frozen value with a field for each part. Presets are names for it on the device; what is sent is the value. Standard library only.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from math import prod

from obclip.denoising.levels import MOST_STEPS

from .acceleration_fields import KINDS, POINTS, checked, refused

MOST_AXES = 256
# Fields that name places among the k steps.
STEPS = ("neutral_prefix", "partings", "full_steps")
# Fields that have a say only beside one of these.
BESIDE = {
    "partings": ("tree",),
    "cache_branch": ("cache_interval", "full_steps"),
    "refresh_interval": POINTS,
}


@dataclass(frozen=True)
class Acceleration:
    """Every part on its own; nothing is switched on by default.

    exact: equal work once: rows with equal latents share what comes before the first cross-attention, the unconditional row
        of equal latents is one, text keys and values are computed once a request. Exact up to rounding.
    pivot_steps: steps 0 .. pivot_steps - 1 take their attention maps from the pivot (candidate 0), values from each candidate.
    cache_point: r, from this step on attention outputs are reused; None for never.
    skip_point: s, from this step on the outputs of down and mid blocks are reused; None for never.
    refresh_interval: both are computed anew every so many steps, counted from r (else s); None for never.
    shared_unconditional: "fitted": two unconditional rows, the first and the last candidate's, and the others' from these by a fit to
        latents and predictions; "x0", "epsilon": one, the pivot's, whose clean latents or noise all take; None for a row each.
    neutral_prefix: m, steps 0 .. m - 1 run one trajectory, on the neutral prompt.
    neutral_prompt: what it is conditioned on; None for the mean of the candidates' text.
    tree: from step m on trajectories part by one axis after the other. axes: sizes of the axes whose product (last axis fastest)
        the candidates are. order: places in `axes`, the first parts first; () for the smallest first.
    partings: the steps from m on at which they part, one an axis, the last one for all further axes, none of them after step k - 1 or the
        last of full_steps; () for evenly over the rest of the k steps.
    cache_interval: DeepCache (arXiv 2312.00858): of so many steps one is computed in full; 1 for all.
    full_steps: of DeepCache at chosen steps instead of an interval: those computed in full, the first of all among them. Candidates that
        part at another step take over what was kept of those together. () for cache_interval.
    cache_branch: how many skip connections after the first are computed in the other steps; 0, the least, as in DeepCache.
    """

    exact: bool = False
    pivot_steps: int = 0
    cache_point: int | None = None
    skip_point: int | None = None
    refresh_interval: int | None = 5
    shared_unconditional: str | None = None
    neutral_prefix: int = 0
    neutral_prompt: str | None = None
    tree: bool = False
    axes: tuple[int, ...] = ()
    order: tuple[int, ...] = ()
    partings: tuple[int, ...] = ()
    cache_interval: int = 1
    full_steps: tuple[int, ...] = ()
    cache_branch: int = 0

    def __new__(cls, *_: object, **named: object) -> "Acceleration":
        _check_fields(named)
        return super().__new__(cls)

    def __post_init__(self) -> None:
        for name in KINDS:
            object.__setattr__(self, name, checked(name, getattr(self, name)))
        ways = (self.cache_interval > 1, bool(self.full_steps), self.cache_point is not None or self.skip_point is not None)
        if sum(ways) > 1:
            raise refused("cache_interval, full_steps, and cache_point with skip_point cannot be joined: choose one way of caching.")
        self._check_axes()
        self._check_said()

    def _check_said(self) -> None:
        for name, others in BESIDE.items():
            if self._differs(name) and not any(map(self._differs, others)):
                raise refused(f"{name} has no say without {' or '.join(others)}.")

    def _differs(self, name: str) -> bool:
        """Whether a field says another thing than nothing."""
        return bool(getattr(self, name) != getattr(type(self), name))

    def _check_axes(self) -> None:
        if len(self.axes) > MOST_AXES or len(self.order) > MOST_AXES:
            raise refused(f"axes and order must name at most {MOST_AXES} axes.")
        if any(size < 1 for size in self.axes):
            raise refused("axes must be sizes of at least 1.")
        if len(self.partings) > MOST_AXES or len(self.full_steps) > MOST_STEPS:
            raise refused(f"partings must name at most {MOST_AXES} steps, and full_steps {MOST_STEPS}.")
        if any(step < self.neutral_prefix for step in self.partings) or list(self.partings) != sorted(self.partings):
            raise refused("partings must be steps that rise, none of them in the neutral prefix.")
        if self.full_steps and (self.full_steps[0] != 0 or list(self.full_steps) != sorted(set(self.full_steps))):
            raise refused("full_steps must begin with step 0 and rise.")
        if self.order and sorted(self.order) != list(range(len(self.axes))):
            raise refused(f"order must name each of the {len(self.axes)} axes once, counted from 0.")

    @property
    def begins_together(self) -> bool:
        """Whether candidates share a trajectory at first."""
        return self.tree or self.neutral_prefix > 0

    def check(self, candidates: int, switch_point: int) -> None:
        """Raises BadRequest unless the plan is one for that many candidates and k steps."""
        self.check_count(candidates)
        self.check_steps(switch_point)

    def check_steps(self, switch_point: int) -> None:
        """The same as far as it can be told without the candidates."""
        if self.pivot_steps > switch_point:
            raise refused(f"pivot_steps must not be above switch_point (got {self.pivot_steps} and {switch_point}).")
        for name in (*STEPS, *POINTS):
            told = getattr(self, name)
            latest = max(told, default=0) if isinstance(told, tuple) else told or 0
            if latest > 0 and latest >= switch_point:
                why = ", or candidates would be drawn alike" if name in ("neutral_prefix", "partings") else ""
                raise refused(f"{name} must be below switch_point{why} (got {latest} and {switch_point}).")
        # A step that reuses work may not read the text of those who part in it: the shallow part of most networks has no cross-attention.
        apart = max((self.neutral_prefix, *self.partings_for(switch_point)))
        if self.full_steps and self.full_steps[-1] < apart:
            why = f"after step {self.full_steps[-1]}, or candidates would be drawn alike (the last part at step {apart})"
            raise refused(f"full_steps must go on {why}.")

    def partings_for(self, switch_point: int) -> tuple[int, ...]:
        """Of a tree the steps at which its axes part, one for each that has more than one value; () of another plan.

        Where none is named: from the neutral prefix on, evenly over what is left of the k steps. For k = 10 and a prefix of 3 two axes part
        at steps 3 and 6, three at 3, 5 and 7.
        """
        axes = sum(size > 1 for size in self.axes) if self.tree else 0
        if named := self.partings[:axes]:
            return (*named, *named[-1:] * (axes - len(named)))
        first = self.neutral_prefix
        return tuple(first + (switch_point - first) * place // axes for place in range(axes))

    def check_count(self, candidates: int) -> None:
        """Raises BadRequest unless the axes fit that many candidates: no more axes, none larger, and a tree's product the number itself."""
        if len(self.axes) > candidates or any(size > candidates for size in self.axes):
            raise refused(f"axes must be no more and no larger than the number of prompts ({candidates}).")
        if self.tree and candidates != prod(self.axes):
            raise refused(f"tree needs axes whose sizes multiply to the number of prompts (got {list(self.axes)} for {candidates}).")


def _check_fields(named: Iterable[object]) -> None:
    known = [field.name for field in fields(Acceleration)]
    if any(name not in known for name in named):
        raise refused(f"There is no such field of an acceleration: the fields are {', '.join(known)}.")


def _pivot_steps(k: int) -> int:
    """3 for k = 5 and 4 for k = 10, the paper's settings, and on the line through them."""
    return min(k, 2 + k // 5)


def _cache_point(k: int) -> int | None:
    """r: the same, if the cloud gets there."""
    return r if (r := 2 + k // 5) < k else None


def _skip_point(k: int) -> int | None:
    """s: 3 for k = 5 and 6 for k = 10."""
    return max(1, 3 * k // 5) if k > 1 else None


def _cache(k: int) -> Acceleration:
    return Acceleration(cache_point=_cache_point(k), skip_point=_skip_point(k))


_LEAN = Acceleration(exact=True, shared_unconditional="fitted", cache_interval=3)


def _stages(k: int) -> Acceleration:
    """The first axis parts at a fifth of the k steps, all others at seven tenths; full there and at the beginning, nowhere else."""
    first, last = min(2, k // 5), 7 * k // 10
    full = tuple(sorted({0, first, last}))
    return replace(_LEAN, cache_interval=1, tree=True, neutral_prefix=first, partings=(first, last), full_steps=full)


# Each preset is a function of the switch point k. The last row: each part on its own, for ablations.
PRESETS: dict[str, Callable[[int], Acceleration]] = {
    "none": lambda k: Acceleration(),
    "exact": lambda k: Acceleration(exact=True),
    "cache": _cache,
    "paper": lambda k: replace(_cache(k), pivot_steps=_pivot_steps(k)),
    "fast": lambda k: replace(_LEAN, neutral_prefix=min(2, k // 2)),
    "tree": lambda k: replace(_LEAN, neutral_prefix=min(2, k // 5), tree=True),
    "stages": _stages,
    "pivot": lambda k: Acceleration(pivot_steps=_pivot_steps(k)),
    "attention-cache": lambda k: Acceleration(cache_point=_cache_point(k)),
    "block-skip": lambda k: Acceleration(skip_point=_skip_point(k)),
    "shared-unconditional": lambda k: Acceleration(shared_unconditional="fitted"),
    "shared-unconditional-epsilon": lambda k: Acceleration(shared_unconditional="epsilon"),
    "shared-unconditional-x0": lambda k: Acceleration(shared_unconditional="x0"),
    "neutral-prefix": lambda k: Acceleration(neutral_prefix=min(2, k // 2)),
    "candidate-tree": lambda k: Acceleration(neutral_prefix=min(2, k // 5), tree=True),
    "deep-cache": lambda k: Acceleration(cache_interval=3),
}
NOTHING = Acceleration()
# No preset but a table's answer, which `automatic` looks up once the candidates are known.
AUTO = "auto"
# The names of plans that are trees, or may come to be one.
TREES = "auto, stages, tree, candidate-tree"


@dataclass(frozen=True)
class Preset:
    """A preset's name, and fields that differ from it: an `Acceleration` once the switch point is known.

    Raises BadRequest for a name or a field that there is not.
    """

    name: str = "none"
    changes: tuple[tuple[str, object], ...] = ()

    def __post_init__(self) -> None:
        way = 'Preset("fast", (("cache_interval", 2),)) of obclip.protocol.acceleration, or an Acceleration'
        if isinstance(self.name, str) and ":" in self.name:  # as a command line has it
            raise refused(f"A command line alone writes fields after a colon: in Python give {way}.", code="unknown_acceleration")
        if self.name not in (AUTO, *PRESETS):
            raise refused(f"There is no such acceleration: choose one of {AUTO}, {', '.join(PRESETS)}.", code="unknown_acceleration")
        told = self.changes if isinstance(self.changes, list | tuple) else (None,)
        if any(not isinstance(change, list | tuple) or len(change) != 2 for change in told):
            raise refused(f"A preset's changes are pairs of a field and its value: give {way}.")
        _check_fields(field for field, _ in self.changes)
        for field, value in self.changes:
            checked(field, value)

    def at(self, switch_point: int) -> Acceleration:
        """The values for a switch point. Raises BadRequest for one that cannot be."""
        if self.name == AUTO:
            raise refused(f"{AUTO} depends on the candidates: a request names what came of it.")
        return with_changes(PRESETS[self.name](switch_point), self.changes)


def with_changes(plan: Acceleration, changes: Iterable[tuple[str, object]]) -> Acceleration:
    """A plan in which some fields differ. Raises BadRequest for values that cannot be."""
    return replace(plan, **dict(changes))  # type: ignore[arg-type]  # checked where it is made
