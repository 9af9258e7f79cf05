"""`obclip export-onnx`: a device's model for a browser's page."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from obclip.errors import BadRequest

from .downloads import AllowDownload, Variant, Yes, confirm_downloads

NEEDED = ("onnx", "onnxscript", "onnxruntime")
# What WebAssembly of 32 bits can address, and what an ONNX file of one part can hold.
ADDRESSED, ONE_PART = 2**32, 2**31


def export_onnx(
    model: Annotated[str, typer.Argument(help="The small model (a name, folder or hub id).")],
    folder: Annotated[Path | None, typer.Argument(help="The folder to write; load it in the page's settings.")] = None,
    dry_run: Annotated[
        bool, typer.Option(help="Only say what it would take, from the shapes alone: nothing is fetched or written.")
    ] = False,
    variant: Variant = None,
    allow_download: AllowDownload = False,
    yes: Yes = False,
) -> None:
    """Write a device's model as ONNX graphs with float16 weights, each checked against torch, for `obclip.html`."""
    if dry_run:
        _tell(model)
        return
    if folder is None:
        raise BadRequest("Name the folder to write, or ask what it would take with --dry-run.", code="no_folder")
    _check_installed()
    confirm_downloads([model], allow_download, yes, variant)
    with Console(stderr=True).status("Exporting"):
        from obclip.device.onnx_graphs import export
        from obclip.models.loading import load_model

        done = export(load_model(model, dtype="float32", device="cpu", variant=variant, allow_download=allow_download), folder)
    table = Table(box=None, pad_edge=False)
    for column in ("graph", "MB", "weights, millions", "off by at most", "of"):
        table.add_column(column, no_wrap=True, justify="left" if column == "graph" else "right")
    for part in done:
        table.add_row(part.name, f"{part.bytes / 1e6:.2f}", f"{part.weights / 1e6:.2f}", f"{part.apart:.1e}", f"{part.largest:.2f}")
    Console(highlight=False).print(table)
    typer.echo(f"{sum(part.bytes for part in done) / 1e6:.1f} MB in {folder}, computed in float32 as torch does.")


def _tell(model: str) -> None:
    """Sizes and memory, by shapes alone."""
    from obclip.device.onnx_graphs import LARGE
    from obclip.models.footprint import footprints

    parts = footprints(model, LARGE)
    table = Table(box=None, pad_edge=False)
    for column in ("MB of", "file", "weights", "working", "numbers, millions"):
        table.add_column(column, justify="left" if column == "MB of" else "right")
    for part in parts:
        counted = part.stored, part.held, part.working, part.weights
        table.add_row(part.name, *(f"{number / 1e6:.1f}" for number in counted))
    Console(highlight=False).print(table)
    files, need = sum(part.stored for part in parts), sum(part.held for part in parts) + max(part.working for part in parts)
    typer.echo(f"{model}: {files / 1e6:.1f} MB to load; a tab needs at most {need / 1e9:.2f} GB.")
    if need > ADDRESSED:
        typer.echo(f"That may be more than the {ADDRESSED / 1e9:.1f} GB that WebAssembly can address: WebGPU is for it.")
    for part in parts:
        if part.stored > ONE_PART:
            typer.echo(f"The {part.name} is larger than the 2 GB that an ONNX file of one part can have: it cannot be exported.")


def _check_installed() -> None:
    from importlib.util import find_spec

    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise BadRequest(f"Exporting needs {', '.join(missing)}: pip install 'obclip[page]'.", code="not_installed")
