"""Another value through the gateway, from latents that were kept because the user asked for it."""

import io
import stat
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.gateways import PROMPT, Gateway, gateway


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state") / "latents"


@pytest.fixture(scope="module")
def opened(folder: Path) -> Iterator[Gateway]:
    with gateway(keeps=True, folder=folder) as one:
        yield one


def pixels(told: dict[str, Any]) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(b64decode(told["data"][0]["b64_json"])))).astype(int)


def test_another_value_is_drawn_without_asking_the_cloud(opened: Gateway, folder: Path) -> None:
    first = opened.post("/v1/images/generations", {"prompt": PROMPT, "seed": 5, "negative_prompt": "blurry"}).json()
    (name,) = first["obclip"]["latents"]
    assert stat.S_IMODE((folder / f"{name}.latents").stat().st_mode) == 0o600
    before = len(opened.cloud.sent)
    told = {"prompt": PROMPT, "negative_prompt": "blurry", "latents": name}
    young = opened.post("/v1/images/other", {**told, "other": {"age": "young"}}).json()
    assert len(opened.cloud.sent) == before
    direct = opened.post(
        "/v1/images/generations", {"prompt": PROMPT.replace("old", "young"), "seed": 5, "negative_prompt": "blurry"}
    ).json()
    assert np.abs(pixels(young) - pixels(direct)).max() <= 1
    assert np.abs(pixels(young) - pixels(first)).max() > 1
    for other in ("young", ["young"], ["female", "young"]):
        again = opened.post("/v1/images/other", {**told, "other": other}).json()
        assert np.array_equal(pixels(again), pixels(young))


def test_steps_and_size_are_those_of_then_and_need_not_be_said_again(opened: Gateway) -> None:
    then = {"prompt": PROMPT, "steps": 6, "switch_point": 3, "size": "22x12"}
    (name,) = opened.post("/v1/images/generations", then).json()["obclip"]["latents"]
    told = {"latents": name, "other": "young", "response_format": "b64_json"}
    again, short = (opened.post("/v1/images/other", {**told, **said}).json() for said in (then, {"prompt": PROMPT}))
    assert short["size"] == again["size"] == "22x12"
    assert np.array_equal(pixels(short), pixels(again))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"prompt": "an old woman in a garden"}, "another prompt"),
        ({"prompt": "a man in a garden"}, "another prompt"),
        ({"prompt": None}, "prompt is missing"),
        ({"latents": "0" * 32}, "no latents of this name"),
        ({"latents": "../../etc/passwd"}, "32 letters"),
        ({"latents": None}, "32 letters"),
        ({"other": "purple"}, "No candidate says"),
        ({"other": None}, "other must be"),
        ({"other": {"age": 7}}, "other must be"),
        ({"n": 2}, "one picture"),
        ({"seed": 5}, "one picture"),
        ({"steps": 7}, "other settings"),
    ],
)
def test_what_cannot_be_drawn_from_them_is_a_4xx_with_the_sentence(opened: Gateway, changed: dict[str, Any], words: str) -> None:
    first = opened.post("/v1/images/generations", {"prompt": PROMPT}).json()
    told = {"prompt": PROMPT, "latents": first["obclip"]["latents"][0], "other": "young", **changed}
    answer = opened.post("/v1/images/other", told)
    assert answer.status_code == 400
    assert words in answer.json()["error"]["message"]


def test_of_two_persons_it_is_said_which(opened: Gateway) -> None:
    prompt = "an old woman and a young man"
    (name,) = opened.post("/v1/images/generations", {"prompt": prompt}).json()["obclip"]["latents"]
    told = {"prompt": prompt, "latents": name, "other": {"age": "middle-aged"}}
    assert "person=1" in opened.post("/v1/images/other", told).json()["error"]["message"]
    first, second = (pixels(opened.post("/v1/images/other", {**told, "person": person}).json()) for person in (1, 2))
    assert np.abs(first - second).max() > 0


def test_nothing_is_kept_unless_it_was_asked_for(tmp_path: Path) -> None:
    with gateway(folder=tmp_path / "latents") as opened:
        assert "latents" not in opened.post("/v1/images/generations", {"prompt": PROMPT}).json()["obclip"]
    assert not (tmp_path / "latents").exists()
