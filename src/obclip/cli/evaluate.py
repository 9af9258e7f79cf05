"""`obclip evaluate`: the measurements of the documentation, on your own files."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from obclip.evaluation.prompts import Score, Tally, read_annotated, score_prompts

from .utility import acceleration, claims, utility

app = typer.Typer(help="Measure: the safeguard on annotated prompts, the pictures of a pair of models.", no_args_is_help=True)
app.command("utility")(utility)
app.command("claims")(claims)
app.command("acceleration")(acceleration)


@app.callback()
def evaluate() -> None:
    """Measure: the safeguard on annotated prompts, the pictures of a pair of models."""


@app.command("prompts")
def prompts(
    file: Annotated[Path, typer.Option(help="Annotated prompts, a JSON object a line.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Recall, precision and closure of the safeguard on annotated prompts."""
    rows = read_annotated(file)
    score = score_prompts(track(rows, "prompts", console=Console(stderr=True), transient=True))
    if as_json:
        typer.echo(json.dumps(score.plain()))
    else:
        _show(score)


def _show(score: Score) -> None:
    console = Console(highlight=False)
    table = Table(title=f"{score.prompts} prompts, {score.refused} refused, median {score.milliseconds:.2f} ms", title_justify="left")
    for column in ("attribute", "kind", "recall"):
        table.add_column(column)
    for (attribute, kind), tally in sorted(score.recall.items()):
        table.add_row(attribute, kind, _rate(tally))
    for attribute, tally in sorted(score.precision.items()):
        table.add_row(attribute, "precision of what is reported", _rate(tally))
    console.print(table)
    console.print(f"closed: {_rate(score.closed)} of the prompts that are not refused")
    console.print(f"all explicit and pronoun spans found: {_rate(score.whole)} of the prompts that have any")
    console.print(f"cues found: {_rate(score.cues)}")
    console.print(f"alarms on harmless prompts: {_rate(score.alarms)}")


def _rate(tally: Tally) -> str:
    return "none" if tally.rate is None else f"{100 * tally.rate:.1f} % ({tally.hits} of {tally.cases})"
