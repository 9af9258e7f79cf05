"""Stage 1 of the second world: people emoji of three sets with labels and captions.

A picture is a function of its number. Nobody of the test split (a base, gender, age and tone together) is in the training split, so that
what is held out has to be put together of what was learnt. The judge learns from everybody: it is the ruler that those pictures are
measured with, and what it has never seen it would read worse, which would be held against the generators. Written as stage 1 writes the
portraits: the stages after it take either.

Usage: python -m training.emoji.data --work work/emoji --train 24000 --test 1000      (art.py says what has to be fetched before)
"""

import argparse
import json
import multiprocessing
import random
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from training.data import CAPTIONS_EACH, OFFSETS, SIZE, World, write_split
from training.emoji.art import SETS, drawings, render
from training.emoji.captions import caption
from training.emoji.people import AGES, GENDERS, SKINS, TONE_NAMES, Someone, bases, split

BACKGROUNDS = {
    "white": (250, 250, 248), "grey": (198, 200, 204), "black": (38, 38, 42), "red": (226, 130, 124), "yellow": (246, 222, 128),
    "green": (158, 204, 150), "blue": (140, 182, 226), "pink": (244, 190, 208), "purple": (184, 160, 214),
}  # fmt: skip
VALUES = {
    "gender": GENDERS,
    "age": AGES,
    "tone": TONE_NAMES,
    "base": bases(),
    "set": tuple(one.name for one in SETS),
    "background": tuple(BACKGROUNDS),
}
LARGEST, LEAST, ASIDE = 0.96, 0.8, 0.03
HELD_OUT = {"train": False, "test": True, "judge": None}


class Picture(NamedTuple):
    """Who is drawn, by which set (its number), on which background, how large and how far from the middle, in sides."""

    person: Someone
    set: int
    background: str
    scale: float
    shift: tuple[float, float]


def picture(folder: Path, held_out: bool | None, number: int) -> Picture:
    """Picture `number` of those to learn from, of those held out, or of all; of a set that has a drawing."""
    rng = random.Random(number)
    while True:
        person, which = rng.choice(split(held_out)), rng.randrange(len(SETS))
        if drawings(folder, which).svg(person.text):
            break
    shift = rng.uniform(-ASIDE, ASIDE), rng.uniform(-ASIDE, ASIDE)
    return Picture(person, which, rng.choice(tuple(BACKGROUNDS)), rng.uniform(LEAST, LARGEST), shift)


def drawn(folder: Path, held_out: bool | None, number: int) -> NDArray[np.uint8]:
    """uint8 [128, 128, 3]; each colour of the background a little different."""
    shown = picture(folder, held_out, number)
    rng = random.Random(f"colour of {number}")
    red, green, blue = (min(255, max(0, part + rng.randrange(-10, 11))) for part in BACKGROUNDS[shown.background])
    svg = drawings(folder, shown.set).svg(shown.person.text) or ""
    return render(svg, SIZE, (red, green, blue), shown.scale, shown.shift)


def labels_of(folder: Path, held_out: bool | None, number: int) -> list[int]:
    """Indices into `VALUES`, in its order."""
    shown = picture(folder, held_out, number)
    truth = vars(shown.person) | {"set": SETS[shown.set].name, "background": shown.background}
    return [values.index(truth[name]) for name, values in VALUES.items()]


def captions_of(folder: Path, held_out: bool | None, number: int) -> list[str]:
    """Captions of picture `number`, each with its own choice of what to tell."""
    shown, rng = picture(folder, held_out, number), random.Random(f"captions of {number}")
    return [caption(shown.person, SETS[shown.set].look, shown.background, rng) for _ in range(CAPTIONS_EACH)]


def world(folder: Path, held_out: bool | None) -> World:
    return World(*(partial(each, folder, held_out) for each in (drawn, labels_of, captions_of)))


def prompt_of(folder: Path, number: int) -> dict:
    """A prompt of somebody held out, and what it states: gender and skin, the age where it is said, and the background."""
    shown = picture(folder, True, OFFSETS["held-out"] + number)
    person, stated = shown.person, {"gender": shown.person.gender, "background": shown.background}
    if person.tone != "none":
        stated["skin"] = SKINS[person.tone]
    if person.age == "old":
        stated["age"] = "old"
    keep = ("gender", "skin", "age", "background")
    return {
        "prompt": caption(person, SETS[shown.set].look, shown.background, random.Random(f"prompt {number}"), keep),
        "attributes": stated,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work/emoji"))
    parser.add_argument("--train", type=int, default=24_000, help="pictures to learn from")
    parser.add_argument("--test", type=int, default=1_000, help="pictures held out")
    parser.add_argument("--judge", type=int, default=0, help="pictures that the judge learns from, others than the generators'")
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    args = parser.parse_args()
    for name, count in (("test", args.test), ("judge", args.judge), ("train", args.train)):
        if count:
            write_split(world(args.work, HELD_OUT[name]), args.work, name, count, args.processes)
    (args.work / "values.json").write_text(json.dumps(VALUES, indent=1) + "\n")


if __name__ == "__main__":
    main()
