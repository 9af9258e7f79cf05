"""`obclip gateway`: the device behind OpenAI's and AUTOMATIC1111's interfaces, for the programs of this machine."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import Annotated

import typer
from rich.console import Console

from obclip.device.settings import USUAL, RunSettings
from obclip.errors import BadRequest
from obclip.models.registry import CLOUD_DEFAULT, DEVICE_DEFAULT
from obclip.prompts.rules import DEFAULT_RULES
from obclip.settings import latents_folder

from . import generate_options as options
from .clouds import warn_in_the_clear
from .downloads import AllowDownload, Yes, confirm_downloads
from .listening import LOOPBACK, listen
from .plans import read_plan
from .safeguard_options import Cues, Detectors, Language, MaxCandidates, Taxonomy, Unknown, rules_of

console = Console(stderr=True, highlight=False)


def gateway(
    cloud: options.Cloud = None,
    allow_plaintext: options.AllowPlaintext = False,
    proxy: options.Proxy = None,
    cloud_model: options.CloudModel = None,
    device_model: options.DeviceModel = DEVICE_DEFAULT,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=0, max=65535)] = 8766,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="Another name by which clients may call it, such as host.docker.internal. Several times if need be."),
    ] = None,
    steps: options.Steps = USUAL.num_inference_steps,
    switch_point: options.SwitchPoint = USUAL.switch_point,
    acceleration: options.Plan = str(USUAL.acceleration),
    dtype: options.Dtype = None,
    device: options.DeviceName = None,
    allow_download: AllowDownload = False,
    yes: Yes = False,
    allow_single: options.AllowSingle = False,
    keep: options.Keep = False,
    max_candidates: MaxCandidates = DEFAULT_RULES.max_candidates,
    cues: Cues = None,
    taxonomy: Taxonomy = None,
    detector: Detectors = None,
    unknown: Unknown = "withhold",
    language: Language = "en",
) -> None:
    """Serve other programs of this machine (Open WebUI, SillyTavern, the openai package) with private pictures."""
    if cloud is not None and cloud_model:
        raise BadRequest("Give either --cloud or --cloud-model, not both.", code="two_clouds")
    confirm_downloads([device_model, None if cloud else cloud_model or CLOUD_DEFAULT], allow_download, yes)
    with listen(host, port) as listener:
        with console.status("Loading the models"):
            from obclip.device.gateway.app import create_gateway
            from obclip.device.gateway.studio import Studio
            from obclip.device.transport import CloudClient
            from obclip.in_process import ObliviousPipeline

            rules = rules_of(max_candidates, cues, taxonomy, detector, unknown, language)
            plan, parts_last = read_plan(acceleration)
            settings = RunSettings(steps, switch_point, acceleration=plan, parts_last=parts_last).check()
            client = None if cloud is None else CloudClient(cloud, proxy=proxy, allow_plaintext=allow_plaintext)
            source = client or cloud_model or CLOUD_DEFAULT
            pipeline = ObliviousPipeline.from_pretrained(
                device_model, cloud=source, torch_dtype=dtype, device=device, allow_download=allow_download
            )
        warn_in_the_clear(cloud or "", console)
        token, studio = (
            secrets.token_urlsafe(32),
            Studio(pipeline.model, pipeline.client, settings, rules, allow_single=allow_single, folder=latents_folder(), keeps=keep),
        )
        app = create_gateway(studio, token, hosts=allow_host or ())
        _tell(f"http://{host}:{listener.getsockname()[1]}", token, host)
        import uvicorn

        with suppress(KeyboardInterrupt), pipeline:
            uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning", server_header=False)).run(sockets=[listener])


def _tell(where: str, token: str, host: str) -> None:
    lines = (
        f"obclip gateway at {where}, Ctrl-C ends it.",
        f"OpenAI base URL: {where}/v1   AUTOMATIC1111 base URL: {where}",
        f"API key, for as long as it runs: {token}",
    )
    console.print("\n".join(lines), soft_wrap=True)
    if host not in LOOPBACK:
        console.print("It listens beyond this machine, and prompts come to it in the clear: let nothing but your own containers reach it.")
