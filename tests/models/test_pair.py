"""A pair is saved to one folder and comes back as it was, with what its models' own files do not say."""

from pathlib import Path
from typing import Any

import pytest
import torch

from obclip import ObliviousPipeline
from obclip.device.transport import CloudClient
from obclip.errors import BadRequest, CannotWrite, UnknownModel
from obclip.in_process import LocalCloud, local_cloud
from obclip.models.families.known import around
from obclip.models.pair import FILE
from tests import tiny, tiny_sdxl
from tests.outputs import tensor

FEW: dict[str, Any] = {"num_inference_steps": 4, "seed": 3, "output_type": "latent"}


def test_a_saved_pair_draws_the_same_picture(tmp_path: Path) -> None:
    cloud = around(tiny.pipeline(), name="large", guidance_scale=2.5, solver="ddim")
    with ObliviousPipeline(
        around(tiny.pipeline(unet_seed=1), name="small", guidance_scale=3.5, solver="ddim"), local_cloud(cloud)
    ) as pipeline:
        pipeline.save_pretrained(tmp_path / "pair")
        expected = tensor(pipeline("an old man", **FEW))
    with ObliviousPipeline.from_pretrained(tmp_path / "pair", device="cpu") as loaded:
        assert isinstance(loaded.client, LocalCloud)
        assert (loaded.model.name, loaded.model.guidance_scale) == ("small", 3.5)
        assert (loaded.client.model.name, loaded.client.model.guidance_scale, loaded.client.model.solver) == ("large", 2.5, "ddim")
        assert torch.equal(tensor(loaded("an old man", **FEW)), expected)
    assert sorted(path.name for path in (tmp_path / "pair").iterdir()) == ["cloud", "device", FILE]


def test_a_cloud_elsewhere_is_saved_by_its_url_and_another_can_be_named(tmp_path: Path) -> None:
    with ObliviousPipeline(around(tiny.pipeline()), CloudClient("https://cloud.example")) as pipeline:
        pipeline.save_pretrained(tmp_path)
    with ObliviousPipeline.from_pretrained(tmp_path, device="cpu") as loaded:
        assert loaded.client is not None
        assert loaded.client.url == "https://cloud.example"
    with ObliviousPipeline.from_pretrained(tmp_path, cloud=tiny.pipeline(), device="cpu") as loaded:
        assert isinstance(loaded.client, LocalCloud)


def test_a_device_alone_comes_back_alone(tmp_path: Path) -> None:
    with ObliviousPipeline(around(tiny.pipeline()), None) as pipeline:
        pipeline.save_pretrained(tmp_path)
    with ObliviousPipeline.from_pretrained(tmp_path, device="cpu") as loaded:
        assert loaded.client is None


def test_a_variant_of_the_weights_is_saved_and_loaded_and_a_missing_one_is_told(tmp_path: Path) -> None:
    with ObliviousPipeline(around(tiny.pipeline()), None) as pipeline:
        pipeline.save_pretrained(tmp_path, variant="fp16")
    with pytest.raises(UnknownModel, match='no weights of the variant "bf16"'):
        ObliviousPipeline.from_pretrained(tmp_path, variant="bf16", device="cpu")
    for variant in ("fp16", None):  # a folder that has no others needs none to be named
        with ObliviousPipeline.from_pretrained(tmp_path, variant=variant, device="cpu") as loaded:
            assert tensor(loaded("an old man", mode="device-only", **FEW)).shape == (1, 4, 8, 8)


def test_of_weights_in_several_variants_one_is_to_be_named_and_plain_ones_are_taken_before_any(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for variant in ("fp16", "bf16"):
        tiny.pipeline().save_pretrained(tmp_path, variant=variant)
    capfd.readouterr()
    with pytest.raises(UnknownModel, match="only as bf16, fp16: name one of them as the variant"):
        ObliviousPipeline.from_pretrained(tmp_path, cloud=None, device="cpu")
    with pytest.raises(UnknownModel, match='no weights of the variant "int8"'):
        ObliviousPipeline.from_pretrained(tmp_path, cloud=None, variant="int8", device="cpu")
    assert capfd.readouterr().err == "", "diffusers prints none of its own"
    tiny.pipeline(unet_seed=1).save_pretrained(tmp_path)
    with ObliviousPipeline.from_pretrained(tmp_path, cloud=None, device="cpu") as loaded:
        assert torch.equal(next(loaded.model.network.parameters()), next(tiny.pipeline(unet_seed=1).unet.parameters()))


def test_parts_that_are_pickles_alone_are_named_and_said_to_run_code(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    tiny.pipeline().save_pretrained(tmp_path / "whole", safe_serialization=False)
    with pytest.raises(UnknownModel, match=r"weights of its unet, vae.* as \.bin files alone, which run code"):
        ObliviousPipeline.from_pretrained(tmp_path / "whole", cloud=None, device="cpu")
    tiny.pipeline().save_pretrained(tmp_path / "part")
    (tmp_path / "part/vae/diffusion_pytorch_model.safetensors").rename(tmp_path / "part/vae/diffusion_pytorch_model.fp16.bin")
    for variant in (None, "fp16"):
        with pytest.raises(UnknownModel, match=r"weights of its vae as \.bin files alone"):
            ObliviousPipeline.from_pretrained(tmp_path / "part", cloud=None, variant=variant, device="cpu")


def test_a_file_in_the_way_and_a_spoilt_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with ObliviousPipeline(around(tiny.pipeline()), None) as pipeline:
        with pytest.raises(CannotWrite, match="name a folder"):
            pipeline.save_pretrained(tmp_path / "taken")
        pipeline.save_pretrained(tmp_path / "pair")
    (tmp_path / "pair" / FILE).write_text("{")
    with pytest.raises(UnknownModel, match="save the pair again"):
        ObliviousPipeline.from_pretrained(tmp_path / "pair", device="cpu")


def test_a_pair_in_place_of_one_model_is_told_by_its_halves(tmp_path: Path) -> None:
    pair = tmp_path / "pair"
    with ObliviousPipeline.from_pretrained(tiny.pipeline(), cloud=tiny.pipeline()) as pipeline:
        pipeline.save_pretrained(pair)
    for device, cloud in ((tiny.pipeline(), pair), (pair, str(pair))):
        with pytest.raises(UnknownModel, match=f'holds a pair, and one model is wanted here: name "{pair}/cloud" or "{pair}/device"'):
            ObliviousPipeline.from_pretrained(device, cloud=cloud)
    with ObliviousPipeline.from_pretrained(pair, cloud=pair / "cloud") as pipeline:
        assert pipeline.client is not None


@pytest.mark.parametrize("nowhere", ["", "  ", None, 3])
def test_a_pair_is_saved_in_a_folder_that_has_a_name(nowhere: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with ObliviousPipeline(around(tiny.pipeline()), None) as pipeline, pytest.raises(CannotWrite, match="name one"):
        pipeline.save_pretrained(nowhere)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("nowhere", ["", " "])
def test_a_cloud_without_a_name_is_told(nowhere: str) -> None:
    with pytest.raises(BadRequest, match="cloud must be a URL, a model's name or folder"):
        ObliviousPipeline.from_pretrained(tiny.pipeline(), cloud=nowhere)


def test_both_sides_are_cast_and_moved_together() -> None:
    with ObliviousPipeline(around(tiny.pipeline(unet_seed=1)), local_cloud(around(tiny.pipeline()))) as pipeline:
        expected = tensor(pipeline("an old man", **FEW))
        assert pipeline.to(torch.bfloat16) is pipeline
        assert isinstance(pipeline.client, LocalCloud)
        for model in (pipeline.model, pipeline.client.model):
            assert model.dtype == torch.bfloat16
        coarse = tensor(pipeline("an old man", **FEW))
        back = tensor(pipeline.to("cpu", torch.float32)("an old man", **FEW))
    assert coarse.dtype == torch.float32
    assert 0 < (coarse - expected).abs().max() < 0.2 * expected.abs().max()
    assert (back - expected).abs().max() < 0.2 * expected.abs().max()


def test_sdxls_autoencoder_keeps_its_range_when_the_rest_is_cast_to_half() -> None:
    model = around(tiny_sdxl.pipeline())
    model.to(torch.float16)
    assert (model.dtype, model.vae.dtype) == (torch.float16, torch.float32)


@pytest.mark.parametrize("told", [{"push_to_hub": True}, {"push_to_hub": True, "repo_id": "me/pair"}, {"varient": "fp16"}])
def test_what_does_not_say_how_files_are_written_is_refused_and_nothing_is_written(tmp_path: Path, told: dict[str, Any]) -> None:
    """Above all a hub: what is saved stays here."""
    folder = tmp_path / "pair"
    with ObliviousPipeline(around(tiny.pipeline()), CloudClient("https://cloud.example")) as pipeline:
        with pytest.raises(
            BadRequest, match=rf"^save_pretrained takes variant, .* \(got {', '.join(told)}\): .*push the folder yourself\.$"
        ):
            pipeline.save_pretrained(folder, **told)
        assert not folder.exists()
        pipeline.save_pretrained(folder, push_to_hub=False, variant="fp16")
    assert (folder / "device" / "unet" / "diffusion_pytorch_model.fp16.safetensors").is_file()
