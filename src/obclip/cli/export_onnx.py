"""`obclip export-onnx`: a device's model for a browser's page."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from obclip.errors import BadRequest

from .downloads import AllowDownload, Yes, confirm_downloads

NEEDED = ("onnx", "onnxscript", "onnxruntime")


def export_onnx(
    model: Annotated[str, typer.Argument(help="The small model (a name, folder or hub id).")],
    folder: Annotated[Path, typer.Argument(help="The folder to write; load it in the page's settings.")],
    allow_download: AllowDownload = False,
    yes: Yes = False,
) -> None:
    """Write a device's model as ONNX graphs with float16 weights, each checked against torch, for `obclip.html`."""
    _check_installed()
    confirm_downloads([model], allow_download, yes)
    with Console(stderr=True).status("Exporting"):
        from obclip.device.onnx_graphs import export
        from obclip.models.loading import load_model

        done = export(load_model(model, dtype="float32", device="cpu", allow_download=allow_download), folder)
    table = Table(box=None, pad_edge=False)
    for column in ("graph", "MB", "weights, millions", "off by at most", "of"):
        table.add_column(column, no_wrap=True, justify="left" if column == "graph" else "right")
    for part in done:
        table.add_row(part.name, f"{part.bytes / 1e6:.2f}", f"{part.weights / 1e6:.2f}", f"{part.apart:.1e}", f"{part.largest:.2f}")
    Console(highlight=False).print(table)
    typer.echo(f"{sum(part.bytes for part in done) / 1e6:.1f} MB in {folder}, computed in float32 as torch does.")


def _check_installed() -> None:
    from importlib.util import find_spec

    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise BadRequest(f"Exporting needs {', '.join(missing)}: pip install 'obclip[page]'.", code="not_installed")
