"""Models load from a folder, condition as diffusers does, and say in a sentence what they cannot do."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers.utils import logging as diffusers_logging
from huggingface_hub.utils import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars
from transformers.utils import logging as transformers_logging

from obclip.errors import BadRequest, UnknownModel
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.models.loading import load_model
from obclip.models.number_format import choose_device, choose_dtype
from obclip.models.registry import entries, entry, pairs
from tests import tiny


def test_a_folder_is_loaded_in_float32_on_a_cpu(tiny_folder: Path) -> None:
    model = load_model(str(tiny_folder), device="cpu")
    assert (model.dtype, model.device.type, model.space.name) == (torch.float32, "cpu", "sd1")


@pytest.fixture
def libraries() -> Iterator[tuple[Any, Any]]:
    """Where diffusers and transformers say how much they tell; as the tests want it afterwards."""
    yield diffusers_logging, transformers_logging
    for library in (diffusers_logging, transformers_logging):
        library.set_verbosity_warning()
        library.disable_progress_bar()


@pytest.mark.parametrize("hub", [False, True])
@pytest.mark.parametrize("bars", [False, True])
def test_loading_leaves_the_libraries_as_talkative_as_they_were(
    libraries: tuple[Any, Any], bars: bool, hub: bool, tiny_folder: Path
) -> None:
    for library in libraries:
        library.set_verbosity_info()
        (library.enable_progress_bar if bars else library.disable_progress_bar)()
    (enable_progress_bars if hub else disable_progress_bars)()
    load_model(str(tiny_folder), device="cpu")
    assert [library.is_progress_bar_enabled() for library in libraries] == [bars, bars]
    assert are_progress_bars_disabled() is not hub
    assert [library.get_verbosity() for library in libraries] == [logging.INFO, logging.INFO]


def test_conditioning_is_that_of_diffusers() -> None:
    pipeline = tiny.pipeline()
    expected, blank = pipeline.encode_prompt("an old woman", "cpu", 1, True)
    model = StableDiffusionModel(pipeline, name="tiny")
    assert torch.equal(model.condition(["an old woman"]).text, expected)
    assert torch.equal(model.condition([""]).text, blank)


def test_decoding_is_that_of_diffusers() -> None:
    pipeline = tiny.pipeline()
    latents = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        pixels = pipeline.vae.decode(latents / pipeline.vae.config.scaling_factor, return_dict=False)[0]
    expected = pipeline.image_processor.postprocess(pixels, output_type="pt")
    assert torch.allclose(StableDiffusionModel(pipeline, name="tiny").decode(latents), expected, atol=1e-6)


@pytest.mark.parametrize("name", ["no-such-model", "someone/something"])
def test_an_unknown_model_is_refused_without_asking_a_network(
    name: str, addresses_asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    with pytest.raises(UnknownModel, match="allow-download"):
        load_model(name)
    assert addresses_asked == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("koala", r"^There is no model \"koala\" on this machine, and obclip knows none of that name: did you mean koala-700m\? Give"),
        ("Small-SDD", r"did you mean small-sd"),
        ("segmind/ssd1b", r"did you mean ssd-1b"),
        ("zzz/zzz", r"obclip knows none of that name: obclip models lists them\. Give a name or a folder; to fetch a hub id, pass --allow"),
        ("ssd-1b", r'^The model "ssd-1b" \(segmind/SSD-1B\) is not on this machine: pass --allow-download .*, or give a folder\.$'),
        ("segmind/SSD-1B", r"^The model .* is not on this machine: pass --allow-download \(allow_download=True in Python\) to fetch it"),
    ],
)
def test_a_model_that_is_not_here_is_told_by_whether_its_name_is_known(
    name: str, told: str, tmp_path: Path, addresses_asked: list[object]
) -> None:
    with pytest.raises(UnknownModel, match=told) as refusal:
        load_model(name, hub={"cache_dir": tmp_path})
    assert "\n" not in refusal.value.message
    assert addresses_asked == []


@pytest.mark.slow  # some twenty seconds of tries
def test_with_leave_the_hub_is_asked(addresses_asked: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    with pytest.raises(UnknownModel, match="could not be fetched"):
        load_model("someone/something", allow_download=True)
    assert addresses_asked


def test_a_folder_that_is_no_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownModel, match=r"model_index\.json"):
        load_model(str(tmp_path))


def test_a_prompt_longer_than_the_window_is_refused_with_both_lengths() -> None:
    model = StableDiffusionModel(tiny.pipeline(), name="tiny")
    model.check_length(["a" * 75])
    with pytest.raises(BadRequest, match="78 tokens"):
        model.check_length(["short", "a" * 76])


def test_a_prompt_longer_than_the_window_is_told_of_by_its_refusal_alone(caplog: pytest.LogCaptureFixture) -> None:
    """The library's warning speaks of indexing errors, and tells a terminal how long a prompt was."""
    model, library = StableDiffusionModel(tiny.pipeline(), name="tiny"), logging.getLogger("transformers")
    library.addHandler(caplog.handler)
    try:
        with pytest.raises(BadRequest, match="202 tokens"):
            model.check_length(["a" * 200])
    finally:
        library.removeHandler(caplog.handler)
    assert not caplog.records


@pytest.mark.parametrize("sides", [(9, 16), (16, 0), (16, 31)])
def test_a_size_that_the_model_cannot_draw_is_refused(sides: tuple[int, int]) -> None:
    model = StableDiffusionModel(tiny.pipeline(), name="tiny")
    assert model.latent_shape() == (4, 8, 8)
    assert model.latent_shape(24, None) == (4, 12, 8)
    with pytest.raises(BadRequest, match="multiple of 2"):
        model.latent_shape(*sides)


def test_a_cpu_computes_in_float32_unless_asked() -> None:
    cpu = torch.device("cpu")
    assert choose_dtype(cpu) == torch.float32
    assert choose_dtype(cpu, "bfloat16") == torch.bfloat16
    with pytest.raises(BadRequest, match="float16"):
        choose_dtype(cpu, "int8")
    with pytest.raises(BadRequest, match="no device"):
        choose_device("quantum")


def test_names_are_unique_and_found() -> None:
    assert len({known.name for known in entries()}) == len(entries())
    assert all(entry(known.name) == known for known in entries())
    assert {(cloud.name, small.name) for cloud, small in pairs()} >= {("sd-v1-4", "bk-sdm-small"), ("sdxl", "koala-700m")}
    assert all(cloud.space == small.space for cloud, small in pairs())


def test_loading_a_model_silences_the_hub(tiny_folder: Path) -> None:
    """In a process of its own: there the hub's library is loaded already, and nothing has silenced it."""
    switches = ("HF_HUB_DISABLE_TELEMETRY", "DISABLE_TELEMETRY", "DO_NOT_TRACK")
    code = (
        "import os, sys\n"
        "from huggingface_hub import constants\n"
        "from obclip.models.loading import load_model\n"
        "before = constants.HF_HUB_DISABLE_TELEMETRY\n"
        "load_model(sys.argv[1], device='cpu')\n"
        f"print(before, constants.HF_HUB_DISABLE_TELEMETRY, *(os.environ[name] for name in {switches}))"
    )
    environment = {name: value for name, value in os.environ.items() if name not in switches}
    command = [sys.executable, "-c", code, str(tiny_folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split() == ["False", "True", "1", "1", "1"]
