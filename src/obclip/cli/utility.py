"""`obclip evaluate utility`, `claims` and `acceleration`: how good the pictures are, what the paper says of them, what saving costs."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from obclip.errors import BadRequest

from .plans import read_plan, written_plans

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
Where = Annotated[str | None, typer.Option("--device", help="cpu or cuda.")]
Batch = Annotated[int, typer.Option(min=1, help="Prompts drawn at a time.")]
Network = Annotated[str | None, typer.Option("--features", help="drawn-portraits or standard (InceptionV3 and CLIP).")]
Clip = Annotated[str | None, typer.Option(help="CLIP of the standard features: hub id or folder.")]
Weights = Annotated[str | None, typer.Option(help="File with the weights of InceptionV3; fetched if left out.")]
Reference = Annotated[Path | None, typer.Option(help="Folder of real pictures for FID and KID.")]
Resamples = Annotated[int, typer.Option(min=0, help="Resamples of the bootstrap of FID; 0 for no intervals.")]
Download = Annotated[bool, typer.Option("--allow-download", help="Models may be fetched from the hub.")]


def utility(
    pair: Pair = "bundled",
    modes: Annotated[str, typer.Option(help="With commas; client-first may join them.")] = "cloud-only,device-only,hybrid,oblivious",
    switch_points: Points = "5,10",
    prompts: Count = None,
    prompts_file: File = None,
    out: Out = Path("utility"),
    seeds: Seeds = 1,
    seed: Seed = 0,
    steps: Steps = 25,
    guidance_scale: Scale = None,
    dtype: Dtype = None,
    device: Where = None,
    batch: Batch = 25,
    features: Network = None,
    clip_model: Clip = None,
    inception_weights: Weights = None,
    reference: Reference = None,
    resamples: Resamples = 200,
    allow_download: Download = False,
) -> None:
    """Quality of the pictures in each mode: attribute accuracy, FID, KID, IS, CLIP; writes tables, plots and a contact sheet."""
    from obclip.evaluation import figures
    from obclip.evaluation.courses import utility_courses
    from obclip.evaluation.items import read_items

    courses = utility_courses(tuple(_words(modes)), _numbers(switch_points), steps)
    items = read_items(prompts_file, seed, seeds, prompts)
    lab = _lab(pair, steps, guidance_scale, dtype, device, allow_download)
    network = _features(features or _usual(pair), clip_model, inception_weights, allow_download)
    study, rows = _measure(items, courses, lab, network, out, batch, reference, resamples, "utility")
    figures.quality_against_cost(rows, out / "quality-against-cost.png")
    figures.share_of_the_server(rows, out / "server-first-or-client-first.png")
    figures.contact_sheet(study, out / "contact-sheet.png")


def claims(
    pair: Pair = "bundled",
    switch_points: Points = "5,10",
    prompts: Count = 300,
    prompts_file: File = None,
    out: Out = Path("claims"),
    seed: Seed = 0,
    steps: Steps = 25,
    guidance_scale: Scale = None,
    dtype: Dtype = None,
    device: Where = None,
    batch: Batch = 25,
    features: Network = None,
    clip_model: Clip = None,
    inception_weights: Weights = None,
    reference: Reference = None,
    resamples: Resamples = 200,
    allow_download: Download = False,
) -> None:
    """The paper's claims on this pair: who goes first (Fig. 3), wrong prompts (Fig. 4), history, and two controls."""
    from obclip.evaluation import figures
    from obclip.evaluation.courses import claim_courses
    from obclip.evaluation.items import read_items
    from obclip.evaluation.verdicts import as_markdown, verdicts

    courses = claim_courses(_numbers(switch_points), steps)
    items = read_items(prompts_file, seed, 1, prompts)
    lab = _lab(pair, steps, guidance_scale, dtype, device, allow_download)
    network = _features(features or _usual(pair), clip_model, inception_weights, allow_download)
    study, rows = _measure(items, courses, lab, network, out, batch, reference, resamples, "claims")
    figures.quality_against_cost(rows, out / "quality-against-cost.png")
    told = as_markdown(verdicts(rows, steps))
    (out / "verdicts.md").write_text(told)
    typer.echo(told + "\nPercentages: gender, age and ethnicity as prompted, mean.")
    figures.share_of_the_server(rows, out / "server-first-or-client-first.png")
    figures.wrong_for_long(rows, out / "wrong-prompt.png")
    figures.contact_sheet(study, out / "contact-sheet.png")


def acceleration(
    plans: Annotated[str, typer.Option(help='Plans of the cloud, with commas, or "all".')] = "none,exact,paper,fast,tree,auto",
    candidates: Annotated[str, typer.Option(help="Numbers of candidates N, with commas.")] = "2,6,30",
    pair: Pair = "bundled",
    switch_points: Points = "5,10",
    prompts: Count = 100,
    prompts_file: File = None,
    out: Out = Path("acceleration"),
    seed: Seed = 0,
    steps: Steps = 25,
    guidance_scale: Scale = None,
    dtype: Dtype = None,
    device: Where = None,
    batch: Batch = 10,
    features: Network = None,
    clip_model: Clip = None,
    inception_weights: Weights = None,
    reference: Reference = None,
    resamples: Resamples = 200,
    allow_download: Download = False,
) -> None:
    """Quality per cost: every plan x N x k beside the unaccelerated request and the controls; a Pareto plot, and what auto may take."""
    from obclip.evaluation import figures
    from obclip.evaluation.accelerated import AccelerationLab, Plan, acceleration_courses
    from obclip.evaluation.cheapest import chosen as cheapest
    from obclip.evaluation.items import read_items
    from obclip.protocol.acceleration import AUTO, PRESETS

    chosen = [Plan(text, *read_plan(text)) for text in ([*PRESETS, AUTO] if plans == "all" else written_plans(plans))]
    courses = acceleration_courses(chosen, _numbers(candidates, "--candidates"), _numbers(switch_points), steps)
    items = read_items(prompts_file, seed, 1, prompts)
    plain = _lab(pair, steps, guidance_scale, dtype, device, allow_download)
    lab = AccelerationLab(plain.cloud, plain.device, steps=steps, guidance_scale=guidance_scale)
    network = _features(features or _usual(pair), clip_model, inception_weights, allow_download)
    study, rows = _measure(items, courses, lab, network, out, batch, reference, resamples, "acceleration")
    found = cheapest(rows, courses, steps, f"{lab.cloud.name}, {lab.device.name}")
    (out / "chosen.json").write_text(json.dumps({lab.cloud.family: found}, indent=1) + "\n")
    figures.pareto(rows, out / "pareto.png")
    figures.contact_sheet(study, out / "contact-sheet.png")


def _measure(
    items: Sequence[Any],
    courses: Sequence[Any],
    lab: Any,
    network: Any,
    out: Path,
    batch: int,
    reference: Path | None,
    resamples: int,
    name: str,
) -> tuple[Any, list[dict[str, Any]]]:
    from obclip.evaluation.features import look_at_folder
    from obclip.evaluation.scores import check_items, reference_of, rows_of
    from obclip.evaluation.study import Study
    from obclip.evaluation.tables import write_tables

    study = Study(items, courses, lab, network, out, batch)
    check_items(items, network.values)
    real = reference_of(study, look_at_folder(network, reference) if reference else None)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(f"{len(courses)} rows, prompts", total=len(items))
        for done in study.run():
            bar.update(task, completed=done)
    with console.status("metrics and intervals"):
        rows = rows_of(study, real, resamples=resamples)
    note = (
        f"{len(items)} pictures a row, {lab.steps} steps, guidance {lab.guidance_scale:g}, {lab.levels.solver}; "
        f"{lab.cloud.name} and {lab.device.name}; seen by {network.name}. 95 % bootstrap intervals."
    )
    typer.echo(write_tables(rows, out, name, note))
    return study, rows


def _usual(pair: str) -> str:
    return "drawn-portraits" if pair == "bundled" else "standard"


def _features(name: str, clip: str | None, weights: str | None, allow_download: bool) -> Any:
    from obclip.evaluation.features import CLIP_BIG_G, DrawnPortraits, Standard

    if name == "standard":
        return Standard(clip or CLIP_BIG_G, weights, allow_download)
    if name == "drawn-portraits":
        return DrawnPortraits()
    raise BadRequest(f'There are no features "{name}": choose drawn-portraits or standard.', code="bad_features")


def _lab(pair: str, steps: int, scale: float | None, dtype: str | None, device: str | None, allow_download: bool) -> Any:
    from obclip.evaluation.lab import Lab
    from obclip.models.loading import load_model
    from obclip.models.registry import CLOUD_DEFAULT, DEVICE_DEFAULT

    names = [CLOUD_DEFAULT, DEVICE_DEFAULT] if pair == "bundled" else _words(pair)
    if len(names) != 2:
        raise BadRequest('--pair is "bundled", or two models with a comma: CLOUD,DEVICE.', code="bad_pair")
    cloud, small = (load_model(name, dtype=dtype, device=device, allow_download=allow_download) for name in names)
    return Lab(cloud, small, steps=steps, guidance_scale=scale)


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _numbers(text: str, option: str = "--switch-points") -> tuple[int, ...]:
    try:
        return tuple(sorted({int(word) for word in _words(text)}))
    except ValueError:
        raise BadRequest(f'{option} takes whole numbers with commas, such as 5,10 (got "{text}").', code="bad_switch_point") from None
