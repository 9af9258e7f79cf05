"""`obclip other`: another value of what is hidden, from latents that were kept, without asking a cloud."""

from __future__ import annotations

import json
from functools import partial
from typing import Annotated

import typer
from rich.console import Console

from obclip.interrupts import stopping_at_once
from obclip.models.registry import DEVICE_DEFAULT
from obclip.settings import latents_folder

from . import generate_options as options
from .downloads import AllowDownload, Variant, Yes, confirm_downloads
from .others import read_others
from .picture_files import USUAL, PictureFiles, beside
from .picture_writing import write_next
from .progress import bars, loading
from .prompt_source import PROMPT_HELP, one_prompt
from .readied import check_places
from .safeguard_options import Guarding, guarded

console = Console(stderr=True, highlight=False)


@guarded
def other(
    guarding: Guarding,
    name: Annotated[str, typer.Argument(metavar="ID", help="What --keep has printed: 32 letters and digits.", show_default=False)],
    prompt: Annotated[str, typer.Argument(help=f"{PROMPT_HELP} The one of then: it is not kept.", show_default=False)],
    values: Annotated[
        list[str], typer.Argument(metavar="VALUE", help="gender=male; old; age=old,person=2. A picture of each.", show_default=False)
    ],
    negative_prompt: options.NegativePrompt = None,
    output: options.Output = None,
    as_json: options.AsJson = False,
    device_model: options.DeviceModel = DEVICE_DEFAULT,
    dtype: options.Dtype = None,
    device: options.DeviceName = None,
    variant: Variant = None,
    allow_download: AllowDownload = False,
    yes: Yes = False,
) -> None:
    """Draw another value of what was hidden, from kept latents. The settings are those of then; nothing is sent."""
    from obclip.device.kept import KeptCloud
    from obclip.prompts.another import another
    from obclip.prompts.negative import safe_negative
    from obclip.prompts.safeguard import check_together, safeguard

    cloud, others, text = KeptCloud(name, latents_folder()), read_others(values), one_prompt(prompt)
    with console.status("Reading the prompt"), stopping_at_once():
        rules = guarding.rules()
        negative = safe_negative(negative_prompt, rules)
        check_together(text, negative_prompt)
        done = safeguard(text, rules)
        cloud.check(done.candidates.prompts)
        for one in others:
            another(done, one.values, dict(one.named), one.person)
        files = PictureFiles(output, len(others) > 1)
        check_places([files.base], device, dtype)
    confirm_downloads([device_model], allow_download, yes, variant)
    with loading(console, device_model), stopping_at_once():
        from obclip.device.other import from_kept
        from obclip.device.output import write_new_image
        from obclip.device.pipeline import Device
        from obclip.models.loading import load_model

        model = load_model(device_model, dtype=dtype, device=device, variant=variant, allow_download=allow_download)
    written: list[dict[str, object]] = []
    for one in others:
        with bars(console) as on_progress:
            drawn = from_kept(Device(model, None, on_progress), cloud, done, cloud.settings, negative)(
                one.values, dict(one.named), one.person
            )
        if output is None:
            file, replaced = write_new_image(drawn.image, partial(beside, USUAL, one.words)), False
        else:
            file, replaced = write_next(files, drawn.image)
        written.append({"value": one.words, "file": str(file)})
        if not as_json:
            typer.echo(f"picture: {file}{' (replaced)' if replaced else ''}, {one.words}, without a request")
    if as_json:
        typer.echo(json.dumps({"latents": name, "seed": cloud.seed, "others": written}))
