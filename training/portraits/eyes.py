"""Eyes and brows."""

from dataclasses import dataclass

import skia

from training.portraits.drawing import MIDDLE, SIDES, Point, Step, box, clipped, fill, line, mix, outline, shade, stroke
from training.portraits.figure import Figure
from training.portraits.looks import INK

IRIS = 6.3  # radius
OPEN = {"smiling": 0.86, "serious": 0.95, "surprised": 1.28}
BROW_LIFT = {"smiling": 1.5, "serious": -1.5, "surprised": 8.0}


@dataclass(frozen=True)
class Eye:
    """Sizes of an eye; `x` is its distance from the middle line."""

    x: float
    y: float
    width: float  # half width
    opening: float
    slant: float  # how far the outer corner is higher

    def upper_lid(self) -> tuple[Point, Step]:
        """The inner corner, and the curve from there to the outer corner."""
        x, y, w, high = self.x, self.y, self.width, self.y - self.opening * 1.28
        return (x - w, y + 1.2), (x - w * 0.45, high, x + w * 0.45, high, x + w, y - self.slant)

    def outline(self, side: int) -> skia.Path:
        x, y, w, low = self.x, self.y, self.width, self.y + self.opening * 1.0
        return outline(*self.upper_lid(), (x + w * 0.5, low, x - w * 0.5, low, x - w, y + 1.2), side=side)


def eye_of(figure: Figure) -> Eye:
    asian = figure.person["ethnicity"] == "asian"
    opening = figure.look.eye * OPEN[figure.person["expression"]]
    opening = opening * (1.0 if figure.male else 1.05) * (0.88 if figure.old else 1.0)
    width, slant = (11.6, 2.2) if asian else (11.2, 0.6)
    return Eye(figure.head.eye_x, figure.head.eye_y, width, opening, slant)


def brow_y(figure: Figure) -> float:
    return figure.head.eye_y - 17 - BROW_LIFT[figure.person["expression"]]


def draw_eyes(canvas: skia.Canvas, figure: Figure) -> None:
    """Both eyes with their brows."""
    eye = eye_of(figure)
    for side in SIDES:
        draw_ball(canvas, figure, eye, side)
        draw_lids(canvas, figure, eye, side)
        draw_brow(canvas, figure, eye, side)


def draw_ball(canvas: skia.Canvas, figure: Figure, eye: Eye, side: int) -> None:
    """The white of the eye in its socket, iris, pupil and the light in it."""
    x, y, shape = side * eye.x, eye.y, eye.outline(side)
    canvas.drawOval(box(x - 15, y - 12, x + 15, y + 8), fill(figure.shadow, 0.22, blur=4))
    canvas.drawPath(shape, fill((250, 248, 246)))
    with clipped(canvas, shape):
        canvas.drawCircle(MIDDLE + x, y - 0.4, IRIS, fill(shade(figure.iris, -0.35)))
        canvas.drawCircle(MIDDLE + x, y - 0.4, IRIS - 1.3, fill(figure.iris))
        canvas.drawCircle(MIDDLE + x, y - 0.4, 2.9, fill((14, 10, 12)))
        canvas.drawRect(box(x - 14, y - 12, x + 14, y - eye.opening * 0.55), fill(INK, 0.22))
    canvas.drawCircle(MIDDLE + x - figure.light * 2.2, y - 2.4, 1.7, fill((255, 255, 255), 0.95))


def draw_lids(canvas: skia.Canvas, figure: Figure, eye: Eye, side: int) -> None:
    """The line of the upper lid, lashes, the lower lid and the crease above."""
    x, y, w, opening = eye.x, eye.y, eye.width, eye.opening
    canvas.drawPath(line(*eye.upper_lid(), side=side), stroke(INK, 2.3 if figure.male else 3.2))
    if not figure.male:
        draw_lashes(canvas, eye, side)
    lower = line((x - w * 0.6, y + opening * 0.72), (x, y + opening * 0.95, x + w * 0.7, y + opening * 0.6), side=side)
    canvas.drawPath(lower, stroke(mix(figure.shadow, INK, 0.35), 1.4, 0.6))
    if figure.person["ethnicity"] != "asian":
        top = y - opening * 1.62
        crease = line((x - w * 0.8, y - opening * 0.95), (x, top, x + w * 0.9, y - opening * 0.85), side=side)
        canvas.drawPath(crease, stroke(mix(figure.shadow, INK, 0.25), 1.5, 0.6))


def draw_lashes(canvas: skia.Canvas, eye: Eye, side: int) -> None:
    """Two lashes at the outer corner, and a touch of eye shadow."""
    corner, y = eye.x + eye.width, eye.y - eye.slant
    canvas.drawPath(line((corner - 4.5, y - 3.1), (corner + 2.2, y - 4.6), side=side), stroke(INK, 2.1))
    canvas.drawPath(line((corner - 1.5, y - 1.5), (corner + 4.6, y - 1.8), side=side), stroke(INK, 2.1))
    x, top, bottom = side * eye.x, eye.y - eye.opening * 1.15 - 4, eye.y - eye.opening * 0.8
    canvas.drawOval(box(x - 10, top, x + 10, bottom), fill((150, 84, 120), 0.20, blur=2))


def draw_brow(canvas: skia.Canvas, figure: Figure, eye: Eye, side: int) -> None:
    mood, x, y = figure.person["expression"], eye.x, brow_y(figure)
    thick = figure.look.brow * (5.6 if figure.male else 3.2)
    arch = (2.2 if figure.male else 4.6) * (0.45 if figure.person["ethnicity"] == "asian" else 1)
    inner = y + {"smiling": 0.2, "serious": 1.6 if figure.male else 0.6, "surprised": -1.0}[mood]
    brow = outline(
        (x - 13, inner),
        (x - 2, y - arch, x + 5, y - arch),
        (x + 12, y - arch * 0.7, x + 15, y + 2.5),
        (x + 9, y + thick * 0.35, x + 4, y + thick * 0.62 - arch * 0.6),
        (x - 3, y + thick * 0.9 - arch * 0.6, x - 13, inner + thick * 0.9),
        side=side,
    )
    canvas.drawPath(brow, fill(figure.hair.brow, 0.95))
