"""What `obclip gateway` and `obclip app` have in common: the device's model, a studio around it, and a server on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from obclip.errors import BadRequest
from obclip.models.registry import CLOUD_DEFAULT
from obclip.settings import latents_folder

from .clouds import meet, warn_in_the_clear
from .downloads import confirm_downloads
from .listening import place_of
from .progress import loading

if TYPE_CHECKING:
    import socket

    from obclip.device.gateway.studio import Studio
    from obclip.device.settings import RunSettings
    from obclip.prompts.rules import Rules


def _hosts(given: list[str] | None) -> list[str]:
    """As the header `Host` has them. Raises BadRequest before anything is loaded."""
    from obclip.device.transport_address import host_named

    hosts = {name: host_named(name.strip()) for name in given or ()}
    wrong = next((name for name, host in hosts.items() if host is None), None)
    if wrong is not None:
        raise BadRequest(
            f"--allow-host takes a host's name or address alone, such as host.docker.internal, without http:// and port (got {wrong!r}).",
            code="bad_host",
        )
    return [host for host in hosts.values() if host is not None]


AllowHost = Annotated[
    list[str] | None,
    typer.Option(callback=_hosts, help="Another name by which it may be called, such as host.docker.internal. Several times if need be."),
]


@dataclass(frozen=True)
class Halves:
    """The options of the two halves: the device's model, and the cloud by URL or as a model of this process."""

    cloud: str | None
    allow_plaintext: bool
    proxy: str | None
    cloud_model: str | None
    device_model: str
    dtype: str | None
    device: str | None
    variant: str | None
    allow_download: bool
    yes: bool

    @property
    def _own_cloud(self) -> str | None:
        """The cloud's model, where it runs in this process."""
        return None if self.cloud else self.cloud_model or CLOUD_DEFAULT

    def check(self) -> None:
        """What has to be agreed to before anything is loaded. Raises BadRequest."""
        models = [self.device_model, self._own_cloud]
        confirm_downloads(models, self.allow_download, self.yes, self.variant)

    @contextmanager
    def studio(self, console: Console, rules: Callable[[], Rules], settings: RunSettings, **kept: Any) -> Iterator[Studio]:
        """A studio around the loaded models. kept: what else it is told."""
        with loading(console, self.device_model, self._own_cloud):
            from obclip.device.gateway.studio import Studio
            from obclip.device.transport import CloudClient
            from obclip.device.transport_patience import ATTENDED
            from obclip.in_process import ObliviousPipeline
            from obclip.models.adapters import tell_of_one_side

            known = rules()
            told: dict[str, Any] = {"proxy": self.proxy, "allow_plaintext": self.allow_plaintext}
            client = None if self.cloud is None else CloudClient(self.cloud, patience=ATTENDED, **told)
            if self.cloud is not None:
                meet(self.cloud, console, **told)
            pipeline = ObliviousPipeline.from_pretrained(
                self.device_model,
                cloud=client or self._own_cloud,
                torch_dtype=self.dtype,
                device=self.device,
                variant=self.variant,
                allow_download=self.allow_download,
            )
        warn_in_the_clear(self.cloud or "", console)
        with pipeline:
            if settings.k > 0 and pipeline.client is not None:
                tell_of_one_side(pipeline.client.model, pipeline.model)
            yield Studio(pipeline.model, pipeline.client, settings, known, folder=latents_folder(), **kept)


def serve_until_stopped(app: Any, listener: socket.socket, studio: Studio) -> None:
    """Who waits for a picture when it is ended is told so."""
    from obclip.device.gateway.server import Server

    with suppress(KeyboardInterrupt):
        Server(app, studio.end).run(sockets=[listener])


def address(host: str, listener: socket.socket) -> str:
    """The URL by which programs of this machine call what listens, without a slash at its end."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://{place_of(name, listener.getsockname()[1])}"


def warn_of_others(host: str, console: Console) -> None:
    """Says so if not only this machine is heard."""
    from .listening import LOOPBACK

    if host not in LOOPBACK:
        console.print("It listens beyond this machine, and prompts come to it in the clear: let nothing but your own containers reach it.")
