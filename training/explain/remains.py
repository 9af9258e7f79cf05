"""What an explanation leaves: places of a picture that neither the person found nor the scenery accounts for.

Compared at half the resolution, by the channel that is farthest off; but a person may be off by a pixel and out of focus by another, and
scenery may be anything seen nearby. Outside the person only what looks like a person or a ghost to the reader is asked after, and it must
stray from all scenery nearby: a ghost of brown hair before brown books is not seen, nor is one in a colour of the scenery beside it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.explain.guess import Guess, drawn_from
from training.explain.scenery import Scenery
from training.explain.search import COARSE, coarse
from training.portraits.render import person_alone

Map = NDArray[np.float64]
CELLS, FINE = 16, 64
SHIFTS = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
COVERED = 0.02  # of a place: less is no part of the person
FOREIGN = 0.5  # how sure the reader is of what it takes for a person or a ghost
STRAYED = 0.06  # of the range, the mean of a place of 8 x 8 pixels
LEAST = 3  # places of a picture that has a fault


@dataclass(frozen=True)
class Remains:
    """off: [16, 16], how far each place is from the explanation, of the range."""

    off: Map

    def places(self, threshold: float = STRAYED) -> NDArray[np.bool_]:
        """[16, 16]."""
        return np.asarray(self.off > threshold)

    def faulty(self) -> bool:
        return bool(self.places().sum() >= LEAST)


def remains_of(pixels: NDArray[np.uint8], guess: Guess, scenery: Scenery, foreign: Map) -> Remains:
    """Of a picture [128, 128, 3] with its explanation; `foreign` [32, 32]: how sure the reader is of a person or a ghost there."""
    picture = coarse(pixels, FINE) / 255
    colors, spread, foreign = (larger(part) for part in (scenery.colors, scenery.spread, foreign))
    alone = person_alone(drawn_from(guess)).astype(np.float32) / 255
    off, covered = [], []
    for seen in (alone, blurred(blurred(alone))):
        for shift in SHIFTS:
            moved = coarse(np.roll(seen, shift, (0, 1)), FINE)
            behind = 1 - moved[..., 3]
            drawn = moved[..., :3] + behind[..., None] * colors
            off.append((np.abs(drawn - picture).max(-1) - behind * spread).clip(0))
            covered.append(moved[..., 3])
    asked = (np.max(covered, axis=0) > COVERED) | (foreign > FOREIGN)
    side = FINE // CELLS
    return Remains(np.where(asked, np.min(off, axis=0), 0).reshape(CELLS, side, CELLS, side).mean((1, 3)))


def larger(values: Map) -> Map:
    """[32, 32, ...] -> [64, 64, ...]."""
    return values.repeat(FINE // COARSE, 0).repeat(FINE // COARSE, 1)


def blurred(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """[H, W, C], a little."""
    wide = np.pad(pixels, ((1, 1), (1, 1), (0, 0)), "edge")
    rows = (wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4
    return np.asarray((rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 4)
