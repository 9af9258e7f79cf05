"""Pairs for the finder of faults are made once, in turns that go on."""

from pathlib import Path

import numpy as np
import pytest
import torch

from training import faults


class Plain:
    """Softens nothing, and counts."""

    batches = 0

    def __init__(self, pair: Path) -> None:
        pass

    def soften(self, pixels: torch.Tensor, words: list[str], dice: torch.Generator) -> torch.Tensor:
        Plain.batches += 1
        assert len(words) == len(pixels)
        return pixels


def test_pairs_go_on_where_they_were_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "Softener", Plain)
    monkeypatch.setattr(Plain, "batches", 0)
    images, cells = faults.prepare(tmp_path, 5, batch=2)
    whole = images.copy()
    images[4:8] = 0

    again, places = faults.prepare(tmp_path, 5, batch=2)

    assert Plain.batches == 2 * 3 + 2 * 1
    assert np.array_equal(again, whole)
    assert np.array_equal(places, cells)


def test_every_second_picture_is_whole_and_the_others_have_broken_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "Softener", Plain)

    images, cells = faults.prepare(tmp_path, 12)

    assert images.shape == (24, 128, 128, 3)
    assert not cells[1::2].any()
    assert (cells[::2].sum((1, 2)) >= 2).mean() > 0.6


def test_what_the_pair_breaks_is_broken_in_whole_portraits_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Staining(Plain):
        """Reddens one place of every picture."""

        def soften(self, pixels: torch.Tensor, words: list[str], dice: torch.Generator) -> torch.Tensor:
            stained = pixels.clone()
            stained[:, 0, 40:48, 64:72] = 1 - stained[:, 0, 40:48, 64:72].round()
            return stained

    monkeypatch.setattr(faults, "Softener", Staining)

    _, cells = faults.prepare(tmp_path, 4)

    assert cells[:, 5, 8].all()
    assert cells[1::2].sum() == 4
