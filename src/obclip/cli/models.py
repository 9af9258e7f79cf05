"""`obclip models`: which models are known and fit each other, and how this machine would run them."""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from obclip.errors import BadRequest
from obclip.models.registry import Entry, entries, pairs
from obclip.protocol.automatic import measured

# Names are there to be copied: on a narrow terminal a row goes on below rather than being cut.
WIDEST = 200


def models(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    space: Annotated[str | None, typer.Option(help="Only models of this latent space.")] = None,
) -> None:
    """List the pairs that fit; any diffusers folder or hub id of Stable Diffusion 1.x, 2.x and SDXL will do as well."""
    from obclip.models.number_format import choose_device, choose_dtype

    device = choose_device()
    dtype = choose_dtype(device)
    numbers, size = str(dtype).removeprefix("torch."), dtype.itemsize
    if space not in (None, *(spaces := dict.fromkeys(entry.space for entry in entries()))):
        raise BadRequest(f'There is no latent space "{space}": choose one of {", ".join(spaces)}.', code="other_latent_space")
    known = [entry for entry in entries() if space in (None, entry.space)]
    if as_json:
        fitting = [[cloud.name, small.name] for cloud, small in pairs() if cloud in known]
        rows = [{**asdict(entry), "latent_space": entry.space, "gigabytes": entry.gigabytes(size), "auto": _auto(entry)} for entry in known]
        typer.echo(json.dumps({"device": str(device), "dtype": numbers, "models": rows, "pairs": fitting}))
        return
    console = Console(highlight=False)
    wide = Console(highlight=False, width=max(WIDEST, console.width))
    wide.print(_models(known, size))
    wide.print(_pairs([pair for pair in pairs() if pair[0] in known]))
    console.print(f"On this machine: {device}, {numbers} ({_why(device.type, numbers)}); GB: the weights in these numbers.", soft_wrap=True)
    console.print(
        "A model of your own works with any whose latent space is the same: the device checks it. Hub models are fetched with "
        "--allow-download only.",
        soft_wrap=True,
    )


def _models(known: list[Entry], size: int) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("name", "side", "space", "GB", "solver", "steps", "where"):
        table.add_column(column, no_wrap=True)
    for entry in known:
        where = "bundled" if entry.bundled else f"hub: {entry.unet or entry.source} ({entry.licence})"
        steps = "any" if not entry.steps else ", ".join(map(str, entry.steps))
        table.add_row(entry.name, entry.side, entry.space, _gigabytes(entry, size), entry.solver or "its own", steps, where)
    return table


def _pairs(fitting: list[tuple[Entry, Entry]]) -> Table:
    table = Table(box=None, pad_edge=False, title="Pairs: --cloud-model and --device-model", title_justify="left")
    for column in ("cloud", "device", "switch points", "auto"):
        table.add_column(column, no_wrap=True)
    for cloud, small in fitting:
        table.add_row(cloud.name, small.name, ", ".join(map(str, cloud.switch_points)) or "-", _auto(cloud))
    return table


def _auto(cloud: Entry) -> str:
    """On what the plan that `auto` takes was measured: never on a cloud of few steps."""
    rows = () if cloud.steps else measured(cloud.family)
    return f"measured on {rows[0].figures['pair']}" if rows else "nothing measured: careful plan"


def _gigabytes(entry: Entry, size: int) -> str:
    found = entry.gigabytes(size)
    return "?" if found is None else f"{found:.2f}"


def _why(device: str, numbers: str) -> str:
    if device == "cpu":
        return "on a CPU unless --dtype asks for another: bfloat16 is faster on some processors and far slower on others"
    return f"{numbers} on this kind of GPU; --dtype chooses another"
