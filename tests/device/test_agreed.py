"""What is agreed to and what is a number is taken as it is said: a text is no yes, and True is no 1."""

from pathlib import Path
from typing import Any

import pytest
import torch

from obclip import ObliviousPipeline
from obclip.device.privacy import check_private, check_revealed
from obclip.device.transport import CloudClient
from obclip.errors import BadRequest, NotPrivate
from obclip.in_process import local_cloud
from obclip.models.families.known import around
from obclip.prompts.rules import Rules
from tests import tiny

NO_YES = ["no", "False", "yes", 1, 0, None]


@pytest.mark.parametrize("told", NO_YES)
def test_privacy_is_given_up_by_true_alone(told: Any) -> None:
    with pytest.raises(BadRequest, match="allow_single must be True or False"):
        check_private("a red car", told)
    with pytest.raises(BadRequest, match="reveal_prompt must be True or False"):
        check_revealed("hybrid", True, told)
    with pytest.raises(BadRequest, match="allow_plaintext must be True or False"):
        CloudClient("http://example.com", allow_plaintext=told)
    with pytest.raises(BadRequest, match="allow_download must be True or False"):
        ObliviousPipeline.from_pretrained("small-sd", allow_download=told)
    with pytest.raises(BadRequest, match="allow_download must be True or False"):
        ObliviousPipeline.from_single_file("a.safetensors", cloud=None, allow_download=told)


@pytest.fixture(scope="module")
def pipeline() -> ObliviousPipeline:
    model = around(tiny.pipeline())
    return ObliviousPipeline(model, local_cloud(model))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"num_images_per_prompt": 10**12}, "num_images_per_prompt times prompts must be at most 10000"),
        ({"num_images_per_prompt": True}, "num_images_per_prompt must be a whole number"),
        ({"guidance_scale": True}, "guidance_scale must be a number"),
        ({"max_candidates": "6"}, "max_candidates must be a whole number"),
        ({"max_candidates": True}, "max_candidates must be a whole number"),
        ({"taxonomy": 3}, "taxonomy must be a TOML file"),
        ({"detectors": None}, "detectors must be a list"),
        ({"detectors": "presidio"}, "detectors must be a list"),
        ({"detectors": [3]}, "A detector must be a name or have a method find"),
    ],
)
def test_a_value_of_another_kind_is_one_sentence(pipeline: ObliviousPipeline, arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        pipeline("an old man", **arguments)


def test_nobody_is_told_that_nothing_was_found_where_all_of_it_is_withheld_or_left_out() -> None:
    with pytest.raises(NotPrivate, match=r"^All that was found is withheld from the cloud, so N = 1 and the cloud would see the rest"):
        check_private("a garden [[of an old man]]", False)
    with pytest.raises(
        NotPrivate, match=r"and is left out \(max_candidates allows more\), so N = 1 and the cloud would see the rest as it is"
    ):
        check_private("an old man", False, Rules(max_candidates=1))
    with pytest.raises(NotPrivate, match=r"^Nothing sensitive was found: .* would see it as it is"):
        check_private("a person", False, Rules(max_candidates=1))


@pytest.mark.parametrize("setting", [{"torch_dtype": torch.float16}, {"device": "cpu"}, {"variant": "fp16"}])
def test_what_loading_would_heed_is_refused_where_nothing_is_loaded(tiny_folder: Path, setting: dict[str, Any]) -> None:
    loaded = tiny.pipeline()
    for cloud in (loaded, None, "https://cloud.example"):
        with pytest.raises(BadRequest, match=f"{next(iter(setting))} is for models that are loaded here"):
            ObliviousPipeline.from_pretrained(loaded, cloud=cloud, **setting)
    if "device" in setting:  # the cloud's model is loaded there
        ObliviousPipeline.from_pretrained(loaded, cloud=str(tiny_folder), **setting).close()
