"""The server's own TLS: real handshakes on loopback, with a certificate that was signed by itself."""

import asyncio
import json
import logging
import re
import socket
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
import torch

from benchmarks.serving import serving
from obclip.cloud.engine import Engine
from obclip.cloud.service.tls import Handshake, TlsDoor, server_context
from obclip.device.transport import CloudClient
from obclip.errors import BadRequest, CloudUnreachable
from tests.cloud.asking import SHAPE, asked, tiny_model
from tests.raw import CERTIFICATE
from tests.running import until

MUCH, A_PART = 4 << 20, 1 << 20
# In seconds; no test waits for it.
A_LONG_TIME = 3_600.0
CONTAINERFILE = Path(__file__).parents[3] / "deploy" / "Containerfile"
TLS: dict[str, Any] = {"certificate": str(CERTIFICATE), "key": str(CERTIFICATE.with_suffix(".key"))}

# Of nothing: only that it is encrypted is looked at.
ENCRYPTED = """-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjF0BoYq6iIdgICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEAQIEEKfPhhUQdqp5wnTpcHQxTUEEQJ4B
jdTDGURhuixZCE2guqQHZ+F1DXhq1syNeLMhU6C4OcsgKySEj8qdtwiuHpIMFbYi
QcNXBuTT/cDkmkc/Nqs=
-----END ENCRYPTED PRIVATE KEY-----
"""


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


@pytest.mark.parametrize("ends", [{}, TLS], ids=["http", "tls"])
def test_the_containers_check_of_health_asks_whichever_the_server_speaks(ends: dict[str, Any]) -> None:
    words = json.loads(re.findall(r"^HEALTHCHECK .*\\\n CMD (.*)$", CONTAINERFILE.read_text(encoding="utf-8"), re.M)[0])
    with serving(Engine(tiny_model()), **ends) as (url, _):
        check = [sys.executable, *(word.replace("8765", url.rsplit(":", 1)[1]) for word in words[1:])]
        # It gives each try a second: on a machine that is busy otherwise it asks again, as a container's engine does.
        assert until(lambda: subprocess.run(check, capture_output=True, timeout=60).returncode == 0)
    assert subprocess.run(check, capture_output=True, timeout=60).returncode != 0


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


def shaking(url: str) -> socket.socket:
    """A client that says nothing."""
    host, port = url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def test_a_handshake_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TlsDoor, "seconds", 0.2)
    with serving(Engine(tiny_model()), **TLS) as (url, _), shaking(url) as silent, shaking(url) as slow:
        slow.sendall(b"\x16\x03\x01\x02")
        assert [end_of(client) for client in (silent, slow)] == [b"", b""]


def test_silent_handshakes_are_bounded_and_keep_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TlsDoor, "most", 3)
    monkeypatch.setattr(TlsDoor, "seconds", A_LONG_TIME)
    trusted = ssl.create_default_context(cafile=CERTIFICATE)
    with serving(Engine(tiny_model()), **TLS) as (url, _), ExitStack() as silent:
        clients = [silent.enter_context(shaking(url)) for _ in range(6)]
        assert httpx.get(url.replace("http:", "https:") + "/health/live", verify=trusted).status_code == 200
        assert [end_of(client) for client in clients[:4]] == [b""] * 4, "those that have taken longest make room"
        for client in clients[4:]:
            client.settimeout(0.05)
            with pytest.raises(TimeoutError):
                client.recv(1)


def test_a_request_that_comes_with_the_end_of_its_handshake_is_heard() -> None:
    trusted = ssl.create_default_context(cafile=CERTIFICATE)
    before, after = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = trusted.wrap_bio(before, after, server_hostname="127.0.0.1")
    with serving(Engine(tiny_model()), **TLS) as (url, _), shaking(url) as connection:
        while True:
            try:
                client.do_handshake()
                break
            except ssl.SSLWantReadError:
                connection.sendall(after.read())
                before.write(connection.recv(1 << 16))
        client.write(b"GET /health/live HTTP/1.1\r\nhost: cloud\r\nconnection: close\r\n\r\n")
        connection.sendall(after.read())  # the last of the handshake, and the request, in one piece
        said = b""
        while b'"ok"' not in said:
            try:
                said += client.read()
            except ssl.SSLWantReadError:
                before.write(connection.recv(1 << 16))
    assert said.startswith(b"HTTP/1.1 200")


def test_the_end_does_not_wait_for_the_farewell_of_a_client_that_is_owed_nothing(caplog: pytest.LogCaptureFixture) -> None:
    trusted = ssl.create_default_context(cafile=CERTIFICATE)
    with (
        serving(Engine(tiny_model()), **TLS) as (url, server),
        shaking(url) as plain,
        trusted.wrap_socket(plain, server_hostname="127.0.0.1") as idle,
    ):
        idle.sendall(b"GET /health/live HTTP/1.1\r\nhost: cloud\r\n\r\n")
        assert b"200" in idle.recv(1 << 16)
        server.drain()
        assert until(lambda: not server.server_state.connections)
    assert "graceful shutdown exceeded" not in caplog.text


class Speaker(asyncio.Protocol):
    """Says much, and closes."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        transport.write(bytes(MUCH))
        transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone.set()


@asynccontextmanager
async def speaking(door: TlsDoor) -> AsyncIterator[tuple[Speaker, socket.socket]]:
    """One that says much through the door, and a client's connection to it whose systems hold little between them."""
    speaker = Speaker()
    server = await asyncio.get_running_loop().create_server(lambda: Handshake(door, speaker), "127.0.0.1", 0)  # type: ignore[arg-type]
    server.sockets[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 16)
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 15)
        await asyncio.to_thread(client.connect, server.sockets[0].getsockname())
        try:
            yield speaker, client
        finally:
            server.close()


def test_a_slow_client_gets_all_of_an_answer_whose_connection_was_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever it has taken a part, the time is over for which a silent one is waited for."""
    monkeypatch.setattr(TlsDoor, "farewell_seconds", A_LONG_TIME)
    looks: list[Callable[[], None]] = []

    def a_part(secured: ssl.SSLSocket) -> int:
        got = 0
        while got < A_PART and (piece := secured.recv(1 << 16)):
            got += len(piece)
        return got

    async def run() -> int:
        loop = asyncio.get_running_loop()
        later = loop.call_later

        def held(seconds: float, call: Callable[..., None], *given: Any, **named: Any) -> object:
            if seconds != A_LONG_TIME:
                return later(seconds, call, *given, **named)
            looks.append(lambda: call(*given))
            return None

        monkeypatch.setattr(loop, "call_later", held)
        async with speaking(TlsDoor(server_context(CERTIFICATE, CERTIFICATE.with_suffix(".key")))) as (_, client):
            context = ssl.create_default_context(cafile=CERTIFICATE)
            got = 0
            with await asyncio.to_thread(context.wrap_socket, client, server_hostname="127.0.0.1") as secured:
                while part := await asyncio.to_thread(a_part, secured):
                    got += part
                    looks[-1]()
            return got

    assert asyncio.run(run()) == MUCH
    assert len(looks) >= MUCH // A_PART


def test_a_client_that_takes_nothing_of_it_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TlsDoor, "farewell_seconds", 0.2)

    async def run() -> None:
        async with speaking(TlsDoor(server_context(CERTIFICATE, CERTIFICATE.with_suffix(".key")))) as (speaker, client):
            context = ssl.create_default_context(cafile=CERTIFICATE)
            secured = await asyncio.to_thread(context.wrap_socket, client, server_hostname="127.0.0.1")
            await asyncio.wait_for(speaker.gone.wait(), 30)
            secured.close()

    asyncio.run(run())


def test_an_encrypted_key_is_refused_in_a_sentence_and_nobody_is_asked_for_its_phrase(tmp_path: Path) -> None:
    file = tmp_path / "encrypted.key"
    file.write_text(ENCRYPTED, encoding="ascii")
    with pytest.raises(BadRequest, match="is encrypted: give it without a pass phrase"):
        server_context(CERTIFICATE, file)


def end_of(client: socket.socket) -> bytes:
    try:
        return client.recv(1 << 16)
    except ConnectionResetError:
        return b""
