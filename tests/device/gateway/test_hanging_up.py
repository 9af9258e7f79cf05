"""Who hangs up has stopped what was drawn for them: in the queue, on the cloud and on this machine."""

import socket
import threading
from collections.abc import Iterator

import pytest

from obclip.device.gateway.waiting import Waiting
from tests.gateways import PROMPT, TOKEN, Endless, Gateway, Noting, busy_cloud, gateway, heard_to
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
        assert until(lambda: opened.studio.waiting == 0), "the pause has ended"
        assert len([heard for heard in server.heard if heard.body]) == 1


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("silent", [False, True], ids=["asks to come back", "says nothing"])
def test_who_waits_when_the_gateway_ends_is_told_and_nothing_is_printed(
    route: str, silent: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither the cloud's pause nor its silence is waited for."""
    go = threading.Event()
    with busy_cloud(Noting(), go.wait if silent else lambda: None) as (client, server):
        with gateway() as own:
            own.studio.client = client
            with own.asking(*ROUTES[route]) as connection:
                assert until(lambda: any(heard.body for heard in server.heard))
                own.server.should_exit = True
                assert b"Stopped." in heard_to(connection, b"Stopped.")
        assert own.studio.waiting == 0, "the thread that asked has ended"
        go.set()
    assert capfd.readouterr().err == ""


def test_what_cannot_be_answered_at_the_end_is_cut_off_and_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """The rest of its question never comes."""
    with gateway() as own, socket.create_connection(("127.0.0.1", int(own.url.rpartition(":")[2]))) as connection:
        head = ("POST /v1/images/generations HTTP/1.1", f"Host: {own.url[7:]}", f"Authorization: Bearer {TOKEN}")
        connection.sendall("\r\n".join((*head, "Content-Type: application/json", "Content-Length: 9", "", "{")).encode())
        assert until(lambda: bool(own.server.server_state.tasks))
        own.server.should_exit = True
        assert heard_to(connection, b"}") == b""
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("route", ROUTES)
def test_what_waits_for_its_turn_is_never_sent(opened: Gateway, route: str) -> None:
    go = threading.Event()
    before = len(opened.cloud.sent)
    opened.studio.run(lambda: go.wait(60), Waiting())
    try:
        with opened.asking(*ROUTES[route]):
            assert until(lambda: opened.studio.waiting == 2)
        assert until(lambda: opened.studio.waiting == 1)
    finally:
        go.set()
    assert until(lambda: opened.studio.waiting == 0)
    assert len(opened.cloud.sent) == before
