"""Who still shares a trajectory at which step: the neutral prefix and the candidate tree (Decatur et al. 2025, arXiv 2508.21032).

Candidates that share one are denoised once, on the mean of their text embeddings or, all together, on a neutral prompt: functions of
the candidate set alone.
"""

from math import prod

from obclip.protocol.acceleration import Acceleration

Partition = tuple[tuple[int, ...], ...]


def together(candidates: int) -> Partition:
    """All candidates in one group: how latents stand before step 0."""
    return (tuple(range(candidates)),)


def apart(candidates: int) -> Partition:
    """Each candidate on its own."""
    return tuple((place,) for place in range(candidates))


def trajectories(acceleration: Acceleration, switch_point: int, candidates: int) -> tuple[Partition, ...]:
    """For each of the k steps the groups that share a trajectory, each in ascending order, the one of candidate 0 first.

    Raises BadRequest if the tree's axes do not make that many candidates, or if they would part after the k steps.
    """
    acceleration.check(candidates, switch_point)
    if not acceleration.tree:
        prefix, whole, single = acceleration.neutral_prefix, together(candidates), apart(candidates)
        return tuple(whole if step < prefix else single for step in range(switch_point))
    order = _order(acceleration)
    partings = acceleration.partings_for(switch_point)
    open_axes = (order[: sum(parting <= step for parting in partings)] for step in range(switch_point))
    return tuple(_partition(acceleration.axes, axes) for axes in open_axes)


def _order(acceleration: Acceleration) -> tuple[int, ...]:
    """Places of the axes that part, in the order in which they do."""
    order = acceleration.order or tuple(sorted(range(len(acceleration.axes)), key=lambda axis: acceleration.axes[axis]))
    return tuple(axis for axis in order if acceleration.axes[axis] > 1)


def _partition(axes: tuple[int, ...], open_axes: tuple[int, ...]) -> Partition:
    groups: dict[tuple[int, ...], list[int]] = {}
    for place in range(prod(axes)):
        digits = _digits(place, axes)
        groups.setdefault(tuple(digits[axis] for axis in open_axes), []).append(place)
    return tuple(tuple(group) for group in groups.values())


def _digits(place: int, axes: tuple[int, ...]) -> tuple[int, ...]:
    """The value on each axis of the candidate at `place`; the last axis runs fastest."""
    digits = []
    for size in reversed(axes):
        place, digit = divmod(place, size)
        digits.append(digit)
    return tuple(reversed(digits))
