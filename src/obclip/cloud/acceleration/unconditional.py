"""Unconditional predictions of all candidates from those of one or two.

A network predicts from noisy latents z = alpha x0 + sigma epsilon. Candidates can share the pivot's x0 (then another z means other noise)
or its epsilon (then it means another picture). Neither is so: between candidates the unconditional prediction moves with the latents and
with the conditional prediction, by how much depends on step and model. Two evaluations are enough to see it.
"""

import torch
from torch import Tensor

# Below this alpha (a schedule with zero terminal signal) there is no x0 in z to speak of.
SMALLEST_ALPHA = 2.0**-12

Level = tuple[float, float]


def shared_prediction(pivot: Tensor, difference: Tensor, sharing: str, prediction_type: str, level: Level) -> Tensor:
    """The unconditional prediction of each candidate from the pivot's.

    pivot [1, C, h, w], difference = z_i - z_pivot [N, C, h, w] -> [N, C, h, w]; level: alpha, sigma of z.
    """
    return pivot + slope(sharing, prediction_type, level) * difference


def slope(sharing: str, prediction_type: str, level: Level) -> float:
    """d prediction / d z with x0 or epsilon held: epsilon = (z - alpha x0) / sigma, x0 = (z - sigma epsilon) / alpha,
    velocity = alpha epsilon - sigma x0 (Salimans & Ho 2022, arXiv 2202.00512, appendix D)."""
    alpha, sigma = max(level[0], SMALLEST_ALPHA), level[1]
    if sharing == "x0":
        return {"epsilon": 1 / sigma, "v_prediction": alpha / sigma, "sample": 0.0}[prediction_type]
    return {"epsilon": 0.0, "v_prediction": -sigma / alpha, "sample": 1 / alpha}[prediction_type]


def fitted_between(ends: Tensor, latents: Tensor, with_text: Tensor) -> Tensor:
    """The unconditional prediction of each candidate from those of the first and the last.

    ends [2, C, h, w] (or [1, C, h, w], where all latents are equal), latents z and with_text c [N, C, h, w] -> [N, C, h, w]. A candidate
    stands between the ends as far as z does, and what is left of its z and c counts a and b times; a, b: least squares of the
    ends' difference over z's and c's.
    """
    if len(ends) == 1:
        return ends.expand_as(latents)
    z, c = ((some - some[:1]).flatten(1) for some in (latents, with_text))
    dz, dc, change = z[-1], c[-1], (ends[1] - ends[0]).flatten()
    a, b = _least_squares(dz.double(), dc.double(), change.double())
    share = (z @ dz) * _inverse(dz @ dz)
    moved = torch.outer(share, change - a * dz - b * dc).add_(z, alpha=a).add_(c, alpha=b)
    return ends[:1] + moved.view_as(latents)


def _least_squares(x: Tensor, y: Tensor, target: Tensor) -> tuple[float, float]:
    """a, b with target = a x + b y, nearly; 0 for what is no direction of its own. All [D]."""
    rest = y - (y @ x) * _inverse(x @ x) * x
    b = (target @ rest) * _inverse(rest @ rest)
    return float(((target - b * y) @ x) * _inverse(x @ x)), float(b)


def _inverse(number: Tensor) -> Tensor:
    """0 of 0."""
    return torch.where(number > 0, 1 / number, 0)
