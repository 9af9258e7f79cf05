"""Stage 1: render the portraits and write their labels and captions.

A portrait is a function of its number, so a stopped run goes on at the first missing part.

Usage: python -m training.data --work work --train 60000 --test 2000
"""

import argparse
import json
import multiprocessing
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from obclip.evaluation.worlds import PORTRAITS as JUDGED
from training.captions import caption
from training.portraits.attributes import LABELS, VALUES, sample
from training.portraits.render import render

SIZE = 128
PART = 500
OFFSETS = {"train": 0, "judge": 20_000_000, "test": 50_000_000, "held-out": 60_000_000}
CAPTIONS_EACH = 8
# What a held-out prompt may state besides the people.
MORE = ("hair", "clothes", "color", "accessory", "expression", "background")


@dataclass(frozen=True)
class World:
    """What picture `number` is: uint8 [128, 128, 3], the indices of its labels, its captions. Other processes can be sent the functions."""

    drawn: Callable[[int], NDArray[np.uint8]]
    labelled: Callable[[int], list[int]]
    told: Callable[[int], list[str]]


def person(number: int) -> dict:
    """The attributes of portrait `number`."""
    return sample(random.Random(number))


def captions_of(number: int) -> list[str]:
    """Captions of portrait `number`, each with its own choice of what to mention; every second tells the expression, learnt last of all."""
    rng = random.Random(f"captions of {number}")
    return [caption(person(number), rng, keep=("expression",) if turn % 2 else None) for turn in range(CAPTIONS_EACH)]


def portrait(number: int) -> NDArray[np.uint8]:
    """uint8 [128, 128, 3]."""
    return render(person(number), number, SIZE)


def labels_of(number: int) -> list[int]:
    """Indices into `VALUES`, in the order of `LABELS`."""
    someone = person(number)
    return [VALUES[name].index(someone[name]) for name in LABELS]


def prompt_of(number: int) -> dict:
    """Held-out prompt `number` and what it certainly states: gender, age and ethnicity, and one to three more."""
    someone, rng = person(OFFSETS["held-out"] + number), random.Random(f"prompt {number}")
    visible = [name for name in MORE if someone[name] != "none"]
    keep = (*JUDGED.people, *rng.sample(visible, rng.choice((1, 2, 3))))
    return {"prompt": caption(someone, rng, keep=keep), "attributes": {name: someone[name] for name in keep}}


PORTRAITS = World(portrait, labels_of, captions_of)


def write_part(job: tuple[World, Path, int, int]) -> Path:
    """Render one part of a split to `job[1]`: uint8 [count, 128, 128, 3]."""
    world, target, first, last = job
    if not target.exists():
        images = np.stack([world.drawn(number) for number in range(first, last)])
        unfinished = target.with_suffix(".writing.npy")
        np.save(unfinished, images)
        unfinished.rename(target)
    return target


def write_split(world: World, work: Path, name: str, count: int, processes: int) -> None:
    """Write `<name>-images.npy`, `<name>-labels.npy` and `<name>-captions.json` to `work`."""
    parts = work / f"{name}-parts"
    parts.mkdir(parents=True, exist_ok=True)
    first = OFFSETS[name]
    starts = range(0, count, PART)
    jobs = [(world, parts / f"{start:07d}.npy", first + start, first + min(start + PART, count)) for start in starts]
    with multiprocessing.Pool(processes) as pool:
        files = list(tqdm(pool.imap(write_part, jobs), total=len(jobs), desc=f"{name}: parts of {PART}"))
    images = np.lib.format.open_memmap(work / f"{name}-images.npy", mode="w+", dtype=np.uint8, shape=(count, SIZE, SIZE, 3))
    for start, file in zip(starts, files, strict=True):
        images[start : start + PART] = np.load(file)
    images.flush()
    numbers = range(first, first + count)
    np.save(work / f"{name}-labels.npy", np.array([world.labelled(number) for number in numbers], np.int8))
    (work / f"{name}-captions.json").write_text(json.dumps([world.told(number) for number in numbers]))
    for file in files:
        file.unlink()
    parts.rmdir()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--train", type=int, default=60_000, help="portraits to learn from")
    parser.add_argument("--test", type=int, default=2_000, help="portraits held out")
    parser.add_argument("--judge", type=int, default=0, help="portraits that the judge learns from, others than the generators'")
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    args = parser.parse_args()
    for name, count in (("test", args.test), ("judge", args.judge), ("train", args.train)):
        if count:
            write_split(PORTRAITS, args.work, name, count, args.processes)


if __name__ == "__main__":
    main()
