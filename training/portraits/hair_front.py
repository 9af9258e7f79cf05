"""The hair in front of the head: its shadow on the forehead, its shape and its texture."""

import random

import skia

from training.portraits.drawing import MIDDLE, SIDES, box, clipped, fill, line, outline, shade, stroke, symmetric
from training.portraits.figure import Figure
from training.portraits.hair import hair_paint
from training.portraits.hairlines import hairline


def draw_front(canvas: skia.Canvas, figure: Figure, rng: random.Random) -> None:
    """The hair over the forehead and at the temples."""
    style = figure.person["hair"]
    if style == "bald":
        draw_bald(canvas, figure)
        return
    shape, curls = curly_fringe(figure, rng) if style == "curly" else (hairline(figure), skia.Path())
    with clipped(canvas, figure.head.outline(), shift=5):
        canvas.drawPath(shape, fill(figure.shadow, 0.45, blur=3.0))
    canvas.drawPath(shape, hair_paint(figure))
    with clipped(canvas, shape):
        canvas.drawPath(curls, stroke(shade(figure.hair.now, -0.34), 1.8, 0.5))
        draw_texture(canvas, figure, rng)


def draw_texture(canvas: skia.Canvas, figure: Figure, rng: random.Random) -> None:
    style = figure.person["hair"]
    if figure.coily and style == "long":
        draw_locs(canvas, figure)
    elif figure.coily:
        draw_coils(canvas, figure, rng)
    elif style != "curly":
        draw_strands(canvas, figure)


def draw_bald(canvas: skia.Canvas, figure: Figure) -> None:
    """A shine on the skull and, except in youth, a thin ring of hair above the ears."""
    w, top, eye = figure.head.width, figure.head.top, figure.head.eye_y
    if figure.person["age"] != "young":
        for side in SIDES:
            ring = outline(
                (w + 1, eye + 2),
                (w + 5, eye - 26, w - 3, top + 34),
                (w - 8, eye - 24, w - 5, eye + 2),
                side=side,
            )
            canvas.drawPath(ring, hair_paint(figure))
    shine = -figure.light * 14
    canvas.drawOval(box(shine - 15, top + 7, shine + 15, top + 17), fill(shade(figure.skin, 0.55), 0.55, blur=4))


def curly_fringe(figure: Figure, rng: random.Random) -> tuple[skia.Path, skia.Path]:
    """A row of round curls along the forehead joined to a cap, and the arcs inside the curls."""
    w, top, eye = figure.head.width, figure.head.top, figure.head.eye_y
    shape, arcs = skia.Path(), skia.Path()
    size, count = (7.5, 11) if figure.coily else (11, 8)
    recede = 6 if figure.male and figure.old else 0
    for n in range(count):
        place = -1 + 2 * n / (count - 1)
        x, y = place * (w - 1), top + 15 - recede + 31 * abs(place) ** 2.6 + rng.uniform(-2, 2)
        shape.addCircle(MIDDLE + x, y, size * rng.uniform(0.9, 1.1))
        arcs.addArc(box(x - size * 0.6, y - size * 0.6, x + size * 0.6, y + size * 0.6), 20, 200)
    cap = symmetric(
        (0, top - 10),
        (w * 0.7, top - 10, w + 6, top + 10, w + 5, eye - 6),
        (w - 5, eye - 10),
        (w - 8, top + 26, w * 0.5, top + 14, 0, top + 13),
    )
    shape.addPath(cap)
    shape.setFillType(skia.PathFillType.kWinding)
    return shape, arcs


def draw_coils(canvas: skia.Canvas, figure: Figure, rng: random.Random) -> None:
    coils = skia.Path()
    for row in range(9):
        for column in range(-8, 9):
            x = column * 8 + (row % 2) * 4 + rng.uniform(-1.6, 1.6)
            y = figure.head.top - 14 + row * 7 + rng.uniform(-1.6, 1.6)
            coils.addArc(box(x - 2.6, y - 2.6, x + 2.6, y + 2.6), rng.uniform(150, 260), 170)
    color = shade(figure.hair.now, -0.34 if figure.old else 0.26)
    canvas.drawPath(coils, stroke(color, 1.5, 0.6))


def draw_locs(canvas: skia.Canvas, figure: Figure) -> None:
    paint, top = stroke(shade(figure.hair.now, -0.34), 2, 0.7), figure.head.top
    for n in range(-7, 8):
        canvas.drawPath(line((n * 3, top - 16), (n * 8.5, top + 10, n * 10, figure.head.chin)), paint)


def draw_strands(canvas: skia.Canvas, figure: Figure) -> None:
    """A few strands away from the parting, and a band of light across the head."""
    w, top, dark = figure.head.width, figure.head.top, shade(figure.hair.now, -0.34)
    for reach in (0.30, 0.55, 0.82):
        strand = line((-w * 0.34, top - 8), (w * reach, top - 6, w * reach + 16, top + 46), side=figure.parting)
        canvas.drawPath(strand, stroke(dark, 1.8, 0.32))
    shine = line((-w * 0.8, top + 8), (0, top - 14, w * 0.8, top + 8))
    canvas.drawPath(shine, stroke(shade(figure.hair.now, 0.4), 5, 0.22))
