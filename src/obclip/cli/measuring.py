"""What the commands that judge pictures have in common: models, the network that looks at pictures, and the drawing itself."""

import os
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from obclip.errors import BadRequest, CannotWrite
from obclip.models.registry import CLOUD_DEFAULT, DEVICE_DEFAULT

from .downloads import confirm_downloads
from .measuring_options import Measured

STANDARD = "standard"


def measure(told: Measured, items: Sequence[Any], courses: Sequence[Any], lab: Any, name: str) -> tuple[Any, list[dict[str, Any]]]:
    """Draws and judges: the study, and the rows of its table, which it writes and prints."""
    from obclip.evaluation.features import look_at_folder
    from obclip.evaluation.scores import check_items, reference_of, rows_of
    from obclip.evaluation.study import Study
    from obclip.evaluation.tables import write_tables

    lab.check(courses)
    network = _features_of(told)
    study = Study(items, courses, lab, network, told.out, told.batch)
    check_items(items, network.values)
    real = reference_of(study, look_at_folder(network, told.reference) if told.reference else None)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(f"{len(courses)} rows, prompts", total=len(items))
        for done in study.run():
            bar.update(task, completed=done)
    with console.status("metrics and intervals"):
        rows = rows_of(study, real, resamples=told.resamples, told=world_of(told).told)
    own = lab.timetable.own
    few = "" if own is None else f" the device in the steps that are left of {len(own)} of {own.solver}, without guidance;"
    note = (
        f"{len(items)} pictures a row, {lab.steps} steps, guidance {lab.guidance_scale:g}, {lab.levels.solver};{few} "
        f"{lab.cloud.name} and {lab.device.name}; seen by {network.name}. 95 % bootstrap intervals."
    )
    typer.echo(write_tables(rows, told.out, name, note, world_of(told).told))
    return study, rows


def items_of(told: Measured, seeds: int = 1) -> Any:
    """The prompts, each as often as there are seeds. Raises BadRequest, also for what of the options can be refused without a model."""
    from obclip.evaluation.items import read_items

    _models_of(told.pair)
    _check_folder(told.out)
    _check_features(told)
    if told.guidance_scale is not None and not isfinite(told.guidance_scale):
        raise BadRequest(f"guidance_scale must be a number (got {told.guidance_scale}).", code="bad_number")
    return read_items(told.prompts_file, told.seed, seeds, told.prompts, world_of(told))


def _check_folder(out: Path) -> None:
    """Raises CannotWrite for a folder that could not be made or written in."""
    there = next(folder for folder in (out, *out.absolute().parents) if folder.exists())
    if not (there.is_dir() and os.access(there, os.W_OK)):
        raise CannotWrite(f'"{out}" cannot be used for the results: choose another --out.')


def lab_of(told: Measured) -> Any:
    """The pair, loaded. Raises UnknownModel."""
    from obclip.evaluation.lab import Lab
    from obclip.models.loading import load_model

    names = _models_of(told.pair)
    confirm_downloads(names, told.allow_download, told.yes, told.variant)
    wanted: dict[str, Any] = {"dtype": told.dtype, "device": told.device, "variant": told.variant, "allow_download": told.allow_download}
    cloud, small = (load_model(name, **wanted) for name in names)
    return Lab(cloud, small, steps=told.steps, guidance_scale=told.guidance_scale)


def world_of(told: Measured) -> Any:
    """What is drawn."""
    from obclip.evaluation.worlds import WORLDS

    return WORLDS[told.world]


def _features(told: Measured) -> str:
    """Those that are named, or that fit a pair's pictures."""
    own: str = world_of(told).features
    return told.features or (own if told.pair == "bundled" or told.judge else STANDARD)


def _check_features(told: Measured) -> None:
    """Raises BadRequest for features that there are not in this world, and UnknownModel where they need a judge that is not bundled."""
    world, features = world_of(told), _features(told)
    if features not in (world.features, STANDARD):
        raise BadRequest(f'There are no features "{features}": choose {world.features} or {STANDARD}.', code="bad_features")
    if features == world.features:
        world.judged_by(told.judge)
    elif told.judge:
        raise BadRequest(f"--judge goes with --features {world.features}: leave one of them out.", code="bad_features")


def _features_of(told: Measured) -> Any:
    """The network that looks at pictures."""
    from obclip.evaluation.features import CLIP_BIG_G, Drawn, Standard

    if _features(told) != STANDARD:
        return Drawn(world_of(told), told.judge)
    return Standard(told.clip_model or CLIP_BIG_G, told.inception_weights, told.allow_download)


def _models_of(pair: str) -> list[str]:
    names = [CLOUD_DEFAULT, DEVICE_DEFAULT] if pair == "bundled" else words(pair)
    if len(names) != 2:
        raise BadRequest('--pair is "bundled", or two models with a comma: CLOUD,DEVICE.', code="bad_pair")
    return names


def words(text: str) -> list[str]:
    """What stands between commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def numbers(text: str, option: str = "--switch-points") -> tuple[int, ...]:
    """Whole numbers with commas between, each once, rising. Raises BadRequest."""
    try:
        if found := sorted({int(word) for word in words(text)}):
            return tuple(found)
        raise ValueError
    except ValueError:
        raise BadRequest(f'{option} takes whole numbers with commas, such as 5,10 (got "{text}").', code="bad_switch_point") from None
