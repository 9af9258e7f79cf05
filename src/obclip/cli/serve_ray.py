"""`obclip serve --engine ray`: the same application before replicas on many machines."""

import re
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from obclip.errors import BadRequest

if TYPE_CHECKING:
    from obclip.cloud.engine import Engine
    from obclip.cloud.service.settings import ServiceSettings


def check_engine(engine: str, *, of_local: Mapping[str, bool], of_ray: Mapping[str, bool]) -> None:
    """Raises BadRequest for an option that was given and that the engine does not take."""
    other, given = ("local", of_local) if engine == "ray" else ("ray", of_ray)
    for option in (name for name, there in given.items() if there):
        raise BadRequest(f"{option} is for --engine {other}: leave it out with --engine {engine}.", code="engine_option")


def serve_on_ray(load: "Callable[[], Engine]", settings: "ServiceSettings", host: str, port: int, replicas: str, gpus: float) -> None:
    """Until Ctrl-C. Joins the cluster at RAY_ADDRESS, or begins one on this machine. Raises BadRequest."""
    bounds = _bounds(replicas)
    from obclip.cloud.ray_app import Cluster, start, stop

    start(load, settings, Cluster(host, port, bounds, gpus))
    typer.echo(f"obclip cloud on Ray: http://{host}:{port}, replicas {replicas}, Ctrl-C ends it.", err=True)
    try:
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    finally:
        stop()


def _bounds(replicas: str) -> tuple[int, int]:
    """Of "2": (2, 2); of "1-4": (1, 4). Raises BadRequest."""
    found = re.fullmatch(r"(\d+)(?:-(\d+))?", replicas)
    least, most = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= least <= most:
        raise BadRequest("--replicas is a number, or two as 1-4.", code="bad_replicas")
    return least, most
