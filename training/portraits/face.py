"""The face without eyes and mouth: ears, shading, beard, the lines of age, freckles and nose."""

import random

import skia

from training.portraits.drawing import (
    MIDDLE,
    SIDES,
    Color,
    box,
    clipped,
    fill,
    line,
    mix,
    outline,
    rgba,
    shade,
    stroke,
    symmetric,
)
from training.portraits.eyes import draw_eyes
from training.portraits.figure import Figure
from training.portraits.mouth import draw_mouth


def draw_face(canvas: skia.Canvas, figure: Figure, rng: random.Random) -> None:
    """The head and everything on it but hair and accessories."""
    draw_ears(canvas, figure)
    outline_of_head = figure.head.outline()
    canvas.drawPath(outline_of_head, fill(figure.skin))
    with clipped(canvas, outline_of_head):
        draw_light(canvas, figure)
        draw_jaw_hair(canvas, figure)
    if figure.person["beard"] == "beard":
        draw_chin_hair(canvas, figure)
    if figure.old or figure.middle_aged:
        draw_age(canvas, figure)
    if figure.person["ethnicity"] == "european" and rng.random() < 0.3:
        draw_freckles(canvas, figure, rng)
    draw_nose(canvas, figure)
    draw_eyes(canvas, figure)
    draw_mouth(canvas, figure)


def draw_ears(canvas: skia.Canvas, figure: Figure) -> None:
    w, y = figure.head.width, figure.head.eye_y + 10
    for side in SIDES:
        x = side * (w + 2)
        canvas.drawOval(box(x - 8, y - 14, x + 8, y + 13), fill(mix(figure.skin, figure.shadow, 0.12)))
        fold = line((w + 5, y - 7), (w - 2, y - 4, w + 3, y + 6), side=side)
        canvas.drawPath(fold, stroke(figure.shadow, 2, 0.5))


def draw_light(canvas: skia.Canvas, figure: Figure) -> None:
    """Shadow on the far side, a glow on the forehead, red cheeks."""
    head, skin, light = figure.head, figure.skin, figure.light
    w, top, eye = head.width, head.top, head.eye_y
    points = [skia.Point(MIDDLE - light * w * 0.1, 0), skia.Point(MIDDLE + light * w * 1.05, 0)]
    dark = skia.GradientShader.MakeLinear(points, [rgba(figure.shadow, 0.0), rgba(figure.shadow, 0.42)])
    canvas.drawRect(box(-w - 4, top, w + 4, head.chin + 2), fill(figure.shadow, shader=dark))
    glow = -light * 14
    canvas.drawOval(box(glow - 24, top + 18, glow + 24, top + 52), fill(shade(skin, 0.6), 0.30, blur=9))
    red = fill(mix(skin, (226, 74, 70), 0.5), figure.look.flush * 2 + (0 if figure.male else 0.12), blur=5)
    for side in SIDES:
        x = side * w * 0.58
        canvas.drawOval(box(x - 13, eye + 17, x + 13, eye + 35), red)


def draw_jaw_hair(canvas: skia.Canvas, figure: Figure) -> None:
    """Stubble, or the part of a beard that lies on the face."""
    kind, color = figure.person["beard"], figure.beard_color
    if kind == "none":
        return
    w, eye, chin = figure.head.width, figure.head.eye_y, figure.head.chin
    jaw = outline(
        (-w - 6, eye + 10),
        (-w * 0.80, eye + 24, -w * 0.62, eye + 40, -22, eye + 36),
        (-8, eye + 30, 8, eye + 30, 22, eye + 36),
        (w * 0.62, eye + 40, w * 0.80, eye + 24, w + 6, eye + 10),
        (w + 10, chin + 30),
        (-w - 10, chin + 30),
    )
    if kind == "stubble":
        color = (150, 148, 150) if figure.old else mix(color, (60, 50, 50), 0.3)
        canvas.drawPath(jaw, fill(color, 0.40, blur=2.5))
    else:
        canvas.drawPath(jaw, fill(shade(color, -0.06)))


def draw_chin_hair(canvas: skia.Canvas, figure: Figure) -> None:
    """A full beard hangs below the chin."""
    head, chin = figure.head, figure.head.chin
    tuft = symmetric(
        (0, chin - 12),
        (head.jaw * 0.9, chin - 26),
        (head.jaw * 0.8, chin + 4, head.chin_width, chin + 12, 0, chin + 12),
    )
    canvas.drawPath(tuft, fill(shade(figure.beard_color, -0.06)))


def draw_age(canvas: skia.Canvas, figure: Figure) -> None:
    """Lines of middle age, or the more and stronger ones of old age."""
    eye, old = figure.head.eye_y, figure.old
    line_color = age_line_color(figure)
    strength = 0.78 if old else 0.42
    for y in (eye - 37, eye - 28, eye - 19) if old else (eye - 32,):
        furrow = line((-23, y + 1), (-10, y - 3, 0, y), (10, y + 2, 23, y))
        canvas.drawPath(furrow, stroke(line_color, 2.1 if old else 1.8, strength))
    for side in SIDES:
        draw_age_side(canvas, figure, side, line_color, strength)


def age_line_color(figure: Figure) -> Color:
    if figure.person["ethnicity"] == "african":
        return mix(figure.shadow, (16, 4, 4), 0.45)
    return mix(figure.shadow, (70, 34, 28), 0.35)


def draw_age_side(canvas: skia.Canvas, figure: Figure, side: int, color: Color, strength: float) -> None:
    """Crow's feet, the fold beside the mouth, the bag under the eye and, in old age, a hollow cheek."""
    old, eye, x = figure.old, figure.head.eye_y, figure.head.eye_x
    for dy in (-4, 1, 6) if old else (-2, 4):
        foot = line((x + 15, eye + 1 + dy * 0.3), (x + 23, eye + dy * 1.6), side=side)
        canvas.drawPath(foot, stroke(color, 1.8, strength))
    if old or figure.person["beard"] != "beard":
        fold = line((13, eye + 27), (22, eye + 34, 25 if old else 23, eye + (50 if old else 44)), side=side)
        canvas.drawPath(fold, stroke(color, 2.3 if old else 1.8, strength))
    bag = line((x - 9, eye + 11), (x, eye + (18 if old else 15), x + 10, eye + 10), side=side)
    canvas.drawPath(bag, stroke(color, 1.9, strength * (0.9 if old else 0.6)))
    if old:
        cheek = side * figure.head.width * 0.70
        canvas.drawOval(box(cheek - 8, eye + 28, cheek + 8, eye + 54), fill(figure.shadow, 0.35, blur=5))


def draw_freckles(canvas: skia.Canvas, figure: Figure, rng: random.Random) -> None:
    for _ in range(16):
        x, y = rng.uniform(-28, 28), figure.head.eye_y + rng.uniform(13, 30)
        canvas.drawCircle(MIDDLE + x, y, 1.1, fill((196, 120, 80), 0.7))


def draw_nose(canvas: skia.Canvas, figure: Figure) -> None:
    """Its shadow, the line below it and a light on its tip."""
    head, light = figure.head, figure.light
    w, y = figure.look.nose + (1.0 if figure.male else -0.6), head.top + head.height * 0.755
    shadow = outline((3, head.eye_y + 2), (w + 1, y - 10, w + 1, y - 1), (0, y + 1), side=light)
    canvas.drawPath(shadow, fill(figure.shadow, 0.26))
    below = line(
        (-w, y - 4),
        (-w - 1, y + 2, -w * 0.4, y + 1),
        (0, y + 5, w * 0.4, y + 1),
        (w + 1, y + 2, w, y - 4),
    )
    canvas.drawPath(below, stroke(mix(figure.shadow, (60, 20, 16), 0.35), 2.2, 0.85))
    tip = -light * 2
    canvas.drawOval(box(tip - 4, y - 9, tip + 4, y - 3), fill(shade(figure.skin, 0.55), 0.45, blur=1.6))
