"""From what was seen of the pictures to the rows of a table: figures, intervals, and the share of a gap that a row closes."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor

from obclip.errors import BadRequest

from .courses import Drawable
from .features import PEOPLE, Looked
from .items import Item
from .metrics import clip_scores, frechet_distance, inception_score, kernel_distance, mean_interval, resampled
from .study import Study

REST = "mean of the rest"


def rows_of(study: Study, reference: Tensor, *, intervals: bool = True) -> list[dict[str, Any]]:
    """One row a course, in the courses' order. reference: appearance of real pictures, [A, D].

    Keys: mode, switch_point, n (candidates a prompt, mean), prompts, seeds, fid, kid, inception_score, clip, accuracy, server_multiple
    (cloud evaluations, in whole generations), fid_interval, clip_interval, and gap_closed where cloud-only and device-only are there.
    """
    looked, texts = study.looked(), study.features.read([item.prompt for item in study.items])
    measured = study.measured()
    prompts = len({item.prompt for item in study.items})
    rows = []
    for course in study.courses:
        seen = looked[course.name]
        row = {
            "mode": course.mode,
            "switch_point": course.switch_point,
            **course.basics(measured, study.lab.steps),
            "prompts": prompts,
            "seeds": len(study.items) // prompts,
            **_figures(seen, reference, texts),
            "accuracy": accuracy(seen.attributes, study.features.values, study.items),
        }
        if intervals:
            row["fid_interval"] = list(_fid_interval(seen, reference))
        rows.append(row)
    _add_gaps(rows, study.courses, looked, reference, intervals)
    return rows


def reference_of(study: Study, given: Tensor | None) -> Tensor:
    """Real pictures of the user's, or those bundled. Raises BadRequest if there are none."""
    found = given if given is not None else study.features.reference()
    if found is None:
        raise BadRequest("FID needs real pictures: give a folder of them with --reference.", code="no_reference")
    return found


def _figures(seen: Looked, reference: Tensor, texts: Tensor) -> dict[str, Any]:
    clip = mean_interval(clip_scores(seen.meaning, texts).numpy())
    return {
        "fid": frechet_distance(reference, seen.appearance),
        "kid": kernel_distance(reference, seen.appearance),
        "inception_score": inception_score(seen.classes),
        "clip": clip["mean"],
        "clip_interval": [clip["low"], clip["high"]],
    }


def _fid_interval(seen: Looked, reference: Tensor) -> tuple[float, float]:
    return resampled(lambda rows: frechet_distance(reference, seen.appearance[rows]), len(seen.appearance))


def check_stated(items: Sequence[Item], values: dict[str, list[str]]) -> None:
    """Raises BadRequest for a stated value that the classifiers do not know."""
    for item in items:
        for name, value in item.attributes.items():
            if values and value not in values.get(name, [value]):
                known = ", ".join(values[name])
                raise BadRequest(f'There is no {name} "{value}" among the attributes: choose from {known}.', code="unknown_value")


def accuracy(places: dict[str, Tensor], values: dict[str, list[str]], items: Sequence[Item]) -> dict[str, dict[str, float]]:
    """{attribute: mean, low, high} of the pictures whose prompt states it; "mean of the rest": of all but gender, age and ethnicity."""
    right: dict[str, np.ndarray] = {}
    for name, found in places.items():
        stated = [(number, item.attributes[name]) for number, item in enumerate(items) if name in item.attributes]
        if stated:
            right[name] = np.array([float(found[number] == values[name].index(value)) for number, value in stated])
    scores = {name: mean_interval(hits) for name, hits in right.items()}
    rest = [hits for name, hits in right.items() if name not in PEOPLE]
    if rest:
        means = np.array([[scores[name][key] for key in ("mean", "low", "high")] for name in right if name not in PEOPLE]).mean(0)
        scores[REST] = dict(zip(("mean", "low", "high"), map(float, means), strict=True))
    return scores


def _add_gaps(
    rows: list[dict[str, Any]], courses: Sequence[Drawable], looked: dict[str, Looked], reference: Tensor, intervals: bool
) -> None:
    """gap_closed: (FID device-only - FID row) / (FID device-only - FID cloud-only)."""
    if not {"cloud-only", "device-only"} <= looked.keys():
        return
    cloud, device = looked["cloud-only"].appearance, looked["device-only"].appearance

    def closed(seen: Tensor, rows: Tensor) -> float:
        low, high, own = (frechet_distance(reference, part[rows]) for part in (cloud, device, seen))
        return (high - own) / (high - low) if high != low else float("nan")

    for row, course in zip(rows, courses, strict=True):
        seen = looked[course.name].appearance
        if course.mode in ("cloud-only", "device-only"):
            continue
        gap: dict[str, float] = {"mean": closed(seen, torch.arange(len(seen)))}
        if intervals:
            gap["low"], gap["high"] = resampled(partial(closed, seen), len(seen), 40)
        row["gap_closed"] = gap
