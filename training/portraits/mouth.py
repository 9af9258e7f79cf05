"""The mouth in its three expressions, and the moustache above it."""

from dataclasses import dataclass

import skia

from training.portraits.drawing import SIDES, Color, box, clipped, fill, line, mix, outline, shade, stroke, symmetric
from training.portraits.figure import Figure


@dataclass(frozen=True)
class Lips:
    """Sizes and colours of a mouth; `y` is the line between the lips, `width` half a width."""

    y: float
    width: float
    upper: float
    lower: float
    color: Color
    deep: Color
    shadow: Color  # of the skin around it


def lip_color(figure: Figure) -> Color:
    if figure.male:
        red, share = ((150, 70, 66), 0.55) if figure.coily else ((150, 46, 50), 0.55)
        return mix(figure.skin, red, share)
    return mix(mix(figure.skin, (196, 44, 66), 0.62), (120, 30, 44), 0.2 if figure.coily else 0.0)


def lips_of(figure: Figure) -> Lips:
    head, color = figure.head, lip_color(figure)
    full = figure.look.lip * (0.82 if figure.old else 1.0)
    width, upper, lower = (17.0, 3.2, 4.6) if figure.male else (15.0, 4.6, 6.2)
    deep = mix(color, (50, 12, 18), 0.55)
    return Lips(head.top + head.height * 0.865, width, upper * full, lower * full, color, deep, figure.shadow)


def draw_mouth(canvas: skia.Canvas, figure: Figure) -> None:
    """The moustache of a full beard, and the lips."""
    lips = lips_of(figure)
    if figure.person["beard"] == "beard":
        draw_moustache(canvas, figure, lips)
    MOODS[figure.person["expression"]](canvas, lips)


def draw_moustache(canvas: skia.Canvas, figure: Figure, lips: Lips) -> None:
    y = lips.y
    moustache = symmetric(
        (0, y - 12),
        (10, y - 13, 24, y - 8, 26, y + 6),
        (16, y - 2, 8, y - 4, 0, y - 5),
    )
    canvas.drawPath(moustache, fill(shade(figure.beard_color, -0.1)))


def draw_smile(canvas: skia.Canvas, lips: Lips) -> None:
    """Open, with the upper teeth, and a dimple at each corner."""
    w, y = lips.width + 4, lips.y
    middle, low = y - 6 - lips.upper * 0.1, y + 13 + lips.lower
    shape = outline((-w, y - 6), (0, middle, w, y - 6), (w * 0.66, low, -w * 0.66, low, -w, y - 6))
    canvas.drawPath(shape, fill(lips.color))
    inside = outline(
        (-w + 3, y - 4.6),
        (0, y - 3, w - 3, y - 4.6),
        (w * 0.58, y + 9.5, -w * 0.58, y + 9.5, -w + 3, y - 4.6),
    )
    canvas.drawPath(inside, fill((118, 28, 36)))
    with clipped(canvas, inside):
        canvas.drawRect(box(-w, y - 8, w, y + 2.8), fill((252, 251, 248)))
    canvas.drawPath(line((-w, y - 6), (0, middle + 1, w, y - 6)), stroke(lips.deep, 2.0))
    for side in SIDES:
        dimple = line((w + 1, y - 9), (w + 4, y - 6, w + 1, y - 3), side=side)
        canvas.drawPath(dimple, stroke(lips.shadow, 1.8, 0.7))


def draw_closed(canvas: skia.Canvas, lips: Lips) -> None:
    w, y, up, low = lips.width, lips.y, lips.upper, lips.lower
    upper = outline(
        (-w, y),
        (-w * 0.4, y - up - 1, -3, y - up),
        (0, y - up + 1.4),
        (3, y - up),
        (w * 0.4, y - up - 1, w, y),
    )
    canvas.drawPath(upper, fill(mix(lips.color, lips.deep, 0.18)))
    lower = outline((-w + 1, y), (-w * 0.5, y + low * 1.3, w * 0.5, y + low * 1.3, w - 1, y))
    canvas.drawPath(lower, fill(lips.color))
    canvas.drawPath(line((-w, y - 0.2), (0, y - 0.6, w, y - 0.2)), stroke(lips.deep, 2.2))
    canvas.drawOval(box(-9, y + low + 2, 9, y + low + 6), fill(lips.shadow, 0.4, blur=2))


def draw_open(canvas: skia.Canvas, lips: Lips) -> None:
    """Round, with tongue and teeth."""
    y = lips.y
    canvas.drawOval(box(-12, y - 10, 12, y + 11 + lips.lower * 0.4), fill(lips.color))
    canvas.drawOval(box(-8.2, y - 6.6, 8.2, y + 8.2), fill((92, 20, 28)))
    canvas.drawOval(box(-6, y + 2, 6, y + 9), fill((196, 84, 84), 0.8))
    canvas.drawRect(box(-5, y - 6.2, 5, y - 3.6), fill((250, 250, 248)))


MOODS = {"smiling": draw_smile, "serious": draw_closed, "surprised": draw_open}
