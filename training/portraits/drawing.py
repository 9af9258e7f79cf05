"""Small helpers over skia: colours, paints, and outlines in face coordinates.

Face coordinates: x from the middle line of the face to the right, y from the top of the picture, 256 units a side.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import skia

Color = tuple[float, float, float]
Point = tuple[float, float]
Step = tuple[float, ...]

MIDDLE = 128.0
SIDES = (-1, 1)
WHITE: Color = (255, 255, 255)
DUSK: Color = (24, 14, 30)


def mix(first: Color, second: Color, share: float) -> Color:
    """The colour on the way from `first` (share 0) to `second` (share 1)."""
    (a, b, c), (x, y, z) = first, second
    return a + (x - a) * share, b + (y - b) * share, c + (z - c) * share


def shade(color: Color, change: float) -> Color:
    """A lighter colour for a positive change (to 1), a darker one for a negative change (to -1)."""
    return mix(color, WHITE, change) if change > 0 else mix(color, DUSK, -change)


def rgba(color: Color, alpha: float = 1.0) -> int:
    """skia's number for a colour, out-of-range channels clamped."""
    red, green, blue = (min(255, max(0, round(channel))) for channel in color)
    return int(skia.ColorSetARGB(int(alpha * 255), red, green, blue))


def fill(color: Color, alpha: float = 1.0, *, blur: float = 0.0, shader: skia.Shader | None = None) -> skia.Paint:
    """Paint for areas. `blur` is the sigma of soft edges, in units."""
    paint = skia.Paint(AntiAlias=True, Color=rgba(color, alpha))
    if shader is not None:
        paint.setShader(shader)
    if blur:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    return paint


def stroke(color: Color, width: float, alpha: float = 1.0) -> skia.Paint:
    """Paint for lines with round ends."""
    return skia.Paint(
        AntiAlias=True,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
        Color=rgba(color, alpha),
    )


def linear(start: Point, end: Point, colors: Sequence[Color], stops: Sequence[float] = ()) -> skia.Shader:
    """A straight gradient between two points of the picture (not of the face)."""
    points = [skia.Point(*start), skia.Point(*end)]
    return skia.GradientShader.MakeLinear(points, [rgba(color) for color in colors], list(stops))


def box(left: float, top: float, right: float, bottom: float) -> skia.Rect:
    """A rectangle in face coordinates."""
    return skia.Rect(MIDDLE + left, top, MIDDLE + right, bottom)


def line(start: Point, *steps: Step, side: int = 1) -> skia.Path:
    """An open path in face coordinates, flipped to the left for side -1.

    A step of two numbers is a straight line, one of four a quadratic curve, one of six a cubic: controls, then end.
    """
    path = skia.Path()
    path.moveTo(*_placed(start, side))
    for step in steps:
        draw = {2: path.lineTo, 4: path.quadTo, 6: path.cubicTo}[len(step)]
        draw(*_placed(step, side))
    return path


def outline(start: Point, *steps: Step, side: int = 1) -> skia.Path:
    """The same as `line`, closed."""
    path = line(start, *steps, side=side)
    path.close()
    return path


def symmetric(start: Point, *steps: Step) -> skia.Path:
    """A closed outline that is its own mirror image, from its right half, given from top to bottom."""
    ends = [start, *(step[-2:] for step in steps)]
    back = [_mirrored(step, end) for step, end in zip(steps[::-1], ends[-2::-1], strict=True)]
    return outline(start, *steps, _mirrored((), ends[-1]), *back)


def _placed(step: Step, side: int) -> Step:
    return tuple(MIDDLE + side * number if n % 2 == 0 else number for n, number in enumerate(step))


def _mirrored(step: Step, end: Step) -> Step:
    """A step of the right half walked backwards on the left half, to `end`."""
    controls = [step[n : n + 2] for n in range(0, len(step) - 2, 2)][::-1]
    return tuple(number for x, y in [*controls, end] for number in (-x, y))


@contextmanager
def clipped(canvas: skia.Canvas, area: skia.Path | skia.Rect, *, shift: float = 0.0) -> Iterator[None]:
    """Draw only inside an area, everything `shift` units lower."""
    canvas.save()
    clip = canvas.clipRect if isinstance(area, skia.Rect) else canvas.clipPath
    clip(area, True)
    canvas.translate(0, shift)
    try:
        yield
    finally:
        canvas.restore()
