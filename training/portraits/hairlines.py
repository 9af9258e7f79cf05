"""The front hair as one closed shape each: over the skull from ear to ear, and back along the hairline.

Shapes are given for a parting on the right and flipped for one on the left.
"""

import skia

from training.portraits.drawing import outline
from training.portraits.figure import Figure


def lift(figure: Figure) -> float:
    """How far hair stands above the skull."""
    return 13 * (0.7 if figure.old else 1.0)


def hairline(figure: Figure) -> skia.Path:
    """The front hair of every style but "curly" and "bald"."""
    style = figure.person["hair"]
    if style == "short" and figure.male:
        return receding(figure) if figure.old else short_cut(figure)
    return {"short": bob, "long": long_front, "bun": pulled_back}[style](figure)


def receding(figure: Figure) -> skia.Path:
    w, top, up = figure.head.width, figure.head.top, lift(figure)
    edge, side = w + 4, figure.head.eye_y + 2
    return outline(
        (-edge, side),
        (-edge - 1, top + 10, -w * 0.62, top - up, 0, top - up),
        (w * 0.62, top - up, edge + 1, top + 10, edge, side),
        (w - 6, side - 2),
        (w - 5, top + 32, w * 0.70, top + 24),
        (w * 0.52, top + 2, w * 0.2, top + 16),
        (-w * 0.2, top + 12, -w * 0.52, top + 4, -w * 0.70, top + 24),
        (-w + 5, top + 32, -w + 6, side - 2),
        side=figure.parting,
    )


def short_cut(figure: Figure) -> skia.Path:
    w, top, up = figure.head.width, figure.head.top, lift(figure)
    edge, side = w + 4, figure.head.eye_y + 2
    return outline(
        (-edge, side),
        (-edge - 3, top + 6, -w * 0.7, top - up, -4, top - up - 3),
        (w * 0.75, top - up - 4, edge + 3, top + 8, edge, side),
        (w - 6, side),
        (w - 4, top + 42, w * 0.76, top + 30),
        (w * 0.2, top + 30, -w * 0.30, top + 22, -w * 0.52, top + 12),
        (-w * 0.66, top + 30, -w * 0.82, top + 34),
        (-w + 5, top + 46, -w + 6, side),
        side=figure.parting,
    )


def bob(figure: Figure) -> skia.Path:
    """Chin-long with a side fringe."""
    w, top, up, eye = figure.head.width, figure.head.top, lift(figure), figure.head.eye_y
    end, edge = figure.head.chin - 20, w + 13 * (0.8 if figure.old else 1)
    return outline(
        (-edge + 2, end),
        (-edge - 8, top + 60, -edge + 2, top - up, 0, top - up - 2),
        (edge - 2, top - up, edge + 8, top + 60, edge - 2, end),
        (w - 4, end + 7, w - 8, end - 6),
        (w + 3, eye + 8, w - 3, eye - 6, w - 7, eye - 18),
        (w * 0.5, top + 38, -w * 0.1, top + 32, -w * 0.42, top + 14),
        (-w * 0.6, top + 32, -w * 0.85, top + 36, -w + 6, eye - 12),
        (-w - 2, eye + 10, -w + 8, end - 6),
        (-w + 4, end + 7, -edge + 2, end),
        side=figure.parting,
    )


def long_front(figure: Figure) -> skia.Path:
    w, top, up, eye = figure.head.width, figure.head.top, lift(figure), figure.head.eye_y
    edge, side = w + 10, figure.head.chin - 8
    return outline(
        (-edge, side),
        (-edge - 6, top + 30, -w * 0.8, top - up - 3, 0, top - up - 3),
        (w * 0.8, top - up - 3, edge + 6, top + 30, edge, side),
        (w - 3, eye + 30, w + 1, eye + 4, w - 5, eye - 12),
        (w * 0.66, top + 32, w * 0.1, top + 30, -w * 0.16, top + 8),
        (-w * 0.3, top + 30, -w * 0.72, top + 34, -w + 5, eye - 12),
        (-w - 1, eye + 4, -w + 3, eye + 30, -edge, side),
        side=figure.parting,
    )


def pulled_back(figure: Figure) -> skia.Path:
    w, top, up = figure.head.width, figure.head.top, lift(figure)
    edge, side = w + 4, figure.head.eye_y - 2
    return outline(
        (-edge, side),
        (-edge - 2, top + 10, -w * 0.66, top - up + 3, 0, top - up + 3),
        (w * 0.66, top - up + 3, edge + 2, top + 10, edge, side),
        (w - 4, side),
        (w - 6, top + 34, w * 0.55, top + 19, 0, top + 16),
        (-w * 0.55, top + 19, -w + 6, top + 34, -w + 4, side),
        side=figure.parting,
    )
