"""`obclip gateway`: the device behind OpenAI's and AUTOMATIC1111's interfaces, for the programs of this machine."""

from __future__ import annotations

import secrets

import typer
from rich.console import Console

from obclip.device.settings import USUAL, RunSettings
from obclip.models.registry import DEVICE_DEFAULT

from . import generate_options as options
from .clouds import chosen_cloud
from .device_service import AllowHost, Halves, address, serve_until_stopped, warn_of_others
from .downloads import AllowDownload, Variant, Yes
from .listening import Host, Port, listen
from .plans import read_plan
from .safeguard_options import Guarding, guarded

console = Console(stderr=True, highlight=False)


@guarded
def gateway(
    guarding: Guarding,
    context: typer.Context,
    cloud: options.Cloud = None,
    allow_plaintext: options.AllowPlaintext = False,
    proxy: options.Proxy = None,
    cloud_model: options.CloudModel = None,
    device_model: options.DeviceModel = DEVICE_DEFAULT,
    host: Host = "127.0.0.1",
    port: Port = 8766,
    allow_host: AllowHost = None,
    steps: options.Steps = USUAL.num_inference_steps,
    switch_point: options.SwitchPoint = USUAL.switch_point,
    acceleration: options.Plan = str(USUAL.acceleration),
    dtype: options.Dtype = None,
    device: options.DeviceName = None,
    variant: Variant = None,
    allow_download: AllowDownload = False,
    yes: Yes = False,
    allow_single: options.AllowSingle = False,
    keep: options.Keep = False,
) -> None:
    """Serve other programs of this machine (Open WebUI, SillyTavern, the openai package) with private pictures."""
    cloud, cloud_model = chosen_cloud(context)
    halves = Halves(cloud, allow_plaintext, proxy, cloud_model, device_model, dtype, device, variant, allow_download, yes)
    halves.check()
    with listen(host, port) as listener:
        plan, parts_last = read_plan(acceleration)
        settings = RunSettings(steps, switch_point, acceleration=plan, parts_last=parts_last).check()

        with halves.studio(console, guarding.rules, settings, allow_single=allow_single, keeps=keep) as studio:
            from obclip.device.gateway.app import create_gateway
            from obclip.device.gateway.guard import Guard, one_token

            token, where = secrets.token_urlsafe(32), address(host, listener)
            lines = (
                f"obclip gateway at {where}, Ctrl-C ends it.",
                f"OpenAI base URL: {where}/v1   AUTOMATIC1111 base URL: {where}",
                f"API key, for as long as it runs: {token}",
            )
            console.print("\n".join(lines), soft_wrap=True)
            warn_of_others(host, console)
            serve_until_stopped(Guard(create_gateway(studio), one_token(token), allow_host or ()), listener, studio)
