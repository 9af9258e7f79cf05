"""`obclip evaluate`: the measurements of the documentation, on your own files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from obclip.errors import BadRequest
from obclip.evaluation.compare import compare
from obclip.evaluation.prompts import Score, Tally, read_annotated, score_prompts

from .safeguard_options import Cues, Detectors, MaxCandidates, Taxonomy, rules_of
from .utility import acceleration, claims, utility

if TYPE_CHECKING:
    from obclip.evaluation.guesser import Guess

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
    max_candidates: MaxCandidates = 64,
    cues: Cues = None,
    taxonomy: Taxonomy = None,
    detector: Detectors = None,
    side_by_side: Annotated[bool, typer.Option("--compare", help="The rules alone, with each detector, and each detector alone.")] = False,
    guesses: Annotated[bool, typer.Option("--guess", help="How often the remaining words give a hidden value away.")] = False,
) -> None:
    """Recall, precision and closure of the safeguard on annotated prompts; or what can be guessed from what stays."""
    if side_by_side and not detector:
        raise BadRequest("--compare needs at least one --detector, such as --detector spacy:en_core_web_sm.", code="no_detector")
    rules = rules_of(max_candidates, cues, taxonomy, detector)
    rows = read_annotated(file)
    if guesses:
        from obclip.evaluation.guesser import guess

        found = guess(rows, rules)
        typer.echo(json.dumps([one.plain() for one in found])) if as_json else _show_guesses(found)
    elif side_by_side:
        scores = compare(rows, rules, _bar)
        typer.echo(json.dumps({name: score.plain() for name, score in scores.items()})) if as_json else _show_side_by_side(scores)
    else:
        score = score_prompts(_bar(rows, "prompts"), rules)
        typer.echo(json.dumps(score.plain())) if as_json else _show(score)


def _bar(rows: Sequence[dict[str, Any]], name: str) -> Iterable[dict[str, Any]]:
    return track(rows, name, console=Console(stderr=True), transient=True)


def _show_guesses(guesses: Sequence[Guess]) -> None:
    console = Console(highlight=False)
    table = Table(title="right guesses of a hidden value", title_justify="left")
    for column in ("attribute", "--cues", "prompts", "1/N", "by frequency", "by the words that stay"):
        table.add_column(column)
    for one in guesses:
        rates = (f"{one.nominal:.2f}", f"{one.frequency:.2f}", f"{one.words:.2f} ± {one.error:.2f}")
        table.add_row(one.attribute, one.cues, str(one.cases), *rates)
    console.print(table)


def _show_side_by_side(scores: Mapping[str, Score]) -> None:
    console = Console(highlight=False)
    table = Table(title="side by side", title_justify="left")
    for column in ("", "all spans found", "cues", "named persons", "alarms", "closed", "refused", "median ms"):
        table.add_column(column)
    for name, score in scores.items():
        shares = (score.whole, score.cues, score.recall["identity", "cue"], score.alarms, score.closed)
        table.add_row(name, *(f"{tally.hits}/{tally.cases}" for tally in shares), str(score.refused), f"{score.milliseconds:.1f}")
    console.print(table)


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
