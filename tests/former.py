"""Portraits as they were drawn up to commit 4b2ce5b, for which the bundled judge and finder of faults were made.

`training/portraits` has been mended since. These files go when judge and finder are made anew: the tests then draw their portraits again.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

FOLDER = Path(__file__).parent / "former_portraits"
SIZE = 128


def former(name: str, count: int) -> NDArray[np.uint8]:
    """The first portraits of a sheet, row by row: uint8 [count, 128, 128, 3].

    "judged": of numbers from 80,000,000 on; "broken": those from 85,000,000 to 85,000,059 whose damage is seen; "whole": the 60 after them.
    """
    sheet = np.asarray(Image.open(FOLDER / f"{name}.webp").convert("RGB"))
    rows, columns = sheet.shape[0] // SIZE, sheet.shape[1] // SIZE
    tiles: NDArray[np.uint8] = sheet.reshape(rows, SIZE, columns, SIZE, 3).swapaxes(1, 2).reshape(-1, SIZE, SIZE, 3)
    return tiles[:count]
