"""Pictures explained: the reader's guess, the search from there, and what is left of the picture after it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training.explain.answers import CHOICES, NUMBERS, RANGES, TURNS
from training.explain.examples import SIDE, smaller
from training.explain.guess import Guess, drawn_from, first_guess
from training.explain.reader import Reader, Reading, read_reader
from training.explain.remains import Remains, remains_of
from training.explain.scenery import Scenery, scenery_of
from training.explain.search import Seen, coarse, explained
from training.judge import to_pixels
from training.portraits.render import person_alone

STATE = "reader-state.pt"
DOUBT = 1.5  # the reader's logits are divided by this: it is surer than it may be


@dataclass(frozen=True)
class Explanation:
    """The person found in a picture, the scenery behind, and what both leave."""

    guess: Guess
    scenery: Scenery
    remains: Remains

    def drawn(self) -> NDArray[np.uint8]:
        """The person found, before the picture's scenery: uint8 [128, 128, 3]."""
        alone = person_alone(drawn_from(self.guess)).astype(np.float64)
        step = len(alone) // len(self.scenery.colors)
        behind = 255 * self.scenery.colors.repeat(step, 0).repeat(step, 1)
        return np.asarray((alone[..., :3] + (1 - alone[..., 3:] / 255) * behind).round().clip(0, 255), np.uint8)


def explanations(reader: Reader, pictures: NDArray[np.uint8]) -> Iterator[Explanation]:
    """Of uint8 [N, 128, 128, 3], one after another, in the order of the pictures."""
    for first in range(0, len(pictures), SIDE):
        some = pictures[first : first + SIDE]
        with torch.no_grad():
            told = reader(to_pixels(smaller(some, SIDE)))
        for n, picture in enumerate(some):
            yield explanation(told, n, picture)


def explanation(told: Reading, n: int, picture: NDArray[np.uint8]) -> Explanation:
    """Of one picture, the n-th of a reading."""
    person, ghost = (maps[n].sigmoid().double().numpy() for maps in (told.person, told.ghost))
    small = coarse(picture) / 255
    scenery = scenery_of(small, person, ghost)
    likely = {name: (logits[n].double() / DOUBT).softmax(0).numpy() for name, logits in told.choices.items()}
    numbers = dict(zip(NUMBERS, told.numbers[n].tolist(), strict=True))
    starts = [
        math.atan2(numbers[f"sine of lumps {row}"], numbers[f"cosine of lumps {row}"]) / (2 * math.pi) for row in range(len(TURNS) // 2)
    ]
    shares = np.array([numbers[name] for name in RANGES])
    guess = first_guess({name: int(likely[name].argmax()) for name in CHOICES}, shares, np.array(starts) % 1)
    found = explained(guess, Seen(small, scenery.colors, likely))
    return Explanation(found, scenery, remains_of(picture, found, scenery, np.maximum(person, ghost)))


def load_reader(work: Path) -> Reader:
    """The reader whose training left its state in `work`."""
    return read_reader(work / STATE)
