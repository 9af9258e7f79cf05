"""Portraits broken on purpose, in the ways in which a young diffusion model breaks them, and where.

Every damage lies between two looks of one person, or moves or smears a part: ghosts of other hair beside a face, half-transparent hats,
hair of two colours, displaced mouths, smudges. The two looks share a number, so they are one pose and one background.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from training.portraits.attributes import VALUES
from training.portraits.render import render

Pixels = NDArray[np.float32]
SIZE = 128
SHAPES = {"hair": 5, "accessory": 4, "beard": 2, "expression": 1}
CHANGES = SHAPES | {"age": 3, "tint": 2, "clothes": 2, "color": 2, "ethnicity": 1}
PARTS = ((40, 54, 50, 20), (74, 54, 50, 20), (64, 84, 26, 16), (64, 50, 70, 30), (40, 74, 26, 60), (88, 74, 26, 60), (64, 108, 60, 24))
LEAST = 0.06  # of the whole range: a smaller mean change of a cell is not seen
STRAYED = 0.08  # of the whole range, at a quarter of the resolution
SAME_POSE = 0.5  # looks that differ in a larger part of the picture than this have another background


@dataclass(frozen=True)
class Broken:
    """pixels: float32 [128, 128, 3] in 0..1; whole: the look that it is nearest to; kinds: what was done to it."""

    pixels: Pixels
    whole: Pixels
    kinds: tuple[str, ...]


def look(person: Mapping[str, Any], number: int) -> Pixels:
    """A render as float32 [128, 128, 3] in 0..1."""
    return render(person, number, SIZE).astype(np.float32) / 255


def changed(person: Mapping[str, Any], rng: random.Random, changes: Mapping[str, int]) -> dict[str, Any]:
    """The same person with one attribute changed, often one that moves hair."""
    name = rng.choices(list(changes), list(changes.values()))[0]
    if name == "tint":
        return dict(person) | {"tint": (person["tint"] + rng.randrange(1, 4)) % 12}
    others = [value for value in VALUES[name] if value != person[name]]
    return dict(person) | {name: rng.choice(others)}


def other_look(first: Pixels, person: Mapping[str, Any], number: int, rng: random.Random, changes: Mapping[str, int]) -> Pixels:
    """The person of a look with one attribute changed, in the same pose."""
    while True:
        second = look(changed(person, rng, changes), number)
        if (np.abs(second - first).max(-1) > LEAST).mean() <= SAME_POSE:
            return second


def blob(rng: random.Random) -> Pixels:
    """A soft patch, [128, 128, 1] in 0..1: an ellipse somewhere about the person, or one side of the picture."""
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    if rng.random() < 0.2:
        inside = (x - rng.uniform(50, 78)) * rng.choice((-1, 1)) / rng.uniform(2, 8)
    else:
        rx, ry, turn = rng.uniform(7, 26), rng.uniform(7, 30), rng.uniform(0, np.pi)
        dx, dy = x - rng.uniform(28, 100), y - rng.uniform(16, 112)
        along, across = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
        inside = (1 - np.hypot(along / rx, across / ry)) * min(rx, ry) / rng.uniform(2, 8)
    soft: Pixels = 1 / (1 + np.exp(-np.clip(2 * inside, -30, 30)))
    return soft[..., None]


def ghost(first: Pixels, second: Pixels, rng: random.Random) -> Pixels:
    """Patches of another look."""
    share = np.maximum.reduce([blob(rng) for _ in range(rng.choice((1, 1, 2, 3)))]) * rng.uniform(0.4, 1)
    return first + share * (second - first)


def transparent(first: Pixels, second: Pixels, rng: random.Random) -> Pixels:
    """Half one look and half the other, all over; of shapes only, since half of two colours is a colour."""
    return first + rng.uniform(0.3, 0.7) * (second - first)


def moved(first: Pixels, second: Pixels, rng: random.Random) -> Pixels:
    """A part some pixels away from where it belongs."""
    x, y, width, height = rng.choice(PARTS)
    dx, dy = (rng.choice((-1, 1)) * rng.randrange(2, 9) for _ in range(2))
    rows, columns = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    inside = np.minimum(width / 2 - np.abs(columns - x - dx), height / 2 - np.abs(rows - y - dy))
    share = np.clip(inside / 4 + 0.5, 0, 1)[..., None]
    return first + share * (np.roll(second if rng.random() < 0.3 else first, (dy, dx), (0, 1)) - first)


def smudged(first: Pixels, _second: Pixels, rng: random.Random) -> Pixels:
    """A part out of focus, or wiped aside."""
    image = Image.fromarray((255 * first).round().astype(np.uint8))
    if rng.random() < 0.5:
        wiped = np.asarray(image.filter(ImageFilter.GaussianBlur(rng.uniform(3.5, 8))), np.float32) / 255
    else:
        dx, dy = rng.uniform(-9, 9), rng.uniform(-9, 9)
        steps = [np.roll(first, (round(dy * n / 5), round(dx * n / 5)), (0, 1)) for n in range(6)]
        wiped = np.mean(steps, axis=0).astype(np.float32)
    return first + blob(rng) * (wiped - first)


KINDS: dict[Callable[[Pixels, Pixels, random.Random], Pixels], float] = {ghost: 5, transparent: 2, moved: 1.5, smudged: 1.5}


def broken(person: Mapping[str, Any], number: int, rng: random.Random) -> Broken:
    """A damaged portrait, and the whole one that it differs least from."""
    kinds = rng.choices(list(KINDS), list(KINDS.values()), k=rng.choice((1, 1, 2)))
    changes = SHAPES if transparent in kinds else CHANGES
    pixels = first = look(person, number)
    second = other_look(first, person, number, rng, changes)
    for kind in kinds:
        pixels = kind(pixels, second, rng)
    nearer = min((first, second), key=lambda whole: float(np.abs(pixels - whole).sum()))
    return Broken(np.clip(pixels, 0, 1).astype(np.float32), nearer, tuple(kind.__name__ for kind in kinds))


def damaged_cells(pixels: Pixels, whole: Pixels, cells: int = 16) -> NDArray[np.bool_]:
    """Which of cells x cells places are not as in the whole picture: mean change above `LEAST`."""
    side = SIZE // cells
    change = np.abs(pixels - whole).max(-1).reshape(cells, side, cells, side).mean((1, 3))
    return change > LEAST


def strayed_cells(pixels: Pixels, whole: Pixels, cells: int = 16) -> NDArray[np.bool_]:
    """Which of cells x cells places of a picture that went through the pair are not as in the render of which it was made.

    At a quarter of the resolution: fine lines fade in all that an autoencoder draws, and nobody points at that.
    """
    side, fine = SIZE // cells, 4
    change = (pixels - whole).reshape(SIZE // fine, fine, SIZE // fine, fine, 3).mean((1, 3))
    return np.abs(change).max(-1).reshape(cells, side // fine, cells, side // fine).mean((1, 3)) > STRAYED
