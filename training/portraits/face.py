"""The face without eyes and mouth: ears, shading, beard, the lines of age, freckles and nose."""

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
from training.portraits.eyes import brow_y, draw_eyes
from training.portraits.figure import Figure
from training.portraits.mouth import draw_mouth


def draw_face(canvas: skia.Canvas, figure: Figure) -> None:
    """The head and everything on it but hair and accessories; the beard lies over the lines of age."""
    if not figure.covers_ears:
        draw_ears(canvas, figure)
    outline_of_head = figure.head.outline()
    canvas.drawPath(outline_of_head, fill(figure.skin))
    with clipped(canvas, outline_of_head):
        draw_light(canvas, figure)
        if figure.old or figure.middle_aged:
            draw_age(canvas, figure)
        draw_jaw_hair(canvas, figure)
    if figure.person["beard"] == "beard":
        draw_chin_hair(canvas, figure)
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
        canvas.drawPath(jaw, fill(mix(color, (60, 50, 50), 0.2), 0.38, blur=1.5))
    else:
        canvas.drawPath(jaw, fill(color))


def draw_chin_hair(canvas: skia.Canvas, figure: Figure) -> None:
    """A full beard hangs below the chin."""
    head, chin = figure.head, figure.head.chin
    tuft = symmetric(
        (0, chin - 12),
        (head.jaw * 0.9, chin - 26),
        (head.jaw * 0.8, chin + 4, head.chin_width, chin + 12, 0, chin + 12),
    )
    canvas.drawPath(tuft, fill(figure.beard_color))


def draw_age(canvas: skia.Canvas, figure: Figure) -> None:
    """Lines of middle age, or the more and stronger ones of old age."""
    line_color, strength, above = age_line_color(figure), 0.55 if figure.old else 0.32, brow_y(figure) - 13
    for y in (above, above - 9) if figure.old else (above - 2,):
        furrow = line((-19, y + 1), (0, y - 3, 19, y + 1))
        canvas.drawPath(furrow, stroke(line_color, 3.2, strength))
    for side in SIDES:
        draw_age_side(canvas, figure, side, line_color, strength)


def age_line_color(figure: Figure) -> Color:
    if figure.person["ethnicity"] == "african":
        return mix(figure.shadow, (16, 4, 4), 0.45)
    return mix(figure.shadow, (70, 34, 28), 0.35)


def draw_age_side(canvas: skia.Canvas, figure: Figure, side: int, color: Color, strength: float) -> None:
    """Crow's feet, the fold beside the mouth, the bag under the eye and, in old age, a hollow cheek."""
    old, eye, x = figure.old, figure.head.eye_y, figure.head.eye_x
    for dy in (-3, 5):
        foot = line((x + 16, eye + 1 + dy * 0.5), (x + 23, eye + dy * 1.3), side=side)
        canvas.drawPath(foot, stroke(color, 2.6, strength * 0.8))
    fold = line((15, eye + 27), (23, eye + 32, 24, eye + (42 if old else 37)), side=side)
    canvas.drawPath(fold, stroke(color, 3.2, strength * 0.8))
    bag = line((x - 8, eye + 12), (x, eye + (18 if old else 16), x + 9, eye + 11), side=side)
    canvas.drawPath(bag, stroke(color, 2.8, strength * 0.9))
    if old:
        cheek = side * figure.head.width * 0.78
        canvas.drawOval(box(cheek - 8, eye + 26, cheek + 8, eye + 52), fill(figure.shadow, 0.30, blur=4))


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
