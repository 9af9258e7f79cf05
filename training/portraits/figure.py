"""The person: every size and colour that the drawing needs, decided before the first stroke.

This module must not draw; the order of its random numbers is part of what a portrait's number means.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import skia

from training.portraits.attributes import COLORS
from training.portraits.drawing import SIDES, Color, mix, shade, symmetric
from training.portraits.looks import BROW_GREYED, CLOTH, GREYING, HATS, LOOKS, Look

BROW_GREY = {"young": 0.0, "middle-aged": 0.12, "old": 0.55}


@dataclass(frozen=True)
class Head:
    """Sizes of the head, in units of the 256-unit picture; widths are half widths."""

    top: float
    width: float  # at the temples
    height: float
    jaw: float
    chin_width: float

    @property
    def chin(self) -> float:
        return self.top + self.height

    @property
    def eye_x(self) -> float:
        return self.width * 0.455

    @property
    def eye_y(self) -> float:
        return self.top + self.height * 0.535

    @property
    def neck_y(self) -> float:
        return self.chin + 20

    def outline(self) -> skia.Path:
        w, top, h, chin = self.width, self.top, self.height, self.chin
        return symmetric(
            (0, top),
            (w * 0.60, top, w, top + h * 0.19, w, top + h * 0.47),
            (w, top + h * 0.68, self.jaw, top + h * 0.80, self.chin_width, chin - h * 0.045),
            (self.chin_width * 0.6, chin, self.chin_width * 0.3, chin, 0, chin),
        )


@dataclass(frozen=True)
class Hair:
    """Hair colours: what it is now, all over, and the brows'."""

    now: Color
    brow: Color


@dataclass(frozen=True)
class Cloth:
    """A cloth's colour, and the same in shadow and in light."""

    color: Color
    dark: Color
    light: Color


@dataclass(frozen=True)
class Figure:
    """One portrait before it is drawn."""

    person: Mapping[str, Any]
    look: Look
    head: Head
    skin: Color
    shadow: Color  # of the skin
    hair: Hair
    light: int  # the side that the light comes from, -1 or 1
    parting: int  # the side of the parting
    iris: Color
    cloth: Cloth
    accent: Color  # of ties, scarves and pendants
    neck: float
    shoulder: float
    hoops: bool  # earrings are hoops, otherwise pendants
    beanie: bool  # the hat is a beanie, otherwise it has a brim
    hat: Color

    @property
    def male(self) -> bool:
        return bool(self.person["gender"] == "male")

    @property
    def old(self) -> bool:
        return bool(self.person["age"] == "old")

    @property
    def middle_aged(self) -> bool:
        return bool(self.person["age"] == "middle-aged")

    @property
    def coily(self) -> bool:
        """Hair of tight curls."""
        return bool(self.person["ethnicity"] == "african")

    @property
    def beard_color(self) -> Color:
        """The hair's, a little darker, so that the mouth is seen in it."""
        return shade(self.hair.now, -0.14)

    @property
    def covers_ears(self) -> bool:
        """Hair that hangs over the ears, so that none is seen between it and the face."""
        style = self.person["hair"]
        return bool(style == "long" or (style in ("short", "curly") and not self.male))


def head_of(male: bool, rng: random.Random) -> Head:
    top = 52 + rng.uniform(-2, 2)
    width = (47 if male else 44.5) * rng.uniform(0.97, 1.03)
    height = (124 if male else 119) * rng.uniform(0.98, 1.02)
    jaw = width * (0.86 if male else 0.68) * rng.uniform(0.97, 1.03)
    return Head(top, width, height, jaw, chin_width=width * (0.46 if male else 0.27))


def hair_of(person: Mapping[str, Any], rng: random.Random) -> Hair:
    shades = LOOKS[person["ethnicity"]].hair
    natural = mix(shades[person["tint"] % len(shades)], (120, 90, 60), rng.uniform(0, 0.06))
    grey = mix((178, 178, 182), (236, 235, 232), rng.uniform(0.1, 0.9))
    now = {"young": natural, "middle-aged": mix(natural, GREYING, 0.45), "old": grey}[person["age"]]
    dark = shade(natural, -0.22 if person["ethnicity"] == "european" else -0.25)
    brow = mix(dark, BROW_GREYED, BROW_GREY[person["age"]])
    return Hair(now, brow)


def cloth_of(name: str, rng: random.Random) -> Cloth:
    red, green, blue = CLOTH[name]
    color = (red + rng.uniform(-7, 7), green + rng.uniform(-7, 7), blue + rng.uniform(-7, 7))
    if name == "black":
        return Cloth(color, (20, 20, 26), shade(color, 0.22))
    if name == "white":
        return Cloth(color, (196, 198, 206), (255, 255, 255))
    return Cloth(color, shade(color, -0.30), shade(color, 0.22))


def accent_beside(name: str, rng: random.Random) -> Color:
    """A bright colour other than the clothes'."""
    return CLOTH[rng.choice([color for color in COLORS if color not in (name, "black", "white")])]


def figure_of(person: Mapping[str, Any], rng: random.Random) -> Figure:
    """The sizes and colours of a person; arguments below are evaluated, and random numbers drawn, in their order."""
    male, look = person["gender"] == "male", LOOKS[person["ethnicity"]]
    head = head_of(male, rng)
    skin = mix(*look.skin, rng.random())
    return Figure(
        person=person,
        look=look,
        head=head,
        skin=skin,
        shadow=mix(skin, (26, 8, 6) if person["ethnicity"] == "african" else (96, 30, 24), 0.42),
        hair=hair_of(person, rng),
        light=rng.choice(SIDES),
        parting=rng.choice(SIDES),
        iris=rng.choice(look.iris),
        cloth=cloth_of(person["color"], rng),
        accent=accent_beside(person["color"], rng),
        neck=26 if male else 20,
        shoulder=(100 if male else 86) * rng.uniform(0.97, 1.03),
        hoops=rng.random() < 0.5,
        beanie=rng.random() < 0.5,
        hat=rng.choice(HATS),
    )
