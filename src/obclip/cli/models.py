"""`obclip models`: which models are known, and how this machine would run them."""

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from obclip.models.registry import ENTRIES, Entry


def models(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    space: Annotated[str | None, typer.Option(help="Only models of this latent space.")] = None,
) -> None:
    """List the models; any diffusers folder or hub id of the SD 1.x family will do as well."""
    from obclip.models.number_format import choose_device, choose_dtype

    device = choose_device()
    numbers = str(choose_dtype(device)).removeprefix("torch.")
    known = [entry for entry in ENTRIES if space in (None, entry.latent_space)]
    if as_json:
        typer.echo(json.dumps({"device": str(device), "dtype": numbers, "models": [_row(entry) for entry in known]}))
        return
    table = Table(box=None, pad_edge=False)
    for column in ("name", "side", "space", "numbers", "where"):
        table.add_column(column, no_wrap=column != "where")
    for entry in known:
        where = "bundled" if entry.bundled else f"hub: {entry.source} ({entry.licence})"
        table.add_row(entry.name, entry.side, entry.latent_space, numbers, where)
    console = Console(highlight=False)
    console.print(table)
    console.print(f"On this machine: {device}, {numbers} ({_why(device.type, numbers)}).", soft_wrap=True)
    console.print(
        "Two models work together if their latent spaces are the same. Hub models are fetched with --allow-download only.", soft_wrap=True
    )


def _row(entry: Entry) -> dict[str, object]:
    names = ("name", "side", "latent_space", "licence", "bundled", "source", "note")
    return {name: getattr(entry, name) for name in names}


def _why(device: str, numbers: str) -> str:
    if device == "cpu":
        return "on a CPU unless --dtype asks for another: bfloat16 is faster on some processors and far slower on others"
    return f"{numbers} on this kind of GPU; --dtype chooses another"
