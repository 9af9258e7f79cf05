"""What lies behind a person: the picture's own surroundings, continued behind the person. All at a quarter of the resolution."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Map = NDArray[np.float64]
NEAR = 3  # places to either side: how far scenery is looked at for how much it varies
REACHES = ((1.0, 1.0), (3.0, 1e-2), (9.0, 1e-4), (30.0, 1e-6))  # sigma, weight: what is near counts as long as there is any


@dataclass(frozen=True)
class Scenery:
    """colors: [32, 32, 3] in 0..1; spread: [32, 32], how far the scenery nearby is off from them; known: [32, 32], where it is seen."""

    colors: Map
    spread: Map
    known: NDArray[np.bool_]


def scenery_of(picture: Map, person: Map, ghost: Map) -> Scenery:
    """Of a picture [32, 32, 3] and the reader's maps [32, 32] in 0..1."""
    known = (person < 0.1) & (ghost < 0.25)
    if known.sum() < 20:
        known = person < 0.5
    seen, colors = known[..., None], continued(picture, known)
    high, low = nearby(np.where(seen, picture, -1)).max(0), nearby(np.where(seen, picture, 2)).min(0)
    has = nearby(known[..., None].astype(float)).max(0)[..., 0] > 0
    spread = np.where(has, np.maximum(high - colors, colors - low).max(-1).clip(0), 0)
    return Scenery(np.where(seen, picture, colors), continued(spread[..., None], has)[..., 0], known)


def nearby(values: Map) -> Map:
    """[H, W, C] -> [49, H, W, C]: a place and those around it; the edge is repeated."""
    wide, side = np.pad(values, ((NEAR, NEAR), (NEAR, NEAR), (0, 0)), "edge"), range(2 * NEAR + 1)
    height, width = values.shape[:2]
    return np.stack([wide[y : y + height, x : x + width] for y in side for x in side])


def continued(values: Map, known: NDArray[np.bool_]) -> Map:
    """[H, W, C], the unknown places from those around them, the nearest counting most."""
    total, weight = np.zeros_like(values), np.zeros((*known.shape, 1))
    places = np.arange(len(values))
    for sigma, trust in REACHES:
        near = np.exp(-np.square(places[:, None] - places) / (2 * sigma**2))
        total += trust * np.einsum("ij,jkc,lk->ilc", near, values * known[..., None], near, optimize=True)
        weight += trust * (near @ known @ near)[..., None]
    return np.asarray(total / weight.clip(1e-12))
