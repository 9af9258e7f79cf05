"""The server's own TLS: real handshakes on loopback, with a certificate that was signed by itself."""

import logging
import socket
import ssl
from typing import Any

import httpx2 as httpx
import pytest
import torch

from obclip.cloud.engine import Engine
from obclip.device.transport import CloudClient
from obclip.errors import CloudUnreachable
from tests.cloud.asking import SHAPE, asked, tiny_model
from tests.raw import CERTIFICATE
from tests.running import serving

TLS: dict[str, Any] = {"certificate": str(CERTIFICATE), "key": str(CERTIFICATE.with_suffix(".key"))}


def test_a_device_that_trusts_the_certificate_gets_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    engine = Engine(tiny_model())
    with serving(engine, **TLS) as (url, _), CloudClient(url.replace("http:", "https:")) as client:
        got = client.denoise(asked(), SHAPE).handover.latents
    assert torch.equal(got, engine.denoise(asked()).handover.latents)


def test_a_device_that_does_not_trust_it_says_nothing_and_does_not_try_again() -> None:
    pauses: list[float] = []
    with serving(Engine(tiny_model()), **TLS) as (url, server):
        client = CloudClient(url.replace("http:", "https:"), sleep=pauses.append)
        with client, pytest.raises(CloudUnreachable, match="certificate that this device does not trust"):
            client.denoise(asked(), SHAPE)
        assert (pauses, server.server_state.total_requests) == ([], 0)


@pytest.mark.parametrize(
    "said", [b"GET /v1/models HTTP/1.1\r\nhost: cloud\r\n\r\n", b"\x16\x03\x01\x02\x00" + bytes(200), b"\xff" * 300, b""]
)
def test_what_is_no_handshake_ends_its_connection_without_a_traceback(said: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(Engine(tiny_model()), **TLS) as (url, _):
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as client:
            client.sendall(said)
            client.shutdown(socket.SHUT_WR)
            assert b"200" not in client.recv(1 << 16)
        trusted = ssl.create_default_context(cafile=CERTIFICATE)
        assert httpx.get(url.replace("http:", "https:") + "/health/live", verify=trusted).status_code == 200
    assert "Traceback" not in caplog.text
