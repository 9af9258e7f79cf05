"""Nothing that loading a pipeline of diffusers takes is ignored without a word: it is supported, or refused with a reason."""

import inspect
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import DiffusionPipeline, LatentConsistencyModelPipeline, StableDiffusionPipeline, StableDiffusionXLPipeline

from obclip import ObliviousPipeline
from obclip.device.loading_arguments import REFUSED
from obclip.errors import BadRequest, UnknownArgument, UnknownModel
from obclip.models.families.known import around
from tests import tiny
from tests.ldm import save_as_one_file

SUPPORTED = ("torch_dtype", "dtype", "variant", "local_files_only", "config", "cache_dir", "token", "revision")
# What changes something.
ODD: dict[str, Any] = {"use_safetensors": False, "low_cpu_mem_usage": False}


def documented(loading: Any) -> set[str]:
    """Its keyword arguments, which it takes as `**kwargs`: those of its documentation, and those that its source takes out."""
    told = re.findall(r"^ {12}(\w+) ?\(", loading.__doc__, re.MULTILINE)
    taken = re.findall(r'kwargs\.pop\(\s*"(\w+)"', inspect.getsource(loading))
    return {*told, *taken} - {"pretrained_model_name_or_path", "pretrained_model_link_or_path", "kwargs"}


def parts() -> set[str]:
    """What takes the place of a pipeline's own part."""
    pipelines = (StableDiffusionPipeline, StableDiffusionXLPipeline, LatentConsistencyModelPipeline)
    return {name for pipeline in pipelines for name in inspect.signature(pipeline.__init__).parameters if name != "self"}


LOADING = documented(DiffusionPipeline.from_pretrained) | parts()
FROM_FILE = documented(StableDiffusionPipeline.from_single_file) | parts()


def test_the_documentation_is_read() -> None:
    assert {"dtype", "cache_dir", "revision", "use_safetensors", "safety_checker", "unet", "trust_remote_code"} <= LOADING
    assert {"original_config", "token", "config"} <= FROM_FILE


@pytest.mark.parametrize("name", sorted(LOADING - {*SUPPORTED}))
def test_what_loading_takes_is_refused_with_a_reason(name: str) -> None:
    with pytest.raises(BadRequest, match=f"^{name} is not supported: .{{20,}}") as refusal:
        ObliviousPipeline.from_pretrained("nowhere", cloud=None, **{name: ODD.get(name, 0.5)})
    assert "\n" not in refusal.value.message


@pytest.mark.parametrize("name", sorted(FROM_FILE - {*SUPPORTED}))
def test_what_loading_a_file_takes_is_refused_with_a_reason(name: str) -> None:
    with pytest.raises(BadRequest, match=f"^{name} is not supported: .{{20,}}"):
        ObliviousPipeline.from_single_file("nowhere", cloud=None, **{name: ODD.get(name, 0.5)})


def test_a_refusal_is_of_what_diffusers_takes_and_of_nothing_that_is_supported() -> None:
    assert not REFUSED.keys() & {*SUPPORTED}
    assert REFUSED.keys() <= LOADING | FROM_FILE


def test_what_diffusers_would_do_anyway_may_be_said(tiny_folder: Path) -> None:
    idle: dict[str, Any] = {name: values[-1] for name, (values, _) in REFUSED.items() if values}
    assert len(idle) >= 25
    with ObliviousPipeline.from_pretrained(str(tiny_folder), cloud=None, **idle) as private:
        assert private.dtype == torch.float32


def cached(folder: Path, cache: Path, *, revision: str = "main") -> str:
    """A folder of a pipeline, as fetching it from the hub leaves it in the cache; gives its id."""
    commit = "0123456789abcdef" * 2 + "01234567"
    kept = cache / "models--some--model"
    (kept / "refs").mkdir(parents=True)
    (kept / "refs" / revision).write_text(commit)
    shutil.copytree(folder, kept / "snapshots" / commit)
    return "some/model"


@pytest.mark.parametrize("revision", [None, "main", "v2"])
def test_where_the_hubs_files_are_kept_and_which_of_its_revisions_is_read_is_handed_on(
    tiny_folder: Path, tmp_path: Path, revision: str | None, addresses_asked: list[object]
) -> None:
    name = cached(tiny_folder, tmp_path, revision=revision or "main")
    hub: dict[str, Any] = {"cache_dir": tmp_path, "token": "hf_x", "revision": revision}
    for device, cloud in ((name, tiny.pipeline()), (tiny.pipeline(), name), (str(tiny_folder), name)):
        with ObliviousPipeline.from_pretrained(device, cloud=cloud, **hub) as private:
            assert private.dtype == torch.float32
    with ObliviousPipeline.from_single_file(
        save_as_one_file(tiny.pipeline(), tmp_path / "tiny.safetensors"), cloud=None, config=name, **hub
    ) as private:
        assert private.model.name == "tiny"
    assert addresses_asked == []
    weights = next(tmp_path.glob("*/snapshots/*/unet/*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(UnknownModel, match=rf'^"{weights}" cannot be read, or was cut short'):
        ObliviousPipeline.from_pretrained(name, cloud=None, **hub)
    with pytest.raises(UnknownModel, match='There is no model "some/model" on this machine'):
        ObliviousPipeline.from_pretrained(name, cloud=None, **{**hub, "revision": "v3"})


@pytest.mark.parametrize(
    ("device", "cloud", "read"),
    [
        ("some/model", "another/model", r"several are read \(another/model, some/model\)"),
        ("lcm-sdxl", None, r"several are read \(latent-consistency/lcm-sdxl, stabilityai/"),
        (None, None, "none is read"),
        (tiny.pipeline(), "https://cloud.example", "none is read"),
    ],
)
def test_a_revision_is_of_one_repository(device: Any, cloud: Any, read: str) -> None:
    with pytest.raises(BadRequest, match=f"^revision is for one repository of the hub, and {read}.*: load the model .*with diffusers"):
        ObliviousPipeline.from_pretrained(device, cloud=cloud, revision="v2")


@pytest.mark.parametrize("given", [{"cache_dir": 4}, {"token": 0.5}, {"revision": True}])
def test_what_the_hub_cannot_be_told_is_refused_and_not_repeated(given: dict[str, Any]) -> None:
    with pytest.raises(BadRequest, match=r"must be a str.*, or left out \(got a "):
        ObliviousPipeline.from_pretrained("nowhere", cloud=None, **given)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("revison", "revision"),
        ("clud", "cloud"),
        ("torch_dype", "torch_dtype"),
        ("local_file_only", "local_files_only"),
        ("prox", "proxies"),
    ],
)
def test_an_argument_that_nobody_takes_is_told_the_nearest(name: str, meant: str) -> None:
    given: dict[str, Any] = {name: "x"}
    with pytest.raises(UnknownArgument, match=rf"from_pretrained\(\) got an unexpected keyword argument '{name}': did you mean {meant}\?$"):
        ObliviousPipeline.from_pretrained(**given)
    with pytest.raises(TypeError, match=rf"from_single_file\(\) got an unexpected keyword argument '{name}': did you mean {meant}\?$"):
        ObliviousPipeline.from_single_file("file", cloud=None, **given)
    with pytest.raises(UnknownArgument, match=r"argument 'foo': no argument has a name like it, leave it out\.$"):
        ObliviousPipeline.from_pretrained(foo=1)


@pytest.mark.parametrize(
    "given", [{"dtype": torch.bfloat16}, {"torch_dtype": "bfloat16"}, {"dtype": "bfloat16", "torch_dtype": torch.bfloat16}]
)
def test_either_word_for_the_number_format_is_heeded_on_both_sides(tiny_folder: Path, given: dict[str, Any]) -> None:
    with ObliviousPipeline.from_pretrained(str(tiny_folder), cloud=str(tiny_folder), **given) as private:
        assert {model.dtype for model in private._models()} == {private.dtype} == {torch.bfloat16}
        assert private.device == torch.device("cpu")


@pytest.mark.parametrize("given", [{"dtype": "bfloat16", "torch_dtype": "float32"}, {"dtype": {"default": torch.float16}}])
def test_more_than_one_number_format_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(BadRequest, match="must be one number format, for all parts of both models"):
        ObliviousPipeline.from_pretrained(**given)


@pytest.mark.parametrize("given", [{"local_files_only": True, "allow_download": True}, {"local_files_only": "no"}])
def test_a_contradiction_about_downloads_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(BadRequest, match="local_files_only must be True or False"):
        ObliviousPipeline.from_pretrained(**given)


def test_a_number_format_beside_a_loaded_pipeline_is_refused_by_either_word() -> None:
    for name in ("dtype", "torch_dtype"):
        given: dict[str, Any] = {name: "float32"}
        with pytest.raises(BadRequest, match=f"^{name} is for models that are loaded here"):
            ObliviousPipeline.from_pretrained(tiny.pipeline(), cloud=None, **given)


@pytest.mark.parametrize(
    "cloud",
    [
        "ftp://x", "ws://x", "file:///etc", " http://", "localhost:8765", "127.0.0.1:8765", "[::1]:80", "host:1/v",
        "htp:/x", "http:/127.0.0.1:8765", "https:cloud.example", "http//x", "localhost", "127.0.0.1", "cloud.example", "cloud.example/",
    ],
)  # fmt: skip
def test_what_is_no_url_of_a_cloud_is_refused_before_a_model_is_loaded(cloud: str) -> None:
    for load in (ObliviousPipeline.from_pretrained, ObliviousPipeline.from_single_file):
        with pytest.raises(BadRequest, match=r"^The cloud's URL must look like .*; a cloud that runs here is a model's name, .*"):
            load("nowhere", cloud=cloud)


@pytest.mark.parametrize("name", ["solver", "acceleration", "switch_point", "num_inference_steps", "guidance_scale", "max_candidates"])
def test_what_is_said_in_each_call_is_told_to_be_where_it_is_given_to_loading(name: str) -> None:
    given: dict[str, Any] = {"cloud": None, name: None}
    for load in (ObliviousPipeline.from_pretrained, ObliviousPipeline.from_single_file):
        with pytest.raises(UnknownArgument, match=rf"takes no {name}: say it in each call, pipeline\(prompt, {name}=\.\.\.\)"):
            load("nowhere", **given)


def test_a_folder_that_is_there_may_be_called_as_an_address_is(tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cloud.example").symlink_to(tiny_folder)
    monkeypatch.chdir(tmp_path)
    with ObliviousPipeline.from_pretrained(tiny.pipeline(), cloud="cloud.example") as private:
        assert private.client is not None
        assert private.client.models()[0].id == "cloud.example"


def test_a_cloud_in_the_clear_is_refused_before_a_model_is_loaded() -> None:
    with pytest.raises(BadRequest, match="nothing was sent"):
        ObliviousPipeline.from_pretrained("nowhere", cloud="HTTP://example.com")


def test_a_pipeline_has_the_device_and_the_number_format_of_its_own_model_until_it_is_closed() -> None:
    private = ObliviousPipeline(around(tiny.pipeline()), None)
    assert (private.device, private.dtype) == (torch.device("cpu"), torch.float32)
    private.to(torch.bfloat16)
    assert private.dtype == torch.bfloat16
    private.close()
    for name in ("device", "dtype"):
        with pytest.raises(BadRequest, match="closed"):
            getattr(private, name)
