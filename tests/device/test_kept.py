"""Latents that are kept for other values: what the cloud saw and said, for the user's eyes, and of use with the prompt only."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from obclip import ObliviousPipeline
from obclip.device.kept import KeptCloud, keep
from obclip.device.other import OthersAtHand
from obclip.device.output import ObliviousPipelineOutput
from obclip.device.settings import RunSettings
from obclip.errors import BadRequest, CannotWrite
from obclip.in_process import LocalCloud
from obclip.models.families.known import around
from tests import tiny
from tests.commands import Call, Told
from tests.outputs import tensor

PROMPT = "an old man with a beard in a park, [[my secret]]"
FEW: dict[str, Any] = {"num_inference_steps": 4, "guidance_scale": 2.0, "output_type": "latent"}
SETTINGS = RunSettings(**FEW)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[ObliviousPipelineOutput, Path, str]:
    """A picture and its young other, the folder and the name of its kept latents."""
    folder = tmp_path_factory.mktemp("state") / "latents"
    with ObliviousPipeline(around(tiny.pipeline(unet_seed=1)), LocalCloud(around(tiny.pipeline()))) as pipeline:
        made = pipeline(PROMPT, negative_prompt="blurry", seed=3, **FEW)
        others = made.pictures[0].others
        assert isinstance(others, OthersAtHand)
        assert pipeline.client is not None
        name = keep(others.answer, pipeline.client.models()[0], SETTINGS, folder)
        return made.other("young"), folder, name


def again(folder: Path, name: str, prompt: str = PROMPT, **settings: Any) -> ObliviousPipelineOutput:
    """In another process, as it were: the device's model and the file are all that is left."""
    cloud = KeptCloud(name, folder)
    with ObliviousPipeline(around(tiny.pipeline(unet_seed=1)), cloud) as pipeline:
        return pipeline(prompt, **{"negative_prompt": "blurry", "seed": cloud.seed, **FEW, **settings}).other("young")


def test_another_value_is_drawn_from_the_file_as_it_would_have_been_then(drawn: tuple[ObliviousPipelineOutput, Path, str]) -> None:
    young, folder, name = drawn
    assert torch.equal(tensor(again(folder, name)), tensor(young))


def test_the_file_is_the_users_alone_and_holds_what_the_cloud_saw(drawn: tuple[ObliviousPipelineOutput, Path, str]) -> None:
    _, folder, name = drawn
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(name) == 32
    body = file.read_bytes()
    assert not [word for word in (b"secret", b"beard", b"index", b"choice") if word in body]
    assert b"an old woman in a park" in body
    assert b"an old man in a park" in body


def test_the_same_set_gives_the_same_file_but_for_its_name(tmp_path: Path) -> None:
    """Whichever member is real."""
    kept = []
    for prompt in ("an old man in a park", "a young woman in a park"):
        with ObliviousPipeline(around(tiny.pipeline(unet_seed=1)), LocalCloud(around(tiny.pipeline()))) as pipeline:
            others = pipeline(prompt, seed=3, **FEW).pictures[0].others
            assert isinstance(others, OthersAtHand)
            assert pipeline.client is not None
            kept.append((tmp_path / f"{keep(others.answer, pipeline.client.models()[0], SETTINGS, tmp_path)}.latents").read_bytes())
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    "changed",
    [
        {"prompt": "an old man in a garden"},
        {"prompt": "an old man in a park and a young woman"},
        {"seed": 4},
        {"num_inference_steps": 5},
        {"switch_point": 1},
        {"negative_prompt": "ugly"},
        {"guidance_scale": 3.0},
    ],
)
def test_another_prompt_or_setting_is_refused(drawn: tuple[ObliviousPipelineOutput, Path, str], changed: dict[str, Any]) -> None:
    with pytest.raises(BadRequest, match="another prompt or with other settings"):
        again(*drawn[1:], **changed)


def test_any_member_of_the_set_opens_the_file_since_it_does_not_say_which_is_real(drawn: tuple[ObliviousPipelineOutput, Path, str]) -> None:
    young, folder, name = drawn
    other = again(folder, name, PROMPT.replace("man", "woman"))
    assert (tensor(other) - tensor(young)).abs().max() > 1e-3


@pytest.mark.parametrize("name", ["", "x", "../../etc/passwd", "0" * 31, "0" * 32, "G" * 32])
def test_a_name_that_there_is_not_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadRequest) as caught:
        KeptCloud(name, tmp_path)
    assert caught.value.code == "no_latents"


@pytest.mark.parametrize("body", [b"", b"{}", b"{}\n", b"[" * 5_000, b'{"request": {"seed": "x"}, "card": {}}\n', b"\xff\n"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, body: bytes) -> None:
    (tmp_path / f"{'0' * 32}.latents").write_bytes(body)
    with pytest.raises(BadRequest, match="damaged or none"):
        KeptCloud("0" * 32, tmp_path)


@pytest.mark.parametrize("spoil", [lambda body: body[:-7], lambda body: body + b" ", lambda body: body[:-1] + bytes([body[-1] ^ 1])])
def test_a_damaged_file_is_refused_without_a_word_of_the_cloud(
    drawn: tuple[ObliviousPipelineOutput, Path, str], tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    _, folder, name = drawn
    (tmp_path / f"{name}.latents").write_bytes(spoil((folder / f"{name}.latents").read_bytes()))
    with pytest.raises(BadRequest, match="The file of the kept latents is damaged"):
        again(tmp_path, name)


def test_a_folder_that_cannot_be_written_is_one_sentence(drawn: tuple[ObliviousPipelineOutput, Path, str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with ObliviousPipeline(around(tiny.pipeline(unet_seed=1)), LocalCloud(around(tiny.pipeline()))) as pipeline:
        others = pipeline("an old man", **FEW).pictures[0].others
        assert isinstance(others, OthersAtHand)
        assert pipeline.client is not None
        with pytest.raises(CannotWrite, match="could not be kept"):
            keep(others.answer, pipeline.client.models()[0], SETTINGS, tmp_path / "file" / "latents")


@pytest.fixture
def kept(call: Call, tiny_folder: Path, tiny_device_folder: Path, tmp_path: Path, monkeypatch: Any) -> tuple[Call, str]:
    """`obclip other ID`, after a picture and its young other were drawn and kept with settings of their own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    small = ("--device-model", tiny_device_folder, "--device", "cpu")
    settings = ("--steps", 5, "--switch-point", 3, "--guidance-scale", 2, "--history", "restart", "--solver", "ddim", "--height", 48)
    told = call("generate", PROMPT, *small, *settings, "--cloud-model", tiny_folder, "--keep", "--other", "young")
    assert told.status == 0, told.stderr
    (file,) = (tmp_path / "state" / "obclip" / "latents").iterdir()
    assert f"obclip other {file.stem} PROMPT VALUE" in told.stdout

    def other(*arguments: object) -> Told:
        return call("other", *small, *arguments)

    return other, file.stem


def test_the_command_line_draws_another_value_with_the_settings_of_then(kept: tuple[Call, str]) -> None:
    other, name = kept
    then = Path("out-young.png").read_bytes()
    told = other(name, PROMPT, "age=young", "gender=female,young")
    assert told.status == 0, told.stderr
    assert Path("out-young-2.png").read_bytes() == then, "the file of then is not replaced"
    assert Path("out-young-female.png").read_bytes() != then
    told = other(name, PROMPT, "young", "-o", "mine.png", "--json")
    assert json.loads(told.stdout)["others"] == [{"value": "young", "file": "mine.png"}]
    assert Path("mine.png").read_bytes() == then


def test_what_the_command_cannot_draw_is_one_sentence_before_a_model_is_looked_for(kept: tuple[Call, str]) -> None:
    other, name = kept
    wrong = {
        ("0" * 32, PROMPT, "young"): "no latents of this name",
        ("last", PROMPT, "young"): "32 letters and digits",
        ("../../etc/passwd", PROMPT, "young"): "32 letters and digits",
        (name, "an old man in a garden", "young"): "another prompt",
        (name, "a red car", "young"): "another prompt",
        (name, PROMPT, "purple"): "No candidate says 'purple'",
        (name, PROMPT): "Missing argument",
        (name, PROMPT, "young", "-o", "missing/a.png"): "does not exist",
        (name, PROMPT, "young", "--device", "abacus"): "no device",
    }
    for arguments, words in wrong.items():
        told = other("--device-model", "nothing-like-it", *arguments)
        assert (told.status, words in " ".join(told.stderr.split())) == (2, True), told
        assert "nothing-like-it" not in told.stderr
    told = other(name, PROMPT, "young", "--negative-prompt", "blurry")
    assert (told.status, "negative prompt" in told.stderr) == (2, True), told
