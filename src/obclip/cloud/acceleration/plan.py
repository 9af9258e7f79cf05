"""What each of the k steps does, as a table: no tensors, no model. A function of the acceleration and of N, never of the choice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from obclip.protocol.acceleration import Acceleration

from .tree import Partition, together, trajectories

Attention = Literal["own", "pivot", "cached"]
Blocks = Literal["all", "up", "shallow"]


@dataclass(frozen=True)
class Row:
    """One row of a network call.

    text: the candidates whose mean text it is conditioned on; () for the empty prompt. latent: the candidate whose latents it takes.
    serves: the candidates that take its prediction. job: which of the requests that are stacked the three are counted in.
    """

    text: tuple[int, ...]
    latent: int
    serves: tuple[int, ...]
    job: int = 0

    @property
    def source(self) -> tuple[int, tuple[int, ...]]:
        """Whose text it is conditioned on, which no other request's is, even if the words are."""
        return self.job, self.text

    @property
    def kind(self) -> str:
        return "conditional" if self.text else "unconditional"


@dataclass(frozen=True)
class StepPlan:
    """One step. attention: own maps, the pivot's, or the outputs of an earlier step. blocks: all of them, up blocks only
    (outputs of the others from an earlier step), or the shallow part of DeepCache.

    keeps_attention: for later steps, in all blocks or in the up blocks only. keeps_blocks: for later steps.
    sources: of a step that reuses, for each row the row of the step in full before it whose work it takes; () where they are the same rows.
    part: where the ledger books the step: "prefix" while candidates share trajectories, "cached" when it reuses a step's work.
    """

    step: int
    rows: tuple[Row, ...]
    attention: Attention = "own"
    blocks: Blocks = "all"
    keeps_attention: Literal["all", "up"] | None = None
    keeps_blocks: bool = False
    part: str | None = None
    sources: tuple[int, ...] = ()

    @property
    def reuses(self) -> bool:
        """Whether it takes over anything of an earlier step."""
        return self.attention == "cached" or self.blocks != "all"


def plan_steps(acceleration: Acceleration, switch_point: int, candidates: int, *, guided: bool = True) -> tuple[StepPlan, ...]:
    """The k steps for N candidates. Raises BadRequest if the tree's axes do not fit N."""
    shared = trajectories(acceleration, switch_point, candidates)
    steps: list[StepPlan] = []
    whole = 0
    for step, groups in enumerate(shared):
        before = shared[step - 1] if step else together(candidates)
        rows = _rows(acceleration, groups, before, guided)
        same = bool(steps) and _same(rows, steps[-1].rows)
        attention = _attention(acceleration, step, same)
        blocks = _blocks(acceleration, step, same, None if step == 0 or _part(rows, steps[-1].rows) else step - whole)
        whole = step if blocks == "all" else whole
        plan = StepPlan(step, rows, attention, blocks)
        part = "prefix" if len(groups) < candidates else "cached" if plan.reuses else None
        steps.append(replace(plan, part=part, sources=_sources(rows, steps[whole].rows) if blocks != "all" else ()))
    return tuple(_with_keeps(steps, step) for step in range(len(steps)))


def stacked(plan: Sequence[StepPlan], jobs: int) -> tuple[StepPlan, ...]:
    """The plan of so many requests with one plan, job after job in each step: no row serves two of them."""
    steps: list[StepPlan] = []
    whole = 0
    for step in plan:
        whole = len(step.rows) if step.blocks == "all" else whole
        rows = tuple(replace(row, job=job) for job in range(jobs) for row in step.rows)
        sources = tuple(source + job * whole for job in range(jobs) for source in step.sources)
        steps.append(replace(step, rows=rows, sources=sources))
    return tuple(steps)


@lru_cache(maxsize=64)
def _rows(acceleration: Acceleration, groups: Partition, before: Partition, guided: bool) -> tuple[Row, ...]:
    """Unconditional rows first, as in diffusers. `before`: the groups of the step before, whose latents are equal now."""
    first_of = {place: group[0] if acceleration.exact else place for group in before for place in group}
    conditional = tuple(Row(group, first_of[group[0]], group) for group in groups)
    if not guided:
        return conditional
    unprompted: Iterable[tuple[int, ...]] = before if acceleration.exact else groups
    ends = groups[0], groups[-1]
    if acceleration.shared_unconditional == "fitted" and len(before) > 1:
        unprompted = dict.fromkeys(ends)
    elif acceleration.shared_unconditional:  # one is enough where all latents are equal, and for those that ask for no more
        unprompted = together(len(first_of))
    return (*(Row((), first_of[group[0]], group) for group in unprompted), *conditional)


def _same(rows: tuple[Row, ...], others: tuple[Row, ...]) -> bool:
    """Whether row n serves the same candidates with the same text: what is kept of one may be used for the other."""
    return rows is others or [(row.text, row.serves) for row in rows] == [(row.text, row.serves) for row in others]


def _attention(acceleration: Acceleration, step: int, reusable: bool) -> Attention:
    point = acceleration.cache_point
    if point is not None and step >= point and reusable and not _refreshes(acceleration, step):
        return "cached"
    return "pivot" if step < acceleration.pivot_steps else "own"


def _blocks(acceleration: Acceleration, step: int, same: bool, since: int | None) -> Blocks:
    """since: steps since the last one in full; None where candidates part."""
    if acceleration.full_steps:
        return "all" if step in acceleration.full_steps else "shallow"
    if step < acceleration.neutral_prefix or since is None:
        return "all"
    if acceleration.cache_interval > 1:
        return "all" if since >= acceleration.cache_interval else "shallow"
    point = acceleration.skip_point
    return "up" if same and point is not None and step >= point and not _refreshes(acceleration, step) else "all"


def _part(rows: tuple[Row, ...], before: tuple[Row, ...]) -> bool:
    """Whether candidates part: other texts than in the step before."""
    texts, others = ({row.text for row in some} for some in (rows, before))
    return texts != others


def _sources(rows: tuple[Row, ...], kept: tuple[Row, ...]) -> tuple[int, ...]:
    """For each row the kept one of its kind that served its candidates: its own, or the one of which they were a part."""
    places = {(row.kind, candidate): place for place, row in enumerate(kept) for candidate in row.serves}
    return () if _same(rows, kept) else tuple(places[row.kind, row.serves[0]] for row in rows)


def _refreshes(acceleration: Acceleration, step: int) -> bool:
    """Steps r + 5, r + 10, ... for the paper's interval of 5."""
    interval, points = acceleration.refresh_interval, (acceleration.cache_point, acceleration.skip_point)
    start = next(point for point in points if point is not None)
    return interval is not None and step > start and (step - start) % interval == 0


def _with_keeps(steps: list[StepPlan], place: int) -> StepPlan:
    following = steps[place + 1 :]
    step = steps[place]
    users = []
    for later in following:
        if later.attention != "cached":
            break
        users.append(later)
    deep = any(user.blocks == "all" for user in users)
    keeps: Literal["all", "up"] | None = ("all" if deep else "up") if users and step.attention != "cached" else None
    return replace(step, keeps_attention=keeps, keeps_blocks=step.blocks == "all" and bool(following) and following[0].blocks != "all")
