"""From what was seen of the pictures to the rows of a table: figures, intervals, and the share of a gap that a row closes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from torch import Tensor

from obclip.errors import BadRequest

from .courses import Drawable
from .features import Looked
from .items import Item
from .metrics import clip_scores, frechet_distance, inception_score, interval, kernel_distance, mean_interval, resampled
from .study import Study
from .worlds import PORTRAITS

REST = "mean of the rest"


def rows_of(study: Study, reference: Tensor, *, resamples: int = 200, told: Sequence[str] = PORTRAITS.told) -> list[dict[str, Any]]:
    """One row a course, in the courses' order. reference: appearance of real pictures, [A, D]. resamples: of FID; 0 for none. told:
    attributes with a column of their own.

    Keys: mode, switch_point, n (candidates a prompt, mean), prompts, seeds, fid, kid, inception_score, clip, accuracy, server_multiple
    (cloud evaluations, in whole generations), fid_interval, clip_interval, faults where a network tells them, and gap_closed where
    cloud-only and device-only are there.
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
            "accuracy": accuracy(seen.attributes, study.features.values, study.items, told),
            **({} if seen.faults is None else {"faults": mean_interval(seen.faults.float().numpy())}),
        }
        rows.append(row)
    fids = {name: _resampled_fids(seen, reference, resamples) for name, seen in looked.items()}
    for row, course in zip(rows, study.courses, strict=True):
        if resamples:
            row["fid_interval"] = list(interval(fids[course.name]))
    _add_gaps(rows, study.courses, fids)
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


def _resampled_fids(seen: Looked, reference: Tensor, resamples: int) -> np.ndarray:
    return resampled(lambda rows: frechet_distance(reference, seen.appearance[rows]), len(seen.appearance), resamples)


def check_items(items: Sequence[Item], values: dict[str, list[str]]) -> None:
    """Raises BadRequest for fewer pictures than FID can compare, and for a stated value that the classifiers do not know."""
    if len(items) < 2:
        raise BadRequest("FID compares two pictures or more: give more prompts or, with evaluate utility, more --seeds.", code="too_few")
    for item in items:
        for name, value in item.attributes.items():
            if values and value not in values.get(name, [value]):
                known = ", ".join(values[name])
                raise BadRequest(f'There is no {name} "{value}" among the attributes: choose from {known}.', code="unknown_value")


def accuracy(
    places: dict[str, Tensor], values: dict[str, list[str]], items: Sequence[Item], told: Sequence[str] = PORTRAITS.told
) -> dict[str, dict[str, float]]:
    """{attribute: mean, low, high} of the pictures whose prompt states it; "mean of the rest": of all but those in `told`."""
    right: dict[str, np.ndarray] = {}
    for name, found in places.items():
        stated = [(number, item.attributes[name]) for number, item in enumerate(items) if name in item.attributes]
        if stated:
            right[name] = np.array([float(found[number] == values[name].index(value)) for number, value in stated])
    scores = {name: mean_interval(hits) for name, hits in right.items()}
    rest = [hits for name, hits in right.items() if name not in told]
    if rest:
        means = np.array([[scores[name][key] for key in ("mean", "low", "high")] for name in right if name not in told]).mean(0)
        scores[REST] = dict(zip(("mean", "low", "high"), map(float, means), strict=True))
    return scores


def _add_gaps(rows: list[dict[str, Any]], courses: Sequence[Drawable], fids: dict[str, np.ndarray]) -> None:
    """gap_closed: (FID device-only - FID row) / (FID device-only - FID cloud-only), resampled draw by draw."""
    ends = {row["mode"]: row["fid"] for row in rows if row["switch_point"] is None}
    if not {"cloud-only", "device-only"} <= ends.keys() or ends["cloud-only"] == ends["device-only"]:
        return
    cloud, device = fids["cloud-only"], fids["device-only"]
    for row, course in zip(rows, courses, strict=True):
        if row["switch_point"] is None:
            continue
        row["gap_closed"] = {"mean": (ends["device-only"] - row["fid"]) / (ends["device-only"] - ends["cloud-only"])}
        if len(cloud):
            low, high = interval((device - fids[course.name]) / (device - cloud))
            row["gap_closed"] |= {"low": low, "high": high}
