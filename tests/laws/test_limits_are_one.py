"""What a cloud allows is counted by one hand on both sides: what its door would refuse for a limit never leaves the device."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx2 as httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obclip import ObliviousPipeline
from obclip.bridge import InProcessTransport
from obclip.cloud.admission import check
from obclip.cloud.engine import Engine
from obclip.cloud.service import create_app
from obclip.cloud.service.settings import ServiceSettings
from obclip.device.transport import CloudClient
from obclip.errors import BadRequest
from obclip.protocol import DENOISE_PATH
from obclip.protocol.acceleration import Acceleration
from obclip.protocol.card import card_of
from obclip.protocol.limits import Limits
from obclip.protocol.request import DenoiseRequest
from tests import tiny
from tests.cloud.asking import asked, in_process, tiny_model

FEW: dict[str, Any] = {"num_inference_steps": 5, "guidance_scale": 2.0}
FACTS = Engine(tiny_model()).facts()


def listed(limits: Limits) -> dict[str, Any]:
    """What a cloud with these limits tells of its model."""
    with in_process(Engine(tiny_model()), limits=limits) as http:
        told: dict[str, Any] = http.get("/v1/models").json()["data"][0]
    return told


def said(refusing: Any, *asked: Any) -> tuple[str, str] | None:
    try:
        refusing(*asked)
    except BadRequest as error:
        return error.code, error.message
    return None


SOME = st.builds(
    Limits,
    prompts=st.sampled_from([1, 2, 256]),
    num_inference_steps=st.sampled_from([3, 4, 1000]),
    pixels=st.sampled_from([16 * 16, 32 * 16, 2048 * 2048]),
    prompt_characters=st.sampled_from([11, 13, 2000]),
    plain_generations=st.sampled_from([None, 0.24, 0.96, 100.0]),
)
TEXTS = st.sampled_from([None, "a zebra", "a zebra foal"])
REQUESTS = st.builds(
    lambda count, side, negative, neutral: asked(
        prompts=("a zebra man", "a zebra woman")[:count],
        height=side,
        width=side and 16,
        negative_prompt=negative,
        acceleration=Acceleration(neutral_prompt=neutral),
    ),
    st.integers(1, 2),
    st.sampled_from([None, 16, 32, 2048]),
    TEXTS,
    TEXTS,
)


@settings(deadline=None, max_examples=60)
@given(REQUESTS, SOME)
def test_a_device_refuses_what_the_cloud_would_in_the_same_words(request: DenoiseRequest, limits: Limits) -> None:
    card = card_of(listed(limits))
    assert said(card.check, request) == said(check, request, FACTS, limits)


class Heard(httpx.BaseTransport):
    """A cloud in this process, with limits that its operator may change; writes down what comes in."""

    def __init__(self, **limits: Any) -> None:
        self.paths = list[str]()
        self.allow(**limits)

    def allow(self, **limits: Any) -> None:
        self._cloud = InProcessTransport(create_app(Engine(tiny_model()), ServiceSettings(limits=Limits(**limits))))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.paths.append(request.url.path)
        return self._cloud.handle_request(request)

    def close(self) -> None:
        self._cloud.close()


@pytest.fixture
def cloud() -> Iterator[Heard]:
    heard = Heard(plain_generations=100)
    yield heard
    heard.close()


@pytest.mark.parametrize("mode", ["oblivious", "hybrid"])
def test_nothing_is_sent_of_a_picture_that_is_too_much_work(cloud: Heard, mode: str) -> None:
    client = CloudClient("http://cloud.example", transport=cloud)
    with (
        ObliviousPipeline.from_pretrained(tiny.pipeline(), cloud=client) as pipeline,
        pytest.raises(BadRequest, match="this cloud allows 100: ask for fewer candidates, fewer steps or a smaller picture") as refused,
    ):
        pipeline("an old man", height=2048, width=2048, mode=mode, reveal_prompt=True, **FEW)
    assert refused.value.code == "too_much_work"
    assert cloud.paths == ["/v1/models"]


def test_a_cloud_that_refused_is_asked_anew_what_it_allows(cloud: Heard) -> None:
    cloud.allow(prompts=1)
    client = CloudClient("http://cloud.example", transport=cloud)
    with ObliviousPipeline.from_pretrained(tiny.pipeline(), cloud=client) as pipeline:
        with pytest.raises(BadRequest, match="at most 1 prompts"):
            pipeline("an old man", **FEW)
        cloud.allow()
        pipeline("an old man", **FEW)
    assert cloud.paths == ["/v1/models", "/v1/models", DENOISE_PATH]


def test_a_cloud_that_tells_no_limit_is_asked_for_anything() -> None:
    told, large = listed(Limits(prompts=1)), asked(height=2048, width=2048)
    card = card_of(told)
    assert said(card.check, large)
    assert said(replace(card, limits=None).check, large) is None
    for limits in ({}, {"prompts": None}, {"zebras": 1}):
        assert said(card_of({**told, "limits": limits}).check, large) is None
    unsized = card_of({**told, "height": None, "limits": {"pixels": 2048, "plain_generations": 1}})
    assert said(unsized.check, large) == ("over_limit", "This cloud allows at most 2048 pixels (got 4194304).")
