"""One unconditional evaluation for all candidates: what the pivot's prediction says at another candidate's latents.

A network predicts from noisy latents z = alpha x0 + sigma epsilon. Candidates can share the pivot's x0 or its epsilon; the other is
then what makes up their own z. Where latents are still equal, both are exact.
"""

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
