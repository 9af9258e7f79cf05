"""`obclip evaluate acceleration`: what the plans that save work cost, and what they do to the pictures."""

import json
from pathlib import Path
from typing import Annotated

import typer

from .downloads import AllowDownload, Yes
from .measuring import checked, features_of, lab_of, measure, numbers
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
    Steps,
    Weights,
    Where,
)
from .plans import read_plan, written_plans


def acceleration(
    plans: Annotated[str, typer.Option(help='Plans of the cloud, with commas, or "all".')] = "none,exact,paper,fast,tree,auto",
    candidates: Annotated[str, typer.Option(help="Numbers of candidates N, with commas.")] = "2,6,30",
    pair: Pair = "bundled",
    switch_points: Points = "5,10",
    prompts: Count = 100,
    prompts_file: File = None,
    out: Out = Path("acceleration"),
    seed: Seed = 0,
    steps: Steps = STEPS,
    guidance_scale: Scale = None,
    dtype: Dtype = None,
    device: Where = None,
    batch: Batch = 10,
    features: Network = None,
    clip_model: Clip = None,
    inception_weights: Weights = None,
    reference: Reference = None,
    resamples: Resamples = 200,
    allow_download: AllowDownload = False,
    yes: Yes = False,
) -> None:
    """Quality per cost: every plan x N x k beside the unaccelerated request and the controls; a Pareto plot, and what auto may take."""
    from obclip.evaluation import figures
    from obclip.evaluation.accelerated import AccelerationLab, Plan, acceleration_courses
    from obclip.evaluation.cheapest import chosen as cheapest
    from obclip.evaluation.items import read_items
    from obclip.protocol.acceleration import AUTO, PRESETS

    looking = checked(pair, features)
    chosen = [Plan(text, *read_plan(text)) for text in ([*PRESETS, AUTO] if plans == "all" else written_plans(plans))]
    courses = acceleration_courses(chosen, numbers(candidates, "--candidates"), numbers(switch_points), steps)
    items = read_items(prompts_file, seed, 1, prompts)
    plain = lab_of(pair, steps, guidance_scale, dtype, device, allow_download, yes)
    lab = AccelerationLab(plain.cloud, plain.device, steps=steps, guidance_scale=guidance_scale)
    network = features_of(looking, clip_model, inception_weights, allow_download)
    study, rows = measure(items, courses, lab, network, out, batch, reference, resamples, "acceleration")
    found = cheapest(rows, courses, steps, f"{lab.cloud.name}, {lab.device.name}")
    (out / "chosen.json").write_text(json.dumps({lab.cloud.family: found}, indent=1) + "\n")
    figures.pareto(rows, out / "pareto.png")
    figures.contact_sheet(study, out / "contact-sheet.png")
