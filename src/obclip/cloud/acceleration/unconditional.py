"""One unconditional evaluation for all candidates: what the pivot's prediction says at another candidate's latents.

A network predicts from noisy latents z = alpha x0 + sigma epsilon. Candidates can share the pivot's x0 (then another z means other noise),
its epsilon (then it means another picture), or its velocity: then a difference d of latents means alpha d of x0, which is what the best
linear denoiser of latents with variance 1 says (alpha / (alpha^2 + sigma^2)). Where latents are still equal, all three are exact.
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
    """d prediction / d z with x0, epsilon or velocity held: epsilon = (z - alpha x0) / sigma, x0 = (z - sigma epsilon) / alpha,
    velocity = alpha epsilon - sigma x0 (Salimans & Ho 2022, arXiv 2202.00512, appendix D)."""
    alpha, sigma = max(level[0], SMALLEST_ALPHA), level[1]
    if sharing == "velocity":
        return {"epsilon": sigma, "v_prediction": 0.0, "sample": alpha}[prediction_type]
    if sharing == "x0":
        return {"epsilon": 1 / sigma, "v_prediction": alpha / sigma, "sample": 0.0}[prediction_type]
    return {"epsilon": 0.0, "v_prediction": -sigma / alpha, "sample": 1 / alpha}[prediction_type]
