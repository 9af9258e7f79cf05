"""Backgrounds: drawn on 40 x 40 pixels and blurred, so that they look out of focus when `render` enlarges them."""

import random
from collections.abc import Callable

import skia

from training.portraits.drawing import Color, Point, fill, linear, mix, rgba, shade

LOW = 40
BLUR = 0.9  # sigma; less shows the pixels of the small scene
FLOWERS: tuple[Color, ...] = ((240, 110, 140), (250, 210, 90), (244, 244, 236), (226, 90, 90), (206, 140, 220))
EVENINGS: tuple[Color, ...] = ((158, 184, 214), (196, 176, 196), (176, 196, 210))
BOOKS: tuple[Color, ...] = (
    (150, 52, 44),
    (46, 92, 110),
    (180, 140, 70),
    (78, 104, 66),
    (206, 186, 150),
    (96, 62, 92),
    (120, 74, 46),
)
# None as light or as grey as white clothes and old hair.
WALLS: tuple[Color, ...] = ((146, 172, 200), (206, 172, 142), (154, 186, 164), (176, 162, 198), (206, 186, 138))
SNOW: Color = (250, 252, 255)


def band(canvas: skia.Canvas, top: float, bottom: float, paint: skia.Paint) -> None:
    """A rectangle over the whole width."""
    canvas.drawRect(skia.Rect(0, top, 256, bottom), paint)


def sky(canvas: skia.Canvas, high: Color, low: Color, horizon: float) -> None:
    """A gradient from `high` at the top to `low` at the horizon and below."""
    band(canvas, 0, 256, fill(low, shader=linear((0, 0), (0, horizon), [high, low])))


def polygon(canvas: skia.Canvas, points: list[Point], color: Color) -> None:
    canvas.drawPath(skia.Path.Polygon([skia.Point(x, y) for x, y in points], True), fill(color))


def garden(canvas: skia.Canvas, rng: random.Random) -> None:
    sky(canvas, (206, 232, 214), (120, 176, 96), 200)
    for _ in range(26):
        leaf = mix((70, 132, 62), (168, 208, 110), rng.random())
        canvas.drawCircle(rng.uniform(0, 256), rng.uniform(30, 256), rng.uniform(14, 38), fill(leaf, 0.75))
    for _ in range(15):
        flower = rng.choice(FLOWERS)
        canvas.drawCircle(rng.uniform(0, 256), rng.uniform(70, 256), rng.uniform(6, 11), fill(flower, 0.95))


def beach(canvas: skia.Canvas, rng: random.Random) -> None:
    sky(canvas, (120, 194, 238), (214, 238, 246), 130)
    band(canvas, 112, 178, fill((0, 0, 0), shader=linear((0, 112), (0, 178), [(38, 130, 186), (88, 200, 208)])))
    band(canvas, 174, 256, fill((240, 220, 174)))
    band(canvas, 170, 178, fill((250, 250, 246), 0.9))
    sun = rng.uniform(20, 60) if rng.random() < 0.5 else rng.uniform(196, 236)
    canvas.drawCircle(sun, rng.uniform(24, 56), 17, fill((255, 244, 190)))


def house(canvas: skia.Canvas, rng: random.Random, left: float) -> float:
    """One house with lit windows; returns its width."""
    width, roof = rng.uniform(26, 46), rng.uniform(34, 120)
    wall = mix((98, 108, 128), (150, 152, 164), rng.random())
    canvas.drawRect(skia.Rect(left, roof, left + width, 256), fill(wall))
    for y in range(int(roof) + 12, 240, 26):
        for x in (left + width * 0.28, left + width * 0.7):
            if rng.random() < 0.75:
                canvas.drawRect(skia.Rect(x - 5, y, x + 5, y + 12), fill((255, 226, 150), 0.9))
    return width


def city(canvas: skia.Canvas, rng: random.Random) -> None:
    sky(canvas, rng.choice(EVENINGS), (238, 222, 206), 190)
    left = -8.0
    while left < 256:
        left += house(canvas, rng, left) + 2


def library(canvas: skia.Canvas, rng: random.Random) -> None:
    band(canvas, 0, 256, fill((92, 60, 40)))
    top = rng.uniform(-30, 0)
    while top < 256:
        left = rng.uniform(-10, 0)
        while left < 256:
            width = rng.uniform(11, 22)
            book = rng.choice(BOOKS)
            canvas.drawRect(skia.Rect(left, top + rng.uniform(4, 14), left + width - 1, top + 58), fill(book))
            left += width
        band(canvas, top + 58, top + 68, fill((132, 90, 56)))
        top += 68


def ridge(rng: random.Random, base: float, height: float) -> list[Point]:
    """The corners of a mountain range, peaks and valleys in turn."""
    x = -20.0
    points = [(x, 280.0), (x, base + rng.uniform(-10, 10))]
    while x < 270:
        peak = x + rng.uniform(34, 54)
        points.append((peak, base - rng.uniform(0.55, 1) * height))
        x = peak + rng.uniform(28, 44)
        points.append((x, base + rng.uniform(0, 10)))
    return [*points, (x, 280.0)]


def mountains(canvas: skia.Canvas, rng: random.Random) -> None:
    sky(canvas, (140, 188, 232), (232, 238, 240), 170)
    far = ridge(rng, 112, 48)
    peaks = far[2:-1:2]
    for x, y in peaks:
        polygon(canvas, [(x - 18, y + 16), (x, y - 3), (x + 18, y + 16)], SNOW)
    polygon(canvas, far, (148, 168, 196))
    for x, y in peaks:
        polygon(canvas, [(x - 16, y + 18), (x, y), (x + 16, y + 18), (x, y + 12)], SNOW)
    polygon(canvas, ridge(rng, 150, 34), (104, 132, 158))
    polygon(canvas, ridge(rng, 192, 22), (74, 116, 96))


def studio(canvas: skia.Canvas, rng: random.Random) -> None:
    wall = rng.choice(WALLS)
    spot = skia.Point(128 + rng.uniform(-30, 30), 96)
    shader = skia.GradientShader.MakeRadial(spot, 190, [rgba(shade(wall, 0.35)), rgba(shade(wall, -0.22))])
    band(canvas, 0, 256, fill(wall, shader=shader))


def night_sky(canvas: skia.Canvas, rng: random.Random) -> None:
    """Stars, at most one a place of a grid, so that none touches another or the moon."""
    sky(canvas, (14, 18, 52), (62, 58, 116), 256)
    moon = skia.Point(rng.choice((rng.uniform(22, 54), rng.uniform(202, 234))), rng.uniform(26, 56))
    shown = rng.random() < 0.75
    for place in range(30):
        star = skia.Point(43 * (place % 6) + rng.uniform(12, 31), 40 * (place // 6) + rng.uniform(12, 28))
        if rng.random() < 0.7 and not (shown and skia.Point.Distance(star, moon) < 34):
            canvas.drawCircle(star, 5.4, fill((255, 250, 224)))
    if shown:
        canvas.drawCircle(moon, 17, fill((250, 244, 214)))


SCENES: dict[str, Callable[[skia.Canvas, random.Random], None]] = {
    "garden": garden,
    "beach": beach,
    "city": city,
    "library": library,
    "mountains": mountains,
    "studio": studio,
    "night sky": night_sky,
}


def background(kind: str, rng: random.Random) -> skia.Image:
    """A blurred scene of 40 x 40 pixels."""
    sharp, soft = (skia.Surface.MakeRasterN32Premul(LOW, LOW) for _ in range(2))
    canvas = sharp.getCanvas()
    canvas.scale(LOW / 256, LOW / 256)
    SCENES[kind](canvas, rng)
    blur = skia.Paint(ImageFilter=skia.ImageFilters.Blur(BLUR, BLUR, skia.TileMode.kClamp))
    soft.getCanvas().drawImage(sharp.makeImageSnapshot(), 0, 0, skia.SamplingOptions(), blur)
    return soft.makeImageSnapshot()
