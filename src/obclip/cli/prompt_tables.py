"""What `obclip evaluate prompts` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.table import Table

from obclip.evaluation.bulk import Bulk, Noted
from obclip.evaluation.coverage import Coverage, Verdict, listed, plain_listed
from obclip.evaluation.outcome import ANY, Span
from obclip.evaluation.prompts import Score
from obclip.evaluation.tally import Tally, median

if TYPE_CHECKING:
    from obclip.evaluation.guesser import Guess

_WIDE = 130  # columns in a file or a pipe, where nobody can widen the window


def show_guesses(guesses: Sequence[Guess]) -> None:
    """How often a hidden value is guessed."""
    table = _table("right guesses of a hidden value", "attribute", "--cues", "prompts", "1/N", "by frequency", "by the words that stay")
    for one in guesses:
        rates = (f"{one.nominal:.2f}", f"{one.frequency:.2f}", f"{one.words:.2f} ± {one.error:.2f}")
        table.add_row(one.attribute, one.cues, str(one.cases), *rates)
    _console().print(table)


def show_side_by_side(scores: Mapping[str, Score]) -> None:
    """A line a way."""
    table = _table("side by side", "", "all spans found", "cues", "named persons", "alarms", "closed", "refused", "median ms")
    for name, score in scores.items():
        shares = (score.whole, score.cues, score.recall["identity", "cue"], score.alarms, score.closed)
        table.add_row(name, *(f"{tally.hits}/{tally.cases}" for tally in shares), str(score.refused), f"{score.milliseconds:.1f}")
    _console().print(table)


def show_score(score: Score) -> None:
    """What is found, by attribute and kind."""
    console = _console()
    title = f"{score.prompts} prompts, {score.refused} refused, median {score.milliseconds:.2f} ms"
    table = _table(title, "attribute", "kind", "recall")
    for (attribute, kind), tally in sorted(score.recall.items()):
        table.add_row(attribute, kind, _rate(tally))
    for attribute, tally in sorted(score.precision.items()):
        table.add_row(attribute, "precision of what is reported", _rate(tally))
    console.print(table)
    console.print(f"closed: {_rate(score.closed)} of the prompts that are not refused")
    console.print(f"all explicit and pronoun spans found: {_rate(score.whole)} of the prompts that have any")
    console.print(f"cues found: {_rate(score.cues)}")
    console.print(f"alarms on harmless prompts: {_rate(score.alarms)}")


def show_coverage(lines: Mapping[str, Coverage]) -> None:
    """What reaches the cloud: prompts, and words, a line a stratum."""
    console = _console()
    prompts = _table("prompts by stratum", "", "prompts", "covered", "silent", "refused", "alarms", "closed", "median ms")
    words = _table("words by stratum", "", "lost", "cues covered", "cues told", "named persons covered", "unknown", "unknown and withheld")
    for name, line in lines.items():
        shares = (line.covered, line.silent, line.refused, line.alarms, line.closed)
        prompts.add_row(name, str(line.prompts), *map(_share, shares), f"{median(line.milliseconds):.2f}")
        words.add_row(name, *map(_share, (line.lost, line.cues, line.cues_told, line.identity, line.unknown, line.unknown_withheld)))
    console.print(prompts)
    console.print(words)
    for name, line in lines.items():
        if line.codes:
            console.print(f"refused in {name}: {_counts(line.codes)}")


def show_listing(verdicts: Iterable[Verdict], listing: str, as_json: bool) -> None:
    """The prompts of a listing with the words concerned."""
    found = listed(verdicts, listing)
    if as_json:
        typer.echo(json.dumps([plain_listed(verdict, spans) for verdict, spans in found]))
        return
    for verdict, spans in found:
        outcome = verdict.outcome
        fate = f"refused, {outcome.refused}: {outcome.message}" if outcome.refused else f"N = {len(outcome.candidates)}"
        typer.echo(f"{verdict.id} ({verdict.stratum}, {fate})\n    {verdict.prompt}")
        if spans:
            typer.echo("    -> " + ", ".join(_words(verdict.prompt, span) for span in spans))
    typer.echo(f"{len(found)} prompts")


def _words(prompt: str, span: Span) -> str:
    said = "" if span.attribute == ANY else f" ({span.attribute})"
    return f'"{prompt[span.start : span.end]}"{said}'


def show_bulk(bulk: Bulk) -> None:
    """Counts of prompts without annotation, and the words in the clear."""
    console = _console()
    refused, errors = len(bulk.noted["refused"]), len(bulk.noted["errors"])
    table = _table(f"{bulk.prompts} prompts, {errors} errors, {refused} refused", "", "share")
    for name, tally in _bulk_shares(bulk).items():
        table.add_row(name, _share(tally))
    console.print(table)
    if bulk.codes:
        console.print(f"refused: {_counts(bulk.codes)}")
    console.print("prompts by N: " + ", ".join(f"{size}: {count}" for size, count in sorted(bulk.sizes.items())))
    console.print("milliseconds: " + ", ".join(f"{name} {value:.2f}" for name, value in bulk.times.items()))
    show_noted(bulk.noted["clear"])


def _bulk_shares(bulk: Bulk) -> dict[str, Tally]:
    return {
        "closed, of the prompts that are not refused": bulk.closed,
        "a listed word of a hidden attribute in the clear, of the sets with N > 1": bulk.clear,
        "a listed word of another attribute in the clear, of the sets with N > 1": bulk.visible,
        "withheld, of all words": bulk.withheld,
        "unknown, of all words": bulk.unknown,
        "unknown and withheld, of all words": bulk.unknown_withheld,
    }


def show_noted(noted: Iterable[Noted]) -> None:
    """A line a prompt: its number, the words in the clear with their neighbours, or the whole prompt with the message."""
    for one in noted:
        words = "; ".join(f'"{word.word}" ({word.attribute}): {word.around}' for word in one.clear)
        typer.echo(f"line {one.line}: {words or one.prompt}{' -> ' + one.message if one.message else ''}")


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDE)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column)
    return table


def _counts(codes: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {count}" for code, count in sorted(codes.items()))


def _share(tally: Tally) -> str:
    return "-" if tally.rate is None else f"{100 * tally.rate:.1f} % ({tally.hits}/{tally.cases})"


def _rate(tally: Tally) -> str:
    return "none" if tally.rate is None else f"{100 * tally.rate:.1f} % ({tally.hits} of {tally.cases})"
