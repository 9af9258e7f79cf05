"""A contact sheet: portraits side by side, each with a caption.

Usage: python -m training.portraits.sheet --out sheet.png --count 36
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.captions import caption
from training.portraits.attributes import sample
from training.portraits.render import render

Font = ImageFont.ImageFont | ImageFont.FreeTypeFont
GAP = 6
LINE = 12
TEXT_ROWS = 4
PAPER = (250, 250, 250)
INK = (40, 40, 40)


def wrap(text: str, width: float, pen: ImageDraw.ImageDraw, font: Font) -> list[str]:
    """The text in lines of at most `width` pixels; a longer word gets a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and pen.textlength(longer, font=font) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def tile(images: Sequence[NDArray[np.uint8]], columns: int, captions: Sequence[str] = ()) -> Image.Image:
    """Images uint8 [size, size, 3] of one size on a sheet, row by row, captions below, cut where too long."""
    size = len(images[0])
    step = size + GAP + (LINE * TEXT_ROWS if captions else 0)
    rows = -(-len(images) // columns)
    sheet = Image.new("RGB", (columns * (size + GAP) + GAP, rows * step + GAP), PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=10)
    for number, image in enumerate(images):
        x, y = GAP + number % columns * (size + GAP), GAP + number // columns * step
        sheet.paste(Image.fromarray(np.ascontiguousarray(image)), (x, y))
        for row, text in enumerate(wrap(captions[number], size, pen, font)[:TEXT_ROWS] if captions else ()):
            pen.text((x, y + size + 2 + LINE * row), text, fill=INK, font=font)
    return sheet


def contact_sheet(first: int, count: int, size: int = 128, columns: int = 6) -> Image.Image:
    """The portraits of `count` numbers from `first` on, as the training data has them."""
    numbers = range(first, first + count)
    people = [sample(random.Random(number)) for number in numbers]
    images = [render(person, number, size) for person, number in zip(people, numbers, strict=True)]
    captions = [caption(person, random.Random(number)) for person, number in zip(people, numbers, strict=True)]
    return tile(images, columns, captions)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("sheet.png"))
    parser.add_argument("--first", type=int, default=0, help="number of the first portrait")
    parser.add_argument("--count", type=int, default=36)
    parser.add_argument("--size", type=int, default=128, help="pixels a side")
    args = parser.parse_args()
    contact_sheet(args.first, args.count, args.size).save(args.out)


if __name__ == "__main__":
    main()
