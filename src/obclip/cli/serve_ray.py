"""`obclip serve --engine ray`: the same application before replicas on many machines."""

import re
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from obclip.errors import BadRequest

from .listening import place_of

if TYPE_CHECKING:
    from obclip.cloud.engine import Engine
    from obclip.cloud.service.settings import ServiceSettings


@dataclass(frozen=True)
class Place:
    """Where the application is and how many there are of it, as the options say."""

    host: str
    port: int
    route: str
    replicas: str
    gpus: float
    drain_seconds: float


def check_engine(engine: str, *, of_local: Mapping[str, bool], of_ray: Mapping[str, bool]) -> None:
    """Raises BadRequest for an option that was given and that the engine does not take."""
    other, given = ("local", of_local) if engine == "ray" else ("ray", of_ray)
    for option in (name for name, there in given.items() if there):
        raise BadRequest(f"{option} is for --engine {other}: leave it out with --engine {engine}.", code="engine_option")


def check_place(replicas: str, route: str) -> None:
    """Raises BadRequest for options that Ray could do nothing with."""
    _bounds(replicas)
    if not re.fullmatch(r"/[a-z0-9-]{0,40}", route):
        raise BadRequest("--route is a slash and at most 40 small letters, digits and hyphens, as /sdxl.", code="bad_route")


def serve_on_ray(load: "Callable[[], Engine]", settings: "ServiceSettings", place: Place) -> None:
    """Until SIGTERM or Ctrl-C, after which accepted requests are finished. Begins a cluster on this machine, or joins that at RAY_ADDRESS,
    where it goes on afterwards. Raises BadRequest."""
    from obclip.cloud.ray_app import Cluster, drain, joined, start, stop

    cluster = Cluster(place.host, place.port, _bounds(place.replicas), place.gpus, route=place.route, drain_seconds=place.drain_seconds)
    start(load, settings, cluster)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    typer.echo(
        f"obclip cloud on Ray: http://{place_of(place.host, place.port)}{place.route}, replicas {place.replicas}, Ctrl-C ends it.", err=True
    )
    ended.wait()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)  # a second one ends it at once
    if joined():
        typer.echo("It goes on in the cluster; `serve shutdown` ends all that is served there.", err=True)
    else:
        drain(cluster)
    stop()


def _bounds(replicas: str) -> tuple[int, int]:
    """Of "2": (2, 2); of "1-4": (1, 4). Raises BadRequest."""
    found = re.fullmatch(r"(\d+)(?:-(\d+))?", replicas)
    least, most = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= least <= most:
        raise BadRequest("--replicas is a number, or two as 1-4.", code="bad_replicas")
    return least, most
