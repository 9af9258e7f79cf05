"""Encoding goes on where it was stopped, and the stages after it take as many portraits as there are."""

import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from training import latents as stage
from training.corpus import latents
from training.networks import autoencoder

COUNT = 5


@pytest.fixture
def work(tmp_path: Path) -> Path:
    torch.default_generator.manual_seed(0)
    autoencoder().save_pretrained(tmp_path / "pair" / "autoencoder")
    shades = np.linspace(0, 255, COUNT).astype(np.uint8)[:, None, None, None]
    np.save(tmp_path / "train-images.npy", np.broadcast_to(shades, (COUNT, 128, 128, 3)))
    return tmp_path


def encode(work: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> torch.Tensor:
    monkeypatch.setattr(sys, "argv", ["latents", "--work", str(work), "--batch", "2", *options])
    stage.main()
    return latents(work)


def test_what_is_encoded_in_two_turns_is_what_is_encoded_in_one(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = encode(work, monkeypatch, "--count", "2")
    both = encode(work, monkeypatch)
    (work / "latents.pt").unlink()
    at_once = encode(work, monkeypatch)

    assert first.shape == (2, 4, 16, 16)
    assert both.shape == (COUNT, 4, 16, 16)
    apart = (at_once[1:] - at_once[:-1]).abs().amax((1, 2, 3)).min()
    assert (both - at_once).abs().max() < apart / 5  # bfloat16 rounds as the batch is cut


def test_what_is_encoded_is_not_encoded_again(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = torch.full((COUNT - 1, 4, 16, 16), 7.0).half()
    stage.keep(work / "latents.pt", [kept])

    whole = encode(work, monkeypatch)

    torch.testing.assert_close(whole[:-1], kept)
    assert not (whole[-1] == 7).any()
