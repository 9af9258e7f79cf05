"""FID, KID, Inception Score and CLIP score of features, by torchmetrics; intervals by the bootstrap.

torchmetrics gives the formulas; the feature network has run before, so that each picture is looked at once.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from obclip.errors import BadRequest

RESAMPLES = 1000


class AsTheyAre(nn.Module):
    """A feature network for torchmetrics whose input are features, [B, D]."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.num_features = width

    def forward(self, features: Tensor) -> Tensor:
        return features


def _torchmetrics() -> Any:
    try:
        from torchmetrics.image import fid, inception, kid
    except ImportError:
        raise BadRequest('The metrics need torchmetrics: pip install "obclip[evaluate]".', code="missing_extra") from None
    return fid.FrechetInceptionDistance, kid.KernelInceptionDistance, inception.InceptionScore


def frechet_distance(real: Tensor, drawn: Tensor) -> float:
    """FID of features [A, D] and [B, D] (Heusel et al. 2017, arXiv 1706.08500), of whatever network they come from."""
    metric = _torchmetrics()[0](feature=AsTheyAre(real.shape[1]))
    metric.update(real.float(), real=True)
    metric.update(drawn.float(), real=False)
    return max(0.0, float(metric.compute()))


def kernel_distance(real: Tensor, drawn: Tensor) -> float:
    """KID (Bińkowski et al. 2018, arXiv 1801.01401): mean over 50 subsets, at most 500 pictures each."""
    import warnings

    with warnings.catch_warnings(), _fixed_dice():
        warnings.simplefilter("ignore")
        metric = _torchmetrics()[1](feature=AsTheyAre(real.shape[1]), subsets=50, subset_size=min(500, len(real), len(drawn)))
        metric.update(real.float(), real=True)
        metric.update(drawn.float(), real=False)
        return float(metric.compute()[0])


def inception_score(logits: Tensor, splits: int = 10) -> float:
    """exp of the mean divergence between what each picture shows and what all show (arXiv 1606.03498). logits: [B, classes]."""
    import warnings

    with warnings.catch_warnings(), _fixed_dice():
        warnings.simplefilter("ignore")
        metric = _torchmetrics()[2](feature=AsTheyAre(logits.shape[1]), splits=min(splits, len(logits)))
        metric.update(logits.float())
        return float(metric.compute()[0])


def clip_scores(images: Tensor, texts: Tensor) -> Tensor:
    """100 max(cos, 0) of each picture and its prompt, [B] (Hessel et al. 2021, arXiv 2104.08718, as torchmetrics scales it)."""
    cosines: Tensor = nn.functional.cosine_similarity(images.float(), texts.float())
    return 100 * cosines.clamp(min=0)


def mean_interval(values: np.ndarray, resamples: int = RESAMPLES) -> dict[str, float]:
    """Mean of [B] numbers with its 95 % bootstrap interval (percentiles)."""
    dice = np.random.default_rng(0)
    means = values[dice.integers(0, len(values), (resamples, len(values)))].mean(1)
    low, high = interval(means)
    return {"mean": float(values.mean()), "low": low, "high": high}


def resampled(statistic: Callable[[Tensor], float], count: int, resamples: int) -> np.ndarray:
    """A statistic of row numbers [count], of so many draws with replacement: the same draws in every call, so that differences of
    statistics may be taken draw by draw. A draw repeats pictures, so an FID in it is a little larger."""
    dice = torch.Generator().manual_seed(0)
    return np.array([statistic(torch.randint(0, count, (count,), generator=dice)) for _ in range(resamples)])


def interval(values: np.ndarray) -> tuple[float, float]:
    """The middle 95 % of resampled values."""
    low, high = np.percentile(values, (2.5, 97.5))
    return float(low), float(high)


class _fixed_dice:  # noqa: N801  # reads as a function
    """torchmetrics draws subsets from torch's global generator: fixed inside, restored after."""

    def __enter__(self) -> None:
        self._state = torch.get_rng_state()
        torch.default_generator.manual_seed(0)

    def __exit__(self, *details: object) -> None:
        torch.set_rng_state(self._state)
