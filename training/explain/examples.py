"""What the reader learns from: portraits made smaller, where the person is in them, and the values that they were drawn from."""

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from training.data import OFFSETS
from training.explain.answers import chosen, measured
from training.portraits.attributes import sample
from training.portraits.render import person_alone, sitting

PART = 1000
SIDE = 64  # of a picture as the reader sees it
COARSE = 32  # of a map of the person


@dataclass(frozen=True)
class Examples:
    """pictures: uint8 [N, 64, 64, 3]; person: uint8 [N, 32, 32], how much of a place the person covers; choices: int8, numbers: float32."""

    pictures: NDArray[np.uint8]
    person: NDArray[np.uint8]
    choices: NDArray[np.int8]
    numbers: NDArray[np.float32]


def smaller(pictures: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """[N, H, W, ...] -> [N, side, side, ...], means of squares."""
    count, height = pictures.shape[:2]
    step, rest = height // side, pictures.shape[3:]
    small = pictures.reshape(count, side, step, side, step, *rest).mean((2, 4), dtype=np.float32)
    return np.asarray(small.round(), np.uint8)


def part_of(images: NDArray[np.uint8], first: int) -> dict[str, NDArray]:
    """Portraits `first` and following of the split "train", of which these are the pictures."""
    numbers = range(OFFSETS["train"] + first, OFFSETS["train"] + first + len(images))
    sitters = [sitting(sample(random.Random(number)), number) for number in numbers]
    covered = np.stack([person_alone(sitter)[..., 3] for sitter in sitters])
    return {
        "pictures": smaller(images, SIDE),
        "person": smaller(covered, COARSE),
        "choices": np.array([chosen(sitter) for sitter in sitters], np.int8),
        "numbers": np.array([measured(sitter) for sitter in sitters], np.float32),
    }


def examples(data: Path, work: Path, count: int) -> Examples:
    """Made once, in parts; a stopped run goes on. `data` holds train-images.npy."""
    images, folder = np.load(data / "train-images.npy", mmap_mode="r"), work / "reader-parts"
    folder.mkdir(parents=True, exist_ok=True)
    for first in tqdm(range(0, count, PART), mininterval=20):
        file = folder / f"{first:06d}.npz"
        if not file.exists():
            np.savez(file.with_suffix(".writing.npz"), **part_of(np.asarray(images[first : first + PART]), first))
            file.with_suffix(".writing.npz").rename(file)
    parts = [np.load(folder / f"{first:06d}.npz") for first in range(0, count, PART)]
    return Examples(**{name: np.concatenate([part[name] for part in parts]) for name in ("pictures", "person", "choices", "numbers")})
