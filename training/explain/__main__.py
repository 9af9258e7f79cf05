"""Explains drawn pictures by renders, and writes which places no render explains: labels for the finder of faults.

`--label FOLDER` takes the pictures that `training.exchange` keeps (.safetensors), or .npy files of uint8 [N, 128, 128, 3], and writes
`<file>-cells.npy`, bool [N, 16, 16], beside each: none for pictures with too few of them for a fault. `--sheets FOLDER` lays each picture
beside its explanation. Needs the reader (`training.explain.reader`), and half a second to a second a picture.

Usage: python -m training.explain --label work/exchange --work work/explain     (a file that has its places is left as it is)
"""

import argparse
from pathlib import Path

import numpy as np
from tqdm import tqdm

from training.explain.explanation import explanations, load_reader
from training.explain.pictures import cells_beside, files_of, pictures_of, write_sheets
from training.explain.reader import Reader
from training.explain.remains import LEAST


def label(file: Path, reader: Reader, sheets: Path | None) -> float:
    """Write the places of a file of pictures; returns the share of pictures that have a fault."""
    pictures = pictures_of(file)
    told = list(tqdm(explanations(reader, pictures), total=len(pictures), desc=file.stem, mininterval=20))
    cells = np.stack([one.remains.places() for one in told])
    if sheets:
        write_sheets(sheets, file.stem, pictures, told)
    faulty = cells.sum((1, 2)) >= LEAST
    np.save(cells_beside(file), cells & faulty[:, None, None])
    return float(faulty.mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--label", type=Path, required=True, help="folder of the pictures")
    parser.add_argument("--work", type=Path, default=Path("work/explain"), help="where the reader is")
    parser.add_argument("--sheets", type=Path, help="folder for sheets to look at")
    args = parser.parse_args()
    reader = load_reader(args.work)
    for file in files_of(args.label):
        if not cells_beside(file).exists():
            share = label(file, reader, args.sheets)
            print(f"{file.stem}: {100 * share:.1f} % have places that no render explains")


if __name__ == "__main__":
    main()
