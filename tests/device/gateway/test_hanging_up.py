"""Who hangs up has stopped what was drawn for them: in the queue, on the cloud and on this machine."""

import threading
from collections.abc import Iterator

import pytest

from tests.gateways import PROMPT, Endless, Gateway, busy_cloud, gateway, heard_to
from tests.running import until

ROUTES = {
    "openai": ("/v1/images/generations", {"prompt": PROMPT}),
    "stream": ("/v1/images/generations", {"prompt": PROMPT, "stream": True}),
    "automatic1111": ("/sdapi/v1/txt2img", {"prompt": PROMPT}),
}


@pytest.fixture(scope="module")
def opened() -> Iterator[Gateway]:
    with gateway() as one:
        yield one


@pytest.mark.parametrize("route", ROUTES)
def test_the_cloud_is_stopped_at_its_next_step(opened: Gateway, monkeypatch: pytest.MonkeyPatch, route: str) -> None:
    cloud = Endless()
    monkeypatch.setattr(opened.cloud, "denoise", cloud.denoise)
    try:
        with opened.asking(*ROUTES[route]):
            assert cloud.begun.wait(60)
        assert until(lambda: cloud.codes == ["stopped"])
        assert until(lambda: opened.studio.waiting == 0)
    finally:
        cloud.stopped.set()


@pytest.mark.parametrize("route", ROUTES)
def test_a_cloud_that_asks_to_come_back_is_not_asked_again(opened: Gateway, monkeypatch: pytest.MonkeyPatch, route: str) -> None:
    with busy_cloud(opened.cloud) as (client, server):
        monkeypatch.setattr(opened.studio, "client", client)
        with opened.asking(*ROUTES[route]):
            assert until(lambda: any(heard.body for heard in server.heard))
        assert until(lambda: opened.studio.waiting == 0), "the pause of ten minutes has ended"
        assert len([heard for heard in server.heard if heard.body]) == 1


@pytest.mark.parametrize("route", ROUTES)
def test_a_gateway_that_ends_does_not_wait_for_a_cloud_that_asks_to_come_back(route: str) -> None:
    with gateway() as own, busy_cloud(own.cloud) as (client, server):
        own.studio.client = client
        with own.asking(*ROUTES[route]) as connection:
            assert until(lambda: any(heard.body for heard in server.heard))
            ending = threading.Thread(target=own.studio.close, daemon=True)
            ending.start()
            ending.join(60)
            assert not ending.is_alive(), "the pause of ten minutes has ended"
            assert b"Stopped." in heard_to(connection, b"Stopped.")


@pytest.mark.parametrize("route", ROUTES)
def test_what_waits_for_its_turn_is_never_sent(opened: Gateway, route: str) -> None:
    go = threading.Event()
    before = len(opened.cloud.sent)
    opened.studio.run(lambda: go.wait(60))
    try:
        with opened.asking(*ROUTES[route]):
            assert until(lambda: opened.studio.waiting == 2)
        assert until(lambda: opened.studio.waiting == 1)
    finally:
        go.set()
    assert until(lambda: opened.studio.waiting == 0)
    assert len(opened.cloud.sent) == before
