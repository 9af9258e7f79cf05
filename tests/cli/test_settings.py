"""What is set outside of a command line: a flag goes before the environment, that before a file, that before the defaults."""

import json
from pathlib import Path

import pytest

from obclip.cli.option_names import in_option_names
from obclip.errors import BadRequest
from obclip.settings import FLAGS_ONLY, latents_folder, read_settings, user_folder
from tests.commands import Call

OPTIONS = {"generate": ["cloud", "steps", "seed", "switch-point"], "cost": ["steps"], "evaluate utility": ["steps"]}


def read(text: str, tmp_path: Path, **environment: str) -> dict[str, dict[str, object]]:
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    return read_settings(OPTIONS, environment, tmp_path)


def test_a_key_at_the_top_is_for_every_command_that_has_it_and_a_table_for_one(tmp_path: Path) -> None:
    found = read('cloud = "https://a"\nsteps = 9\n[generate]\nswitch_point = 3\n[evaluate.utility]\nsteps = 4\n', tmp_path)
    assert found == {
        "generate": {"cloud": "https://a", "steps": 9, "switch-point": 3},
        "cost": {"steps": 9},
        "evaluate utility": {"steps": 4},
    }


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    found = read("steps = 9\n[cost]\nsteps = 5\n", tmp_path, OBCLIP_STEPS="7", OBCLIP_SWITCH_POINT="2", OTHER="x")
    assert found == {"generate": {"steps": "7", "switch-point": "2"}, "cost": {"steps": "7"}, "evaluate utility": {"steps": "7"}}


def test_another_file_may_be_named(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("steps = 3")
    assert read("steps = 9", tmp_path, OBCLIP_CONFIG=str(other))["cost"] == {"steps": 3}
    assert read_settings(OPTIONS, {}, tmp_path / "nowhere") == {}


@pytest.mark.parametrize(
    ("text", "variables", "words"),
    [
        ("steps = 0", {}, "config.toml: steps must be 1 to "),
        ("[generate]\nguidance-scale = 1000", {}, "config.toml: guidance-scale must be 0 to 100 "),
        ("steps = 9", {"OBCLIP_STEPS": "0"}, "OBCLIP_STEPS: steps must be 1 to "),
        ("height = 0", {"OBCLIP_HEIGHT": "5000"}, "OBCLIP_HEIGHT: height must be 1 to "),
        ("switch-point = 30", {}, "config.toml: switch-point must be 0 to --steps (got 30 and 25)"),
    ],
)
def test_a_number_out_of_range_is_told_with_where_it_is_set(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, variables: dict[str, str], words: str
) -> None:
    (tmp_path / "config.toml").write_text(text)
    for name, value in {"OBCLIP_CONFIG": str(tmp_path / "config.toml"), **variables}.items():
        monkeypatch.setenv(name, value)
    assert words in call("generate", "an old man").stderr
    on_the_line = call("generate", "an old man", "--steps", "0", "--height", "8", "--guidance-scale", "2", "--switch-point", "0")
    assert "obclip: --steps must be 1 to " in on_the_line.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("stesp = 9", r"stesp is no option .did you mean steps\?.: there are cloud, steps, switch-point"),
        ("colour = 9", "colour is no option: there are cloud"),
        ("[generate]\nport = 1", "port is no option"),
        ("[draw]\nsteps = 1", r"\[draw\] is no command: there are cost, evaluate utility, generate"),
        ("[generate]\nseed = 1", "seed is for the command line only: give --seed"),
        ("steps = = 9", r"config\.toml is no TOML .*: mend it, or move it away"),
    ],
)
def test_a_file_that_says_what_nobody_understands_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        read(text, tmp_path)


def test_a_variable_is_named_only_if_it_says_where_the_file_is(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    for environment, way in ({}, "move it away"), ({"OBCLIP_CONFIG": str(tmp_path / "config.toml")}, "unset OBCLIP_CONFIG"):
        with pytest.raises(BadRequest, match=rf"config\.toml cannot be read .*, or {way}\.$"):
            read_settings(OPTIONS, environment, tmp_path)


def test_a_value_that_a_command_refuses_is_told_with_where_it_is_set(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("obclip.cli.main.user_folder", lambda: tmp_path)
    monkeypatch.delenv("OBCLIP_CONFIG")
    (tmp_path / "config.toml").write_text('solver = "foo"')
    refusal = "Invalid value for '--solver': 'foo' is not one of"
    assert f"obclip: {tmp_path / 'config.toml'}: {refusal}" in call("generate", "an old man").stderr
    assert f"obclip: {refusal}" in call("generate", "an old man", "--solver", "foo").stderr
    monkeypatch.setenv("OBCLIP_SOLVER", "foo")
    assert f"obclip: OBCLIP_SOLVER: {refusal}" in call("generate", "an old man").stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("generate", "--num-inference-steps", 3), "--num-inference-steps (it is called --steps here)"),
        (("generate", "--num_images_per_prompt", 3), "--num_images_per_prompt (it is called --num-images here)"),
        (("candidates", "--max_candidates", 3), "--max_candidates (it is called --max-candidates here)"),
        (("explain", "--num-inference-steps", 3), "--num-inference-steps."),
    ],
)
def test_a_name_of_pythons_is_told_as_the_option_that_the_command_has(call: Call, arguments: tuple[object, ...], words: str) -> None:
    told = call(*arguments)
    assert (told.status, f"No such option: {words}" in told.stderr) == (2, True), told.stderr


def test_a_named_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="cannot be read"):
        read("", tmp_path, OBCLIP_CONFIG=str(tmp_path / "none.toml"))


@pytest.mark.parametrize("name", sorted(FLAGS_ONLY))
def test_what_gives_up_privacy_is_never_set_by_the_environment(tmp_path: Path, name: str) -> None:
    variable = f"OBCLIP_{name.upper().replace('-', '_')}"
    with pytest.raises(BadRequest, match=f"{variable}: {name} is for the command line only: give --{name}"):
        read_settings({"generate": FLAGS_ONLY}, {variable: "1"}, tmp_path)
    assert {"allow-single", "reveal-prompt", "allow-plaintext"} <= FLAGS_ONLY


def test_a_variable_that_is_no_setting_is_named_with_the_one_that_may_be_meant(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OBCLIP_STEPZ", "OBCLIP_N", "OBCLIP_SERVICE_HOST", "OBCLIP_CLOUD_PORT_80_TCP", "OBCLIP_KEY", "OBCLIP_DEBUG"):
        monkeypatch.setenv(name, "3")
    told = call("candidates", "an old man")
    assert told.status == 0
    assert told.stderr.splitlines() == [
        "obclip: OBCLIP_N is no setting of any command and has no say.",
        "obclip: OBCLIP_STEPZ is no setting of any command and has no say (did you mean OBCLIP_STEPS?).",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("steps = true", "steps must be a whole number (got True)"),
        ("steps = 2.5", "steps must be a whole number (got 2.5)"),
        ("steps = [1]", "steps must be a whole number (got [1])"),
        ("guidance-scale = false", "guidance-scale must be a number (got False)"),
        ("negative-prompt = 7", "negative-prompt must be a text (got 7)"),
        ("negative-prompt = true", "negative-prompt must be a text (got True)"),
        ("mode = 1979-05-27", "mode must be a text (got datetime.date"),
        ("ask = 1", "ask must be true or false (got 1)"),
        ("detector = [3]", "detector must be a text (got [3])"),
        ("output = 3", "output must be a text (got 3)"),
    ],
)
def test_a_value_of_another_kind_in_the_file_is_refused(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, words: str
) -> None:
    (tmp_path / "c.toml").write_text(f"[generate]\n{text}\n")
    monkeypatch.setenv("OBCLIP_CONFIG", str(tmp_path / "c.toml"))
    told = call("candidates", "an old man")
    assert (told.status, f"{tmp_path / 'c.toml'}: {words}" in told.stderr) == (2, True), told.stderr


@pytest.mark.parametrize("arguments", [("generate", "--file", "big"), ("candidates", "--file", "big")])
def test_a_file_without_an_end_is_refused(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("obclip.text_files.LARGEST", 1 << 20)
    Path("big").write_bytes(b"a" * (1 << 20) + b"b")
    told = call(*arguments)
    assert (told.status, '"big" is larger than 1 MiB' in told.stderr) == (2, True), told.stderr


def steps_of(told: tuple[int, str, str]) -> int:
    assert told[0] == 0, told[2]
    steps: int = json.loads(told[1])["steps"]
    return steps


def test_a_command_takes_what_is_set_and_a_flag_goes_before_it(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    cost = ("cost", "--switch-point", 2, "--plan", "none", "--json")
    file = tmp_path / "mine.toml"
    file.write_text("[cost]\nsteps = 9\n")
    assert steps_of(call(*cost)) == 25
    monkeypatch.setenv("OBCLIP_CONFIG", str(file))
    assert steps_of(call(*cost)) == 9
    monkeypatch.setenv("OBCLIP_STEPS", "7")
    assert steps_of(call(*cost)) == 7
    assert steps_of(call(*cost, "--steps", 5)) == 5
    monkeypatch.setenv("OBCLIP_STEPS", "many")
    told = call(*cost)
    assert (told.status, "--steps" in told.stderr) == (2, True)


def test_a_cloud_that_is_set_gives_way_to_a_model_that_is_named_on_the_line(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tiny_folder: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OBCLIP_CLOUD", "http://127.0.0.1:9")
    line = ("generate", "an old man", "--device-model", tiny_folder, "--steps", 3, "--device", "cpu")
    assert "No cloud answers" in call(*line).stderr
    assert call(*line, "--cloud-model", tiny_folder).status == 0
    monkeypatch.setenv("OBCLIP_CLOUD_MODEL", str(tiny_folder))
    assert "not both" in call(*line).stderr


def test_several_values_of_one_option_have_commas_between_in_the_environment(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OBCLIP_DETECTOR", "magic,more")
    assert "must be spacy:PIPELINE" in call("explain", "an old man").stderr


def test_a_command_of_a_group_has_its_settings_too(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OBCLIP_PAIR", "one")
    assert "--pair" in call("evaluate", "utility").stderr


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("switch_point must be 0 to num_inference_steps.", "--switch-point must be 0 to --steps."),
        ("Prompt 2: seed must be 0 or more.", "Prompt 2: --seed must be 0 or more."),
        ("The height of a seed is none.", "The height of a seed is none."),
        ("my_switch_points stay.", "my_switch_points stay."),
        ("Allow that (--allow-single; allow_single=True in Python).", "Allow that (--allow-single; allow_single=True in Python)."),
    ],
)
def test_errors_name_options_as_they_are_written(told: str, expected: str) -> None:
    assert in_option_names(told) == expected


@pytest.mark.parametrize(
    ("platform", "set_by_user", "settings", "latents"),
    [
        ("linux", {}, "home/.config/obclip", "home/.local/state/obclip/latents"),
        ("linux", {"XDG_CONFIG_HOME": "c", "XDG_STATE_HOME": "s"}, "c/obclip", "s/obclip/latents"),
        ("darwin", {"XDG_STATE_HOME": "s"}, "home/Library/Application Support/obclip", "home/Library/Application Support/obclip/latents"),
        ("win32", {"APPDATA": "roaming"}, "roaming/obclip", "roaming/obclip/latents"),
    ],
)
def test_settings_and_kept_latents_lie_where_the_system_has_its_users_files(
    monkeypatch: pytest.MonkeyPatch, platform: str, set_by_user: dict[str, str], settings: str, latents: str
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in set_by_user.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("home"))
    assert (user_folder(), latents_folder()) == (Path(settings), Path(latents))
