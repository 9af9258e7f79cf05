"""The options of the commands that judge pictures, the same for each."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from obclip.device.settings import USUAL

from .downloads import AllowDownload, Variant, Yes
from .shared_options import sharing

Which = Annotated[Literal["portraits", "emoji"], typer.Option(help="What is drawn: whose prompts, judge and attributes.")]
Pair = Annotated[str, typer.Option(help='"bundled", or CLOUD,DEVICE: two names, folders or hub ids.')]
Points = Annotated[str, typer.Option(help="Switch points k, with commas.")]
Count = Annotated[int | None, typer.Option(min=1, help="How many prompts; all of the file if left out.")]
File = Annotated[Path | None, typer.Option(help='Own prompts: {"prompt": ..., "attributes": {...}} a line.')]
Out = Annotated[Path, typer.Option(help="Folder of the results; a stopped evaluation goes on in it.")]
Seeds = Annotated[int, typer.Option(min=1, help="Pictures a prompt.")]
Seed = Annotated[int, typer.Option(min=0, help="The first seed.")]
Steps = Annotated[int, typer.Option(min=1, help="Denoising steps T.")]
Scale = Annotated[float | None, typer.Option(help="Guidance scale; the device model's own if left out.")]
Dtype = Annotated[str | None, typer.Option(help="float32, bfloat16 or float16.")]
Where = Annotated[str | None, typer.Option("--device", help="cpu, cuda, or mps (an Apple GPU).")]
Batch = Annotated[int, typer.Option(min=1, help="Prompts drawn at a time.")]
Network = Annotated[
    str | None, typer.Option("--features", help="drawn-portraits or drawn-emoji, as the world is, or standard (InceptionV3 and CLIP).")
]
Judge = Annotated[Path | None, typer.Option(help="Folder of a judge of that world; the bundled one if left out.")]
Clip = Annotated[str | None, typer.Option(help="CLIP of the standard features: hub id or folder.")]
Weights = Annotated[str | None, typer.Option(help="File with the weights of InceptionV3; fetched if left out.")]
Reference = Annotated[Path | None, typer.Option(help="Folder of real pictures for FID and KID.")]
Resamples = Annotated[int, typer.Option(min=0, help="Resamples of the bootstrap of FID; 0 for no intervals.")]


@dataclass(frozen=True)
class Measured:
    """What each of these commands is told besides its own options."""

    world: Which = "portraits"
    pair: Pair = "bundled"
    switch_points: Points = "5,10"
    prompts: Count = None
    prompts_file: File = None
    out: Out = Path("measured")
    seed: Seed = 0
    steps: Steps = USUAL.num_inference_steps
    guidance_scale: Scale = None
    dtype: Dtype = None
    device: Where = None
    batch: Batch = 25
    features: Network = None
    judge: Judge = None
    clip_model: Clip = None
    inception_weights: Weights = None
    reference: Reference = None
    resamples: Resamples = 200
    variant: Variant = None
    allow_download: AllowDownload = False
    yes: Yes = False


measuring = partial(sharing, Measured)
