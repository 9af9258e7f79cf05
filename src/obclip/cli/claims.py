"""`obclip evaluate claims`: what the paper says of the pictures, on this pair."""

from pathlib import Path

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


def claims(
    pair: Pair = "bundled",
    switch_points: Points = "5,10",
    prompts: Count = 300,
    prompts_file: File = None,
    out: Out = Path("claims"),
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
    """The paper's claims on this pair: who goes first (Fig. 3), wrong prompts (Fig. 4), history, and two controls."""
    from obclip.evaluation import figures
    from obclip.evaluation.courses import claim_courses
    from obclip.evaluation.items import read_items
    from obclip.evaluation.verdicts import as_markdown, verdicts

    looking = checked(pair, features)
    courses = claim_courses(numbers(switch_points), steps)
    items = read_items(prompts_file, seed, 1, prompts)
    lab = lab_of(pair, steps, guidance_scale, dtype, device, allow_download, yes)
    network = features_of(looking, clip_model, inception_weights, allow_download)
    study, rows = measure(items, courses, lab, network, out, batch, reference, resamples, "claims")
    figures.quality_against_cost(rows, out / "quality-against-cost.png")
    told = as_markdown(verdicts(rows, steps))
    (out / "verdicts.md").write_text(told)
    typer.echo(told + "\nPercentages: gender, age and ethnicity as prompted, mean.")
    figures.share_of_the_server(rows, out / "server-first-or-client-first.png")
    figures.wrong_for_long(rows, out / "wrong-prompt.png")
    figures.contact_sheet(study, out / "contact-sheet.png")
