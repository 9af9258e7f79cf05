"""What the reader of explanations learns from, and the files of labels that explanations are for."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from training import faults
from training.explain import __main__ as labelling
from training.explain import pictures
from training.explain.answers import CHOICES, NUMBERS
from training.explain.examples import part_of, smaller
from training.explain.reader import Reader, loss_of, mirrored, with_ghosts
from training.explain.remains import LEAST, Remains


def test_examples_are_portraits_with_their_answers() -> None:
    part = part_of(np.zeros((2, 128, 128, 3), np.uint8), 40)

    assert {name: array.shape for name, array in part.items()} == {
        "pictures": (2, 64, 64, 3),
        "person": (2, 32, 32),
        "choices": (2, len(CHOICES)),
        "numbers": (2, len(NUMBERS)),
    }
    assert 0.25 < part["person"].mean() / 255 < 0.6


def test_ghosts_lie_beside_the_person_and_their_places_are_told() -> None:
    pixels, person = torch.rand(32, 3, 64, 64), torch.zeros(32, 32, 32)
    person[:, 8:, 10:22] = 1
    spoilt, ghost = with_ghosts(pixels, person)
    changed = (spoilt != pixels).any(1).view(32, 32, 2, 32, 2).any(4).any(2)

    assert not changed[:, 10:, 11:21].any()
    assert not changed[ghost == 0].any()
    assert 0 < (ghost.flatten(1).amax(1) > 0).sum() < 32


def test_a_mirrored_portrait_is_lit_and_parted_on_the_other_side() -> None:
    names, zeros = list(CHOICES), torch.zeros(1, len(CHOICES), dtype=torch.long)
    zeros[0, names.index("parting")] = -1
    choices, numbers = mirrored(zeros, torch.ones(1, len(NUMBERS)))

    assert [name for name, value in zip(names, choices[0], strict=True) if value == 1] == ["light"]
    assert choices[0, names.index("parting")] == -1
    assert numbers[0, NUMBERS.index("right")] == -1
    assert numbers[0, NUMBERS.index("down")] == 1


def test_the_reader_learns_only_what_a_picture_tells() -> None:
    told = Reader()(torch.rand(2, 3, 64, 64))
    nothing = torch.full((2, len(CHOICES)), -1), torch.full((2, len(NUMBERS)), torch.nan)
    loss = loss_of(told, *nothing, torch.zeros(2, 32, 32), torch.zeros(2, 32, 32))

    assert told.person.shape == told.ghost.shape == (2, 32, 32)
    assert loss.isfinite()


def test_pictures_and_their_places_are_read_together(tmp_path: Path) -> None:
    drawn = np.arange(3 * 128 * 128 * 3, dtype=np.int64).reshape(3, 128, 128, 3).astype(np.uint8)
    save_file({"pixels": torch.from_numpy(drawn).permute(0, 3, 1, 2).contiguous()}, tmp_path / "a.safetensors")
    np.save(tmp_path / "b.npy", drawn)
    np.save(tmp_path / "c.npy", drawn)
    for name, count in (("a", 3), ("b", 2)):
        np.save(tmp_path / f"{name}-cells.npy", np.ones((count, 16, 16), bool))
    images, cells = pictures.labelled(tmp_path)

    assert [file.name for file in pictures.files_of(tmp_path)] == ["a.safetensors", "b.npy", "c.npy"]
    assert np.array_equal(images, np.concatenate([drawn, drawn[:2]]))
    assert cells.shape == (5, 16, 16)


def test_a_picture_with_few_places_is_labelled_as_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    off = np.zeros((3, 16, 16))
    off[1, 4, : LEAST - 1] = off[2, 4, :LEAST] = 1
    monkeypatch.setattr(labelling, "explanations", lambda *_: [SimpleNamespace(remains=Remains(one)) for one in off])
    np.save(tmp_path / "drawn.npy", np.zeros((3, 128, 128, 3), np.uint8))

    share = labelling.label(tmp_path / "drawn.npy", Reader(), None)

    assert share == pytest.approx(1 / 3)
    assert np.load(tmp_path / "drawn-cells.npy").sum((1, 2)).tolist() == [0, 0, LEAST]


def test_places_are_framed_and_the_picture_is_left_as_it_is() -> None:
    picture, places = np.zeros((128, 128, 3), np.uint8), np.zeros((16, 16), bool)
    places[2, 3] = True
    framed = pictures.marked(picture, places)

    assert not picture.any()
    assert [len(set(axis.tolist())) for axis in framed.any(-1).nonzero()] == [8, 8]


@pytest.mark.parametrize("sources", [1, 2, 3])
def test_the_finder_learns_as_much_from_each_source(sources: int) -> None:
    parts = [(np.full((4, 128, 128, 3), n, np.uint8), np.zeros((4, 16, 16), bool)) for n in range(sources)]
    pixels, places = faults.some_of(parts, 12)

    assert torch.bincount((255 * pixels[:, 0, 0, 0]).round().long()).tolist() == [12 // sources] * sources
    assert places.shape == (12, 16, 16)


def test_smaller_pictures_are_means() -> None:
    assert smaller(np.array([[[[0], [4]], [[8], [4]]]], np.uint8), 1).tolist() == [[[[4]]]]
