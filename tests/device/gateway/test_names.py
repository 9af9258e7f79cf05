"""What the one model may be called, and what of AUTOMATIC1111's options there is beside it."""

from collections.abc import Iterator

import pytest

from obclip.device.gateway.names import MODEL, check_model
from obclip.errors import UnknownModel
from tests.gateways import Gateway, gateway


@pytest.fixture(scope="module")
def opened() -> Iterator[Gateway]:
    with gateway() as one:
        yield one


NAMES = ["Portraits-Device", "PORTRAITS-DEVICE", " portraits-device\n", "OBCLIP", " obclip ", "OpenAI/Obclip", " DALL-E-3 ", "", None]


@pytest.mark.parametrize("name", NAMES)
def test_names_may_be_in_capitals_with_blanks_around(name: str | None) -> None:
    check_model(name, "Portraits-Device")


@pytest.mark.parametrize("name", [" ", "portraits", "portraits device", "obclip-2", "dall-e", "title"])
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises(UnknownModel, match="one model here"):
        check_model(name, "Portraits-Device")


def test_every_road_to_the_model_knows_its_names_in_capitals(opened: Gateway) -> None:
    title = opened.get("/sdapi/v1/options").json()["sd_model_checkpoint"]
    for name in (title, MODEL, opened.studio.model.name):
        said = f" {name.upper()} "
        assert opened.post("/sdapi/v1/options", {"sd_model_checkpoint": said}).status_code == 200
        if name != title:
            assert opened.get(f"/v1/models/{name.upper()}").status_code == 200
            answer = opened.post("/v1/images/generations", {"model": said, "prompt": "a red car"})
            assert (answer.status_code, "N = 1" in answer.text) == (400, True), "refused for its prompt alone"


def test_options_that_do_nothing_are_named_unless_they_are_in_force(opened: Gateway) -> None:
    options = opened.get("/sdapi/v1/options").json()
    for idle in ({}, options, {**options, "sd_vae": None, "eta_noise_seed_delta": 0}):
        assert opened.post("/sdapi/v1/options", idle).json() is None
    asked = {"samples_format": "jpg", "CLIP_stop_at_last_layers": 2, "x" * 40: True}
    told = opened.post("/sdapi/v1/options", {**options, **asked}).json()
    assert told == {"obclip": {"ignored": list(asked)}}
