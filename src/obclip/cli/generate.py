"""`obclip generate`: private pictures."""

from __future__ import annotations

import typer
from rich.console import Console

from obclip.device.settings import HISTORIES, MODES, USUAL, RunSettings
from obclip.errors import BadRequest
from obclip.interrupts import stopping_at_once
from obclip.models.registry import CLOUD_DEFAULT, DEVICE_DEFAULT
from obclip.settings import latents_folder

from . import generate_options as options
from .clouds import ask_before_sending, chosen_cloud, warn_in_the_clear
from .downloads import AllowDownload, Variant, Yes, confirm_downloads
from .others import read_others
from .picture_files import PictureFiles
from .picture_report import Teller
from .picture_writing import Writing
from .plans import read_plan
from .progress import bars, loading
from .prompt_source import STDIN, read_prompts
from .readied import Asked, Way, check_places, readied
from .safeguard_options import Guarding, guarded

# The rooms below the command load torch, which takes seconds: they are imported when a picture is wanted, not for `--help`.
console = Console(stderr=True, highlight=False)


@guarded
def generate(
    guarding: Guarding,
    context: typer.Context,
    prompts: options.Prompts = None,
    file: options.File = None,
    negative_prompt: options.NegativePrompt = None,
    num_images: options.Count = 1,
    other: options.Others = None,
    keep: options.Keep = False,
    output: options.Output = None,
    sheet: options.Sheet = None,
    as_json: options.AsJson = False,
    cloud: options.Cloud = None,
    allow_plaintext: options.AllowPlaintext = False,
    proxy: options.Proxy = None,
    cloud_model: options.CloudModel = None,
    device_model: options.DeviceModel = DEVICE_DEFAULT,
    dtype: options.Dtype = None,
    device: options.DeviceName = None,
    variant: Variant = None,
    allow_download: AllowDownload = False,
    yes: Yes = False,
    steps: options.Steps = USUAL.num_inference_steps,
    height: options.Height = USUAL.height,
    width: options.Width = USUAL.width,
    seed: options.Seed = None,
    guidance_scale: options.GuidanceScale = USUAL.guidance_scale,
    solver: options.SolverName = None,
    switch_point: options.SwitchPoint = USUAL.switch_point,
    cloud_steps: options.CloudSteps = USUAL.cloud_steps,
    device_steps: options.DeviceSteps = USUAL.device_steps,
    mode: options.ModeName = MODES[0],
    history: options.HistoryName = HISTORIES[0],
    acceleration: options.Plan = str(USUAL.acceleration),
    allow_single: options.AllowSingle = False,
    ask: options.Ask = False,
    reveal_prompt: options.RevealPrompt = False,
) -> None:
    """Draw pictures; the cloud cannot tell which of the candidate prompts is yours."""
    cloud, cloud_model = chosen_cloud(context, mode, reveal_prompt=reveal_prompt)
    texts = read_prompts(prompts, file)
    if ask and prompts == [STDIN]:
        raise BadRequest("--ask waits for an answer on standard input: give the prompts with --file.", code="prompt_or_file")
    plan, parts_last = read_plan(acceleration)
    several = len(texts) * num_images > 1
    asked = Asked(texts, negative_prompt, num_images, seed, allow_single, read_others(other), keep)
    files, sheets = PictureFiles(output, several), PictureFiles(sheet, several) if sheet else None
    with console.status("Reading the prompts"), stopping_at_once():
        settings = RunSettings(
            steps, switch_point, guidance_scale, solver, height, width, plan, parts_last, cloud_steps, device_steps, mode, history
        )
        wanted = readied(asked, settings, guarding.rules())
        check_places([files.base, sheet], device, dtype, latents_folder() if keep else None)
        client = Way(cloud, proxy, allow_plaintext).client()
    warn_in_the_clear(cloud or "", console)
    if ask:
        ask_before_sending(wanted[::num_images], console)
    cloud_model = None if mode == "device-only" or client else cloud_model or CLOUD_DEFAULT
    source = client or cloud_model
    confirm_downloads([device_model, source], allow_download, yes, variant)
    with loading(console, device_model, cloud_model), stopping_at_once():
        from obclip.in_process import ObliviousPipeline

        pipeline = ObliviousPipeline.from_pretrained(
            device_model, cloud=source, torch_dtype=dtype, device=device, variant=variant, allow_download=allow_download
        )
    writing, teller = Writing(files, sheets, asked.others, settings if keep else None), Teller(mode, as_json)
    try:
        with pipeline:
            for place, one in enumerate(wanted):
                with bars(console) as on_progress:
                    result = pipeline.draw([one], settings, on_progress)
                teller.tell(writing.write(pipeline, result, place // num_images + 1))
    finally:  # what was written before an error is told as well
        teller.end()
    teller.check()
