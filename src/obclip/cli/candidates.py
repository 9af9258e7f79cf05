"""`obclip candidates`: what the cloud would be sent, without sending it."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from obclip.errors import BadRequest, ObclipError
from obclip.prompts.explain import describe
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import safeguard
from obclip.protocol.fault import fault

from .prompt_source import PROMPT_HELP, lines_of, one_prompt
from .safeguard_options import Guarding, guarded


@guarded
def candidates(
    guarding: Guarding,
    prompt: Annotated[str | None, typer.Argument(help=PROMPT_HELP)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    file: Annotated[Path | None, typer.Option(help="A text file with a prompt a line.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, for --file.")] = False,
) -> None:
    """Show the candidate prompts that the cloud would be sent, and the place of yours among them."""
    if (prompt is None) == (file is None):
        raise BadRequest("Give either a prompt or --file with a prompt a line.", code="prompt_or_file")
    if file is not None:
        rules = guarding.rules()
        for line in lines_of(file):  # an empty one has its line of the answer, too
            _write_json(_described(line, rules))
        return
    try:
        prompt = one_prompt(prompt or "")
        found = describe(safeguard(prompt, guarding.rules()))
    except ObclipError as error:
        if as_json or jsonl:
            _write_json({"prompt": prompt, **fault(error)})
        raise
    if as_json or jsonl:
        _write_json(found)
    else:
        _show(found)


def _described(line: str, rules: Rules) -> dict[str, Any]:
    try:
        return describe(safeguard(line, rules))
    except ObclipError as error:
        return {"prompt": line, **fault(error)}


def _write_json(value: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")


def _show(found: dict[str, Any]) -> None:
    console = Console(highlight=False)
    table = Table(title=f"N = {found['n']}, guess bound 1/N = {1 / found['n']:.3f}", title_justify="left")
    table.add_column("#", justify="right")
    table.add_column("candidate prompt")
    for place, candidate in enumerate(found["candidates"]):
        style = "bold green" if place == found["index"] else None
        table.add_row(str(place), candidate.replace("[", r"\["), style=style)
    console.print(table)
    if found["n"] == 1:
        console.print("N = 1 is not private: obclip explain says why.")
    if found["unknown"]:
        console.print(f"Nothing is known of these words: {', '.join(one['word'] for one in found['unknown'])}.", markup=False)
    withheld = {(one["start"], one["end"]): found["prompt"][one["start"] : one["end"]] for one in found["withheld"]}
    if withheld:
        console.print(f"Withheld from the cloud: {', '.join(withheld.values())}.", markup=False)
    for cue in found["cues"]:
        if (cue["start"], cue["end"]) not in withheld:
            words = found["prompt"][cue["start"] : cue["end"]].replace("[", r"\[")
            console.print(f'"{words}" stays and hints at {cue["attribute"]} = {cue["value"]}.')
