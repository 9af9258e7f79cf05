"""What the commands that judge pictures have in common: models, the network that looks at pictures, and the drawing itself."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from obclip.errors import BadRequest
from obclip.models.registry import CLOUD_DEFAULT, DEVICE_DEFAULT

from .downloads import confirm_downloads

FEATURES = ("drawn-portraits", "standard")


def measure(
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
    """Draws and judges: the study, and the rows of its table, which it writes and prints."""
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


def checked(pair: str, features: str | None) -> str:
    """The features that are named, or those that fit a pair's pictures. Raises BadRequest for unknown ones, and for what is no pair."""
    _models_of(pair)
    name = features or ("drawn-portraits" if pair == "bundled" else "standard")
    if name not in FEATURES:
        raise BadRequest(f'There are no features "{name}": choose {" or ".join(FEATURES)}.', code="bad_features")
    return name


def features_of(name: str, clip: str | None, weights: str | None, allow_download: bool) -> Any:
    """The network that looks at pictures, by a name that was `checked`."""
    from obclip.evaluation.features import CLIP_BIG_G, DrawnPortraits, Standard

    return Standard(clip or CLIP_BIG_G, weights, allow_download) if name == "standard" else DrawnPortraits()


def lab_of(pair: str, steps: int, scale: float | None, dtype: str | None, device: str | None, allow_download: bool, yes: bool) -> Any:
    """The pair, loaded. Raises UnknownModel."""
    from obclip.evaluation.lab import Lab
    from obclip.models.loading import load_model

    names = _models_of(pair)
    confirm_downloads(names, allow_download, yes)
    cloud, small = (load_model(name, dtype=dtype, device=device, allow_download=allow_download) for name in names)
    return Lab(cloud, small, steps=steps, guidance_scale=scale)


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
        return tuple(sorted({int(word) for word in words(text)}))
    except ValueError:
        raise BadRequest(f'{option} takes whole numbers with commas, such as 5,10 (got "{text}").', code="bad_switch_point") from None
