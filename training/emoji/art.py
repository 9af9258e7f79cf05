"""Drawings of emoji by three sets of other people, read from the packages that Iconify makes of them; CREDITS.md says whose they are.

Nothing of them lies in this repository: `npm install --prefix work/emoji @iconify-json/noto@1.2.9 ...` fetches them, licences included.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import skia
from numpy.typing import NDArray

PACKAGES = Path("node_modules") / "@iconify-json"
SELECTOR = "\ufe0f"


@dataclass(frozen=True)
class Set:
    """A set of drawings. licence: its SPDX name, which the package has to state; look: how a caption may tell it from the others."""

    name: str
    version: str
    licence: str
    look: tuple[str, ...]


SETS = (
    Set("noto", "1.2.9", "Apache-2.0", ("softly shaded", "shaded")),
    Set("twemoji", "1.2.5", "CC-BY-4.0", ("flat", "simple")),
    Set("fluent-emoji-flat", "1.2.6", "MIT", ("rounded", "bright")),
)


class Drawings:
    """One set: svg[name] with a view box, and names by the code points of an emoji ("1f468-200d-1f33e").

    Raises FileNotFoundError that says how to fetch the package, and ValueError where it states another licence.
    """

    def __init__(self, folder: Path, kind: Set) -> None:
        package = folder / PACKAGES / kind.name
        if not package.exists():
            wanted = " ".join(f"@iconify-json/{one.name}@{one.version}" for one in SETS)
            raise FileNotFoundError(f"There is no {package}: npm install --prefix {folder} {wanted}")
        stated = json.loads((package / "info.json").read_text())["license"]["spdx"]
        if stated != kind.licence:
            raise ValueError(f"The package {kind.name} is under {stated}, not {kind.licence}: read its terms before it is used.")
        icons = json.loads((package / "icons.json").read_text())
        self.icons, self.side = icons["icons"], icons["height"]
        self.names = json.loads((package / "chars.json").read_text())

    def svg(self, text: str) -> str | None:
        """The drawing of an emoji, None where the set has none."""
        plain, written = (code_points(some) for some in (text.replace(SELECTOR, ""), text))
        icon = self.icons.get(self.names.get(plain) or self.names.get(written))
        if icon is None:
            return None
        width, height = icon.get("width", self.side), icon.get("height", self.side)
        names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        return f'<svg {names} viewBox="0 0 {width} {height}" width="{width}" height="{height}">{icon["body"]}</svg>'


@lru_cache(maxsize=len(SETS))
def drawings(folder: Path, number: int) -> Drawings:
    """The set of that number."""
    return Drawings(folder, SETS[number])


def code_points(text: str) -> str:
    return "-".join(f"{ord(sign):x}" for sign in text)


def render(svg: str, side: int, background: tuple[int, int, int], scale: float, shift: tuple[float, float]) -> NDArray[np.uint8]:
    """uint8 [side, side, 3]: a drawing on a colour, `scale` sides of the picture large, its middle `shift` sides from the picture's."""
    drawn = skia.SVGDOM.MakeFromStream(skia.MemoryStream.MakeCopy(svg.encode()))
    size = drawn.containerSize()
    surface = skia.Surface(side, side)
    with surface as canvas:
        canvas.clear(skia.Color(*background))
        canvas.translate(side * (0.5 + shift[0]), side * (0.5 + shift[1]))
        canvas.scale(scale * side / size.width(), scale * side / size.height())
        canvas.translate(-size.width() / 2, -size.height() / 2)
        drawn.render(canvas)
    pixels: NDArray[np.uint8] = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3]
    return np.ascontiguousarray(pixels)
