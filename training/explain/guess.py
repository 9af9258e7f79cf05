"""A guess at what a picture of a person was drawn from, in a form that can be searched: choices, and numbers that may be moved a little."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.explain.answers import ATTRIBUTES, BRIGHT, RANGES, accent_shown
from training.portraits.attributes import VALUES
from training.portraits.drawing import SIDES, Color, mix
from training.portraits.freedom import (
    COLUMNS,
    ROWS,
    SHAPES_OF_GLASSES,
    Curls,
    Free,
    Glasses,
    Hair,
    Lumps,
    Sitter,
    Stance,
    aged,
    counts_of_lumps,
    frames_on,
)
from training.portraits.looks import CLOTH, HATS, LOOKS

Vector = NDArray[np.float64]
TURNS = 2  # starts of rows of lumps
COLORED = ("skin", "hair", "cloth", "accent", "hat")
HARD_EDGE = 1.6  # how far, of half a range, a number may go


@dataclass(frozen=True)
class Guess:
    """choices: one of each of `CHOICES`; numbers: shares of `RANGES`, starts of lumps (of the distance between two), and colours 0..1."""

    choices: Mapping[str, int]
    numbers: Vector

    def chosen(self, **choices: int) -> "Guess":
        """The same with other choices; colours stay, whatever they are usually."""
        return replace(self, choices=dict(self.choices) | choices)

    def moved(self, step: Vector) -> "Guess":
        """Other numbers, held within what can be drawn."""
        numbers, count = self.numbers + step, len(RANGES)
        numbers[:count] = numbers[:count].clip(-HARD_EDGE, HARD_EDGE)
        numbers[count + TURNS :] = numbers[count + TURNS :].clip(0, 1)
        return replace(self, numbers=numbers)

    def colored(self, **colors: Color) -> "Guess":
        """The same with these colours, 0..255."""
        numbers = self.numbers.copy()
        for name, color in colors.items():
            numbers[color_at(name)] = np.array(color) / 255
        return replace(self, numbers=numbers)


def color_at(name: str) -> slice:
    first = len(RANGES) + TURNS + 3 * COLORED.index(name)
    return slice(first, first + 3)


def person_of(choices: Mapping[str, int]) -> dict[str, Any]:
    """The attributes, without what cannot be."""
    person: dict[str, Any] = {name: VALUES[name][choices[name]] for name in ATTRIBUTES} | {"tint": choices["tint"]}
    if person["gender"] == "female":
        person |= {"beard": "none", "hair": "bun" if person["hair"] == "bald" else person["hair"]}
    return person


def usual_colors(choices: Mapping[str, int]) -> dict[str, Color]:
    """The colours that the choices stand for."""
    person = person_of(choices)
    look = LOOKS[person["ethnicity"]]
    return {
        "skin": mix(*look.skin, 0.5),
        "hair": usual_hair(person).now,
        "cloth": CLOTH[person["color"]],
        "accent": CLOTH[BRIGHT[choices["accent"]]],
        "hat": HATS[choices["hat"]],
    }


def usual_hair(person: Mapping[str, Any]) -> Hair:
    shades = LOOKS[person["ethnicity"]].hair
    return aged(person, mix(shades[person["tint"] % len(shades)], (120, 90, 60), 0.03), (207, 207, 207))


def first_guess(choices: Mapping[str, int], shares: Vector, starts: Vector) -> Guess:
    """Usual colours, and these sizes."""
    numbers = np.concatenate([shares.clip(-1, 1), starts, np.zeros(3 * len(COLORED))])
    return Guess(choices, numbers).colored(**usual_colors(choices))


def colors_shown(person: Mapping[str, Any]) -> list[str]:
    """Of `COLORED`, those that a picture of this person tells."""
    hair = person["hair"] != "bald" or person["beard"] != "none" or person["age"] != "young"
    told = {"hair": hair, "accent": accent_shown(person), "hat": person["accessory"] == "hat"}
    return [name for name in COLORED if told.get(name, True)]


def movable(guess: Guess) -> list[int]:
    """Which numbers show."""
    person, first = person_of(guess.choices), len(RANGES)
    starts = range(first, first + len(counts_of_lumps(person)))
    colors = [n for name in colors_shown(person) for n in range(color_at(name).start, color_at(name).stop)]
    return [*range(first), *starts, *colors]


def drawn_from(guess: Guess) -> Sitter:
    """The person of a guess; what is not searched is in the middle of its range."""
    choices, numbers, person = guess.choices, guess.numbers, person_of(guess.choices)
    values = {
        name: low + (high - low) * (1 + float(share)) / 2 for (name, (low, high)), share in zip(RANGES.items(), numbers, strict=False)
    }
    color: dict[str, Color] = {}
    for name in COLORED:
        red, green, blue = (255 * float(channel) for channel in numbers[color_at(name)])
        color[name] = (red, green, blue)
    look, brow = LOOKS[person["ethnicity"]], usual_hair(person).brow
    free = Free(
        **{name: values[name] for name in ("top", "width", "height", "jaw", "shoulder")},
        **{name: color[name] for name in ("skin", "cloth", "accent", "hat")},
        hair=Hair(color["hair"], brow),
        light=SIDES[choices["light"]],
        parting=SIDES[choices["parting"]],
        iris=look.iris[choices["iris"] % len(look.iris)],
        hoops=bool(choices["hoops"]),
        beanie=bool(choices["beanie"]),
    )
    stance = Stance(values["zoom"], values["right"], values["down"])
    return Sitter(person, free, stance, even_curls(person, numbers[len(RANGES) :]), glasses_of(person, choices, free.skin))


def even_curls(person: Mapping[str, Any], starts: Vector) -> Curls:
    """Curls of one size in even rows."""
    lumps = tuple(Lumps(float(start), (1.0,) * count) for start, count in zip(starts, counts_of_lumps(person), strict=False))
    coily, style = person["ethnicity"] == "african", person["hair"]
    fringe = ((0.0, 1.0),) * ((11 if coily else 8) if style == "curly" else 0)
    coils = ((0.0, 0.0, 205.0),) * (len(ROWS) * len(COLUMNS) if coily and style not in ("long", "bald") else 0)
    return Curls(lumps, fringe, coils)


def glasses_of(person: Mapping[str, Any], choices: Mapping[str, int], skin: Color) -> Glasses | None:
    if person["accessory"] != "glasses":
        return None
    return Glasses(*SHAPES_OF_GLASSES[choices["glass"]], color=frames_on(skin)[choices["frame"]])
