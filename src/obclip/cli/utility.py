"""`obclip evaluate utility`: how good the pictures are in each mode."""

from pathlib import Path
from typing import Annotated

import typer

from .downloads import AllowDownload, Yes
from .measuring import checked, features_of, lab_of, measure, numbers, words
from .measuring_options import (
    STEPS,
    Batch,
    Clip,
    Count,
    Dtype,
    File,
    Network,
    Out,
    Pair,
    Points,
    Reference,
    Resamples,
    Scale,
    Seed,
    Seeds,
    Steps,
    Weights,
    Where,
)


def utility(
    pair: Pair = "bundled",
    modes: Annotated[str, typer.Option(help="With commas; client-first may join them.")] = "cloud-only,device-only,hybrid,oblivious",
    switch_points: Points = "5,10",
    prompts: Count = None,
    prompts_file: File = None,
    out: Out = Path("utility"),
    seeds: Seeds = 1,
    seed: Seed = 0,
    steps: Steps = STEPS,
    guidance_scale: Scale = None,
    dtype: Dtype = None,
    device: Where = None,
    batch: Batch = 25,
    features: Network = None,
    clip_model: Clip = None,
    inception_weights: Weights = None,
    reference: Reference = None,
    resamples: Resamples = 200,
    allow_download: AllowDownload = False,
    yes: Yes = False,
) -> None:
    """Quality of the pictures in each mode: attribute accuracy, FID, KID, IS, CLIP; writes tables, plots and a contact sheet."""
    from obclip.evaluation import figures
    from obclip.evaluation.courses import utility_courses
    from obclip.evaluation.items import read_items

    looking = checked(pair, features)
    courses = utility_courses(tuple(words(modes)), numbers(switch_points), steps)
    items = read_items(prompts_file, seed, seeds, prompts)
    lab = lab_of(pair, steps, guidance_scale, dtype, device, allow_download, yes)
    network = features_of(looking, clip_model, inception_weights, allow_download)
    study, rows = measure(items, courses, lab, network, out, batch, reference, resamples, "utility")
    figures.quality_against_cost(rows, out / "quality-against-cost.png")
    figures.share_of_the_server(rows, out / "server-first-or-client-first.png")
    figures.contact_sheet(study, out / "contact-sheet.png")
