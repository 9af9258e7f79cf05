"""Attributes and a number -> a portrait, always the same one."""

import random
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from training.portraits.accessories import draw_accessory, under_hat
from training.portraits.background import LOW, background
from training.portraits.clothes import draw_clothes
from training.portraits.drawing import MIDDLE, clipped
from training.portraits.face import draw_face
from training.portraits.figure import Figure, figure_of
from training.portraits.hair import draw_back
from training.portraits.hair_front import draw_front

Draw = Callable[[skia.Canvas, Figure, random.Random], None]


def render(attributes: Mapping[str, Any], seed: int = 0, size: int = 128) -> NDArray[np.uint8]:
    """The portrait of a person as `sample` gives it: RGB, uint8 [size, size, 3]."""
    rng = random.Random(seed)
    figure = figure_of(attributes, rng)
    # Not `np.empty`: the enlarged background lets what was there before shine through, by one step of 255.
    pixels = np.zeros((size, size, 4), np.uint8)
    surface = skia.Surface(pixels)
    canvas = surface.getCanvas()
    draw_background(canvas, attributes["background"], rng, size)
    place(canvas, rng, size)
    draw_hair(canvas, figure, rng, draw_back)
    draw_clothes(canvas, figure)
    draw_face(canvas, figure)
    draw_hair(canvas, figure, rng, draw_front)
    draw_accessory(canvas, figure, rng)
    surface.flushAndSubmit()
    rgb = surface.imageInfo().colorType() == skia.kRGBA_8888_ColorType
    return pixels[:, :, :3] if rgb else pixels[:, :, 2::-1]


def draw_background(canvas: skia.Canvas, kind: str, rng: random.Random, size: int) -> None:
    """The small background, enlarged to a little more than the picture."""
    margin = 2 * size / 256
    smooth = skia.SamplingOptions(skia.CubicResampler.Mitchell())
    whole, area = skia.Rect(0, 0, LOW, LOW), skia.Rect(-margin, -margin, size * 258 / 256, size * 258 / 256)
    canvas.drawImageRect(background(kind, rng), whole, area, smooth, skia.Paint(AntiAlias=False))


def place(canvas: skia.Canvas, rng: random.Random, size: int) -> None:
    """From here on the canvas is 256 units wide, and the person a little nearer or farther, and off the middle."""
    canvas.scale(size / 256, size / 256)
    zoom = rng.uniform(0.97, 1.04)
    canvas.translate(MIDDLE + rng.uniform(-5, 5), MIDDLE + rng.uniform(-2, 5))
    canvas.scale(zoom, zoom)
    canvas.translate(-MIDDLE, -MIDDLE)


def draw_hair(canvas: skia.Canvas, figure: Figure, rng: random.Random, draw: Draw) -> None:
    """A hat hides the hair above its edge."""
    if figure.person["accessory"] != "hat":
        draw(canvas, figure, rng)
        return
    with clipped(canvas, under_hat(figure)):
        draw(canvas, figure, rng)
