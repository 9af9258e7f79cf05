"""The person: every size and colour that the drawing needs, decided before the first stroke. This module must not draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import skia

from training.portraits.drawing import Color, mix, shade, symmetric
from training.portraits.freedom import Free, Hair
from training.portraits.looks import LOOKS, Look


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


def head_of(male: bool, free: Free) -> Head:
    width = (47 if male else 44.5) * free.width
    height = (124 if male else 119) * free.height
    jaw = width * (0.86 if male else 0.68) * free.jaw
    return Head(52 + free.top, width, height, jaw, chin_width=width * (0.46 if male else 0.27))


def cloth_of(name: str, color: Color) -> Cloth:
    if name == "black":
        return Cloth(color, (20, 20, 26), shade(color, 0.22))
    if name == "white":
        return Cloth(color, (196, 198, 206), (255, 255, 255))
    return Cloth(color, shade(color, -0.30), shade(color, 0.22))


def figure_of(person: Mapping[str, Any], free: Free) -> Figure:
    """The sizes and colours of a person."""
    male = person["gender"] == "male"
    return Figure(
        person=person,
        look=LOOKS[person["ethnicity"]],
        head=head_of(male, free),
        skin=free.skin,
        shadow=mix(free.skin, (26, 8, 6) if person["ethnicity"] == "african" else (96, 30, 24), 0.42),
        hair=free.hair,
        light=free.light,
        parting=free.parting,
        iris=free.iris,
        cloth=cloth_of(person["color"], free.cloth),
        accent=free.accent,
        neck=26 if male else 20,
        shoulder=(100 if male else 86) * free.shoulder,
        hoops=free.hoops,
        beanie=free.beanie,
        hat=free.hat,
    )
