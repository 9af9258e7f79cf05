"""Files of pictures, with the places that explanations leave beside them; and sheets to look at."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from safetensors.numpy import load_file

from training.explain.explanation import Explanation
from training.portraits.sheet import tile

Cells = NDArray[np.bool_]
A_SHEET = 12
MARK = np.array([255, 0, 255])


def files_of(folder: Path) -> list[Path]:
    """What `training.exchange` wrote (.safetensors), and .npy of uint8 [N, 128, 128, 3]; not the places beside them."""
    return sorted(file for file in folder.iterdir() if file.suffix in (".safetensors", ".npy") and not file.stem.endswith("-cells"))


def cells_beside(file: Path) -> Path:
    """Where the places of a file of pictures are kept: bool [N, 16, 16]."""
    return file.with_name(f"{file.stem}-cells.npy")


def pictures_of(file: Path) -> NDArray[np.uint8]:
    """uint8 [N, 128, 128, 3]."""
    if file.suffix == ".npy":
        return np.asarray(np.load(file), np.uint8)
    return np.ascontiguousarray(load_file(file)["pixels"].transpose(0, 2, 3, 1))


def labelled(folder: Path) -> tuple[NDArray[np.uint8], Cells]:
    """All pictures of a folder that have been explained, and their places."""
    files = [file for file in files_of(folder) if cells_beside(file).exists()]
    cells = [np.load(cells_beside(file)) for file in files]
    return np.concatenate([pictures_of(file)[: len(some)] for file, some in zip(files, cells, strict=True)]), np.concatenate(cells)


def marked(picture: NDArray[np.uint8], places: Cells) -> NDArray[np.uint8]:
    """The picture with a frame around each place."""
    step = len(picture) // len(places)
    shown = picture.copy()
    for y, x in np.argwhere(places) * step:
        square = shown[y : y + step, x : x + step]
        square[[0, -1]] = square[:, [0, -1]] = MARK
    return shown


def write_sheets(folder: Path, name: str, pictures: NDArray[np.uint8], told: Sequence[Explanation]) -> None:
    """Twelve pictures a sheet: each beside its explanation and with its places."""
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(told), A_SHEET):
        rows = range(first, min(first + A_SHEET, len(told)))
        shown = [part for n in rows for part in (pictures[n], told[n].drawn(), marked(pictures[n], told[n].remains.places()))]
        words = [part for n in rows for part in (f"{n}", "explained", f"{told[n].remains.places().sum()} places")]
        sheet = tile(shown, 6, words)
        sheet.resize((sheet.width * 3 // 2, sheet.height * 3 // 2), Image.Resampling.BICUBIC).save(folder / f"{name}-{first:03d}.png")
