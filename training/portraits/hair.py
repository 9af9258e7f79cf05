"""Hair: its paint, and what of it lies behind the head (the front is in `hair_front`)."""

import math

import skia

from training.portraits.drawing import (
    MIDDLE,
    SIDES,
    Color,
    Point,
    box,
    clipped,
    fill,
    line,
    linear,
    shade,
    stroke,
    symmetric,
)
from training.portraits.figure import Figure
from training.portraits.freedom import Curls, Lumps


def hair_paint(figure: Figure) -> skia.Paint:
    """Hair colour with a soft light from above; no side differs from the other."""
    base, head = figure.hair.now, figure.head
    colors = [shade(base, 0.12), base, shade(base, -0.12)]
    return fill(base, shader=linear((MIDDLE, head.top - 22), (MIDDLE, head.chin), colors, [0, 0.45, 1]))


def inner_color(figure: Figure) -> Color:
    """Hair in the shade of the head."""
    return shade(figure.hair.now, -0.38)


def thickness(figure: Figure) -> float:
    return 0.8 if figure.old else 1.0


def draw_back(canvas: skia.Canvas, figure: Figure, curls: Curls) -> None:
    """The hair behind the head; a man's short hair and bald heads have none."""
    style = figure.person["hair"]
    if style == "short" and not figure.male:
        head = figure.head
        canvas.drawRect(box(-head.width - 6, head.eye_y, head.width + 6, head.chin - 20), fill(inner_color(figure)))
    elif style == "long":
        draw_long(canvas, figure)
    elif style == "bun":
        draw_bun(canvas, figure, curls)
    elif style == "curly":
        draw_curls(canvas, figure, curls)


def draw_long(canvas: skia.Canvas, figure: Figure) -> None:
    head, thin = figure.head, thickness(figure)
    w, top = head.width, head.top
    end, out = head.chin + (34 if figure.male else 48), w + 19 * thin
    body = symmetric(
        (0, top - 17 * thin),
        (w * 0.9, top - 17 * thin, out, top + 26, out, top + 70),
        (out + 2, top + 110, out + 8, end - 26, out - 3, end),
        (out - 20, end + 8, 30, end + 2, 0, end - 6),
    )
    canvas.drawPath(body, hair_paint(figure))
    with clipped(canvas, body):
        inside = symmetric((0, head.eye_y), (w - 3, head.eye_y), (w - 3, head.chin + 8, w - 10, end + 10), (0, end + 10))
        canvas.drawPath(inside, fill(inner_color(figure)))
        if figure.coily:
            draw_locs(canvas, figure, end)
        else:
            draw_waves(canvas, figure, end, out)


def draw_locs(canvas: skia.Canvas, figure: Figure, end: float) -> None:
    paint, top = stroke(shade(figure.hair.now, -0.34), 3.4, 0.6), figure.head.top
    for x in range(-70, 71, 14):
        canvas.drawPath(line((x, top + 20), (x + 3, top + 90, x * 1.1, end + 6)), paint)


def draw_waves(canvas: skia.Canvas, figure: Figure, end: float, out: float) -> None:
    paint, top = stroke(shade(figure.hair.now, -0.34), 2.6, 0.3), figure.head.top
    for side in SIDES:
        for x in (out - 10,):
            canvas.drawPath(line((x, top + 60), (x + 5, top + 110, x + 1, end), side=side), paint)


def draw_bun(canvas: skia.Canvas, figure: Figure, curls: Curls) -> None:
    radius = 25 * (1.22 if figure.coily else 1.0) * thickness(figure)
    top, y = figure.head.top, figure.head.top - 17
    if figure.coily:
        draw_cloud(canvas, figure, curls.lumps[0], center=y - 3, radii=(radius, radius * 0.9), size=6)
    else:
        dark = shade(figure.hair.now, -0.34)
        canvas.drawCircle(MIDDLE, y - 2, radius * 0.9, hair_paint(figure))
        strand = line((-radius * 0.6, y - 4), (0, y - radius * 0.9, radius * 0.62, y - 6))
        canvas.drawPath(strand, stroke(dark, 2.8, 0.4))
        strand = line((-radius * 0.5, y + 8), (0, y - radius * 0.3, radius * 0.5, y + 8))
        canvas.drawPath(strand, stroke(dark, 2.8, 0.4))
    canvas.drawOval(box(-radius * 0.66, top - 8, radius * 0.66, top + 4), fill(figure.accent))


def draw_curls(canvas: skia.Canvas, figure: Figure, curls: Curls) -> None:
    head = figure.head
    w, top = head.width, head.top
    up = 14 if figure.male and figure.person["accessory"] != "hat" else 0  # a hat presses it down
    if figure.coily:
        grow = 29 * thickness(figure)
        draw_cloud(canvas, figure, curls.lumps[0], center=top + 46 - up, radii=(w + grow, 58 - up + grow * 0.85), size=8)
        return
    grow = 20 * thickness(figure)
    draw_cloud(canvas, figure, curls.lumps[0], center=top + 46 - up, radii=(w + grow, 58 - up + grow * 0.25), size=12)
    if not figure.male:
        draw_cloud(canvas, figure, curls.lumps[1], center=top + 84, radii=(w + grow - 2, 66), size=13)
        canvas.drawOval(box(-w + 6, head.eye_y, w - 6, head.chin + 26), fill(inner_color(figure)))


def draw_cloud(canvas: skia.Canvas, figure: Figure, lumps: Lumps, *, center: float, radii: Point, size: float) -> None:
    """An oval at height `center` with round lumps of about `size` on its rim, and a curl in each."""
    (rx, ry), shape, curls = radii, skia.Path(), skia.Path()
    shape.addOval(box(-rx, center - ry, rx, center + ry))
    curl, count = size * 0.62, len(lumps.sizes)
    for n, share in enumerate(lumps.sizes):
        turn = 2 * math.pi * (n + lumps.start) / count
        x, y = rx * math.cos(turn), center + ry * math.sin(turn)
        shape.addCircle(MIDDLE + x, y, size * share)
        turn = 2 * math.pi * (n + lumps.start + 0.5) / count
        x, y = (rx - 3) * math.cos(turn), center + (ry - 3) * math.sin(turn)
        curls.addArc(box(x - curl, y - curl, x + curl, y + curl), math.degrees(turn) + 90, 190)
    shape.setFillType(skia.PathFillType.kWinding)
    canvas.drawPath(shape, hair_paint(figure))
    canvas.drawPath(curls, stroke(shade(figure.hair.now, -0.36), 2.6, 0.4))
