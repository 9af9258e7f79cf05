"""What a portrait's number decides about its person, as values: sizes, colours, choices, stance and curls.

The attributes and these values are all that a person is drawn from. `Sitter` holds both, so that a person can be drawn again elsewhere, or
searched for in a picture (`training/explain`). The order in which random numbers are drawn is part of what a portrait's number means.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from training.portraits.attributes import COLORS
from training.portraits.drawing import SIDES, Color, mix, shade
from training.portraits.looks import BROW_GREYED, CLOTH, DARK_SKIN, FRAMES, FRAMES_ON_DARK, GREYING, HATS, LOOKS

BROW_GREY = {"young": 0.0, "middle-aged": 0.12, "old": 0.55}
SHAPES_OF_GLASSES = ((17.5, 15, 15), (18, 13, 6))
ROWS, COLUMNS = range(7), range(-6, 7)  # of tight coils


@dataclass(frozen=True)
class Hair:
    """Hair colours: what it is now, all over, and the brows'."""

    now: Color
    brow: Color


@dataclass(frozen=True)
class Free:
    """Sizes and colours of one person. The sizes are units (`top`) or shares of what is usual (the others)."""

    top: float
    width: float
    height: float
    jaw: float
    skin: Color
    hair: Hair
    light: int  # the side that the light comes from, -1 or 1
    parting: int  # the side of the parting
    iris: Color
    cloth: Color
    accent: Color  # of ties, scarves and pendants
    shoulder: float
    hoops: bool  # earrings are hoops, otherwise pendants
    beanie: bool  # the hat is a beanie, otherwise it has a brim
    hat: Color


@dataclass(frozen=True)
class Stance:
    """The person a little nearer or farther, and off the middle, in units."""

    zoom: float
    right: float
    down: float


@dataclass(frozen=True)
class Lumps:
    """Round lumps on the rim of an oval: where the first is, of the distance between two, and their sizes, of the usual."""

    start: float
    sizes: tuple[float, ...]


@dataclass(frozen=True)
class Curls:
    """Lumps behind the head, curls on the forehead (lower by, size) and tight coils (right by, lower by, turn)."""

    lumps: tuple[Lumps, ...] = ()
    fringe: tuple[tuple[float, float], ...] = ()
    coils: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True)
class Glasses:
    """Half width and half height of a glass, the radius of its corners, and the colour of the frame."""

    width: float
    height: float
    corner: float
    color: Color


@dataclass(frozen=True)
class Sitter:
    """A person as drawn: all but the background."""

    person: Mapping[str, Any]
    free: Free
    stance: Stance
    curls: Curls
    glasses: Glasses | None


def hair_of(person: Mapping[str, Any], rng: random.Random) -> Hair:
    shades = LOOKS[person["ethnicity"]].hair
    natural = mix(shades[person["tint"] % len(shades)], (120, 90, 60), rng.uniform(0, 0.06))
    grey = mix((178, 178, 182), (236, 235, 232), rng.uniform(0.1, 0.9))
    return aged(person, natural, grey)


def aged(person: Mapping[str, Any], natural: Color, grey: Color) -> Hair:
    """The hair of somebody whose hair was `natural` in youth and is `grey` in old age."""
    now = {"young": natural, "middle-aged": mix(natural, GREYING, 0.45), "old": grey}[person["age"]]
    dark = shade(natural, -0.22 if person["ethnicity"] == "european" else -0.25)
    return Hair(now, mix(dark, BROW_GREYED, BROW_GREY[person["age"]]))


def cloth_of(name: str, rng: random.Random) -> Color:
    red, green, blue = CLOTH[name]
    return red + rng.uniform(-7, 7), green + rng.uniform(-7, 7), blue + rng.uniform(-7, 7)


def accents_beside(name: str) -> list[Color]:
    """The bright colours other than the clothes'."""
    return [CLOTH[color] for color in COLORS if color not in (name, "black", "white")]


def free_of(person: Mapping[str, Any], rng: random.Random) -> Free:
    """What comes first of a number; arguments below are evaluated, and random numbers drawn, in their order."""
    look = LOOKS[person["ethnicity"]]
    return Free(
        top=rng.uniform(-2, 2),
        width=rng.uniform(0.97, 1.03),
        height=rng.uniform(0.98, 1.02),
        jaw=rng.uniform(0.97, 1.03),
        skin=mix(*look.skin, rng.random()),
        hair=hair_of(person, rng),
        light=rng.choice(SIDES),
        parting=rng.choice(SIDES),
        iris=rng.choice(look.iris),
        cloth=cloth_of(person["color"], rng),
        accent=rng.choice(accents_beside(person["color"])),
        shoulder=rng.uniform(0.97, 1.03),
        hoops=rng.random() < 0.5,
        beanie=rng.random() < 0.5,
        hat=rng.choice(HATS),
    )


def stance_of(rng: random.Random) -> Stance:
    return Stance(zoom=rng.uniform(0.97, 1.04), right=rng.uniform(-5, 5), down=rng.uniform(-2, 5))


def counts_of_lumps(person: Mapping[str, Any]) -> tuple[int, ...]:
    """How many lumps each oval of curls behind the head has."""
    style, coily = person["hair"], person["ethnicity"] == "african"
    if style == "bun" and coily:
        return (13,)
    if style == "curly":
        return (26,) if coily else (17,) if person["gender"] == "male" else (17, 17)
    return ()


def curls_of(person: Mapping[str, Any], rng: random.Random) -> Curls:
    style, coily = person["hair"], person["ethnicity"] == "african"
    counts, curly = counts_of_lumps(person), style == "curly"
    lumps = tuple(Lumps(rng.uniform(0, 1), tuple(rng.uniform(0.85, 1.15) for _ in range(count))) for count in counts)
    fringe = tuple((rng.uniform(-2, 2), rng.uniform(0.9, 1.1)) for _ in range((11 if coily else 8) if curly else 0))
    places = len(ROWS) * len(COLUMNS) if coily and style not in ("long", "bald") else 0
    coils = tuple((rng.uniform(-1.6, 1.6), rng.uniform(-1.6, 1.6), rng.uniform(150, 260)) for _ in range(places))
    return Curls(lumps, fringe, coils)


def glasses_of(person: Mapping[str, Any], skin: Color, rng: random.Random) -> Glasses | None:
    if person["accessory"] != "glasses":
        return None
    color = rng.choice(frames_on(skin))
    return Glasses(*rng.choice(SHAPES_OF_GLASSES), color=color)


def frames_on(skin: Color) -> tuple[Color, ...]:
    """Colours of frames that are seen on this skin."""
    return FRAMES if sum(skin) / 3 > DARK_SKIN else FRAMES_ON_DARK


def sitter_of(person: Mapping[str, Any], free: Free, rng: random.Random) -> Sitter:
    """The rest of a number, which follows on the background's part of it."""
    return Sitter(person, free, stance_of(rng), curls_of(person, rng), glasses_of(person, free.skin, rng))
