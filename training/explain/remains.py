"""What an explanation leaves: places of a picture that neither the person found nor the scenery accounts for.

Counted as `strayed_cells` of `training/damage.py` counts, but a person may be off by a pixel, and scenery may be anything seen nearby.
Outside the person only what looks like a person or a ghost to the reader is asked after, and it must stray from all scenery nearby: a
ghost of brown hair before brown books is not seen, nor is one in a colour of the scenery beside it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.damage import STRAYED
from training.explain.guess import Guess, drawn_from
from training.explain.scenery import Scenery
from training.explain.search import COARSE, coarse
from training.portraits.render import person_alone

Map = NDArray[np.float64]
CELLS = 16
SHIFTS = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
COVERED = 0.02  # of a place: less is no part of the person
FOREIGN = 0.5  # how sure the reader is of what it takes for a person or a ghost
LEAST = 2  # places of a picture that has a fault


@dataclass(frozen=True)
class Remains:
    """off: [32, 32], how far each place is from the explanation, of the range; covered: [32, 32], how much of it the person covers."""

    off: Map
    covered: Map
    foreign: Map

    def places(self, threshold: float = STRAYED) -> NDArray[np.bool_]:
        """[16, 16]."""
        inside = self.covered > COVERED
        off = np.where(inside | (self.foreign > FOREIGN), self.off, 0)
        side = COARSE // CELLS
        return np.asarray(off.reshape(CELLS, side, CELLS, side).mean((1, 3)) > threshold)

    def faulty(self) -> bool:
        return bool(self.places().sum() >= LEAST)


def remains_of(picture: Map, guess: Guess, scenery: Scenery, foreign: Map) -> Remains:
    """Of a picture [32, 32, 3] with its explanation; `foreign` [32, 32]: how sure the reader is of a person or a ghost there."""
    alone = person_alone(drawn_from(guess)).astype(np.float32) / 255
    off, covered = [], []
    for shift in SHIFTS:
        moved = coarse(np.roll(alone, shift, (0, 1)))
        behind = 1 - moved[..., 3]
        drawn = moved[..., :3] + behind[..., None] * scenery.colors
        off.append((np.abs(drawn - picture).max(-1) - behind * scenery.spread).clip(0))
        covered.append(moved[..., 3])
    return Remains(np.min(off, axis=0), np.max(covered, axis=0), foreign)
