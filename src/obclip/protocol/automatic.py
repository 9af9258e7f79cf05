"""`auto`: the cheapest plan that was measured to keep the quality, looked up in a table. Standard library only.

It is looked up by what is the same for every member of a candidate set: how many there are, sizes of axes, steps and the family of models.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import log, prod
from typing import Any

from obclip.errors import BadRequest

from .acceleration import AUTO, NOTHING, STEPS, TREES, Acceleration, Preset, with_changes

# What the table calls the plans for models that nothing was measured on.
CAREFUL = "careful"


@dataclass(frozen=True)
class Entry:
    """A plan for so many candidates and k of T steps, as its fields; figures: what was measured of it, {} for a careful one."""

    candidates: int
    switch_point: int
    steps: int
    plan: Mapping[str, Any]
    figures: Mapping[str, Any]

    @property
    def share(self) -> float:
        """Where it ends on the schedule, whose steps are even in training time: a noise level."""
        return self.switch_point / self.steps

    def at(self, switch_point: int, steps: int) -> Acceleration:
        """The plan for k of T steps: what it does at a noise level it does there, or earlier if the cloud's part ends before.

        Where that goes on for longer than was measured, work in full is done as often as at the end of what was.
        """
        scale = min(switch_point / self.switch_point, steps / self.steps)
        told = {name: _scaled(value, scale, switch_point - 1) if name in STEPS else value for name, value in self.plan.items()}
        if full := self.plan.get("full_steps"):
            often = max(1, round((self.switch_point - full[-1]) * scale))
            told["full_steps"] += tuple(range(told["full_steps"][-1] + often, switch_point, often))
        return with_changes(NOTHING, told.items())


@dataclass(frozen=True)
class Situation:
    """What a plan may depend on. axes: sizes of the axes whose product the candidates are, or () if it is not known.

    family: of the models (a file of models/families), or "" where nothing measured speaks for it, as of a cloud of few steps.
    """

    candidates: int
    switch_point: int
    steps: int
    family: str = ""
    axes: tuple[int, ...] = ()


def settled(acceleration: str | Preset | Acceleration, situation: Situation) -> Acceleration:
    """Whichever way an acceleration is told, its values in a situation. Raises BadRequest, also for what is told of a tree without one."""
    plan = _values(acceleration, situation)
    if not plan.tree and (plan.axes or plan.order):
        raise BadRequest(f"axes and order are for trees only: {TREES}.", code="bad_acceleration")
    return plan


def _values(acceleration: str | Preset | Acceleration, situation: Situation) -> Acceleration:
    preset = Preset(acceleration) if isinstance(acceleration, str) else acceleration
    if isinstance(preset, Acceleration):
        return preset
    if preset.name != AUTO:
        return preset.at(situation.switch_point)
    plan = automatic(situation)
    if plan is NOTHING:
        return plan
    changed = with_changes(plan, preset.changes)
    return changed if changed.tree or {"axes", "order"} & dict(preset.changes).keys() else replace(changed, axes=())


def automatic(situation: Situation) -> Acceleration:
    """The table's plan for what is nearest to the situation; nothing for one candidate, to whom it would do nothing."""
    if situation.candidates == 1 or situation.switch_point < 1:
        return NOTHING
    entry = nearest(measured(situation.family) or table()[CAREFUL], situation)
    plan = entry.at(situation.switch_point, situation.steps)
    if not plan.tree:
        return plan
    fits = prod(situation.axes) == situation.candidates
    return replace(plan, axes=situation.axes if fits else (situation.candidates,))


def nearest(entries: Sequence[Entry], situation: Situation) -> Entry:
    """The entry for the nearest number of candidates, as a factor, and of these the one whose switch point is nearest in noise."""
    share = situation.switch_point / situation.steps
    return min(entries, key=lambda entry: (abs(log(entry.candidates / situation.candidates)), abs(entry.share - share)))


def measured(family: str) -> tuple[Entry, ...]:
    """What was measured on models of a family; () if nothing was."""
    return table().get(family, ()) if family != CAREFUL else ()


@cache
def table() -> Mapping[str, tuple[Entry, ...]]:
    """automatic.json: by family what `obclip evaluate acceleration` chose, and "careful", for where it chose nothing."""
    return read_table(json.loads((files("obclip.protocol") / "automatic.json").read_text(encoding="utf-8")))


def read_table(told: Mapping[str, Any]) -> Mapping[str, tuple[Entry, ...]]:
    """Raises BadRequest for what is no table."""
    try:
        return {
            family: tuple(
                Entry(int(row["candidates"]), int(row["switch_point"]), int(row["steps"]), dict(row["plan"]), row.get("figures", {}))
                for row in rows
            )
            for family, rows in told.items()
        }
    except (KeyError, TypeError, ValueError):
        raise BadRequest("This is no table of accelerations: it holds entries of candidates, switch_point, steps and plan.") from None


def _scaled(value: Any, scale: float, last: int) -> Any:
    """Steps at their noise level, none after the last: rounding goes beyond it where the cloud runs one step."""
    if isinstance(value, list | tuple):
        return tuple(dict.fromkeys(_scaled(one, scale, last) for one in value))
    return min(round(value * scale), last)
