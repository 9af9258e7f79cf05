"""`obclip serve`: the cloud half over HTTP."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from obclip.errors import BadRequest
from obclip.models.registry import CLOUD_DEFAULT

from .downloads import AllowDownload, Variant, Yes, confirm_downloads
from .listening import LOOPBACK, listen, place_of
from .progress import loading
from .serve_ray import Place, check_engine, check_place, serve_on_ray

if TYPE_CHECKING:
    from obclip.cloud.engine import Engine
    from obclip.cloud.service.settings import ServiceSettings

console = Console(stderr=True, highlight=False)
DRAIN_SECONDS = 60.0


def serve(
    model: Annotated[str, typer.Option(help="The large model (a name, folder or hub id).")] = CLOUD_DEFAULT,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=0, max=65535)] = 8765,
    dtype: Annotated[str | None, typer.Option(help="float32, bfloat16 or float16; float32 on a CPU if left out.")] = None,
    device: Annotated[str | None, typer.Option(help="cpu, cuda, or mps (an Apple GPU); a GPU if there is one.")] = None,
    most_rows: Annotated[int, typer.Option(help="Rows of candidates in one call of the network; fewer need less memory.", min=1)] = 64,
    keys: Annotated[Path | None, typer.Option(help="Ask for a key: a file made by `obclip keys`.")] = None,
    budgets: Annotated[Path | None, typer.Option(help="Where what keys have spent is kept; KEYS.sqlite if left out.")] = None,
    allow_origin: Annotated[list[str] | None, typer.Option(help="Let pages of this origin ask. May be given several times.")] = None,
    tls_certificate: Annotated[Path | None, typer.Option(help="Speak HTTPS: the certificate's file.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="The certificate's key, where it is in another file.")] = None,
    queue: Annotated[int, typer.Option(help="Requests that may wait or be computed; more are told to come again.", min=1)] = 16,
    batch: Annotated[
        int, typer.Option(help="Requests with one plan that may share calls of the network, where that saves time.", min=1)
    ] = 8,
    batch_window: Annotated[float, typer.Option(help="Milliseconds in which the first of them waits for others.", min=0, max=10_000)] = 0.0,
    max_candidates: Annotated[int, typer.Option(help="Prompts of one request.", min=1)] = 256,
    max_steps: Annotated[int, typer.Option(help="Steps T of one request.", min=1)] = 1000,
    max_pixels: Annotated[int | None, typer.Option(help="Pixels of one picture; 2048 x 2048 if left out.", min=64)] = None,
    max_work: Annotated[float, typer.Option(help="Work of one request, in plain generations.", min=0.04)] = 100.0,
    drain_timeout: Annotated[
        float, typer.Option(help="Seconds in which accepted requests are finished at the end.", min=0)
    ] = DRAIN_SECONDS,
    log_json: Annotated[bool, typer.Option("--log-json", help="Log JSON, an object a line.")] = False,
    log_level: Annotated[Literal["debug", "info", "warning", "error"], typer.Option(help="What is logged.")] = "info",
    engine: Annotated[Literal["local", "ray"], typer.Option(help="ray: replicas on many machines, by Ray Serve.")] = "local",
    replicas: Annotated[str, typer.Option(help="With --engine ray: how many, or at least and at most, as 1-4.")] = "1",
    gpus: Annotated[float, typer.Option(help="With --engine ray: GPUs of a replica.", min=0)] = 0.0,
    route: Annotated[str, typer.Option(help="With --engine ray: where this model is, as /sdxl, beside others of the cluster.")] = "/",
    variant: Variant = None,
    allow_download: AllowDownload = False,
    yes: Yes = False,
) -> None:
    """Run the first steps for others: receives candidate prompts, returns latents, and writes no prompt to any log."""
    check_engine(
        engine,
        of_local={
            "--tls-certificate": tls_certificate is not None,
            "--tls-key": tls_key is not None,
            "--log-json": log_json,
            "--log-level": log_level != "info",
        },
        of_ray={"--replicas": replicas != "1", "--gpus": gpus > 0, "--route": route != "/"},
    )
    if engine == "ray":
        check_place(replicas, route)
    confirm_downloads([model], allow_download, yes, variant)
    with listen(host, port) as listener:
        with loading(console, model):
            from obclip.cloud.batching import worth_it
            from obclip.cloud.memory import keep_loaded
            from obclip.cloud.service.app import create_app
            from obclip.cloud.service.request_log import set_up
            from obclip.cloud.service.server import Server
            from obclip.cloud.service.settings import ServiceSettings
            from obclip.protocol.limits import Limits
            from obclip.protocol.request import LARGEST_SIDE

            settings = ServiceSettings(
                window_seconds=batch_window / 1000,
                limits=Limits(max_candidates, max_steps, max_pixels or LARGEST_SIDE**2, plain_generations=max_work),
                most_waiting=queue,
                origins=tuple(allow_origin or ()),
                keys=keys,
                budgets=_budgets(keys, budgets),
            )
            _check(settings)
            _check_tls(tls_certificate, tls_key)
            if engine == "ray":
                free = listener.getsockname()[1]
                listener.close()  # Ray's front opens it anew
                place = Place(host, free, route, replicas, gpus, drain_timeout)
                serve_on_ray(partial(_engine, model, dtype, device, variant, most_rows, allow_download), settings, place)
                return
            loaded = _engine(model, dtype, device, variant, most_rows, allow_download)
            if batch > 1 and worth_it(loaded.model):
                settings = replace(settings, most_together=batch)
            app = create_app(loaded, settings, measured=True)
            certificate, key = (None if file is None else str(file) for file in (tls_certificate, tls_key))
            server = Server(app, drain_seconds=drain_timeout, certificate=certificate, key=key)
            keep_loaded()
        scheme = "https" if tls_certificate else "http"
        url = f"{scheme}://{place_of(host, listener.getsockname()[1])}"
        _tell(
            f"obclip cloud: {loaded.model.name} ({loaded.space.name}) at {url}, Ctrl-C ends it.",
            *_warnings(host, settings, tls=tls_certificate is not None),
            *_too_small(settings, loaded),
        )
        set_up(log_level, as_json=log_json)
        with suppress(KeyboardInterrupt):
            server.serve_on(listener)


def _tell(*lines: str) -> None:
    """To whoever reads stderr, if it can be written at all: a full disk is no reason not to serve."""
    with suppress(OSError):
        for line in lines:
            console.print(line, soft_wrap=True)


def _engine(model: str, dtype: str | None, device: str | None, variant: str | None, most_rows: int, allow_download: bool) -> "Engine":
    """Where it is to run: in this process, or in a replica's."""
    from obclip.cloud.engine import Engine
    from obclip.cloud.memory import fitting_rows
    from obclip.models.loading import load_model

    loaded = load_model(model, dtype=dtype, device=device, variant=variant, allow_download=allow_download)
    return Engine(loaded, most_rows=fitting_rows(loaded, most_rows))


def _warnings(host: str, settings: "ServiceSettings", *, tls: bool) -> Sequence[str]:
    missing = [
        name for name, there in (("a key (--keys)", settings.keys), ("TLS (--tls-certificate, or a proxy before it)", tls)) if not there
    ]
    if host in LOOPBACK or not missing:
        return ()
    return (f"It listens beyond this machine without {' and without '.join(missing)}.",)


def _too_small(settings: "ServiceSettings", engine: "Engine") -> Sequence[str]:
    """A limit that refuses what everybody asks for who names no size."""
    most, facts = settings.limits.pixels, engine.facts()
    if most >= facts.height * facts.width:
        return ()
    return (f"--max-pixels {most} refuses pictures of the model's own size, {facts.width} x {facts.height}.",)


def _budgets(keys: Path | None, budgets: Path | None) -> Path | None:
    """Where they are kept. Raises BadRequest, also for a file that holds no keys."""
    from obclip.cloud.service.keys import read_keys

    if keys is None:
        if budgets is not None:
            raise BadRequest("--budgets needs --keys: without keys there is nobody whose budget it could be.", code="bad_budgets")
        return None
    read_keys(keys)
    return budgets or keys.with_suffix(".sqlite")


def _check(settings: "ServiceSettings") -> None:
    """Raises BadRequest before a model is loaded for nothing."""
    from obclip.cloud.service.app import check_origins
    from obclip.cloud.service.budgets import Budgets

    check_origins(settings)
    Budgets(settings.budgets).close()


def _check_tls(certificate: Path | None, key: Path | None) -> None:
    """Raises BadRequest before a model is loaded for nothing."""
    from obclip.cloud.service.tls import server_context

    if certificate is None:
        if key is not None:
            raise BadRequest("--tls-key needs --tls-certificate.", code="bad_tls")
        return
    server_context(certificate, key)
