"""Glasses, earrings, scarf and hat."""

import skia

from training.portraits.drawing import (
    MIDDLE,
    SIDES,
    box,
    clipped,
    fill,
    line,
    linear,
    mix,
    outline,
    shade,
    stroke,
    symmetric,
)
from training.portraits.figure import Figure
from training.portraits.freedom import Glasses
from training.portraits.looks import GOLD, GOLD_EDGE


def hat_line(figure: Figure) -> float:
    """The lower edge of a hat: no hair is seen above it."""
    return figure.head.eye_y - 37


def under_hat(figure: Figure) -> skia.Path:
    """Where hair is seen under a hat: it swells from the hat's edge to what it is without one."""
    w, y = figure.head.width, hat_line(figure)
    return symmetric((0, y), (w + 3, y), (w + 15, y + 2, w + 28, y + 12, w + 30, y + 44), (w + 44, 400), (0, 400))


def draw_accessory(canvas: skia.Canvas, figure: Figure, glasses: Glasses | None) -> None:
    """At most one thing, over everything else."""
    kind = figure.person["accessory"]
    if glasses:
        draw_glasses(canvas, figure, glasses)
    elif kind == "earrings":
        for side in SIDES:
            (draw_hoop if figure.hoops else draw_pendant)(canvas, figure, side)
    elif kind == "scarf":
        draw_scarf(canvas, figure)
    elif kind == "hat":
        (draw_beanie if figure.beanie else draw_brimmed_hat)(canvas, figure)


def draw_glasses(canvas: skia.Canvas, figure: Figure, glasses: Glasses) -> None:
    width, height, corner, color = glasses.width, glasses.height, glasses.corner, glasses.color
    x, y = figure.head.eye_x, figure.head.eye_y
    for side in SIDES:
        middle = side * (x + 0.5)
        rim = box(middle - width, y - height + 1, middle + width, y + height + 1)
        glass = skia.RRect.MakeRectXY(rim, corner, corner)
        canvas.drawRRect(glass, fill((225, 240, 255), 0.10))
        canvas.drawRRect(glass, stroke(color, 4))
        if not figure.covers_ears:
            temple = line((x + 0.5 + width, y - 3), (figure.head.width - 1, y - 5), side=side)
            canvas.drawPath(temple, stroke(color, 4))
    bridge = line((-x + width, y - 1), (0, y - 6, x - width, y - 1))
    canvas.drawPath(bridge, stroke(color, 4))


def draw_hoop(canvas: skia.Canvas, figure: Figure, side: int) -> None:
    x, y = MIDDLE + side * (figure.head.width + 5), figure.head.eye_y + 32
    canvas.drawCircle(x, y, 9.5, stroke(GOLD_EDGE, 6.4))
    canvas.drawCircle(x, y, 9.5, stroke(GOLD, 3.8))


def draw_pendant(canvas: skia.Canvas, figure: Figure, side: int) -> None:
    x, y = side * (figure.head.width + 5), figure.head.eye_y + 23
    drop = outline((x, y), (x + 11, y + 20, x, y + 21), (x - 11, y + 20, x, y))
    canvas.drawPath(drop, stroke(GOLD_EDGE, 5))
    canvas.drawPath(drop, stroke(GOLD, 2))
    canvas.drawPath(drop, fill(GOLD))


def draw_scarf(canvas: skia.Canvas, figure: Figure) -> None:
    color, n, y = figure.accent, figure.neck, figure.head.neck_y
    dark = shade(color, -0.32)
    draw_scarf_end(canvas, figure)
    band = symmetric(
        (0, y - 10),
        (n + 2, y - 14, n + 12, y - 22),
        (n + 30, y - 4, n + 20, y + 18),
        (20, y + 32, 0, y + 30),
    )
    canvas.drawPath(band, fill(color))
    with clipped(canvas, band):
        canvas.drawPath(line((-70, y - 8), (0, y + 16, 70, y - 8)), stroke(dark, 4, 0.7))
        canvas.drawPath(line((-70, y + 8), (0, y + 30, 70, y + 8)), stroke(shade(color, 0.5), 4, 0.8))


def draw_scarf_end(canvas: skia.Canvas, figure: Figure) -> None:
    """The hanging end, with two stripes."""
    color, y, side = figure.accent, figure.head.neck_y, figure.parting
    end = outline((6, y + 10), (40, y + 8), (44, 268), (12, 268), side=side)
    canvas.drawPath(end, fill(mix(color, shade(color, -0.32), 0.35)))
    for stripe in (y + 34, y + 46):
        canvas.drawPath(line((10, stripe), (42, stripe), side=side), stroke(shade(color, 0.55), 4, 0.9))


def hat_paint(figure: Figure) -> skia.Paint:
    color, reach = figure.hat, figure.light * figure.head.width
    shader = linear((MIDDLE - reach, 0), (MIDDLE + reach, 0), [shade(color, 0.18), shade(color, -0.32)])
    return fill(color, shader=shader)


def draw_beanie(canvas: skia.Canvas, figure: Figure) -> None:
    w, top, y = figure.head.width, figure.head.top, hat_line(figure)
    dark = shade(figure.hat, -0.32)
    cap = symmetric((0, top - 26), (w * 0.9, top - 26, w + 9, top + 6, w + 8, y + 4), (0, y + 4))
    canvas.drawPath(cap, hat_paint(figure))
    canvas.drawCircle(MIDDLE, top - 28, 10, fill(shade(figure.hat, 0.18)))
    cuff = skia.RRect.MakeRectXY(box(-w - 10, y - 12, w + 10, y + 8), 8, 8)
    canvas.drawRRect(cuff, fill(mix(figure.hat, dark, 0.5)))
    for k in range(-4, 5):
        canvas.drawPath(line((k * w / 4.2, y - 7), (k * w / 4.2, y + 3)), stroke(dark, 3.4, 0.6))


def draw_brimmed_hat(canvas: skia.Canvas, figure: Figure) -> None:
    w, top, y = figure.head.width, figure.head.top, hat_line(figure)
    crown = symmetric(
        (0, top - 20),
        (14, top - 30, w * 0.86, top - 28, w * 0.88, top - 8),
        (w + 3, y),
        (0, y + 6),
    )
    canvas.drawPath(crown, hat_paint(figure))
    ribbon = outline((-w - 1, y - 12), (0, y - 4, w + 1, y - 12), (w + 3, y + 2), (0, y + 9, -w - 3, y + 2))
    canvas.drawPath(ribbon, fill(shade(figure.hat, -0.55)))
    brim = outline(
        (-w - 34, y - 4),
        (0, y - 2, w + 34, y - 4),
        (w + 22, y + 12, 0, y + 12),
        (-w - 22, y + 12, -w - 34, y - 4),
    )
    canvas.drawPath(brim, fill(mix(figure.hat, shade(figure.hat, -0.32), 0.3)))
