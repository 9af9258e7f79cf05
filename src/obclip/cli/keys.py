"""`obclip keys`: who may ask a cloud, and for how much."""

from pathlib import Path
from typing import Annotated

import typer

from obclip.errors import BadRequest

app = typer.Typer(help="Keys of a cloud: who may ask it, and for how much.", no_args_is_help=True)

File = Annotated[Path, typer.Option("--file", help="The file of keys, as `obclip serve --keys` reads it; a running server sees changes.")]
Name = Annotated[str, typer.Argument(help="What the key is called in logs and budgets.")]
USUAL = Path("obclip-keys.toml")


@app.command()
def add(
    name: Name,
    file: File = USUAL,
    budget: Annotated[float | None, typer.Option(help="Plain generations a day (UTC); none if left out.", min=0.01)] = None,
    rate: Annotated[int | None, typer.Option(help="Requests a minute; any number if left out.", min=1)] = None,
) -> None:
    """Make a key and print it, once: the file holds its SHA-256 only."""
    from obclip.cloud.service.keys import alone_with, new_key, read_keys, write_keys

    with alone_with(file):
        known = read_keys(file) if file.exists() else ()
        if any(key.name == name for key in known):
            raise BadRequest(f'There is a key "{name}" already: revoke it first, or choose another name.', code="bad_key_name")
        key, text = new_key(name, budget, rate)
        write_keys(file, [*known, key])
    typer.echo(text)


@app.command()
def revoke(name: Name, file: File = USUAL) -> None:
    """Take a key away, at once."""
    from obclip.cloud.service.keys import alone_with, read_keys, write_keys

    with alone_with(file):
        known = read_keys(file)
        kept = [key for key in known if key.name != name]
        if len(kept) == len(known):
            raise BadRequest(f'There is no key "{name}" in "{file}".', code="bad_key_name")
        write_keys(file, kept)
    typer.echo(f'The key "{name}" is taken away: a running server refuses it from now on.', err=True)


@app.command("list")
def list_(file: File = USUAL) -> None:
    """Names, budgets and rates."""
    from obclip.cloud.service.keys import read_keys

    for key in read_keys(file):
        budget = "no budget" if key.generations_a_day is None else f"{key.generations_a_day:g} generations a day"
        rate = "no rate" if key.requests_a_minute is None else f"{key.requests_a_minute} requests a minute"
        typer.echo(f"{key.name}  {budget}, {rate}, added {key.added or 'some time'}")
