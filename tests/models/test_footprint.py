"""What a model takes is told from shapes: the same numbers as of the model itself, and nothing is fetched."""

from pathlib import Path

import pytest
import torch
from torch import nn

from obclip.errors import BadRequest
from obclip.models.footprint import Alive, footprints
from obclip.models.loading import load_model
from obclip.models.registry import Entry, entries
from obclip.models.weightless import WeightlessModel, architecture_of
from tests.commands import Call

LARGE = 256


def test_the_weights_are_those_of_the_model_itself(tiny_folder: Path) -> None:
    model = load_model(str(tiny_folder), device="cpu")
    counted = {one.name: one.weights for one in footprints(str(tiny_folder), LARGE)}
    parts = {"text_encoder": [model.pipeline.text_encoder], "unet": [model.pipeline.unet]}
    parts["decoder"] = [model.pipeline.vae.decoder, model.pipeline.vae.post_quant_conv]
    assert counted == {name: sum(weight.numel() for one in held for weight in one.parameters()) for name, held in parts.items()}


def test_larger_weights_are_stored_in_half_and_held_in_full(tiny_folder: Path) -> None:
    for one in footprints(str(tiny_folder), LARGE):
        assert one.held == 4 * one.weights
        assert one.held / 2 < one.stored < one.held, "some are small"
    assert all(one.stored == one.held for one in footprints(str(tiny_folder), 10**9))


def test_the_peak_is_what_is_alive_at_once() -> None:
    """Two maps of 4 MB are alive while the second is made of the first; views and weights cost nothing."""
    layer = nn.Linear(1000, 1000, bias=False, device="meta")
    given = torch.empty(1000, 1000, device="meta")
    with torch.no_grad(), Alive() as alive:
        made = layer(given)
        made = made.relu()
        made = made.reshape(10, -1)[2:]
    assert alive.peak == 2 * 4_000_000
    assert alive.now == 4_000_000
    del made
    assert alive.now == 0


def test_attentions_maps_are_most_of_what_works() -> None:
    parts = {one.name: one for one in footprints("bk-sdm-tiny", LARGE)}
    assert parts["unet"].weights == 323_384_964
    maps = 8 * 4096 * 4096 * 4
    assert 2 * maps < parts["unet"].working < 3 * maps, "scores, and what is made of them"


@pytest.mark.parametrize("known", [known for known in entries() if not known.bundled and known.unet is None], ids=lambda known: known.name)
def test_a_model_of_the_registry_is_known_by_its_hub_id_as_by_its_name(known: Entry) -> None:
    assert architecture_of(known.source) == architecture_of(known.name)


def test_what_a_hub_ids_model_takes_is_told_as_of_its_name() -> None:
    assert footprints("nota-ai/bk-sdm-tiny", LARGE) == footprints("bk-sdm-tiny", LARGE)
    assert WeightlessModel("CompVis/stable-diffusion-v1-4").name == WeightlessModel("sd-v1-4").name == "sd-v1.4"
    assert WeightlessModel("segmind/SSD-1B").name == "ssd-1b"
    with pytest.raises(BadRequest, match='There is no architecture "segmind/other": choose one of'):
        WeightlessModel("segmind/other")


def test_a_model_that_only_a_hub_knows_is_named_the_known_ones() -> None:
    with pytest.raises(BadRequest, match=r"give its folder, or one of sd-v1\.4, small-sd, bk-sdm-small, bk-sdm-tiny\.$"):
        footprints("somebody/model", LARGE)


def test_the_command_says_what_it_takes_and_writes_nothing(call: Call, tmp_path: Path) -> None:
    told = call("export-onnx", "small-sd", str(tmp_path / "out"), "--dry-run")
    assert told.status == 0
    assert "small-sd: 1503.9 MB to load; a tab needs at most 4.14 GB." in told.stdout
    assert "may be more" not in told.stdout
    assert "may be more than the 4.3 GB that WebAssembly can address" in call("export-onnx", "sd-v1.4", "--dry-run").stdout
    assert not (tmp_path / "out").exists()
    assert call("export-onnx", "small-sd").status == 2
