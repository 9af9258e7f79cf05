"""`obclip generate`: where prompts come from, how pictures are named and told, and that nothing is loaded before all of it was checked."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from obclip.cli.others import Other, read_others
from obclip.errors import BadRequest
from obclip.models.registry import entries
from tests.commands import Call, Told

FEW = ("--steps", 3, "--switch-point", 2, "--device", "cpu")


@pytest.fixture
def draw(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tiny_folder: Path, tiny_device_folder: Path) -> Call:
    """Runs `obclip generate` with tiny models in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def told(*arguments: object) -> Told:
        return call("generate", *arguments, "--cloud-model", tiny_folder, "--device-model", tiny_device_folder, *FEW)

    return told


def pictures(told: Told) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(told.stdout)["pictures"]
    return found


def pixels(file: object) -> bytes:
    with Image.open(str(file)) as image:
        told: bytes = image.tobytes()
    return told


def test_several_prompts_and_pictures_are_numbered_and_told_with_their_seeds(draw: Call) -> None:
    told = draw("an old man", "a young woman", "-n", 2, "--json")
    assert told.status == 0, told.stderr
    found = pictures(told)
    assert [(one["prompt_number"], one["file"]) for one in found] == [
        (1, "out-1.png"),
        (1, "out-2.png"),
        (2, "out-3.png"),
        (2, "out-4.png"),
    ]
    assert len({one["seed"] for one in found}) == 4
    assert len({pixels(one["file"]) for one in found}) == 4
    assert {one["n"] for one in found} == {6}
    again = pictures(draw("an old man", "--seed", found[1]["seed"], "--json"))[0]
    assert pixels(again["file"]) == pixels("out-2.png"), "a seed that was told gives the same picture"


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--json",), "Loading {device} and {cloud}."),
        (("--mode", "device-only", "--json"), "Loading {device}."),
    ],
)
def test_what_is_loaded_is_told_before_it_is_and_beside_the_json(
    draw: Call, tiny_folder: Path, tiny_device_folder: Path, options: tuple[str, ...], line: str
) -> None:
    told = draw("an old man", *options)
    assert told.stderr.splitlines()[0] == line.format(device=tiny_device_folder, cloud=tiny_folder)
    assert len(pictures(told)) == 1


def test_a_seed_is_that_of_the_first_picture_and_further_ones_follow_from_it(draw: Call) -> None:
    first = [one["seed"] for one in pictures(draw("an old man", "-n", 3, "--seed", 7, "--json"))]
    again = [one["seed"] for one in pictures(draw("an old man", "-n", 3, "--seed", 7, "--json"))]
    assert first == again
    assert first[0] == 7
    assert len(set(first)) == 3


def test_the_seed_is_printed(draw: Call) -> None:
    assert "\nseed 7\n" in draw("an old man", "--seed", 7).stdout


@pytest.mark.parametrize("source", ["file", "stdin"])
def test_prompts_are_read_from_a_file_or_standard_input_a_line_each(draw: Call, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    text = "an old man\n\n  a young woman  \n"
    Path("prompts.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    told = draw(*(("--file", "prompts.txt") if source == "file" else ("-",)), "--json")
    assert told.status == 0, told.stderr
    assert [one["prompt_number"] for one in pictures(told)] == [1, 2]


def test_a_picture_without_a_name_never_takes_the_place_of_another(draw: Call) -> None:
    for expected in ("out.png", "out-2.png", "out-3.png"):
        assert pictures(draw("an old man", "--json"))[0]["file"] == expected
    assert len({pixels(file) for file in Path().glob("out*.png")}) == 3


def test_a_name_that_the_user_gives_is_taken_and_it_is_said_if_a_file_was_there(draw: Call) -> None:
    assert "picture: a.png\n" in draw("an old man", "-o", "a.png").stdout
    assert "picture: a.png (replaced)" in draw("an old man", "-o", "a.png").stdout
    found = pictures(draw("an old man", "-n", 2, "-o", "a.png", "--sheet", "s.png", "--json"))
    assert [(one["file"], one["sheet"]) for one in found] == [("a-1.png", "s-1.png"), ("a-2.png", "s-2.png")]


def test_another_value_is_what_that_candidate_would_have_given(draw: Call) -> None:
    [found] = pictures(draw("an old man", "--seed", 7, "--other", "gender=female", "--other", "young,gender=female", "--json"))
    assert found["others"] == [
        {"value": "female", "file": "out-female.png"},
        {"value": "young female", "file": "out-young-female.png"},
    ]
    draw("a young woman", "--seed", 7, "-o", "woman.png")
    assert pixels("out-young-female.png") == pixels("woman.png") != pixels("out.png")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("old", Other(("old",), (), None)),
        ("gender=male", Other((), (("gender", "male"),), None)),
        ("age=old, person=2", Other((), (("age", "old"),), 2)),
    ],
)
def test_another_value_is_written_by_itself_or_with_its_attribute(text: str, expected: Other) -> None:
    assert read_others([text]) == [expected]


@pytest.mark.parametrize("text", ["", "gender=", "=male", "age=old,person=two"])
def test_another_value_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="--other"):
        read_others([text])


def test_the_negative_prompt_changes_the_picture_and_the_cloud_is_told_what_says_nothing_of_a_person(draw: Call) -> None:
    draw("an old man", "--seed", 7)
    [found] = pictures(draw("an old man", "--seed", 7, "--negative-prompt", "blurry, young woman", "--guidance-scale", 5, "--json"))
    assert found["negative_prompt_sent"] == "blurry"
    assert pixels("out.png") != pixels(found["file"])


MISTAKES: dict[str, tuple[list[object], str]] = {
    "a value that no candidate has": (["an old man", "--other", "purple"], "No candidate says 'purple'"),
    "another value where nothing is hidden": (["an old man", "--mode", "hybrid", "--other", "young"], "--other needs --mode oblivious"),
    "k above T": (["an old man", "--switch-point", 9], "--switch-point must be 0 to --steps (got 9 and 3)"),
    "no steps on the device": (["an old man", "--device-steps", 0], "--device-steps must be 1 to 1000 (got 0)"),
    "a seed below 0": (["an old man", "--seed", -1], "--seed must be 0 to"),
    "no pictures": (["an old man", "-n", 0], "--num-images"),
    "the second of two prompts": (["an old man", "a red car"], "Prompt 2: Nothing sensitive"),
    "no prompt at all": ([], "Give either prompts, - for standard input, or --file"),
    "a prompt and a file": (["an old man", "--file", "a.txt"], "Give either prompts"),
    "standard input beside others": (["an old man", "-"], "give no other beside it"),
    "a question beside standard input": (["-", "--ask"], "--ask waits for an answer on standard input"),
    "a file that is not there": (["--file", "none.txt"], "cannot be read"),
    "a file without a prompt": (["--file", "empty.txt"], "There is no prompt in empty.txt"),
    "a plan for other axes": (["an old man", "--acceleration", "fast:axes=[7,7]"], "axes"),
    "no plan": (["an old man", "--acceleration", "turbo"], "choose one of auto"),
    "no device": (["an old man", "--device", "abacus"], 'There is no device "abacus"'),
    "no url": (["an old man", "--cloud", "localhost"], "http://127.0.0.1:8765"),
    "a folder that is not there": (["an old man", "-o", "missing/a.png"], "does not exist"),
    "more steps than there are": (["an old man", "--device-steps", 1001], "--device-steps must be 1 to 1000"),
    "guidance that is no number": (["an old man", "--guidance-scale", "nan"], "--guidance-scale must be 0 to 100"),
    "a picture as large as a wall": (["an old man", "--height", 4096], "--height must be 1 to 2048"),
    "a name too long for a disk": (["an old man", "-o", f"{'a' * 300}.png"], "path is too long"),
    "a detector that is none": (["an old man", "--detector", "magic"], "--detector must be spacy:PIPELINE"),
    "candidates to keep of a run without a cloud": (["an old man", "--keep", "--mode", "device-only"], "--keep needs --mode oblivious"),
    "other candidates of no step": (["an old man", "--other", "young", "--switch-point", 0], "--other needs --mode oblivious"),
    "a minor left by what is left out": (["a nude person", "--negative-prompt", "adult", "--allow-single"], "not drawn"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_option_is_checked_before_a_model_is_looked_for(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mistake: str
) -> None:
    """There is no such model: whoever looks for it first complains of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("an old man"))
    Path("empty.txt").write_text("\n \n")
    arguments, words = MISTAKES[mistake]
    steps = () if "--switch-point" in arguments else ("--switch-point", 2)
    status, _, err = call("generate", *arguments, "--device-model", "nothing-like-it", "--steps", 3, *steps)
    assert status == 2
    assert words in " ".join(err.split())
    assert "nothing-like-it" not in err


def test_a_folder_in_which_nothing_can_be_kept_is_told_before_a_picture_is_drawn(draw: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    told = draw("an old man", "--keep")
    assert (told.status, "could not be kept" in told.stderr) == (2, True)
    assert not Path("out.png").exists()


def test_a_file_may_begin_with_a_byte_order_mark_and_have_the_lines_of_windows(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "prompts.txt"
    file.write_bytes(b"\xef\xbb\xbfan old man\r\na young woman\r\n")
    told = call("candidates", "--file", file).stdout.splitlines()
    assert [json.loads(line)["prompt"] for line in told] == ["an old man", "a young woman"]


@pytest.mark.parametrize("command", ["generate", "explain"])
@pytest.mark.parametrize("reading", [{"encoding": "utf-8"}, {"encoding": "ascii", "errors": "surrogateescape"}, None])
def test_standard_input_that_is_no_text_is_told(
    call: Call, monkeypatch: pytest.MonkeyPatch, reading: dict[str, Any] | None, command: str
) -> None:
    monkeypatch.setattr("sys.stdin", None if reading is None else io.TextIOWrapper(io.BytesIO(b"an \xff man"), **reading))
    told = call(command, "-")
    words = "Standard input cannot be read" if reading is None else "Standard input is not UTF-8 text"
    assert (told.status, words in told.stderr) == (2, True), told


def test_help_says_that_a_command_line_is_visible_groups_the_options_and_has_a_short_name(call: Call) -> None:
    told = call("generate", "-h")
    said = " ".join(told.stdout.replace("│", " ").split())
    assert told.status == 0
    assert "other users of it can see a command line" in said
    for group in ("Prompts", "Picture", "The two halves", "Models", "Output", "What is hidden"):
        assert f"─ {group} ─" in told.stdout


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "obclip", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("obclip ")


def test_the_shell_completes_names_of_models(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_OBCLIP_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "obclip generate --device-model portraits")
    monkeypatch.setenv("COMP_CWORD", "3")
    told = call()
    assert set(told.stdout.split()) == {entry.name for entry in entries() if entry.name.startswith("portraits")}
