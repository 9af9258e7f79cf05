"""A mixture of two worlds keeps each picture with its captions and its latents."""

import json
from pathlib import Path

import numpy as np
import torch

from training.corpus import latents
from training.latents import keep
from training.mixture import mix


def world(folder: Path, first: int, count: int, encoded: int) -> Path:
    """Pictures whose every number is their own."""
    folder.mkdir()
    numbers = np.arange(first, first + count, dtype=np.uint8)
    np.save(folder / "train-images.npy", np.broadcast_to(numbers[:, None, None, None], (count, 4, 4, 3)))
    np.save(folder / "train-labels.npy", numbers[:, None])
    (folder / "train-captions.json").write_text(json.dumps([[f"{n}", f"number {n}"] for n in numbers.tolist()]))
    keep(folder / "latents.pt", [torch.from_numpy(numbers[:encoded, None, None, None]).half().expand(-1, 4, 16, 16)])
    return folder


def test_pictures_captions_and_latents_stay_together(tmp_path: Path) -> None:
    counts = mix(tmp_path / "mixed", [world(tmp_path / "one", 10, 5, encoded=3), world(tmp_path / "two", 50, 4, encoded=4)])

    images, captions = (
        np.load(tmp_path / "mixed" / "train-images.npy"),
        json.loads((tmp_path / "mixed" / "train-captions.json").read_text()),
    )
    assert counts == [3, 4]
    assert images[:, 0, 0, 0].tolist() == [10, 11, 12, 50, 51, 52, 53]
    assert captions == [[f"{n}", f"number {n}"] for n in images[:, 0, 0, 0]]
    assert latents(tmp_path / "mixed")[:, 0, 0, 0].tolist() == images[:, 0, 0, 0].tolist()
    assert np.load(tmp_path / "mixed" / "train-labels.npy")[:, 0].tolist() == [10, 11, 12]
