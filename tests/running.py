"""Real servers on loopback for tests: a uvicorn in a thread, a proxy that writes down what passes, and clouds that misbehave."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from benchmarks.serving import serving
from obclip.cloud.engine import Engine
from obclip.models.families.stable_diffusion import StableDiffusionModel
from obclip.models.loading import load_model
from obclip.protocol.canonical import plain
from tests import tiny


def until(right: Callable[[], bool]) -> bool:
    """Whether it comes to be so."""
    for _ in range(6_000):
        if right():
            return True
        time.sleep(0.01)
    return False


@contextmanager
def cloud_server(model: str) -> Iterator[str]:
    """The real server of a model; gives its URL."""
    with serving(Engine(load_model(model, device="cpu"))) as (url, _):
        yield url


@contextmanager
def recording_proxy(url: str) -> Iterator[tuple[str, list[bytes]]]:
    """Passes TCP connections on to `url`; gives its own URL and the bytes that clients sent, one entry a connection."""
    host, port = url.removeprefix("http://").split(":")
    sent: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(client: socket.socket) -> None:
        place = len(sent)
        sent.append(b"")
        with client, socket.create_connection((host, int(port))) as server:
            back = threading.Thread(target=copy, args=(server, client), daemon=True)
            back.start()
            with suppress(OSError):  # Either end may leave as it likes: a reset is an end.
                while data := client.recv(1 << 16):
                    sent[place] += data
                    server.sendall(data)
                server.shutdown(socket.SHUT_WR)
            back.join(10)

    def copy(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                target.sendall(data)

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(client,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", sent
    finally:
        listener.close()


@cache
def tiny_card() -> bytes:
    """What the cloud of the tiny model says of it."""
    engine = Engine(StableDiffusionModel(tiny.pipeline(), name="tiny"))
    return json.dumps({"data": [plain(engine.card())]}).encode()


Answer = Callable[[bytes], tuple[int, str, bytes]]


@contextmanager
def odd_cloud(answer: Answer, told: bytes | None = None, *, location: str = "") -> Iterator[str]:
    """An HTTP server that answers a request's body with `answer(body)` = status, content type, body, and is asked for its models with
    `told`: the tiny model's if left out. location: where it points to instead."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, "application/json", told or tiny_card())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            self._answer(*answer(body))

        def _answer(self, status: int, kind: str, said: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(said)))
            if location:
                self.send_header("location", location)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
