"""What a cloud answers in the place of latents, as both interfaces tell it."""

from collections.abc import Iterator

import httpx2 as httpx
import pytest

from obclip.device.transport import CloudClient
from obclip.device.transport_patience import ATTENDED
from obclip.protocol.canonical import plain
from tests.gateways import PROMPT, Gateway, gateway
from tests.raw import models, raw_server, refused

ROUTES = ["/v1/images/generations", "/sdapi/v1/txt2img"]


@pytest.fixture(scope="module")
def opened() -> Iterator[Gateway]:
    with gateway() as one:
        yield one


def asked_of(opened: Gateway, path: str, answer: bytes, prompt: str = PROMPT) -> httpx.Response:
    """What the gateway answers while its cloud gives this to every request for latents."""
    card = models(plain(opened.cloud.models()[0]))
    with raw_server(lambda heard: answer if heard.body else card) as server, CloudClient(server.url, patience=ATTENDED) as client:
        opened.studio.client, before = client, opened.studio.client
        try:
            return opened.post(path, {"prompt": prompt, "negative_prompt": "blurry"})
        finally:
            opened.studio.client = before


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("status", [429, 503])
def test_a_cloud_that_asks_for_a_long_pause_is_told_at_once(opened: Gateway, path: str, status: int) -> None:
    answer = asked_of(opened, path, refused("come back later.", "Retry-After: 100000", status=f"{status} Wait"))
    assert (answer.status_code, answer.headers["retry-after"], answer.headers["x-should-retry"]) == (status, "100000", "false")
    assert "It asks to come back in 100000 s" in answer.text


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("said", [f"refused: {PROMPT}", "no parks, please", "not Blurry"])
def test_a_sentence_of_the_cloud_that_quotes_the_prompt_is_held_back(opened: Gateway, path: str, said: str) -> None:
    """Clients log what they are told."""
    answer = asked_of(opened, path, refused(said, status="422 No"), "an old woman in parks")
    assert answer.status_code == 400
    assert "(HTTP 422), and the reason holds words of the prompt" in answer.text
    assert not any(word in answer.text.casefold() for word in ("park", "blurry", "woman"))
    assert "not today" in asked_of(opened, path, refused("not today", status="422 No")).text
