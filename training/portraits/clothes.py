"""Neck, shoulders and the five kinds of clothes."""

import skia

from training.portraits.drawing import (
    MIDDLE,
    SIDES,
    Color,
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


def draw_clothes(canvas: skia.Canvas, figure: Figure) -> None:
    """Everything below the head."""
    kind = figure.person["clothes"]
    if kind == "hoodie":
        draw_hood(canvas, figure)
    draw_neck(canvas, figure)
    body = shoulders(figure)
    canvas.drawPath(body, cloth_paint(figure))
    draw_sleeves(canvas, figure, body)
    KINDS[kind](canvas, figure)


def cloth_paint(figure: Figure) -> skia.Paint:
    """The cloth, lit from the figure's light side."""
    cloth, reach = figure.cloth, figure.light * figure.shoulder
    start, end = (MIDDLE - reach, figure.head.neck_y), (MIDDLE + reach, 256)
    return fill(cloth.color, shader=linear(start, end, [cloth.light, cloth.color, shade(cloth.color, -0.16)]))


def draw_chin_shadow(canvas: skia.Canvas, figure: Figure, rise: float, alpha: float) -> None:
    """The shadow that the head throws on the neck, from `rise` above the chin."""
    n, head = figure.neck, figure.head
    with clipped(canvas, box(-n, head.chin - rise, n, head.neck_y + 30), shift=11):
        canvas.drawPath(head.outline(), fill(figure.shadow, alpha, blur=3))


def draw_neck(canvas: skia.Canvas, figure: Figure) -> None:
    n, y, chin = figure.neck, figure.head.neck_y, figure.head.chin
    neck = symmetric(
        (0, chin - 40),
        (n, chin - 40),
        (n - 1, y - 8),
        (n + 3, y + 6, n + 22, y + 14, n + 34, y + 20),
        (0, y + 60),
    )
    canvas.drawPath(neck, fill(mix(figure.skin, figure.shadow, 0.14)))
    draw_chin_shadow(canvas, figure, 30, 0.62)


def shoulders(figure: Figure) -> skia.Path:
    n, y, s = figure.neck, figure.head.neck_y, figure.shoulder
    return symmetric(
        (0, y + 6),
        (n + 6, y + 4),
        (n + 26, y + 18, s - 6, y + 14, s + 2, y + 46),
        (s + 8, 270),
        (0, 270),
    )


def draw_sleeves(canvas: skia.Canvas, figure: Figure, body: skia.Path) -> None:
    y, s = figure.head.neck_y, figure.shoulder
    with clipped(canvas, body):
        for side in SIDES:
            seam = line((s - 24, y + 44), (s - 28, 236, s - 24, 262), side=side)
            canvas.drawPath(seam, stroke(figure.cloth.dark, 3, 0.6))


def draw_t_shirt(canvas: skia.Canvas, figure: Figure) -> None:
    n, y = figure.neck, figure.head.neck_y
    canvas.drawOval(box(-n - 12, y - 20, n + 12, y + 24), fill(figure.cloth.dark))
    canvas.drawOval(box(-n - 8, y - 24, n + 8, y + 18), fill(mix(figure.skin, figure.shadow, 0.10)))
    draw_chin_shadow(canvas, figure, 20, 0.55)
    for side in SIDES:
        collarbone = line((6, y + 10), (14, y + 9, 24, y + 4), side=side)
        canvas.drawPath(collarbone, stroke(figure.shadow, 2.8, 0.4))


def draw_sweater(canvas: skia.Canvas, figure: Figure) -> None:
    draw_knit(canvas, figure)
    draw_high_neck(canvas, figure)


def draw_knit(canvas: skia.Canvas, figure: Figure) -> None:
    """Zigzag rows over the body."""
    with clipped(canvas, shoulders(figure)):
        for row in range(3):
            y = figure.head.neck_y + 36 + row * 20
            corners = [(-112 + k * 14, y + (9 if k % 2 else 0)) for k in range(17)]
            canvas.drawPath(line(*corners), stroke(figure.cloth.dark, 3.6, 0.5))


def draw_high_neck(canvas: skia.Canvas, figure: Figure) -> None:
    n, y, dark = figure.neck, figure.head.neck_y, figure.cloth.dark
    collar = symmetric(
        (0, y - 14),
        (n + 3, y - 17),
        (n + 8, y + 8, n + 14, y + 12),
        (16, y + 26, 0, y + 26),
    )
    canvas.drawPath(collar, fill(mix(figure.cloth.color, dark, 0.35)))
    for k in range(-2, 3):
        rib = line((k * (n + 2) / 2.5, y - 11), (k * (n + 8) / 2.5, y + 17))
        canvas.drawPath(rib, stroke(dark, 3.2, 0.6))


def draw_hood(canvas: skia.Canvas, figure: Figure) -> None:
    """What is seen of the hood's inside, behind the neck."""
    n, y = figure.neck, figure.head.neck_y
    inside = symmetric((0, y - 22), (n + 12, y - 22, n + 24, y - 12, n + 26, y + 12), (0, y + 30))
    canvas.drawPath(inside, fill(shade(figure.cloth.dark, -0.3)))


def draw_hood_front(canvas: skia.Canvas, figure: Figure) -> None:
    """The hood, lying on the shoulders around the neck: one roll of cloth with an edge, open in front, and its strings."""
    n, y, cloth = figure.neck, figure.head.neck_y, figure.cloth
    for side in SIDES:
        roll = outline(
            (n + 4, y - 10),
            (n + 14, y - 22, n + 34, y - 12, n + 40, y + 14),
            (n + 36, y + 34, 18, y + 46, 0, y + 56),
            (0, y + 30),
            (n - 8, y + 22, n + 2, y + 12, n + 4, y - 10),
            side=side,
        )
        canvas.drawPath(roll, fill(mix(cloth.color, cloth.dark, 0.45)))
        canvas.drawPath(roll, stroke(shade(cloth.dark, -0.12), 3))
    if figure.person["accessory"] == "scarf":
        return
    for side in SIDES:
        string = line((9, y + 32), (14, y + 46, 11, y + 62), side=side)
        canvas.drawPath(string, stroke(unless_white(figure, (236, 236, 232), (120, 124, 134)), 4.2))


def unless_white(figure: Figure, usual: Color, beside_white: Color) -> Color:
    """A pale colour that must not be lost on white clothes."""
    return beside_white if figure.person["color"] == "white" else usual


def draw_suit(canvas: skia.Canvas, figure: Figure) -> None:
    n, y = figure.neck, figure.head.neck_y
    shirt = unless_white(figure, (250, 250, 252), (150, 178, 214))
    front = symmetric((0, y + 4), (n + 6, y + 2), (n, y + 60, 0, y + 84))
    canvas.drawPath(front, fill(shirt))
    if figure.person["accessory"] != "scarf":
        (draw_tie if figure.male else draw_open_collar)(canvas, figure)
    for side in SIDES:
        draw_lapel(canvas, figure, shirt, side)


def draw_tie(canvas: skia.Canvas, figure: Figure) -> None:
    y = figure.head.neck_y
    tie = outline((-7, y + 14), (7, y + 14), (4, y + 30), (9, 262), (-9, 262), (-4, y + 30))
    canvas.drawPath(tie, fill(figure.accent))
    canvas.drawPath(line((-4.5, y + 30), (4.5, y + 30)), stroke(shade(figure.accent, -0.4), 2))


def draw_open_collar(canvas: skia.Canvas, figure: Figure) -> None:
    n, y = figure.neck, figure.head.neck_y
    opening = outline((-n + 2, y + 2), (0, y + 44), (n - 2, y + 2))
    canvas.drawPath(opening, fill(mix(figure.skin, figure.shadow, 0.16)))


def draw_lapel(canvas: skia.Canvas, figure: Figure, shirt: Color, side: int) -> None:
    """One side of a suit: the shirt's collar and the lapel."""
    n, y = figure.neck, figure.head.neck_y
    collar = outline((n + 1, y - 8), (n + 8, y + 3), (n - 2, y + 26), (3, y + 20), side=side)
    canvas.drawPath(collar, fill(shade(shirt, -0.06)))
    lapel = outline(
        (n + 5, y + 1),
        (n + 24, y + 32),
        (n + 14, y + 38),
        (n + 20, y + 46),
        (4, 268),
        (2, 268),
        (n - 4, y + 34),
        side=side,
    )
    canvas.drawPath(lapel, fill(figure.cloth.dark))


def draw_jacket(canvas: skia.Canvas, figure: Figure) -> None:
    """A jacket, open over a plain shirt."""
    n, y = figure.neck, figure.head.neck_y
    shirt = unless_white(figure, (238, 236, 230), (92, 100, 118))
    front = outline((-n - 8, y + 2), (-24, 268), (24, 268), (n + 8, y + 2), (0, y + 4, -n - 8, y + 2))
    canvas.drawPath(front, fill(shirt))
    neckline = line((-n - 2, y + 2), (0, y + 18, n + 2, y + 2))
    canvas.drawPath(neckline, stroke(shade(shirt, -0.25), 3))
    for side in SIDES:
        draw_jacket_side(canvas, figure, side)


def draw_jacket_side(canvas: skia.Canvas, figure: Figure, side: int) -> None:
    """Collar, zip and pocket of one side."""
    n, y, cloth = figure.neck, figure.head.neck_y, figure.cloth
    collar = outline(
        (n + 2, y - 8),
        (n + 18, y + 6),
        (n + 22, y + 28),
        (n + 6, y + 38),
        (n - 2, y + 12),
        side=side,
    )
    canvas.drawPath(collar, fill(mix(cloth.color, cloth.dark, 0.7)))
    metal = unless_white(figure, (206, 208, 214), (130, 134, 142))
    canvas.drawPath(line((n + 4, y + 36), (25, 264), side=side), stroke(metal, 4))
    canvas.drawPath(line((n + 22, y + 52), (n + 44, y + 48), side=side), stroke(cloth.dark, 4))


KINDS = {
    "t-shirt": draw_t_shirt,
    "sweater": draw_sweater,
    "hoodie": draw_hood_front,
    "suit": draw_suit,
    "jacket": draw_jacket,
}
