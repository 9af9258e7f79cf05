"""A gateway under a real server on loopback, around tiny models, for tests of what its clients see."""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2 as httpx

from obclip.device.app.app import App
from obclip.device.app.doors import Doors
from obclip.device.gateway.app import create_gateway
from obclip.device.gateway.guard import Guard, one_token
from obclip.device.gateway.pictures import Shelf
from obclip.device.gateway.server import Server
from obclip.device.gateway.studio import Studio
from obclip.device.settings import RunSettings
from obclip.device.transport import CloudClient
from obclip.errors import BadRequest
from obclip.in_process import LocalCloud
from obclip.models.families.known import around
from obclip.protocol.canonical import plain
from obclip.protocol.request import DenoiseRequest
from tests import tiny
from tests.raw import RawServer, models, raw_server, refused

TOKEN = "token-of-the-tests"
PROMPT = "an old woman in a park"
FEW = RunSettings(num_inference_steps=4, switch_point=2, guidance_scale=2.0)


class Noting(LocalCloud):
    """Writes down what is sent."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(around(tiny.pipeline(**settings)))
        self.sent: list[DenoiseRequest] = []

    def denoise(self, request: DenoiseRequest, *given: Any) -> Any:
        self.sent.append(request)
        return super().denoise(request, *given)


@dataclass(frozen=True)
class Gateway:
    """url: without a slash at its end. cloud: what it has asked. studio: where it draws."""

    url: str
    cloud: Noting
    studio: Studio
    http: httpx.Client = field(repr=False)
    server: Server = field(repr=False)

    def post(self, path: str, told: object, **headers: str) -> httpx.Response:
        return self.http.post(path, json=told, headers={"authorization": f"Bearer {TOKEN}", **headers})

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.http.get(path, headers={"authorization": f"Bearer {TOKEN}", **headers})

    @contextmanager
    def asking(self, path: str, told: object, token: str = TOKEN) -> Iterator[socket.socket]:
        """A connection on which something is asked, closed in the end whatever comes."""
        body, host = json.dumps(told).encode(), self.url.removeprefix("http://")
        head = (
            f"POST {path} HTTP/1.1",
            f"Host: {host}",
            f"Authorization: Bearer {token}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
        )
        name, port = host.split(":")
        with socket.create_connection((name, int(port))) as connection:
            connection.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + body)
            yield connection


def heard_to(connection: socket.socket, end: bytes) -> bytes:
    """What comes on a connection until it has said `end`, or is closed."""
    said = b""
    while end not in said and (more := connection.recv(1 << 16)):
        said += more
    return said


class Endless:
    """A cloud whose request goes on until it is ended from here: `denoise` in the place of a client's. `codes`: of what ended it."""

    def __init__(self) -> None:
        self.begun, self.stopped, self.codes = threading.Event(), threading.Event(), list[str]()

    def denoise(self, request: Any, shape: Any, on_step: Any, *given: Any) -> Any:
        self.begun.set()
        try:
            while not self.stopped.wait(0.01):
                on_step(0)
        except BadRequest as error:
            self.codes.append(error.code)
            raise


@contextmanager
def busy_cloud(like: CloudClient, before: Callable[[], object] = lambda: None) -> Iterator[tuple[CloudClient, RawServer]]:
    """A client of a cloud that runs the same model as another, and asks everybody to come back in a hundred seconds. before: it answers."""
    card = models(plain(like.models()[0]))
    with (
        raw_server(lambda heard: (before(), refused("busy", "Retry-After: 100"))[1] if heard.body else card) as server,
        CloudClient(server.url) as client,
    ):
        yield client, server


@contextmanager
def gateway(
    *, hosts: Sequence[str] = (), shelf: Shelf | None = None, settings: RunSettings = FEW, small: Any = None, **studio: Any
) -> Iterator[Gateway]:
    """The real application under uvicorn. small: another pipeline of the device's than the tiny one."""
    cloud = Noting()
    made = Studio(around(small or tiny.pipeline(unet_seed=1)), cloud, settings, **{"folder": Path("not-asked-for"), **studio})
    try:
        with _served(Guard(create_gateway(made, shelf), one_token(TOKEN), hosts), made) as (url, http, server):
            yield Gateway(url, cloud, made, http, server)
    finally:
        cloud.close()


@contextmanager
def app(*, hosts: Sequence[str] = (), client: CloudClient | None = None, settings: RunSettings = FEW) -> Iterator[tuple[Gateway, App]]:
    """The same with the page. client: of another cloud than the tiny one."""
    cloud = Noting()
    made = Studio(around(tiny.pipeline(unet_seed=1)), client or cloud, settings, folder=Path("not-asked-for"))
    page = App(made, Doors(TOKEN), hosts=hosts, cloud=None if client is None else client.url)
    try:
        with _served(page.asgi, made) as (url, http, server):
            yield Gateway(url, cloud, made, http, server), page
    finally:
        cloud.close()


@contextmanager
def _served(application: Any, studio: Studio) -> Iterator[tuple[str, httpx.Client, Server]]:
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    server = Server(application, studio.end)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        with httpx.Client(base_url=url, timeout=60.0, trust_env=False) as http:
            yield url, http, server
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
