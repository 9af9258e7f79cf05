"""Contact sheets: what the cloud could see beside the finished picture, decoded on the device for show."""

from dataclasses import dataclass
from math import ceil, sqrt

from PIL import Image, ImageDraw, ImageFont

PAPER, INK, FAINT, MARK = (250, 250, 248), (35, 35, 40), (120, 120, 126), (35, 110, 90)
GAP = 10


@dataclass(frozen=True)
class Tile:
    """A picture with its words; `marked` tiles have a frame."""

    image: Image.Image
    caption: str
    marked: bool = False


def grid(tiles: list[Tile], columns: int, *, title: str = "", side: int = 128, lines: int = 3) -> Image.Image:
    """Tiles of `side` pixels in rows of `columns`, each with up to `lines` lines of caption, below a title."""
    font, line = ImageFont.load_default(size=11), 14
    head = 26 if title else 0
    step_x, step_y = side + GAP, side + lines * line + GAP
    sheet = Image.new("RGB", (columns * step_x + GAP, ceil(len(tiles) / columns) * step_y + GAP + head), PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.text((GAP, 8), title, fill=INK, font=ImageFont.load_default(size=14))
    for place, tile in enumerate(tiles):
        x, y = GAP + place % columns * step_x, GAP + head + place // columns * step_y
        sheet.paste(tile.image.convert("RGB").resize((side, side), Image.Resampling.LANCZOS), (x, y))
        if tile.marked:
            pen.rectangle((x - 3, y - 3, x + side + 2, y + side + 2), outline=MARK, width=3)
        for row, words in enumerate(wrapped(tile.caption, pen, font, side, lines)):
            pen.text((x, y + side + 2 + row * line), words, fill=MARK if tile.marked else FAINT, font=font)
    return sheet


def wrapped(text: str, pen: ImageDraw.ImageDraw, font: "ImageFont.FreeTypeFont | ImageFont.ImageFont", width: int, most: int) -> list[str]:
    """The text in lines of at most `width` pixels; what does not fit in `most` lines ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=font) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        last = lines[most - 1]
        while last and pen.textlength(last + "…", font=font) > width:
            last = last[:-1]
        lines = [*lines[: most - 1], last + "…"]
    return lines


def candidates_sheet(seen: list[Image.Image], candidates: tuple[str, ...], final: Image.Image) -> Image.Image:
    """Left: all N candidates as the cloud could see them at the switch point. Right: the finished picture, twice as large."""
    columns = max(2, ceil(sqrt(len(seen) * 1.6)))
    tiles = [Tile(image, words) for image, words in zip(seen, candidates, strict=True)]
    left = grid(tiles, columns, title=f"What the cloud could see at the switch point: {len(seen)} candidates", side=112)
    right = grid(
        [Tile(final, "finished on the device; only you know which candidate it came from", marked=True)],
        1,
        title="The picture",
        side=256,
        lines=2,
    )
    sheet = Image.new("RGB", (left.width + right.width + GAP, max(left.height, right.height)), PAPER)
    sheet.paste(left, (0, 0))
    sheet.paste(right, (left.width + GAP, 0))
    return sheet
