"""`obclip app`: the page in a browser, with this machine's Python as its device, and the gateway beside it."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer
from rich.console import Console

from obclip.device.settings import USUAL
from obclip.models.registry import DEVICE_DEFAULT

from . import generate_options as options
from .browser import Opener
from .clouds import chosen_cloud
from .device_service import AllowHost, Halves, address, serve_until_stopped, warn_of_others
from .downloads import AllowDownload, Variant, Yes
from .listening import Host, Port, listen
from .safeguard_options import Detectors, Guarding, Language, Taxonomy

console = Console(stderr=True, highlight=False)


def app(
    context: typer.Context,
    cloud: options.Cloud = None,
    allow_plaintext: options.AllowPlaintext = False,
    proxy: options.Proxy = None,
    cloud_model: options.CloudModel = None,
    device_model: options.DeviceModel = DEVICE_DEFAULT,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in your browser.")] = True,
    host: Host = "127.0.0.1",
    port: Port = 8766,
    allow_host: AllowHost = None,
    dtype: options.Dtype = None,
    device: options.DeviceName = None,
    variant: Variant = None,
    allow_download: AllowDownload = False,
    yes: Yes = False,
    taxonomy: Taxonomy = None,
    detector: Detectors = None,
    language: Language = "en",
) -> None:
    """Draw in your browser, with the models of this machine: what is hidden as you type, the picture, other values of it."""
    cloud, cloud_model = chosen_cloud(context)
    halves = Halves(cloud, allow_plaintext, proxy, cloud_model, device_model, dtype, device, variant, allow_download, yes)
    halves.check()
    with listen(host, port) as listener:
        guarding = Guarding(taxonomy=taxonomy, detector=detector, language=language)
        with halves.studio(console, guarding.rules, USUAL) as studio, Opener() as opener:
            from obclip.device.app.app import App
            from obclip.device.app.doors import Doors

            key, where = secrets.token_urlsafe(32), address(host, listener)

            def entered() -> None:
                opener.used()
                console.print(f"A tab was opened. For another one: {where}{made.link}", soft_wrap=True)

            made = App(studio, Doors(key, entered), cloud=cloud, hosts=allow_host or ())
            lines = (
                f"obclip app, Ctrl-C ends it. This link opens one tab: {where}{made.link}",
                f"For other programs: OpenAI base URL {where}/v1, AUTOMATIC1111 base URL {where}",
                f"API key, for as long as it runs: {key}",
            )
            console.print("\n".join(lines), soft_wrap=True)
            warn_of_others(host, console)
            if browser:
                opener.open(where + made.link)
            serve_until_stopped(made.asgi, listener, studio)
