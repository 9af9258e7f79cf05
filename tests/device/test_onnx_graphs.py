"""A device's model as ONNX computes what torch computes, says all that a page must know of it, and is the same bytes each time."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from obclip.device.manifest import GRAPHS, MANIFEST, manifest_of
from obclip.device.onnx_graphs import manifest
from obclip.device.tab import trouble_with
from obclip.errors import BadRequest
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.models.footprint import footprints
from tests import tiny

onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("onnxscript")


@pytest.fixture(scope="module")
def model() -> StableDiffusionModel:
    return StableDiffusionModel(tiny.pipeline(), name="tiny")


@pytest.fixture(scope="module")
def folder(model: StableDiffusionModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from obclip.device.onnx_graphs import export

    path = tmp_path_factory.mktemp("tiny")
    done = export(model, path)
    assert [part.name for part in done] == list(GRAPHS)
    assert all(0 < part.apart < 2e-3 * max(part.largest, 1) for part in done), "weights of float32 lose digits, and it is said how many"
    return path


def test_what_a_dry_run_says_of_the_files_is_what_they_come_to(folder: Path, tiny_folder: Path) -> None:
    from obclip.device.onnx_graphs import LARGE

    for told in footprints(str(tiny_folder), LARGE):
        written = (folder / f"{told.name}.onnx").stat().st_size
        # Beside its weights a file holds their names and shapes, and the graph.
        assert told.stored < written < told.stored + 200_000


def test_the_network_predicts_what_torch_predicts(model: StableDiffusionModel, folder: Path) -> None:
    channels, height, width = model.latent_shape()
    latents = torch.randn((1, channels, height, width), generator=torch.Generator().manual_seed(1))
    text = model.condition(["an old man"])
    blank = model.blank()
    assert blank is not None
    timestep = torch.tensor([481.5])
    session = onnxruntime.InferenceSession(folder / "unet.onnx")
    for told in (blank, text):
        feeds = {"latents": latents.numpy(), "context": told.text.numpy(), "timestep": timestep.numpy()}
        got, expected = session.run(None, feeds)[0], model.predict(latents, timestep, told).numpy()
        assert np.abs(got - expected).max() < 2e-3 * np.abs(got).max()


def test_the_manifest_says_what_the_model_says_and_what_the_files_are(model: StableDiffusionModel, folder: Path) -> None:
    told = manifest_of(json.loads((folder / MANIFEST).read_text()))
    assert told.space.fits(model.space)
    assert (told.solver, told.guidance, told.guidance_scale) == (model.solver, model.guidance, model.guidance_scale)
    assert told.latent_shape() == model.latent_shape()
    assert told.schedule(25, "dpmsolver++") == model.schedule(25, "dpmsolver++")
    assert list(told.ratios) == list(model.ratios)
    for name, file in told.files.items():
        content = (folder / name).read_bytes()
        assert (file.bytes, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_what_was_not_exported_is_refused_in_one_sentence(folder: Path) -> None:
    told = manifest_of(json.loads((folder / MANIFEST).read_text()))
    with pytest.raises(BadRequest, match="in 4, 6, 8"):
        told.schedule(24, "dpmsolver++")
    with pytest.raises(BadRequest, match="was exported for pictures of"):
        told.latent_shape(8, 8)
    with pytest.raises(BadRequest, match="no manifest"):
        manifest_of({"format": "another"})


@pytest.mark.parametrize(
    "told",
    [
        {"format": "obclip-onnx/99"},
        {"name": {"a": 1}},
        {"solver": "magic"},
        {"prediction_type": ["epsilon"]},
        {"guidance": "loud"},
        {"factor": 0},
        {"height": 1_000_000},
        {"height": "16"},
        {"width": -8},
        {"width": 17},
        {"window": 10**9},
        {"rows": 3},
        {"guidance_scale": float("nan")},
        {"step_distilled": ["x"]},
        {"ratios": []},
        {"ratios": "x"},
        {"ratios": [1.0, 0.5]},
        {"space": {}},
        {"schedules": [{}]},
        {"files": {"unet.onnx": 1}},
    ],
)
def test_a_manifest_that_no_page_could_draw_by_is_refused_when_it_is_read(folder: Path, told: dict[str, Any]) -> None:
    written = json.loads((folder / MANIFEST).read_text())
    manifest_of(written)
    with pytest.raises(BadRequest, match="choose the folder"):
        manifest_of({**written, **told})
    assert json.loads(trouble_with(json.dumps({**written, **told})))["error"]["code"] == "bad_manifest"
    assert json.loads(trouble_with(json.dumps(written))) == {}


def test_a_model_that_a_page_cannot_run_is_named(tmp_path: Path) -> None:
    from obclip.device.onnx_graphs import export

    odd = StableDiffusionModel(tiny.pipeline(), name="tiny", guidance="embedded")
    with pytest.raises(BadRequest, match="cannot be exported yet"):
        export(odd, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_model_of_few_steps_tells_its_own_levels_and_where_a_cloud_would_stop() -> None:
    few = StableDiffusionModel(tiny.pipeline(), name="tiny", solver="lcm", step_distilled=(4, 8))
    told = manifest(few, {})
    assert told.schedule(4, "lcm") == few.schedule(4, "lcm")
    assert told.schedule(25, "dpmsolver++") == few.schedule(25, "dpmsolver++")
    with pytest.raises(BadRequest, match="with lcm in 4, 8 steps"):
        told.schedule(5, "lcm")


@pytest.mark.slow
def test_an_export_names_nothing_of_the_machine_and_is_the_same_twice(model: StableDiffusionModel, folder: Path, tmp_path: Path) -> None:
    from obclip.device.onnx_graphs import export

    export(model, tmp_path)
    for path in folder.iterdir():
        content = path.read_bytes()
        assert content == (tmp_path / path.name).read_bytes()
        assert not any(word in content for word in (b".py", str(Path.home()).encode() + b"/", b"site-packages"))
