"""The hair in front of the head: its shadow on the forehead, its shape and its texture."""

import skia

from training.portraits.drawing import MIDDLE, SIDES, box, clipped, fill, line, outline, shade, stroke, symmetric
from training.portraits.figure import Figure
from training.portraits.freedom import COLUMNS, ROWS, Curls
from training.portraits.hair import hair_paint
from training.portraits.hairlines import hairline


def draw_front(canvas: skia.Canvas, figure: Figure, curls: Curls) -> None:
    """The hair over the forehead and at the temples."""
    style = figure.person["hair"]
    if style == "bald":
        draw_bald(canvas, figure)
        return
    shape, arcs = curly_fringe(figure, curls) if style == "curly" else (hairline(figure), skia.Path())
    with clipped(canvas, figure.head.outline(), shift=5):
        canvas.drawPath(shape, fill(figure.shadow, 0.45, blur=3.0))
    canvas.drawPath(shape, hair_paint(figure))
    with clipped(canvas, shape):
        canvas.drawPath(arcs, stroke(shade(figure.hair.now, -0.34), 2.6, 0.4))
        draw_texture(canvas, figure, curls)


def draw_texture(canvas: skia.Canvas, figure: Figure, curls: Curls) -> None:
    style = figure.person["hair"]
    if figure.coily and style == "long":
        draw_locs(canvas, figure)
    elif figure.coily:
        draw_coils(canvas, figure, curls)
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
                (w - 11, eye - 24, w - 7, eye + 2),
                side=side,
            )
            canvas.drawPath(ring, hair_paint(figure))
    shine = -figure.light * 14
    canvas.drawOval(box(shine - 15, top + 7, shine + 15, top + 17), fill(shade(figure.skin, 0.55), 0.55, blur=4))


def curly_fringe(figure: Figure, curls: Curls) -> tuple[skia.Path, skia.Path]:
    """A row of round curls along the forehead joined to a cap, and the arcs inside the curls."""
    w, top, eye = figure.head.width, figure.head.top, figure.head.eye_y
    shape, arcs = skia.Path(), skia.Path()
    size, count = 7.5 if figure.coily else 11, len(curls.fringe)
    recede = 6 if figure.male and figure.old else 0
    for n, (lower, share) in enumerate(curls.fringe):
        place = -1 + 2 * n / (count - 1)
        x, y = place * (w - 1), top + 15 - recede + 31 * abs(place) ** 2.6 + lower
        shape.addCircle(MIDDLE + x, y, size * share)
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


def draw_coils(canvas: skia.Canvas, figure: Figure, curls: Curls) -> None:
    coils = skia.Path()
    places = [(row, column) for row in ROWS for column in COLUMNS]
    for (row, column), (right, lower, turn) in zip(places, curls.coils, strict=True):
        x, y = column * 12 + (row % 2) * 6 + right, figure.head.top - 14 + row * 9 + lower
        coils.addArc(box(x - 3.6, y - 3.6, x + 3.6, y + 3.6), turn, 170)
    color = shade(figure.hair.now, 0.2 if figure.person["age"] == "young" else -0.34)
    canvas.drawPath(coils, stroke(color, 2.4, 0.4))


def draw_locs(canvas: skia.Canvas, figure: Figure) -> None:
    paint, top = stroke(shade(figure.hair.now, -0.34), 3.2, 0.6), figure.head.top
    for n in range(-5, 6):
        canvas.drawPath(line((n * 4.2, top - 16), (n * 12, top + 10, n * 14, figure.head.chin)), paint)


def draw_strands(canvas: skia.Canvas, figure: Figure) -> None:
    """A few strands away from the parting."""
    w, top, dark = figure.head.width, figure.head.top, shade(figure.hair.now, -0.34)
    for reach in (0.35, 0.75):
        strand = line((-w * 0.34, top - 8), (w * reach, top - 6, w * reach + 16, top + 46), side=figure.parting)
        canvas.drawPath(strand, stroke(dark, 2.8, 0.25))
