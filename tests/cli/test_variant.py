"""--variant reaches every command that loads models, and a kind of weights that is not there is one sentence."""

import json
from pathlib import Path

import pytest
from diffusers import PNDMScheduler
from PIL import Image

from tests import tiny
from tests.commands import Call

FEW = ("--steps", 2, "--switch-point", 1, "--device", "cpu")


@pytest.fixture(scope="module")
def halved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with weights of two kinds, so that one has to be named; its scheduler is PNDM."""
    folder = tmp_path_factory.mktemp("halved")
    pipeline = tiny.pipeline()
    pipeline.scheduler = PNDMScheduler.from_config(pipeline.scheduler.config)
    for variant in ("fp16", "bf16"):
        pipeline.save_pretrained(folder, variant=variant)
    return folder


@pytest.mark.filterwarnings("default::obclip.errors.SolverWarning")
def test_a_picture_is_drawn_with_the_weights_that_are_named_and_another_solver_is_told_once(
    call: Call, halved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    models = ("--device-model", halved, "--cloud-model", halved)
    status, _, err = call("generate", "an old man", *models, *FEW)
    assert (status, "only as bf16, fp16: name one of them as the variant" in " ".join(err.split())) == (2, True), err
    monkeypatch.setenv("OBCLIP_VARIANT", "fp16")
    status, out, err = call("generate", "an old man", "--json", *models, *FEW)
    assert status == 0, err
    with Image.open(json.loads(out)["pictures"][0]["file"]) as image:
        assert image.width == 16
    assert " ".join(err.split()).count("comes with a PNDMScheduler and is drawn with dpmsolver++") == 1
    assert "Warning" not in err


@pytest.mark.parametrize(
    "command",
    [
        ("generate", "an old man", "--mode", "device-only", "--device-model"),
        ("app", "--no-browser", "--port", 0, "--cloud", "https://cloud.example", "--device-model"),
        ("gateway", "--port", 0, "--cloud", "https://cloud.example", "--device-model"),
        ("serve", "--port", 0, "--model"),
    ],
    ids=lambda command: command[0],
)
def test_a_kind_of_weights_that_is_not_there_is_named(call: Call, halved: Path, command: tuple[object, ...]) -> None:
    status, _, err = call(*command, halved, "--variant", "int8")
    assert (status, 'has no weights of the variant "int8"' in " ".join(err.split())) == (2, True), err


def test_so_it_is_where_a_pair_is_judged_or_a_model_is_exported(call: Call, halved: Path, tmp_path: Path) -> None:
    pytest.importorskip("onnxscript")
    for command in (("evaluate", "utility", "--pair", f"{halved},{halved}", "--prompts", 2), ("export-onnx", halved, tmp_path / "page")):
        status, _, err = call(*command, "--variant", "int8")
        assert (status, 'has no weights of the variant "int8"' in " ".join(err.split())) == (2, True), err
