"""Pictures are written whole or not at all, hold pixels only, and an impossible path is told before any work is done."""

import stat
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from obclip.device.output import check_writable, write_image, write_new_image
from obclip.device.sheet import Tile, candidates_sheet, grid
from obclip.errors import CannotWrite

RED = Image.new("RGB", (8, 8), "red")


# What Pillow writes of a picture's own info into a file of each kind.
CARRIED = {"a.png": "icc_profile", "a.jpg": "comment"}


@pytest.mark.parametrize("name", CARRIED)
def test_a_picture_holds_pixels_only_and_is_the_users_alone(name: str, tmp_path: Path) -> None:
    told = RED.copy()
    told.info[CARRIED[name]] = b"an old man"
    told.save(tmp_path / f"careless-{name}")
    write_image(told, tmp_path / name)
    with Image.open(tmp_path / f"careless-{name}") as careless, Image.open(tmp_path / name) as read:
        assert CARRIED[name] in careless.info
        assert CARRIED[name] not in read.info
    assert b"an old man" not in (tmp_path / name).read_bytes()
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_png_has_no_text_at_all(tmp_path: Path) -> None:
    write_image(RED, tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as read:
        assert isinstance(read, PngImagePlugin.PngImageFile)
        assert (read.text, read.info) == ({}, {})


@pytest.mark.parametrize(("place", "words"), [("", "folder"), ("missing/a.png", "does not exist"), ("a.xyz", "ending"), ("a", "ending")])
def test_an_impossible_path_is_refused(tmp_path: Path, place: str, words: str) -> None:
    with pytest.raises(CannotWrite, match=words):
        check_writable(tmp_path / place)


def test_a_failed_write_leaves_the_old_picture_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    write_image(RED, path)
    before = path.read_bytes()
    with pytest.raises(CannotWrite):
        write_image(Image.new("RGB", (0, 0)), path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.png"]


def test_a_name_that_another_run_takes_meanwhile_is_left_to_it(tmp_path: Path) -> None:
    found: list[Path] = []

    def free() -> Path:
        """The names that were free when they were looked at; another run writes the first before this one does."""
        found.append(tmp_path / f"out-{len(found) + 1}.png")
        if len(found) == 1:
            found[0].write_bytes(b"another's")
        return found[-1]

    assert write_new_image(RED, free) == tmp_path / "out-2.png"
    assert found[0].read_bytes() == b"another's"
    with Image.open(found[1]) as read:
        assert read.size == RED.size
    with pytest.raises(CannotWrite):
        write_new_image(Image.new("RGB", (0, 0)), free)
    assert not found[2].exists()


def test_a_sheet_shows_every_candidate_and_the_picture() -> None:
    sheet = candidates_sheet([RED] * 6, tuple("abcdef"), Image.new("RGB", (8, 8), "blue"))
    colours = sheet.getcolors(1 << 20)
    assert colours is not None
    counts = {colour: count for count, colour in colours}
    assert counts[255, 0, 0] >= 6 * 110 * 110
    assert counts[0, 0, 255] >= 250 * 250


def test_long_captions_are_cut_to_their_place() -> None:
    assert grid([Tile(RED, "word " * 200)], 1, side=64).height < 200
