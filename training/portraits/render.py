"""Attributes and a number -> a portrait, always the same one."""

import random
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from training.portraits.accessories import draw_accessory, under_hat
from training.portraits.background import LOW, SCENES, background
from training.portraits.clothes import draw_clothes
from training.portraits.drawing import MIDDLE, clipped
from training.portraits.face import draw_face
from training.portraits.figure import Figure, figure_of
from training.portraits.freedom import Curls, Sitter, Stance, free_of, sitter_of
from training.portraits.hair import draw_back
from training.portraits.hair_front import draw_front

Draw = Callable[[skia.Canvas, Figure, Curls], None]


def render(attributes: Mapping[str, Any], seed: int = 0, size: int = 128) -> NDArray[np.uint8]:
    """The portrait of a person as `sample` gives it: RGB, uint8 [size, size, 3]."""
    rng = random.Random(seed)
    free = free_of(attributes, rng)
    # Not `np.empty`: the enlarged background lets what was there before shine through, by one step of 255.
    pixels = np.zeros((size, size, 4), np.uint8)
    surface = skia.Surface(pixels)
    canvas = surface.getCanvas()
    draw_background(canvas, attributes["background"], rng, size)
    draw_person(canvas, sitter_of(attributes, free, rng), size)
    return channels(surface, pixels)[:, :, :3]


def sitting(attributes: Mapping[str, Any], seed: int) -> Sitter:
    """The person of a portrait without its background."""
    rng = random.Random(seed)
    free = free_of(attributes, rng)
    SCENES[attributes["background"]](skia.Canvas(), rng)  # draws nothing, but its random numbers come in between
    return sitter_of(attributes, free, rng)


def person_alone(sitter: Sitter, size: int = 128) -> NDArray[np.uint8]:
    """RGBA, uint8 [size, size, 4], colours multiplied by alpha: over a background B it is RGB + (1 - A) B."""
    pixels = np.zeros((size, size, 4), np.uint8)
    surface = skia.Surface(pixels, alphaType=skia.kPremul_AlphaType)  # the usual one keeps colours as they are before alpha
    draw_person(surface.getCanvas(), sitter, size)
    return channels(surface, pixels)


def channels(surface: skia.Surface, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What was drawn, red first."""
    surface.flushAndSubmit()
    return pixels if surface.imageInfo().colorType() == skia.kRGBA_8888_ColorType else pixels[:, :, (2, 1, 0, 3)]


def draw_background(canvas: skia.Canvas, kind: str, rng: random.Random, size: int) -> None:
    """The small background, enlarged to a little more than the picture."""
    margin = 2 * size / 256
    smooth = skia.SamplingOptions(skia.CubicResampler.Mitchell())
    whole, area = skia.Rect(0, 0, LOW, LOW), skia.Rect(-margin, -margin, size * 258 / 256, size * 258 / 256)
    canvas.drawImageRect(background(kind, rng), whole, area, smooth, skia.Paint(AntiAlias=False))


def draw_person(canvas: skia.Canvas, sitter: Sitter, size: int) -> None:
    """The person over what is there."""
    figure = figure_of(sitter.person, sitter.free)
    place(canvas, sitter.stance, size)
    draw_hair(canvas, figure, sitter.curls, draw_back)
    draw_clothes(canvas, figure)
    draw_face(canvas, figure)
    draw_hair(canvas, figure, sitter.curls, draw_front)
    draw_accessory(canvas, figure, sitter.glasses)


def place(canvas: skia.Canvas, stance: Stance, size: int) -> None:
    """From here on the canvas is 256 units wide, and the person where it stands."""
    canvas.scale(size / 256, size / 256)
    canvas.translate(MIDDLE + stance.right, MIDDLE + stance.down)
    canvas.scale(stance.zoom, stance.zoom)
    canvas.translate(-MIDDLE, -MIDDLE)


def draw_hair(canvas: skia.Canvas, figure: Figure, curls: Curls, draw: Draw) -> None:
    """A hat hides the hair above its edge."""
    if figure.person["accessory"] != "hat":
        draw(canvas, figure, curls)
        return
    with clipped(canvas, under_hat(figure)):
        draw(canvas, figure, curls)
