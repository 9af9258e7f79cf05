"""What `obclip generate` has drawn is not lost: not to its own sheet, not to a full disk, and not to an error in a later picture."""

import contextlib
import errno
import json
import sys
from pathlib import Path

import pytest
from PIL import Image

from obclip import ObliviousPipeline
from obclip.errors import CloudUnreachable
from tests.commands import Call, Told

FEW = ("--steps", 3, "--switch-point", 2, "--device", "cpu")


@pytest.fixture
def draw(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tiny_folder: Path) -> Call:
    """Runs `obclip generate` with a tiny model in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def told(*arguments: object) -> Told:
        return call("generate", *arguments, "--cloud-model", tiny_folder, "--device-model", tiny_folder, *FEW)

    return told


@pytest.mark.parametrize("sheet", ["a.png", "./a.png"])
def test_a_sheet_of_the_pictures_own_name_is_refused_before_anything_is_drawn(draw: Call, sheet: str) -> None:
    told = draw("an old man", "-o", "a.png", "--sheet", sheet)
    assert (told.status, "give --sheet another name" in told.stderr, list(Path().iterdir())) == (2, True, [])


def test_a_sheet_never_takes_the_place_of_the_picture_that_was_numbered(draw: Call) -> None:
    Path("out.png").write_text("another's")
    [found] = json.loads(draw("an old man", "--sheet", "out-2.png", "--json").stdout)["pictures"]
    assert (found["file"], found["sheet"]) == ("out-2.png", "out-2-2.png")
    with Image.open("out-2.png") as picture, Image.open("out-2-2.png") as seen:
        assert picture.size != seen.size


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_folder_in_which_no_file_can_be_made_is_told_before_anything_is_drawn(draw: Call) -> None:
    """Everybody may write there, by its permissions."""
    told = draw("an old man", "-o", "/proc/a.png")
    assert (told.status, '"/proc/a.png" may not be written' in told.stderr, "picture" in told.stdout) == (2, True, False)


def test_a_disk_that_has_filled_up_meanwhile_costs_no_picture_for_its_seed_is_told(draw: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Image.Image, "save", full)
    told = draw("an old man", "--seed", 7, "-o", "a.png")
    assert told.status == 2
    assert '"a.png" could not be written (OSError): choose another output path. With --seed 7' in " ".join(told.stderr.split())
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("error", [CloudUnreachable("It is gone."), KeyboardInterrupt()])
def test_of_pictures_before_an_error_the_json_tells_files_and_seeds(
    draw: Call, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    usual, drawn = ObliviousPipeline.draw, list[object]()

    def once(*arguments: object) -> object:
        if drawn:
            raise error
        drawn.append(arguments)
        return usual(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ObliviousPipeline, "draw", once)
    told = draw("an old man", "-n", 3, "--seed", 7, "--json")
    assert told.status in (4, 130)
    assert [(one["file"], one["seed"]) for one in json.loads(told.stdout)["pictures"]] == [("out-1.png", 7)]


def test_another_value_that_is_named_twice_is_drawn_once(draw: Call) -> None:
    [found] = json.loads(draw("an old man", "--other", "young", "--other", "young", "--json").stdout)["pictures"]
    assert found["others"] == [{"value": "young", "file": "out-young.png"}]


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_a_full_disk_under_standard_output_stops_no_picture_and_loses_no_seed(
    draw: Call, monkeypatch: pytest.MonkeyPatch, as_json: tuple[str, ...]
) -> None:
    with open("/dev/full", "w") as full:
        monkeypatch.setattr("sys.stdout", full)
        told = draw("an old man", "-n", 2, "--seed", 7, *as_json)
    assert told.status == 2
    assert "Standard output could not be written (No space left on device)" in told.stderr
    assert {file.name for file in Path().iterdir()} == {"out-1.png", "out-2.png"}
    for word in ("7", "out-1.png", "out-2.png"):
        assert word in told.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
@pytest.mark.parametrize("command", [("candidates", "an old man"), ("models", "--json"), ("--version",)])
def test_a_full_disk_under_any_other_command_is_one_sentence(call: Call, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        monkeypatch.setattr("sys.stdout", full)
        told = call(*command)
        with contextlib.suppress(OSError):
            full.close()
    assert (told.status, "Nothing more can be written (No space left on device)" in told.stderr) == (4, True)


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_a_full_disk_under_standard_error_stops_no_picture(draw: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w", buffering=1) as full:
        monkeypatch.setattr("sys.stderr", full)
        told = draw("an old man", "--seed", 7)
        with contextlib.suppress(OSError):
            full.close()
    assert (told.status, "\nseed 7\n" in told.stdout, Path("out.png").exists()) == (0, True, True)
