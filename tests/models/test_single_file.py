"""One .safetensors file with a whole model in it is loaded as what it is, and nothing else is opened."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from obclip import ObliviousPipeline
from obclip.errors import UnknownModel
from obclip.models.single_file import class_in_file
from tests import tiny
from tests.ldm import save_as_one_file
from tests.outputs import tensor


def test_a_file_draws_what_the_pipeline_in_it_draws(tmp_path: Path, tiny_folder: Path, addresses_asked: list[object]) -> None:
    file = save_as_one_file(tiny.pipeline(unet_seed=1), tmp_path / "tiny.safetensors")
    drawn = []
    with (
        ObliviousPipeline.from_single_file(file, cloud=tiny.pipeline(), config=tiny_folder, device="cpu") as single,
        ObliviousPipeline.from_pretrained(tiny.pipeline(unet_seed=1), cloud=tiny.pipeline()) as loaded,
    ):
        assert (single.model.name, single.model.solver) == ("tiny", "dpmsolver++")
        for pipeline in (single, loaded):
            made = pipeline("an old man", num_inference_steps=4, guidance_scale=2.0, seed=3, output_type="pt")
            drawn.append(tensor(made))
    assert torch.equal(drawn[0], drawn[1])
    assert addresses_asked == []


def test_without_what_the_file_does_not_hold_that_is_told(tmp_path: Path, addresses_asked: list[object]) -> None:
    file = save_as_one_file(tiny.pipeline(), tmp_path / "tiny.safetensors")
    with pytest.raises(UnknownModel, match="give config, a folder or hub id"):
        ObliviousPipeline.from_single_file(file, cloud=None, device="cpu")
    assert addresses_asked == []


def test_a_config_that_is_not_there_or_of_another_kind_is_told_by_its_name(tmp_path: Path, addresses_asked: list[object]) -> None:
    file = save_as_one_file(tiny.pipeline(), tmp_path / "tiny.safetensors")
    for missing in ("some/model", tmp_path / "nowhere", file):
        with pytest.raises(UnknownModel, match=f'no config "{missing}" on this machine: give a folder.*, or allow_download'):
            ObliviousPipeline.from_single_file(file, cloud=None, config=missing)
    with pytest.raises(UnknownModel, match=f'could not be loaded by the config "{tmp_path}": give a folder.*of the same kind'):
        ObliviousPipeline.from_single_file(file, cloud=None, config=tmp_path)
    assert addresses_asked == []


def test_a_file_without_its_autoencoder_is_told(tmp_path: Path, tiny_folder: Path) -> None:
    file = save_as_one_file(tiny.pipeline(), tmp_path / "tiny.safetensors")
    save_file({name: tensor for name, tensor in load_file(file).items() if not name.startswith("first_stage_model.")}, file)
    with pytest.raises(UnknownModel, match=r"is not a whole model \(Failed to load AutoencoderKL\): load it with diffusers") as refusal:
        ObliviousPipeline.from_single_file(file, cloud=None, config=tiny_folder)
    assert "\n" not in refusal.value.message


def test_a_file_in_place_of_a_folder_is_told_how_it_is_loaded(tmp_path: Path) -> None:
    file = save_as_one_file(tiny.pipeline(), tmp_path / "tiny.safetensors")
    for device, cloud in ((str(file), None), (tiny.pipeline(), file)):
        with pytest.raises(UnknownModel, match=r"is one file, and a model is named by its folder: .*save_pretrained"):
            ObliviousPipeline.from_pretrained(device, cloud=cloud)


@pytest.mark.parametrize("name", ["model.ckpt", "missing.safetensors", "https://example.com/model.safetensors"])
def test_other_files_are_not_opened(name: str, tmp_path: Path) -> None:
    (tmp_path / "model.ckpt").write_bytes(b"cos\nsystem\n")
    with pytest.raises(UnknownModel, match=r"no \.safetensors file on this machine"):
        class_in_file(tmp_path / name if "://" not in name else name)


def test_a_file_is_told_by_its_tensors(tmp_path: Path) -> None:
    whole = load_file(save_as_one_file(tiny.pipeline(), tmp_path / "tiny.safetensors"))
    assert class_in_file(tmp_path / "tiny.safetensors") == "StableDiffusionPipeline"
    save_file({**whole, "conditioner.embedders.1.model.ln_final.weight": torch.zeros(1)}, tmp_path / "xl.safetensors")
    assert class_in_file(tmp_path / "xl.safetensors") == "StableDiffusionXLPipeline"
    save_file({"lora_unet_down.weight": torch.zeros(1)}, tmp_path / "lora.safetensors")
    with pytest.raises(UnknownModel, match="is no whole model"):
        class_in_file(tmp_path / "lora.safetensors")
    (tmp_path / "cut.safetensors").write_bytes((tmp_path / "xl.safetensors").read_bytes()[:100])
    with pytest.raises(UnknownModel, match="cut short"):
        class_in_file(tmp_path / "cut.safetensors")
