"""`obclip evaluate`: the measurements of the documentation, on your own files."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import typer
from rich.console import Console
from rich.progress import track

from obclip.errors import BadRequest
from obclip.evaluation.annotated import read_lines
from obclip.evaluation.bulk import BULK_LISTINGS, survey
from obclip.evaluation.compare import compare
from obclip.evaluation.coverage import LISTINGS, by_stratum, judge
from obclip.evaluation.prompts import read_annotated, read_rows, score_of
from obclip.prompts.rules import DEFAULT_RULES, Rules

from .acceleration import acceleration
from .claims import claims
from .prompt_tables import show_bulk, show_coverage, show_guesses, show_listing, show_noted, show_score, show_side_by_side
from .safeguard_options import Cues, Detectors, Guarding, MaxCandidates, Taxonomy
from .utility import utility

Listing = Literal["misses", "silent", "alarms", "lost", "cues", "refused", "open", "clear", "visible", "errors"]
T = TypeVar("T")

app = typer.Typer(help="Measure: the safeguard on annotated prompts, the pictures of a pair of models.", no_args_is_help=True)
app.command("utility")(utility)
app.command("claims")(claims)
app.command("acceleration")(acceleration)


@app.callback()
def evaluate() -> None:
    """Measure: the safeguard on annotated prompts, the pictures of a pair of models."""


@app.command("prompts")
def prompts(
    file: Annotated[Path | None, typer.Option(help="Annotated prompts, a JSON object a line: docs/annotated-prompts.md.")] = None,
    bulk: Annotated[Path | None, typer.Option(help="Prompts without annotation, one a line: errors, sizes, words in the clear.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    max_candidates: MaxCandidates = DEFAULT_RULES.max_candidates,
    cues: Cues = None,
    taxonomy: Taxonomy = None,
    detector: Detectors = None,
    side_by_side: Annotated[bool, typer.Option("--compare", help="The rules alone, with each detector, and each detector alone.")] = False,
    guesses: Annotated[bool, typer.Option("--guess", help="How often the remaining words give a hidden value away.")] = False,
    listing: Annotated[
        Listing | None, typer.Option("--list", help="Show these prompts and the words concerned, instead of counts.")
    ] = None,
) -> None:
    """How much of what annotated prompts say is found and covered, by stratum; or what can be guessed from what stays."""
    if side_by_side and not detector:
        raise BadRequest("--compare needs at least one --detector, such as --detector spacy:en_core_web_sm.", code="no_detector")
    if (file is None) == (bulk is None):
        raise BadRequest("Give either --file with annotated prompts or --bulk with one prompt a line.", code="no_prompts")
    if (side_by_side or guesses) and (bulk or listing):
        raise BadRequest("--compare and --guess go with --file alone: leave --bulk and --list out.", code="no_listing")
    _check_listing(listing, LISTINGS if file else BULK_LISTINGS)
    rules = Guarding(max_candidates, cues, taxonomy, detector).rules()
    if bulk:
        _survey(bulk, rules, listing, as_json)
    elif file and guesses:
        _guess(file, rules, as_json)
    elif file and side_by_side:
        scores = compare(read_annotated(file), rules, _bar)
        _echo({name: score.plain() for name, score in scores.items()}) if as_json else show_side_by_side(scores)
    elif file:
        _score(file, rules, listing, as_json)


def _check_listing(listing: Listing | None, known: Collection[str]) -> None:
    if listing and listing not in known:
        raise BadRequest(f"--list {listing} does not go with these prompts: choose one of {', '.join(known)}.", code="no_listing")


def _survey(bulk: Path, rules: Rules, listing: Listing | None, as_json: bool) -> None:
    found = survey(_bar(read_lines(bulk), "prompts"), rules)
    if listing:
        noted = found.noted[listing]
        _echo([one.plain() for one in noted]) if as_json else show_noted(noted)
    else:
        _echo(found.plain()) if as_json else show_bulk(found)


def _guess(file: Path, rules: Rules, as_json: bool) -> None:
    from obclip.evaluation.guesser import guess

    found = guess(read_annotated(file), rules)
    _echo([one.plain() for one in found]) if as_json else show_guesses(found)


def _score(file: Path, rules: Rules, listing: Listing | None, as_json: bool) -> None:
    read = list(read_rows(_bar(read_annotated(file), "prompts"), rules))
    verdicts = [judge(row, outcome) for row, outcome in read]
    if listing:
        show_listing(verdicts, listing, as_json)
        return
    score, lines = score_of(read), by_stratum(verdicts)
    if as_json:
        _echo({**score.plain(), "strata": {name: line.plain() for name, line in lines.items()}})
    else:
        show_score(score)
        show_coverage(lines)


def _echo(found: Any) -> None:
    typer.echo(json.dumps(found))


def _bar(rows: Sequence[T], name: str) -> Iterable[T]:
    return track(rows, name, console=Console(stderr=True), transient=True)
