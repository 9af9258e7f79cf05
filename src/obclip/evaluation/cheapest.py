"""Which of the plans that were measured `auto` may take: the cheapest that keeps the quality of unaccelerated requests."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from obclip.protocol.acceleration import AUTO, NOTHING, Acceleration

from .accelerated import Accelerated
from .worlds import PORTRAITS

# What a plan may lose against no acceleration: points of accuracy, and shares of CLIP and FID.
ACCURACY, CLIP, FID = 1.0, 0.01, 0.05


def holds(row: dict[str, Any], plain: dict[str, Any], people: Sequence[str] = PORTRAITS.people) -> bool:
    """Whether a row is within the limits of the row of plan none; of accuracies, those of what is hidden."""
    lost = [100 * (plain["accuracy"][name]["mean"] - row["accuracy"][name]["mean"]) for name in people if name in plain["accuracy"]]
    return max(lost, default=0.0) < ACCURACY + 1e-6 and row["clip"] > (1 - CLIP) * plain["clip"] and row["fid"] < (1 + FID) * plain["fid"]


def chosen(
    rows: Sequence[dict[str, Any]], courses: Sequence[Any], steps: int, pair: str, people: Sequence[str] = PORTRAITS.people
) -> list[dict[str, Any]]:
    """For each N and k the entry of the cheapest plan that holds, as protocol/automatic.json keeps it; none where none does, or where
    plan none was not drawn. Plans that part by another attribute last are no choice, nor is `auto`, which is one already."""
    drawn = [(row, course) for row, course in zip(rows, courses, strict=True) if isinstance(course, Accelerated)]
    entries = []
    for cell in dict.fromkeys((course.n, course.switch_point) for _, course in drawn):
        here = [(row, course) for row, course in drawn if (course.n, course.switch_point) == cell]
        plain = next((row for row, course in here if course.plan.preset.name == "none" and not course.plan.preset.changes), None)
        able = [(row, course) for row, course in here if plain and _may_be_chosen(course) and holds(row, plain, people)]
        if able:
            entries.append(_entry(*min(able, key=lambda one: one[0]["server_multiple"]), plain or {}, steps, pair, people))
    return entries


def _may_be_chosen(course: Accelerated) -> bool:
    return course.plan.parts_last is None and course.plan.preset.name != AUTO


def _entry(row: dict[str, Any], course: Accelerated, plain: dict[str, Any], steps: int, pair: str, people: Sequence[str]) -> dict[str, Any]:
    own, none = _figures(row, people), _figures(plain, people)
    figures = {name: {"plan": own[name], "none": none[name]} for name in own}
    plan = dict(_told(course.plan.preset.at(course.switch_point)))
    told = {"pair": pair, "prompts": row["prompts"], **figures}
    return {"candidates": course.n, "switch_point": course.switch_point, "steps": steps, "plan": plan, "figures": told}


def _told(plan: Acceleration) -> Iterable[tuple[str, Any]]:
    usual = asdict(NOTHING)
    return ((name, list(value) if isinstance(value, tuple) else value) for name, value in asdict(plan).items() if value != usual[name])


def _figures(row: dict[str, Any], people: Sequence[str]) -> dict[str, float]:
    right = {name: round(row["accuracy"][name]["mean"], 4) for name in people if name in row["accuracy"]}
    return {"server": row["server_multiple"], "fid": round(row["fid"], 3), "clip": round(row["clip"], 2), **right}
